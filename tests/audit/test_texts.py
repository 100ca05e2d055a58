"""Translating as one act: seen texts only, whoever did it in the history."""

import pytest

from commitments.models import Commitment
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.audit.texts import Translated, restore_text, translate_texts
from ogp_portal.audit.tracking import event_model
from ogp_portal.languages.fields import set_texts, text_in
from ogp_portal.tenancy import country_scope
from ogp_portal.translation.editing import Conflicting, TextEdit, locked, save_texts, versions
from ogp_portal.translation.models import TextState
from tests.cast import Tenant, make_commitment, make_user

KA = {
    "title": "რეესტრის გამოქვეყნება",
    "summary": "ვინ რას ფლობს, ყველასთვის ღიაა.",
    "problem": "არავინ იცის.",
}


@pytest.fixture
def translator(georgia: Tenant) -> User:
    return make_user(Role.TRANSLATOR, georgia.country)


@pytest.fixture
def commitment(georgia: Tenant) -> Commitment:
    with country_scope(georgia.country):
        row = make_commitment(georgia.plan, key="7", number="7", title_en="", summary_en="")
        save_texts(row, TextEdit("ka", KA, {}), by=None, main_language="ka")
    return row


def translate(
    commitment: Commitment, by: User, *approve: str, base: dict[str, str] | None = None, **texts: str
) -> Translated:
    with country_scope(commitment.country):
        now = locked(commitment)
        shown = versions(now, texts, "en") if base is None else base
        edit = TextEdit("en", texts, shown, sources=versions(now, texts, "ka"))
        return translate_texts(commitment, edit, approve=approve, by=by, main_language="ka")


def change(commitment: Commitment, language: str, **texts: str) -> None:
    with country_scope(commitment.country):
        row = locked(commitment)
        edit = TextEdit(language, texts, versions(row, texts, language))
        save_texts(row, edit, by=None, main_language="ka")


def states(commitment: Commitment) -> dict[str, str]:
    with country_scope(commitment.country):
        rows = TextState.objects.filter(object_id=commitment.pk, language="en")
        return dict(rows.values_list("field", "state"))


def test_one_is_approved_and_what_else_was_typed_is_kept_as_a_draft(
    commitment: Commitment, translator: User
) -> None:
    done = translate(commitment, translator, "title", title="Publish the register", summary="Open to all.")
    assert done == Translated(approved=("title",), drafts=("summary",))
    assert states(commitment) == {"title": "approved", "summary": "draft"}


def test_texts_are_approved_as_they_are(commitment: Commitment, translator: User) -> None:
    translate(commitment, translator, title="Publish the register", summary="Open to all.")
    done = translate(
        commitment,
        translator,
        "title",
        "summary",
        "problem",
        title="Publish the register",
        summary="Open to all.",
        problem="",
    )
    assert done == Translated(approved=("title", "summary"))
    assert states(commitment) == {"title": "approved", "summary": "approved"}


def test_nothing_is_approved_that_was_not_seen(commitment: Commitment, translator: User) -> None:
    translate(commitment, translator, title="Publish the register")
    with country_scope(commitment.country):
        base = versions(locked(commitment), ["title"], "en")
    change(commitment, "en", title="Keep the register secret")
    with pytest.raises(Conflicting) as caught:
        translate(commitment, translator, "title", base=base, title="Publish the register")
    assert [c.theirs for c in caught.value.conflicts] == ["Keep the register secret"]
    assert states(commitment) == {"title": "draft"}


def test_a_source_that_moved_on_meanwhile_is_said(commitment: Commitment, translator: User) -> None:
    with country_scope(commitment.country):
        sources = versions(locked(commitment), ["title"], "ka")
    change(commitment, "ka", title="სრული რეესტრის გამოქვეყნება")
    edit = TextEdit("en", {"title": "Publish the register"}, {}, sources=sources)
    with country_scope(commitment.country):
        done = translate_texts(commitment, edit, approve=["title"], by=translator, main_language="ka")
    assert done == Translated(outdated=("title",))
    assert states(commitment) == {"title": "stale"}


def test_the_history_knows_who_translated(commitment: Commitment, translator: User) -> None:
    translate(commitment, translator, "title", title="Publish the register")
    with country_scope(commitment.country):
        last = event_model(Commitment)._default_manager.filter(id=commitment.pk).latest("pgh_id")
        assert last.pgh_context.metadata == {"user": translator.pk}  # type: ignore[attr-defined]
        assert last.title_en == "Publish the register"  # type: ignore[attr-defined]


def test_restoring_is_a_new_change(commitment: Commitment, georgian_contact: User) -> None:
    change(commitment, "ka", title="სრული რეესტრი")
    with country_scope(commitment.country):
        edit = TextEdit("ka", {"title": KA["title"]}, versions(locked(commitment), ["title"], "ka"))
        assert restore_text(commitment, edit, by=georgian_contact, main_language="ka") == ["title"]
        assert text_in(locked(commitment), "title", "ka") == KA["title"]
        assert event_model(Commitment)._default_manager.filter(id=commitment.pk).count() == 4


def test_restoring_writes_over_nobody(commitment: Commitment, georgian_contact: User) -> None:
    with country_scope(commitment.country):
        base = versions(locked(commitment), ["title"], "ka")
    change(commitment, "ka", title="სრული რეესტრი")
    with country_scope(commitment.country), pytest.raises(Conflicting):
        restore_text(
            commitment, TextEdit("ka", {"title": "უფრო ძველი"}, base), by=georgian_contact, main_language="ka"
        )


def test_a_translation_typed_past_the_ledger_is_approved_all_the_same(
    commitment: Commitment, translator: User
) -> None:
    with country_scope(commitment.country):
        row = locked(commitment)
        set_texts(row, "title", {"en": "Publish the register"})
        row.save()
    assert translate(commitment, translator, "title", title="Publish the register").approved == ("title",)
