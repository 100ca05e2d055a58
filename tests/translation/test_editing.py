"""Changing texts: nobody writes over anybody, and the ledger knows what each change means."""

import pytest
from django.db import transaction

from commitments.models import Commitment
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.audit.tracking import event_model
from ogp_portal.tenancy import country_scope
from ogp_portal.translation.editing import (
    Conflicting,
    TextEdit,
    approve_text,
    locked,
    note_change,
    save_texts,
    versions,
)
from ogp_portal.translation.ledger import version_of
from ogp_portal.translation.models import TextState
from tests.cast import Tenant, make_commitment, make_user

KA, KA_LATER = "მფლობელთა რეესტრის გამოქვეყნება", "მფლობელთა სრული რეესტრის გამოქვეყნება"
EN, UK = "Publish the register of owners", "Оприлюднити реєстр власників"


@pytest.fixture
def translator(georgia: Tenant) -> User:
    return make_user(Role.TRANSLATOR, georgia.country)


@pytest.fixture
def commitment(georgia: Tenant) -> Commitment:
    """A commitment without any text yet."""
    with country_scope(georgia.country):
        return make_commitment(georgia.plan, key="7", number="7", title_en="", summary_en="")


def save(
    commitment: Commitment,
    language: str,
    by: User | None = None,
    *,
    approve: bool = False,
    is_small: bool = False,
    base: dict[str, str] | None = None,
    sources: dict[str, str] | None = None,
    **texts: str,
) -> list[str]:
    """What a form does: lock the row, then save what was typed over what was shown (or `base`)."""
    with country_scope(commitment.country), transaction.atomic():
        row = locked(commitment)
        shown = versions(row, texts, language) if base is None else base
        edit = TextEdit(language, texts, shown, is_small, sources or {})
        return save_texts(row, edit, by=by, main_language="ka", approve=approve)


def shown(commitment: Commitment, language: str, *fields: str) -> dict[str, str]:
    with country_scope(commitment.country):
        return versions(locked(commitment), fields, language)


def text(commitment: Commitment, name: str) -> str:
    with country_scope(commitment.country):
        return str(Commitment.objects.values_list(name, flat=True).get(pk=commitment.pk))


def ledger(commitment: Commitment, field: str = "title") -> dict[str, tuple[str, str]]:
    """State and source language by language."""
    with country_scope(commitment.country):
        rows = TextState.objects.filter(model="commitments.commitment", object_id=commitment.pk, field=field)
        return {row.language: (row.state, row.source_language) for row in rows}


def row(commitment: Commitment, language: str, field: str = "title") -> TextState:
    with country_scope(commitment.country):
        return TextState.objects.get(object_id=commitment.pk, field=field, language=language)


def chain(commitment: Commitment) -> None:
    """Georgian, the English made from it, the Ukrainian made from the English; all approved."""
    save(commitment, "ka", title=KA)
    save(commitment, "en", approve=True, title=EN)
    save(commitment, "uk", approve=True, title=UK)
    with country_scope(commitment.country):
        TextState.objects.filter(object_id=commitment.pk, field="title", language="uk").update(
            source_language="en", source_version=version_of(EN)
        )


# What each text is worth


def test_the_first_text_is_an_original(commitment: Commitment, georgian_contact: User) -> None:
    assert save(commitment, "ka", georgian_contact, title=KA) == ["title"]
    assert ledger(commitment) == {"ka": ("approved", "ka")}
    own = row(commitment, "ka")
    assert (own.changed_by_id, own.text_version) == (georgian_contact.pk, version_of(KA))


def test_the_first_text_is_an_original_in_another_than_the_main_language_too(commitment: Commitment) -> None:
    save(commitment, "en", title=EN)
    assert ledger(commitment) == {"en": ("approved", "en")}
    save(commitment, "ka", title=KA)
    assert ledger(commitment)["ka"] == ("draft", "en")


def test_a_translation_is_a_draft_until_somebody_approves_it(
    commitment: Commitment, translator: User
) -> None:
    save(commitment, "ka", title=KA)
    save(commitment, "en", title=EN)
    assert ledger(commitment)["en"] == ("draft", "ka")
    with country_scope(commitment.country):
        approve_text(locked(commitment), "title", "en", by=translator, main_language="ka")
    assert ledger(commitment)["en"] == ("approved", "ka")
    assert row(commitment, "en").changed_by_id == translator.pk
    assert row(commitment, "en").source_version == version_of(KA)


def test_there_is_nothing_to_approve_without_a_text(commitment: Commitment, translator: User) -> None:
    with country_scope(commitment.country):
        approved = approve_text(locked(commitment), "title", "en", by=translator, main_language="ka")
    assert approved is None
    assert ledger(commitment) == {}


