"""An organisation of Belarus registers under an alias, hands in evidence, rates: nobody learns who it is."""

import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import APIResponse, Page, expect

from ogp_portal.languages.registry import LANGUAGES
from tests.files.samples import AUTHOR, CAMERA, COMPANY, docx, photo, unpacked_package
from tests.journeys.people import every_mail, mail_saying, mails
from tests.journeys.voice.conftest import Window
from tests.journeys.voice.steps import (
    HUMAN,
    draft_evidence,
    notice,
    number_in,
    press,
    publish,
    said_in,
    submit,
)
from tests.journeys.voice.traces import leaks, links, traces
from tests.live import Live

pytestmark = pytest.mark.browser
NAME, PERSON = COMPANY, AUTHOR
"""The true name and the member's name, as the files hold them too."""
ALIAS = "Watchers by the buckthorn"
EMAIL = "natallia@witnesses.example"
FILES = ("Natallia Witness 4 May.jpg", "House of Witnesses, notes.docx")
SECRETS = (NAME, PERSON, EMAIL, "natallia", "witnesses", CAMERA)
ADMINISTRATOR, CONTROLLER = "Jonas Weber", "admin@demo.example"
PASSWORD = "buckthorn and 3 magpies"
PLAN = "/belarus/plans/alternative-1-demo/"
COMMITMENT = f"{PLAN}5/"
OTHERS = {
    "Marie Lindqvist": "officer of the programme",
    "Ганна Вярбіцкая": "member of another organisation of Belarus",
    "ნინო ბერიძე": "contact of Georgia",
    "Андрій Мельник": "officer of a Ukrainian agency",
    "Leyla Həsənova": "translator",
    "გიორგი ნადირაძე": "researcher of the IRM",
}


@dataclass(frozen=True)
class Told:
    """What the journey has left behind."""

    organisation: int
    evidence: int
    rating: int
    member: Page
    administrator: Page

    @property
    def desk(self) -> list[str]:
        """Where somebody would look who has guessed the numbers."""
        evidence, rating = f"/en/desk/evidence/{self.evidence}/", f"/en/desk/ratings/{self.rating}/"
        organisation = f"/en/desk/organisations/{self.organisation}/"
        return [
            *(evidence, f"{evidence}edit/en/", f"{evidence}reply/", rating, f"{rating}edit/en/"),
            *(f"{evidence}files/{number}/" for number in range(1, 30)),
            *(organisation, f"{organisation}alias/", f"{organisation}edit/be/"),
            *(f"/en/desk/history/evidence/{self.evidence}/", f"/en/desk/history/csorating/{self.rating}/"),
            *("/en/desk/people/", "/en/desk/organisations/", "/en/desk/evidence/", "/en/desk/ratings/"),
        ]


@pytest.fixture(scope="module")
def told(window: Window, live: Live) -> Told:
    """From registering to the published rating."""
    member, administrator = window(), window(ADMINISTRATOR)
    register(member)
    open_the_mail(member, live)
    organisation = confirm(administrator)
    mail_saying(live, EMAIL, ALIAS)
    sign_in_by_mail(member)
    evidence = hand_in_evidence(member)
    publish(administrator, f"/en/desk/evidence/{evidence}/")
    mail_saying(live, EMAIL, "The evidence")
    rating = rate(member)
    publish(administrator, f"/en/desk/ratings/{rating}/")
    mail_saying(live, EMAIL, "The rating that")
    return Told(organisation, evidence, rating, member, administrator)


def register(page: Page) -> None:
    """A visitor fills in the form; a robot would be faster."""
    page.goto("/en/belarus/organisations/register/")
    opened = time.monotonic()
    page.get_by_label("Name of the organisation").fill(NAME)
    page.get_by_label("Under a public alias").check()
    page.get_by_label(re.compile("^Public alias")).fill(ALIAS)
    page.get_by_label("What the organisation does").fill("We count what is published.")
    page.get_by_label("Your name").fill(PERSON)
    page.get_by_label("Your e-mail address").fill(EMAIL)
    page.get_by_label(re.compile("^New password$")).fill(PASSWORD)
    page.get_by_label("New password once more").fill(PASSWORD)
    page.wait_for_timeout(max(HUMAN - (time.monotonic() - opened), 0) * 1000)
    press(page, "Register the organisation")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")


def open_the_mail(page: Page, live: Live) -> None:
    mail = mail_saying(live, EMAIL, "confirm that the address is yours")
    assert traces(mail.encode(), [NAME, ALIAS]) == [], "whoever reads the mailbox learns of no organisation"
    link = re.search(r"http\S+", mail)
    assert link
    page.goto(link[0])
    press(page, "This is my address")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your e-mail address is confirmed")


