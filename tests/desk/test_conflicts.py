"""Two people at once, and three: nothing is written over, nothing is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from commitments.models import Commitment
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy import country_scope
from ogp_portal.translation.values import merged_values, value_versions
from plans.models import ActionPlan
from tests.cast import Tenant, complete, make_user
from tests.desk.entering import filled, form_in, signed_in

THERE = "Somebody else has saved this too"


@pytest.fixture
def first(georgian_contact: User) -> Client:
    return signed_in(georgian_contact)


@pytest.fixture
def second(georgia: Tenant) -> Client:
    return signed_in(make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry, "second"))


@pytest.fixture
def third(georgia: Tenant) -> Client:
    return signed_in(make_user(Role.POINT_OF_CONTACT, georgia.country, name="third"))


@pytest.fixture
def draft(georgia: Tenant) -> Commitment:
    with country_scope(georgia.country):
        return complete(georgia.draft, georgia.ministry)


def url(draft: Commitment, language: str = "ka") -> str:
    return reverse("desk:commitment_edit", kwargs={"pk": draft.pk, "language": language})


def save(client: Client, address: str, page: bytes, **changes: Any) -> bytes:
    """Send a page's form back; b"" when it was saved."""
    answer = client.post(address, filled(page, **changes))
    return answer.content if answer.status_code == 200 else b""


def text(draft: Commitment, field: str, language: str = "ka") -> str:
    with country_scope(draft.country):
        return text_in(Commitment.objects.get(pk=draft.pk), field, language)


def test_two_in_two_languages_never_meet(draft: Commitment, first: Client, second: Client) -> None:
    georgian, english = first.get(url(draft)).content, second.get(url(draft, "en")).content
    assert save(first, url(draft), georgian, title="ქართული სათაური", ends="2026") == b""
    assert save(second, url(draft, "en"), english, title="English title") == b""
    assert (text(draft, "title"), text(draft, "title", "en")) == ("ქართული სათაური", "English title")
    # The second form still showed the old date, and left it alone.
    with country_scope(draft.country):
        assert Commitment.objects.get(pk=draft.pk).ends_text == "2026"


def test_the_second_gets_both_versions_and_saves_what_shall_stand(
    draft: Commitment, first: Client, second: Client
) -> None:
    mine, yours = first.get(url(draft)).content, second.get(url(draft)).content
    assert save(first, url(draft), mine, problem="The register is closed to all", results="Open.") == b""
    page = save(second, url(draft), yours, problem="The register is closed to citizens", causes="No law.")
    shown = page.decode()
    assert THERE in shown
    assert '<p lang="ka">The register is closed to <mark>all</mark></p>' in shown
    assert '<p lang="ka">The register is closed to <mark>citizens</mark></p>' in shown
    assert text(draft, "problem") == "The register is closed to all"
    again = form_in(page)
    assert again["problem"] == ["The register is closed to citizens"]
    assert (again["causes"], again["results"]) == (["No law."], ["Open."])
    assert save(second, url(draft), page) == b""
    assert text(draft, "problem") == "The register is closed to citizens"
    assert (text(draft, "causes"), text(draft, "results")) == ("No law.", "Open.")


def test_a_third_person_meets_the_second_in_the_same_way(
    draft: Commitment, first: Client, second: Client, third: Client
) -> None:
    pages = [client.get(url(draft)).content for client in (first, second, third)]
    save(first, url(draft), pages[0], problem="From the first")
    conflict = save(second, url(draft), pages[1], problem="From the second")
    save(third, url(draft), save(third, url(draft), pages[2], problem="From the third"))
    assert text(draft, "problem") == "From the third"
    # The second resolved against the first's version, which is no longer the one that stands.
    once_more = save(second, url(draft), conflict)
    assert THERE in once_more.decode()
    assert "From the <mark>third</mark>" in once_more.decode()
    assert save(second, url(draft), once_more) == b""
    assert text(draft, "problem") == "From the second"


def test_plain_values_meet_too(draft: Commitment, first: Client, second: Client) -> None:
    mine, yours = first.get(url(draft)).content, second.get(url(draft, "en")).content
    save(first, url(draft), mine, ends="June 2026", support=["Watch of georgia"])
    page = save(second, url(draft, "en"), yours, ends="July 2026", title="English title")
    assert "<mark>June</mark> 2026" in page.decode()
    again = form_in(page)
    assert again["ends"] == ["July 2026"]
    assert again["support"][0] == "Watch of georgia"
    assert save(second, url(draft, "en"), page) == b""
    with country_scope(draft.country):
        saved = Commitment.objects.get(pk=draft.pk)
        assert (saved.ends_text, saved.support.count()) == ("July 2026", 1)
    assert text(draft, "title", "en") == "English title"


def test_who_changed_nothing_writes_nothing(draft: Commitment, first: Client, second: Client) -> None:
    mine, yours = first.get(url(draft)).content, second.get(url(draft)).content
    save(first, url(draft), mine, problem="Newer", ends="2027")
    assert save(second, url(draft), yours) == b""
    assert text(draft, "problem") == "Newer"


def test_the_same_words_are_no_conflict(draft: Commitment, first: Client, second: Client) -> None:
    pages = [client.get(url(draft)).content for client in (first, second)]
    assert save(first, url(draft), pages[0], problem="The same") == b""
    assert save(second, url(draft), pages[1], problem="The same") == b""


def test_milestones_meet_too(georgia: Tenant, draft: Commitment, first: Client, second: Client) -> None:
    with country_scope(georgia.country):
        pk = draft.milestones.get().pk
    address = reverse("desk:milestone_edit", kwargs={"pk": pk, "language": "en"})
    pages = [client.get(address).content for client in (first, second)]
    assert save(first, address, pages[0], title="Step one") == b""
    page = save(second, address, pages[1], title="Step two").decode()
    assert THERE in page
    assert '<section id="milestones"' in page


def test_plans_meet_too(georgia: Tenant, first: Client, third: Client) -> None:
    address = reverse("desk:plan_edit", kwargs={"pk": georgia.plan.pk, "language": "en"})
    pages = [client.get(address).content for client in (first, third)]
    assert save(first, address, pages[0], starts_on="1.2.2024", title="The plan") == b""
    page = save(third, address, pages[1], starts_on="1.3.2024", title="A plan")
    assert THERE in page.decode()
    assert save(third, address, page) == b""
    with country_scope(georgia.country):
        plan = ActionPlan.objects.get(pk=georgia.plan.pk)
        assert (str(plan.starts_on), plan.title_en) == ("2024-03-01", "A plan")  # type: ignore[attr-defined]


def test_values_are_merged_field_by_field() -> None:
    shown: dict[str, Any] = {"kept": 1, "theirs": [1], "mine": None, "same": "a", "both": "a"}
    now = {**shown, "theirs": [1, 2], "same": "b", "both": "b"}
    yours = {**shown, "mine": 5, "same": "b", "both": "c"}
    merged, found = merged_values(now, yours, value_versions(shown))
    assert merged == {"kept": 1, "theirs": [1, 2], "mine": 5, "same": "b"}
    assert [(conflict.field, conflict.theirs, conflict.yours) for conflict in found] == [("both", "b", "c")]