def test_the_same_text_again_changes_nothing(commitment: Commitment, translator: User) -> None:
    save(commitment, "ka", title=KA)
    save(commitment, "en", approve=True, title=EN)
    assert save(commitment, "ka", translator, title=f"{KA}\r\n") == []
    assert ledger(commitment)["en"] == ("approved", "ka")
    assert row(commitment, "ka").changed_by_id is None
    assert text(commitment, "title_ka") == KA


def test_a_text_that_is_emptied_leaves_the_ledger_and_makes_stale_what_came_from_it(
    commitment: Commitment,
) -> None:
    chain(commitment)
    save(commitment, "ka", title="")
    assert ledger(commitment) == {"en": ("stale", "ka"), "uk": ("stale", "en")}
    # Typed anew it is the original again, not a translation of its own translation.
    save(commitment, "ka", title=KA)
    assert ledger(commitment)["ka"] == ("approved", "ka")


def test_a_translation_whose_source_is_gone_becomes_an_original_when_it_is_approved(
    commitment: Commitment, translator: User
) -> None:
    save(commitment, "ka", title=KA)
    save(commitment, "en", title=EN)
    save(commitment, "ka", title="")
    with country_scope(commitment.country):
        approve_text(locked(commitment), "title", "en", by=translator, main_language="ka")
    assert ledger(commitment) == {"en": ("approved", "en")}


# A source that moves on


def test_a_change_of_the_source_makes_its_translations_stale(commitment: Commitment) -> None:
    save(commitment, "ka", title=KA)
    save(commitment, "en", approve=True, title=EN)
    save(commitment, "az", title="Sahiblərin reyestri")
    save(commitment, "ka", title=KA_LATER)
    assert ledger(commitment) == {
        "ka": ("approved", "ka"),
        "en": ("stale", "ka"),
        "az": ("stale", "ka"),
    }
    assert row(commitment, "en").source_version == version_of(KA)


def test_a_translation_of_a_stale_translation_is_stale_too(commitment: Commitment) -> None:
    chain(commitment)
    save(commitment, "ka", title=KA_LATER)
    assert ledger(commitment) == {"ka": ("approved", "ka"), "en": ("stale", "ka"), "uk": ("stale", "en")}


def test_a_change_of_a_translation_leaves_its_source_alone(commitment: Commitment) -> None:
    chain(commitment)
    save(commitment, "en", approve=True, title="Publish the full register of owners")
    assert ledger(commitment) == {"ka": ("approved", "ka"), "en": ("approved", "ka"), "uk": ("stale", "en")}


def test_two_texts_that_name_each_other_as_source_do_not_run_in_circles(commitment: Commitment) -> None:
    chain(commitment)
    with country_scope(commitment.country):
        TextState.objects.filter(object_id=commitment.pk, language="ka").update(source_language="uk")
    save(commitment, "en", approve=True, title="Publish the full register of owners")
    assert ledger(commitment)["en"] == ("approved", "ka")
    assert ledger(commitment)["uk"] == ("stale", "en")


def test_a_small_edit_keeps_translations_valid(commitment: Commitment) -> None:
    chain(commitment)
    save(commitment, "ka", is_small=True, title=f"{KA}.")
    assert ledger(commitment) == {
        "ka": ("approved", "ka"),
        "en": ("approved", "ka"),
        "uk": ("approved", "en"),
    }
    assert row(commitment, "en").source_version == version_of(f"{KA}.")


def test_a_small_edit_does_not_freshen_what_was_stale(commitment: Commitment) -> None:
    chain(commitment)
    save(commitment, "ka", title=KA_LATER)
    save(commitment, "ka", is_small=True, title=f"{KA_LATER}.")
    assert ledger(commitment)["en"] == ("stale", "ka")
    assert row(commitment, "en").source_version == version_of(KA)


def test_emptying_is_never_a_small_edit(commitment: Commitment) -> None:
    chain(commitment)
    save(commitment, "ka", is_small=True, title="")
    assert ledger(commitment)["en"] == ("stale", "ka")


def test_a_draft_of_a_stale_translation_still_knows_the_source_it_came_from(commitment: Commitment) -> None:
    save(commitment, "ka", title=KA)
    save(commitment, "en", approve=True, title=EN)
    save(commitment, "ka", title=KA_LATER)
    save(commitment, "en", title="Publish the register")
    assert (row(commitment, "en").state, row(commitment, "en").source_version) == ("draft", version_of(KA))
    save(commitment, "en", approve=True, title="Publish the full register")
    assert row(commitment, "en").source_version == version_of(KA_LATER)


def test_a_translation_of_a_source_that_moved_on_under_the_translator_is_stale(
    commitment: Commitment,
) -> None:
    save(commitment, "ka", title=KA)
    seen = shown(commitment, "ka", "title")
    save(commitment, "ka", title=KA_LATER)
    save(commitment, "en", approve=True, sources=seen, title=EN)
    assert ledger(commitment)["en"] == ("stale", "ka")
    assert row(commitment, "en").source_version == version_of(KA)


