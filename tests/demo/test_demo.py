"""The demonstration: complete, repeatable, and gone without a trace."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.models import Commitment, CommitmentOrigin, CommitmentSupport, Milestone, ProgressUpdate
from monitoring.models import Evidence
from monitoring.queries import voices_of
from monitoring.reports.actions import stored_path
from ogp_portal.accounts.enums import OrganisationKind, OrganisationState, Role, SafetyMode
from ogp_portal.accounts.models import (
    Invitation,
    Organisation,
    OrganisationIdentity,
    RoleAssignment,
    User,
)
from ogp_portal.demo.cast import CAST
from ogp_portal.demo.checks import demo_stays_on_loopback
from ogp_portal.demo.content import country_slugs, read
from ogp_portal.demo.load import calendar_span, load_country
from ogp_portal.demo.load.files import drawn_photo
from ogp_portal.files.actions import store_upload
from ogp_portal.files.models import StoredFile
from ogp_portal.tenancy import country_scope, every_country
from ogp_portal.tenancy.models import TenantModel
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.models import TextState
from plans.enums import PeriodKind
from plans.models import ActionPlan, Contribution, ForumMeeting, PlanFile, ReportingPeriod
from tests.accounts.routes.reports import make_report
from tests.cast import Tenant

TODAY = dt.date(2026, 7, 7)


def counts() -> dict[str, int]:
    """How many rows of every kind there are, but those of history, which only grows."""
    models = [m for m in apps.get_models() if issubclass(m, TenantModel) and m.keeps_keys]
    with every_country():
        found = {model.__name__: model._default_manager.count() for model in models}
    return found | {model.__name__: model.objects.count() for model in (User, RoleAssignment, Invitation)}


def files_on_disk() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_six_countries_have_content_of_the_promised_size() -> None:
    assert country_slugs() == ["armenia", "azerbaijan", "belarus", "georgia", "moldova", "ukraine"]
    for slug in country_slugs():
        commitments = read(slug, TODAY).entries("commitments")
        assert len(commitments) >= 6, slug
        for commitment in commitments:
            assert 3 <= len(commitment.entries("milestones")) <= 5, f"{slug} {commitment.text('number')}"
            assert not commitment.entries("progress") or len(commitment.entries("progress")) == 2


def test_loading_twice_changes_nothing(db: None) -> None:
    call_command("load_demo")
    first = counts()
    call_command("load_demo")
    assert counts() == first
    assert User.objects.filter(is_demo=True).count() == len(CAST)


def test_flush_takes_only_the_demonstration(georgia: Tenant) -> None:
    before = counts()
    call_command("load_demo")
    assert counts() != before
    call_command("flush_demo")
    assert counts() == before
    assert not User.objects.filter(is_demo=True).exists()


def test_flush_takes_the_files_of_the_demonstration_and_what_its_people_add(
    georgia: Tenant, django_capture_on_commit_callbacks: Any
) -> None:
    before, files = counts(), files_on_disk()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("load_demo")
        user = User.objects.get(email="georgia@demo.example")
        with country_scope(georgia.country):
            plan = ActionPlan.objects.demo().order_by("-number")[0]
            file = store_upload(drawn_photo(1), country_id=georgia.country.pk, by=user, purpose="plan")
            PlanFile.objects.create(country=georgia.country, plan=plan, file=file)
            Organisation.objects.create(
                country=georgia.country, kind=OrganisationKind.CSO, name_en="New", registered_by=user
            )
            assert StoredFile.objects.filter(is_demo=True).count() == 3
        Invitation.objects.create(
            role=Role.TRANSLATOR,
            country=georgia.country,
            email="new@example.org",
            full_name="New",
            language="en",
            token_sha256="0" * 64,
            invited_by=user,
            expires_at=timezone.now(),
        )
    assert len(files_on_disk()) > len(files)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("flush_demo")
    assert counts() == before
    assert files_on_disk() == files


def test_the_demonstration_shows_every_step_of_the_work(db: None) -> None:
    call_command("load_demo")
    today = timezone.localdate()
    with every_country():
        for slug in ("armenia", "georgia", "moldova", "ukraine"):
            own = {"country__slug": slug}
            states = set(Evidence.objects.filter(**own).values_list("state", flat=True))
            assert states >= {"published", "submitted", "draft", "rejected"}, slug
            assert Evidence.objects.filter(**own, reply_due_on__lt=today, replied_at=None).exists(), slug
            assert Evidence.objects.filter(**own, corrects__isnull=False).exists(), slug
            updates = ProgressUpdate.objects.filter(**own, period__locked_on=None)
            assert set(updates.values_list("state", flat=True)) == {"submitted", "returned", "draft"}, slug
            meetings = ForumMeeting.objects.filter(**own)
            assert meetings.filter(minutes_due_on__lt=today, minutes_published_at=None).count() == 1, slug
            assert ReportingPeriod.objects.filter(**own, reopenings__until__gte=today).exists(), slug
            assert CommitmentOrigin.objects.filter(**own).exists(), slug
            waiting = Contribution.objects.filter(**own, responses=None)
            assert set(waiting.values_list("state", flat=True)) == {"published", "submitted"}, slug
            texts = TextState.objects.filter(**own)
            assert set(texts.values_list("state", flat=True)) >= {"machine", "draft", "approved"}, slug
        assert Evidence.objects.filter(organisation__safety_mode=SafetyMode.ALIAS).count() == 4
        assert Organisation.objects.filter(state=OrganisationState.PENDING).count() == 2


def test_flush_takes_the_files_of_its_reports(georgia: Tenant) -> None:
    real = make_report(georgia)
    load_country("georgia", TODAY)
    with country_scope(georgia.country):
        plan = ActionPlan.objects.demo().exclude(kind="shadow").order_by("-number")[0]
    shown = make_report(replace(georgia, plan=plan))
    with country_scope(georgia.country):
        kept, gone = (stored_path(report.files.get()) for report in (real, shown))
    assert kept.exists()
    assert gone.exists()
    call_command("flush_demo")
    assert kept.exists()
    assert not gone.exists()


def test_without_the_setting_nothing_is_loaded(db: None, settings: Any) -> None:
    settings.PORTAL_DEMO = False
    before = counts()
    with pytest.raises(CommandError, match=r"^Nothing was loaded\. Without PORTAL_DEMO=1 no page would say"):
        call_command("load_demo")
    assert counts() == before


def test_flush_keeps_an_organisation_that_real_rows_use(georgia: Tenant) -> None:
    load_country("georgia", TODAY)
    with country_scope(georgia.country):
        used = Organisation.objects.filter(is_demo=True)[0]
        CommitmentSupport.objects.create(
            country=georgia.country, commitment=georgia.commitment, organisation=used
        )
    call_command("flush_demo")
    with country_scope(georgia.country):
        assert Organisation.objects.get(pk=used.pk).is_demo is False


def test_what_is_late_follows_the_day_of_loading(db: None) -> None:
    load_country("ukraine", TODAY)
    with every_country():
        ends = Milestone.objects.filter(completed_on__isnull=True).values_list("ends_on", flat=True)
        assert any(on is not None and on < TODAY for on in ends)
        assert any(on is not None and TODAY <= on <= TODAY + dt.timedelta(days=45) for on in ends)


def test_the_open_period_is_the_calendars(db: None) -> None:
    load_country("ukraine", TODAY)
    with every_country():
        period = ReportingPeriod.objects.order_by("number").last()
    assert period is not None
    assert (period.starts_on, period.ends_on, period.due_on) == (
        dt.date(2026, 7, 1),
        dt.date(2026, 9, 30),
        dt.date(2026, 10, 10),
    )
    spans = [calendar_span(kind, dt.date(2026, 11, 24)) for kind in PeriodKind]
    assert spans[1] == (dt.date(2026, 7, 1), dt.date(2026, 12, 31))
    assert spans[2] == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def test_voices_that_exist_speak_and_those_that_do_not_are_silent(db: None) -> None:
    for slug in ("belarus", "ukraine"):
        load_country(slug, TODAY)
    with every_country():
        belarus = voices_of(Commitment.objects.filter(country__slug="belarus").values_list("pk", flat=True))
        ukraine = voices_of(Commitment.objects.filter(country__slug="ukraine").values_list("pk", flat=True))
    assert all(v.latest["government"] is None and v.latest["irm"] is None for v in belarus.values())
    assert any(v.latest["cso"] is not None for v in belarus.values())
    assert max(v.distance or 0 for v in ukraine.values()) >= 3


def test_some_texts_are_stale_on_purpose(db: None) -> None:
    load_country("ukraine", TODAY)
    with every_country():
        stale = TextState.objects.filter(state=TextStatus.STALE)
        assert {row.language for row in stale} == {"en"}


def test_one_click_signs_in_as_one_of_the_cast(db: None) -> None:
    call_command("load_demo")
    officer = User.objects.get(email="officer@demo.example")
    client = Client(headers={"accept-language": "en"})
    page = client.get(reverse("demo:cast")).content.decode()
    assert officer.full_name in page
    answer = client.post(reverse("demo:sign_in"), {"user": officer.pk})
    assert answer.headers["Location"] == "/en/desk/"


def test_the_cast_stands_by_country_with_its_organisations(db: None) -> None:
    call_command("load_demo")
    page = Client(headers={"accept-language": "en"}).get("/en/demo/").content.decode()
    sections = {part.split("<", 1)[0]: part for part in re.split(r'<h2 id="group-\d+">', page)[1:]}
    assert list(sections) == [
        "All six countries",
        "Armenia",
        "Azerbaijan",
        "Belarus",
        "Georgia",
        "Moldova",
        "Ukraine",
    ]
    assert "agency officer · Digital Governance Agency" in sections["Georgia"]
    assert "Research group “Chabor” (alias)" in sections["Belarus"]
    assert "Дзясяты радок" not in page


def test_the_cast_belongs_to_organisations_of_the_demonstration(db: None) -> None:
    call_command("load_demo")
    for person in CAST:
        held = RoleAssignment.objects.get(user__email=person.email)
        assert bool(held.organisation_id) is bool(person.organisation), person.email
    with every_country():
        own = Organisation.objects.get(roleassignments__user__email="belarus-alias@demo.example")
        assert own.safety_mode == SafetyMode.ALIAS
        assert OrganisationIdentity.objects.get(organisation=own).legal_name


def test_nobody_real_can_be_signed_in_as(officer: User) -> None:
    assert Client().post(reverse("demo:sign_in"), {"user": officer.pk}).status_code == 404


def test_other_machines_see_no_cast(db: None) -> None:
    assert Client(REMOTE_ADDR="10.0.0.7").get(reverse("demo:cast")).status_code == 404


@pytest.mark.parametrize(
    ("hosts", "url", "refused"),
    [
        (["127.0.0.1", "localhost"], "http://127.0.0.1:8000", False),
        (["ogp.example.org"], "http://127.0.0.1:8000", True),
        (["127.0.0.1"], "https://ogp.example.org", True),
    ],
)
def test_the_demonstration_starts_on_loopback_only(
    settings: Any, hosts: list[str], url: str, refused: bool
) -> None:
    settings.ALLOWED_HOSTS, settings.PORTAL_URL = hosts, url
    assert [error.id for error in demo_stays_on_loopback(None)] == (["demo.E001"] if refused else [])
