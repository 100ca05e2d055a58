"""Forms that save themselves: kept, offered, taken up, discarded; one person's alone."""

import pytest
from django.test import Client
from django.urls import reverse

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.desk.models import Draft
from ogp_portal.tenancy import country_scope
from tests.cast import Tenant, make_user
from tests.desk.entering import filled, form_in, signed_in

OFFER = "You left unsaved changes of"


@pytest.fixture
def contact(georgian_contact: User) -> Client:
    return signed_in(georgian_contact)


@pytest.fixture
def url(georgia: Tenant) -> str:
    return reverse("desk:commitment_edit", kwargs={"pk": georgia.commitment.pk, "language": "en"})


SAVE = "/en/desk/kept/georgia/save/"
DISCARD = "/en/desk/kept/georgia/discard/"


def kept(georgia: Tenant) -> int:
    with country_scope(georgia.country):
        return Draft.objects.count()


def test_what_was_typed_is_offered_and_taken_up(georgia: Tenant, contact: Client, url: str) -> None:
    page = contact.get(url).content
    assert OFFER not in page.decode()
    typed = filled(page, title="Half a title", values=["technology"], support=["Watch of georgia", ""])
    for _ in range(2):
        assert contact.post(SAVE, typed).content.decode().strip().startswith("Kept at ")
    assert kept(georgia) == 1
    offered = contact.get(url).content
    assert OFFER in offered.decode()
    assert form_in(offered)["title"] == ["Publish the register of owners"]
    taken = contact.get(f"{url}?kept=1").content
    fields = form_in(taken)
    assert (fields["title"], fields["values"]) == (["Half a title"], ["technology"])
    assert fields["support"][0] == "Watch of georgia"
    assert contact.post(url, fields).status_code == 302
    assert kept(georgia) == 0
    assert OFFER not in contact.get(url).content.decode()


def test_what_is_taken_up_still_meets_who_saved_between(georgia: Tenant, contact: Client, url: str) -> None:
    page = contact.get(url).content
    contact.post(SAVE, filled(page, title="Typed before"))
    other = signed_in(make_user(Role.POINT_OF_CONTACT, georgia.country, name="other contact"))
    other.post(url, filled(other.get(url).content, title="Saved between"))
    taken = form_in(contact.get(f"{url}?kept=1").content)
    answer = contact.post(url, taken).content.decode()
    assert "Somebody else has saved this too" in answer
    assert "Typed before" in answer


def test_it_can_be_discarded(georgia: Tenant, contact: Client, url: str) -> None:
    contact.post(SAVE, filled(contact.get(url).content, title="Half a title"))
    discard = form_in(contact.get(url).content, having="next")
    answer = contact.post(DISCARD, discard)
    assert (answer.status_code, answer.headers["Location"]) == (302, url)
    assert kept(georgia) == 0


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_discarding_leads_nowhere_else(contact: Client, back: str) -> None:
    answer = contact.post(DISCARD, {"draft": "commitment:1:ka", "next": back})
    assert answer.headers["Location"] == "/en/desk/"


def test_nobody_elses_draft_is_offered(georgia: Tenant, contact: Client, url: str) -> None:
    contact.post(SAVE, filled(contact.get(url).content, title="Secret half a title"))
    other = signed_in(make_user(Role.POINT_OF_CONTACT, georgia.country, name="other contact"))
    assert OFFER not in other.get(url).content.decode()
    assert "Secret half a title" not in other.get(f"{url}?kept=1").content.decode()


@pytest.mark.parametrize(
    ("name", "title"),
    [("", "x"), ("a b", "x"), ("x" * 121, "x"), ("a:" + "b" * 130, "x"), ("form", "x" * 400_001)],
)
def test_odd_drafts_are_refused(georgia: Tenant, contact: Client, name: str, title: str) -> None:
    assert contact.post(SAVE, {"draft": name, "title": title}).status_code == 400
    assert kept(georgia) == 0


def test_a_draft_of_another_country_cannot_be_kept(ukraine: Tenant, contact: Client) -> None:
    answer = contact.post("/en/desk/kept/ukraine/save/", {"draft": "commitment:1:uk"})
    assert answer.status_code == 403


def test_keeping_moves_no_public_page(
    georgia: Tenant, contact: Client, url: str, django_capture_on_commit_callbacks: object
) -> None:
    page = contact.get(url).content
    with django_capture_on_commit_callbacks() as callbacks:  # type: ignore[operator]
        contact.post(SAVE, filled(page, title="Half a title"))
    assert callbacks == []