# Two people at once


def test_the_second_of_two_gets_both_versions_and_writes_nothing(commitment: Commitment) -> None:
    save(commitment, "ka", title=KA, summary="პირველი")
    base = shown(commitment, "ka", "title", "summary")
    save(commitment, "ka", title=KA_LATER)
    with pytest.raises(Conflicting) as caught:
        save(commitment, "ka", base=base, title="ჩემი სათაური", summary="მეორე")
    assert [(c.field, c.language, c.theirs, c.yours, c.is_yours_changed) for c in caught.value.conflicts] == [
        ("title", "ka", KA_LATER, "ჩემი სათაური", True)
    ]
    assert (text(commitment, "title_ka"), text(commitment, "summary_ka")) == (KA_LATER, "პირველი")


def test_a_text_that_only_the_other_changed_is_shown_as_theirs(commitment: Commitment) -> None:
    save(commitment, "ka", title=KA, summary="პირველი")
    base = shown(commitment, "ka", "title", "summary")
    save(commitment, "ka", title=KA_LATER)
    with pytest.raises(Conflicting) as caught:
        save(commitment, "ka", base=base, title=KA, summary="მეორე")
    assert [(c.field, c.is_yours_changed) for c in caught.value.conflicts] == [("title", False)]


def test_a_form_sent_without_a_change_never_undoes_the_other(commitment: Commitment) -> None:
    save(commitment, "ka", title=KA)
    base = shown(commitment, "ka", "title")
    save(commitment, "ka", title=KA_LATER)
    assert save(commitment, "ka", base=base, title=KA) == []
    assert text(commitment, "title_ka") == KA_LATER


def test_both_may_write_the_same(commitment: Commitment) -> None:
    save(commitment, "ka", title=KA)
    base = shown(commitment, "ka", "title")
    save(commitment, "ka", title=KA_LATER)
    assert save(commitment, "ka", base=base, title=KA_LATER) == []


def test_what_is_sent_without_having_been_shown_writes_over_nothing(commitment: Commitment) -> None:
    save(commitment, "ka", title=KA)
    with pytest.raises(Conflicting):
        save(commitment, "ka", base={}, title=KA_LATER)
    assert save(commitment, "ka", base={}, summary="ახალი") == ["summary"]


def test_two_languages_never_meet(commitment: Commitment) -> None:
    save(commitment, "ka", title=KA)
    save(commitment, "en", title=EN)
    in_georgian, in_english = shown(commitment, "ka", "title"), shown(commitment, "en", "title")
    save(commitment, "ka", base=in_georgian, title=KA_LATER)
    save(commitment, "en", base=in_english, title="Open the register of owners")
    assert text(commitment, "title_ka") == KA_LATER
    assert text(commitment, "title_en") == "Open the register of owners"


def test_another_object_is_another_matter(commitment: Commitment, georgia: Tenant) -> None:
    save(commitment, "ka", title=KA)
    save(commitment, "en", approve=True, title=EN)
    save(georgia.commitment, "ka", title=KA)
    save(georgia.commitment, "ka", title=KA_LATER)
    assert ledger(commitment)["en"] == ("approved", "ka")


# Texts that a form has written itself


def test_a_note_of_new_texts_asks_for_no_old_ones(commitment: Commitment) -> None:
    with country_scope(commitment.country):
        made = make_commitment(commitment.plan, key="8", number="8", title_en="", title_ka=KA)
        note_change(made, ["title"], TextEdit("ka", {}, {}), {}, by=None, main_language="ka")
    assert ledger(made) == {"ka": ("approved", "ka")}


def test_a_note_comes_after_the_text_is_written(commitment: Commitment) -> None:
    save(commitment, "ka", title=KA)
    save(commitment, "en", approve=True, title=EN)
    with country_scope(commitment.country):
        now = locked(commitment)
        now.title_ka = KA_LATER  # type: ignore[attr-defined]
        now.save(update_fields=["title_ka"])
        note_change(now, ["title"], TextEdit("ka", {}, {}), {"title": KA}, by=None, main_language="ka")
    assert ledger(commitment) == {"ka": ("approved", "ka"), "en": ("stale", "ka")}
    assert row(commitment, "ka").text_version == version_of(KA_LATER)


def test_only_the_columns_that_changed_are_written(commitment: Commitment) -> None:
    save(commitment, "ka", title=KA, summary="პირველი")
    with country_scope(commitment.country):
        before = event_model(Commitment)._default_manager.filter(id=commitment.pk).count()
    save(commitment, "ka", title=KA_LATER, summary="პირველი")
    with country_scope(commitment.country):
        assert event_model(Commitment)._default_manager.filter(id=commitment.pk).count() == before + 1
