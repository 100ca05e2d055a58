"""A locked period: refused on every way in with the same sentence, and by the database itself."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from commitments.enums import ReportState
from commitments.models import CommitmentIndicator, IndicatorValue, ProgressUpdate, UpdateFile
from commitments.reporting.actions import (
    ReportEdit,
    publish_report,
    publish_reports,
    remove_file,
    report_nothing_new,
    return_report,
    save_report,
    submit_report,
)
from ogp_portal.accounts.models import User
from ogp_portal.files.models import StoredFile
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy import country_scope
from plans.actions import NotPossible
from plans.models import PeriodReopening, ReportingPeriod
from tests.cast import Tenant
from tests.commitments.reporting.making import open_period, part, today_of, whole_report

Way = Callable[[Tenant, ReportingPeriod, User], object]


def nothing(tenant: Tenant, period: ReportingPeriod, by: User) -> None:
    """The state before a way in that needs none."""


def written(tenant: Tenant, period: ReportingPeriod, by: User) -> None:
    save_report(tenant.commitment, period, whole_report(tenant), by=by)


def submitted(tenant: Tenant, period: ReportingPeriod, by: User) -> None:
    written(tenant, period, by)
    submit_report(tenant.commitment, period, by=by)


def published(tenant: Tenant, period: ReportingPeriod, by: User) -> None:
    submitted(tenant, period, by)
    publish_report(tenant.commitment, period, by=by)


def filed(tenant: Tenant, period: ReportingPeriod, by: User) -> None:
    written(tenant, period, by)
    file = StoredFile.objects.create(
        country=tenant.country, name="a", media_type="text/plain", size=1, sha256="0", path="a"
    )
    row = ProgressUpdate.objects.filter(period=period).earliest("pk")
    UpdateFile.objects.create(update=row, file=file)


def correct(tenant: Tenant, period: ReportingPeriod, by: User) -> object:
    row = ProgressUpdate.objects.get(period=period, milestone=tenant.milestone)
    edit = ReportEdit([part(tenant.milestone.pk, row, narrative="სხვა", facts={"completion": 4})])
    return save_report(tenant.commitment, period, edit, by=by)


def enter_value(tenant: Tenant, period: ReportingPeriod, by: User) -> object:
    indicator = CommitmentIndicator.objects.create(commitment=tenant.commitment, title_en="Records")
    return save_report(tenant.commitment, period, ReportEdit([], {indicator.pk: Decimal(1)}), by=by)


def publish_many(tenant: Tenant, period: ReportingPeriod, by: User) -> None:
    _, refused = publish_reports([tenant.commitment], period, by=by)
    for _, sentence in refused:
        raise NotPossible(sentence)


WAYS: dict[str, tuple[Way, Way]] = {
    "form": (nothing, written),
    "submit": (written, lambda t, p, by: submit_report(t.commitment, p, by=by)),
    "return": (submitted, lambda t, p, by: return_report(t.commitment, p, note="No", by=by)),
    "publish": (submitted, lambda t, p, by: publish_report(t.commitment, p, by=by)),
    "bulk": (submitted, publish_many),
    "nothing new": (nothing, lambda t, p, by: report_nothing_new(t.commitment, p, by=by)),
    "value": (nothing, enter_value),
    "correction": (published, correct),
    "file": (filed, lambda t, p, by: remove_file(UpdateFile.objects.get(), by=by)),
}


def lock(period: ReportingPeriod, tenant: Tenant) -> str:
    """Lock a period yesterday, as time would; gives the sentence of everybody who comes late."""
    ReportingPeriod.objects.filter(pk=period.pk).update(locked_on=today_of(tenant) - dt.timedelta(days=1))
    period.refresh_from_db()
    return period.report_blocker(today_of(tenant))


@pytest.mark.parametrize("way", WAYS)
def test_a_locked_period_is_refused_on_every_way_in(
    georgia: Tenant, georgian_contact: User, way: str
) -> None:
    before, enter = WAYS[way]
    with country_scope(georgia.country):
        period = open_period(georgia)
        before(georgia, period, georgian_contact)
        sentence = lock(period, georgia)
        assert sentence.startswith("This period has been locked since")
        with pytest.raises(NotPossible) as refused:
            enter(georgia, period, georgian_contact)
        assert str(refused.value) == sentence
        PeriodReopening.objects.create(period=period, until=today_of(georgia), reason_en="A mistake")
        enter(georgia, period, georgian_contact)


POSTS = {
    "desk:progress": {"then": "save", "whole_narrative": "გვიან"},
    "desk:progress_publish": {},
    "desk:progress_return": {"note": "No"},
    "desk:progress_nothing_new": {},
}


@pytest.mark.parametrize("route", POSTS)
def test_a_locked_period_says_so_before_and_after_every_button(
    georgia: Tenant, georgian_contact: User, route: str
) -> None:
    with country_scope(georgia.country):
        period = open_period(georgia)
        submitted(georgia, period, georgian_contact)
        sentence = lock(period, georgia)
    client = Client(headers={"accept-language": "en"})
    client.force_login(georgian_contact)
    arguments = {"pk": georgia.commitment.pk, "period": period.pk}
    page = client.get(reverse("desk:progress", kwargs=arguments)).content.decode()
    assert sentence in page
    assert 'name="then"' not in page
    answer = client.post(reverse(route, kwargs=arguments), POSTS[route], follow=True)
    assert f'<p class="notice error" role="status">{sentence}</p>' in answer.content.decode()
    with country_scope(georgia.country):
        assert {u.state for u in ProgressUpdate.objects.filter(period=period)} == {ReportState.SUBMITTED}


def test_a_locked_period_refuses_bulk_publication_by_its_sentence(
    georgia: Tenant, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        period = open_period(georgia)
        submitted(georgia, period, georgian_contact)
        sentence = lock(period, georgia)
    client = Client(headers={"accept-language": "en"})
    client.force_login(georgian_contact)
    data = {"commitment": [georgia.commitment.pk]}
    answer = client.post(reverse("desk:period_publish", args=[period.pk]), data, follow=True)
    assert f": {sentence}</p>" in answer.content.decode()


STATEMENTS = {
    "report": "UPDATE commitments_progressupdate SET completion = 1 WHERE period_id = %s",
    "main text": "UPDATE commitments_progressupdate SET narrative_ka = 'x' WHERE period_id = %s",
    "away": "UPDATE commitments_progressupdate SET period_id = period_id - 1 WHERE period_id = %s",
    "value": "UPDATE commitments_indicatorvalue SET value = 2 WHERE period_id = %s",
    "file": "INSERT INTO commitments_updatefile (country_id, update_id, file_id)"
    " SELECT u.country_id, u.id, f.id FROM commitments_progressupdate u, files_storedfile f"
    " WHERE u.period_id = %s",
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_plain_sql_is_refused_too(georgia: Tenant, georgian_contact: User, name: str) -> None:
    with country_scope(georgia.country):
        period = open_period(georgia)
        filed(georgia, period, georgian_contact)
        enter_value(georgia, period, georgian_contact)
        lock(period, georgia)
        ReportingPeriod.objects.filter(pk=period.pk).update(locked_on=dt.date(2020, 1, 1))
        assert IndicatorValue.objects.filter(period=period).count() == 1
        with (
            pytest.raises(IntegrityError, match="is locked"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(STATEMENTS[name], [period.pk])


def test_translations_and_erased_people_pass_the_lock(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        period = open_period(georgia)
        published(georgia, period, georgian_contact)
        ReportingPeriod.objects.filter(pk=period.pk).update(locked_on=dt.date(2020, 1, 1))
        rows = ProgressUpdate.objects.filter(period=period, milestone=georgia.milestone)
        rows.update(narrative_en="A step was taken")
        rows.update(published_by=None, submitted_by=None)
        assert text_in(rows.get(), "narrative", "en") == "A step was taken"
        with pytest.raises(IntegrityError, match="is locked"), transaction.atomic():
            rows.update(challenge_text_en="Nobody said so in Georgian")
        with pytest.raises(IntegrityError, match="is locked"), transaction.atomic():
            rows.update(submitted_by=georgian_contact)