def sign_in_by_mail(page: Page) -> None:
    page.goto("/en/account/sign-in/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def confirm(page: Page) -> int:
    """The administrator reads who it is, and lets it in."""
    page.goto("/en/desk/organisations/")
    page.get_by_role("link", name=ALIAS).click()
    expect(page.get_by_text(NAME, exact=True)).to_be_visible()
    press(page, "Confirm the organisation")
    notice(page, "Confirmed")
    return number_in(page.url)


def hand_in_evidence(page: Page) -> int:
    """With a photo that knows its place, and a Word file that knows its people."""
    files = [
        {"name": FILES[0], "mimeType": "image/jpeg", "buffer": photo(size=(640, 480))},
        {"name": FILES[1], "mimeType": "application/octet-stream", "buffer": docx()},
    ]
    pk = draft_evidence(
        page, f"/en{COMMITMENT}", "The notice board is empty", "We went there twice.", files=files
    )
    expect(page.get_by_role("link", name=FILES[0])).to_be_visible()
    submit(page, page.url)
    return pk


def rate(page: Page) -> int:
    page.goto(f"/en{COMMITMENT}")
    page.get_by_role("link", name="Rate this commitment").click()
    page.get_by_label("Limited").check()
    page.get_by_label("Reasons").fill("Two of nine boards were filled.")
    press(page, "Save the draft")
    submit(page, page.url)
    return number_in(page.url)


def public_pages(told: Told) -> Iterator[str]:
    """Every page that names the organisation or what it watches, in every language."""
    country = "/belarus/"
    pages = [
        *("/", "/disagreement/", "/areas/", "/about/three-voices/", country, PLAN, COMMITMENT),
        *(f"{COMMITMENT}changes/", f"{country}organisations/", f"{country}organisations/register/"),
        *(f"{country}organisations/{told.organisation}/", f"{country}disagreement/"),
    ]
    return (f"/{language}{path}" for language in LANGUAGES for path in pages)


def downloads(page: Page, live: Live) -> dict[str, APIResponse]:
    """The public copies on the commitment's page, by address."""
    html = page.context.request.get(f"{live.url}/en{COMMITMENT}").text()
    paths = sorted(set(re.findall(r'href="(/en/belarus/files/[^"]+)"', html)))
    return {path: page.context.request.get(f"{live.url}{path}") for path in paths}


def test_evidence_and_rating_stand_in_public_under_the_alias(told: Told, window: Window) -> None:
    page = window()
    page.goto(f"/en{COMMITMENT}")
    evidence = page.locator("section:has(#e)")
    expect(evidence).to_contain_text("The notice board is empty")
    expect(evidence).to_contain_text(ALIAS)
    expect(page.locator("section:has(#v) tr").filter(has_text=ALIAS)).to_contain_text("Limited")
    said = page.locator("section:has(#s)")
    expect(said).to_contain_text(ALIAS)
    expect(said).to_contain_text("Two of nine boards were filled.")
    page.goto(f"/en/belarus/organisations/{told.organisation}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(ALIAS)
    expect(page.get_by_role("link", name="The notice board is empty")).to_be_visible()


def test_no_government_is_asked_for_an_answer(told: Told, live: Live, window: Window) -> None:
    page = window()
    page.goto(f"/en{COMMITMENT}")
    expect(page.get_by_text("asked to reply")).to_have_count(0)
    assert {mail["To"] for mail in every_mail(live) if "The notice board is empty" in said_in(mail)} == {
        EMAIL
    }


def test_no_public_page_tells_who_it_is(told: Told, window: Window) -> None:
    context, pages = window().context, list(public_pages(told))
    assert leaks(context, pages, SECRETS) == {}
    named = leaks(context, pages, [ALIAS])
    assert {path for path in pages if COMMITMENT in path or "organisations/" in path} - set(named) == {
        f"/{language}/belarus/organisations/register/" for language in LANGUAGES
    }


def test_no_download_tells_who_or_where(told: Told, window: Window, live: Live) -> None:
    found = downloads(window(), live)
    copies = {answer.headers["content-type"]: answer.body() for answer in found.values()}
    word = next(kind for kind in copies if "wordprocessing" in kind)
    assert {"image/jpeg", word} <= set(copies)
    assert leaks(window().context, found, SECRETS) == {}
    # They are copies and no empty shells: turned as the camera said, and with the text that was written.
    assert Image.open(io.BytesIO(copies["image/jpeg"])).size == (480, 640)
    assert b"The register is empty." in unpacked_package(copies[word])["word/document.xml"]


def test_no_mail_to_others_tells_who_it_is(told: Told, live: Live) -> None:
    assert len(mails(live, EMAIL)) >= 4
    others = [mail for mail in every_mail(live) if mail["To"] not in {EMAIL, CONTROLLER}]
    assert [traces(mail.as_bytes() + said_in(mail).encode(), SECRETS) for mail in others if mail] == [
        [] for mail in others
    ]


@pytest.mark.parametrize("most", [40, pytest.param(2000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", OTHERS, ids=OTHERS.values())
def test_no_page_of_the_desk_tells_others_who_it_is(told: Told, window: Window, name: str, most: int) -> None:
    """What they can walk to, and what they could guess."""
    context = window(name).context
    walked = links(context, "/en/desk/", r"/en/(desk|reports)/(?!.*\.ics)", most)
    assert len(walked) > 3
    assert leaks(context, [*walked, *told.desk], SECRETS) == {}
    assert context.request.get(told.desk[0]).status in {403, 404}


def test_the_organisation_and_the_administrator_know_and_hold_the_originals(told: Told) -> None:
    """The same search finds all of it where it belongs."""
    for page in (told.member, told.administrator):
        found = leaks(page.context, told.desk, SECRETS)
        assert NAME in found[f"/en/desk/organisations/{told.organisation}/"]
        page.goto(f"/en/desk/evidence/{told.evidence}/")
        originals = [page.get_by_role("link", name=name).get_attribute("href") or "" for name in FILES]
        assert {CAMERA, PERSON, "place in fractions, big"} <= set(found[originals[0]])
        assert {NAME, PERSON, "place in fractions, big"} <= set(found[originals[1]])
