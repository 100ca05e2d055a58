"""Who changed what and when, per field and language, from the history that the database wrote."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from commitments.enums import ReportState
from commitments.models import Commitment, CommitmentIndicator, IndicatorValue, Milestone, ProgressUpdate
from monitoring.models import CsoRating, Evidence
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.audit.history import changed_columns, events_of, who
from ogp_portal.audit.labels import FIELDS, field_name, model_name, split_column
from ogp_portal.audit.values import linked, words
from ogp_portal.desk.pages.people import names_for
from ogp_portal.languages.fields import Shown, column, columns, shown, translated_fields
from ogp_portal.languages.formats import format_datetime
from ogp_portal.languages.registry import LANGUAGES, REGISTRY, standing_name
from ogp_portal.tenancy.directory import CountryEntry, country_by_id
from ogp_portal.translation.editing import source_of, states_of
from ogp_portal.translation.ledger import version_of
from ogp_portal.web.diff import value_diff, word_diff
from plans.models import ActionPlan, Contribution, ReasonedResponse

PAGE_SIZE: Final = 30
Rows = QuerySet[Any]
PERSONS: Final = "accounts.user"

MODELS: Final[Mapping[str, type[Model]]] = {
    model._meta.model_name or "": model
    for model in (
        ActionPlan,
        Commitment,
        Milestone,
        CommitmentIndicator,
        IndicatorValue,
        ProgressUpdate,
        Evidence,
        CsoRating,
        Contribution,
        ReasonedResponse,
    )
}
RESTORABLE: Final = (ActionPlan, Commitment, Milestone, CommitmentIndicator)
"""Whose originals are put back here; a report, a rating or an answer is corrected on its own page."""


def model_of(slug: str) -> type[Model]:
    """The model in an address; 404 where it has no history for people."""
    if slug not in MODELS:
        raise Http404
    return MODELS[slug]


def seen_by(model: type[Model], user: User, *, as_translator: bool = True) -> Rows:
    """The rows whose history a person may read; civil society's only for itself and the administrator.

    `as_translator` false leaves out rows of which the person reads the texts alone.
    """
    rows: Rows = model._default_manager.all()
    roles = user.roles
    if model in (Evidence, CsoRating):
        own = Q(organisation_id__in=roles.organisations(Role.CSO_MEMBER))
        return rows.filter(own | ~Q(state=ReportState.DRAFT) if roles.is_administrator else own)
    if roles.has(Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER):
        return rows
    allowed = Q(country_id__in=roles.countries(Role.POINT_OF_CONTACT))
    allowed |= _of_officers(model, user)
    return rows.filter(allowed | _of_translators(model, user) if as_translator else allowed)


def _of_officers(model: type[Model], user: User) -> Q:
    """What an agency's officer edits or reports on."""
    none = Q(pk__in=[])
    if not user.roles.has(Role.AGENCY_OFFICER):
        return none
    edited = Commitment.objects.editable_by(user).values("pk")
    reported = Commitment.objects.reportable_by(user).values("pk")
    return {
        Commitment: Q(pk__in=edited),
        Milestone: Q(commitment__in=reported),
        CommitmentIndicator: Q(commitment__in=edited),
        IndicatorValue: Q(indicator__commitment__in=edited),
        ProgressUpdate: Q(commitment__in=reported),
    }.get(model, none)


def _is_of_officer(row: Model, user: User) -> bool:
    rows = type(row)._default_manager.filter(_of_officers(type(row), user), pk=row.pk)
    return user.roles.has(Role.AGENCY_OFFICER) and rows.exists()


def _of_translators(model: type[Model], user: User) -> Q:
    """Texts that a translator sees: those of the plan, and reports that are public or soon will be."""
    if not translated_fields(model):
        return Q(pk__in=[])
    mine = Q(country_id__in=user.roles.countries(Role.TRANSLATOR))
    if model is ProgressUpdate:
        mine &= Q(state__in=[ReportState.SUBMITTED, ReportState.PUBLISHED])
    return mine


def may_restore(row: Model, user: User) -> Callable[[str, str], bool]:
    """Says of a field and a language whether this person may put an earlier text of it back."""
    country = _country(row)
    model = type(row)
    is_contact = user.roles.has_in(country.pk, Role.POINT_OF_CONTACT, Role.ADMINISTRATOR)
    translates = is_contact or user.roles.has_in(country.pk, Role.TRANSLATOR)
    if model in (Evidence, CsoRating, Contribution):
        return lambda field, language: False
    edits = model in RESTORABLE and (is_contact or _is_of_officer(row, user))
    states = states_of(row, translated_fields(model))

    def may(field: str, language: str) -> bool:
        is_original = source_of(row, states, field, language, country.main_language) == language
        return edits if is_original else translates or edits

    return may


@dataclass(frozen=True)
class Change:
    """One field in one language: what it was, what it became, and the event that holds what it was."""

    field: str
    language: str
    label: str
    language_name: str
    shown: SafeString | str
    earlier_event: int | None
    base: str
    """The version of the text as it stands now, that restoring writes over."""

    @property
    def lang(self) -> str:
        return REGISTRY[self.language].html if self.language else ""


@dataclass(frozen=True)
class Moment:
    """One change of the row: when, by whom, and of what."""

    when: str
    by: str
    what: str
    changes: Sequence[Change]


@dataclass(frozen=True)
class History:
    """A page of a row's history."""

    row: Model
    slug: str
    name: str
    title: Shown
    moments: Sequence[Moment]
    page: int
    has_more: bool


def history(row: Model, user: User, *, page: int, language: str) -> History:
    """The changes of one row, the newest first; the same number of queries for any number of them."""
    model, label, country = type(row), row._meta.label_lower, _country(row)
    first = (page - 1) * PAGE_SIZE
    # One more than is shown: what the oldest one changed is seen from the one before it.
    events = list(events_of(model, row.pk)[first : first + PAGE_SIZE + 1])
    sees_all = seen_by(model, user, as_translator=False).filter(pk=row.pk).exists()
    names = _columns(model, label, everything=sees_all)
    pairs = list(zip(events, [*events[1:], None], strict=False))[:PAGE_SIZE]
    people = names_for(user, _people(events, names))
    known = _names(model, events, names, language, country) | {
        (PERSONS, pk): name for pk, name in people.items() if pk is not None
    }
    may = may_restore(row, user)
    moments = []
    for event, before in pairs:
        changes = [
            _change(model, label, before, event, name, language, known, row, may)
            for name in (changed_columns(before, event, names) if before is not None else [])
        ]
        if changes or event.pgh_label != "update":
            when = format_datetime(event.pgh_created_at, language, ZoneInfo(country.time_zone))
            moments.append(Moment(when, people.get(who(event), ""), _what(event.pgh_label), changes))
    return History(
        row=row,
        slug=model._meta.model_name or "",
        name=_name(row, label),
        title=_title(row, label, language, country),
        moments=moments,
        page=page,
        has_more=len(events) > PAGE_SIZE,
    )


def earlier_text(row: Model, event: int, field: str, language: str) -> str | None:
    """The text that an event of this row holds; None where there is no such event."""
    if field not in translated_fields(type(row)) or language not in LANGUAGES:
        return None
    texts = events_of(type(row), row.pk).filter(pgh_id=event).values_list(column(field, language), flat=True)
    return next(iter(texts), None)


def _country(row: Model) -> CountryEntry:
    return country_by_id(row.country_id)  # type: ignore[attr-defined]


def _columns(model: type[Model], label: str, *, everything: bool) -> list[str]:
    """The columns whose changes are shown, in reading order."""
    texts = translated_fields(model)
    plain = {field.name: field.attname for field in model._meta.concrete_fields}
    found: list[str] = []
    for field in FIELDS.get(label, {}):
        if field in texts:
            found += columns(field)
        elif everything and field in plain:
            found.append(plain[field])
    return found


def _people(events: Sequence[Any], names: Iterable[str]) -> list[int | None]:
    found = [who(event) for event in events]
    return found + [getattr(event, name) for event in events for name in names if name == "officer_id"]


def _names(
    model: type[Model], events: Sequence[Any], names: Iterable[str], language: str, country: CountryEntry
) -> dict[tuple[str, int], str]:
    """Names of the organisations that events speak of, in one query."""
    points = {
        point for name in names for point in linked(model, name, [getattr(event, name) for event in events])
    }
    ids = [pk for label, pk in points if label == "accounts.organisation"]
    rows = Organisation.objects.filter(pk__in=ids).values("pk", *columns("name")) if ids else []
    return {
        ("accounts.organisation", row["pk"]): str(
            shown(row, "name", wanted=language, main_language=country.main_language)
        )
        for row in rows
    }


def _change(
    model: type[Model],
    label: str,
    before: Any,
    event: Any,
    name: str,
    language: str,
    known: Mapping[tuple[str, int], str],
    row: Model,
    may: Callable[[str, str], bool],
) -> Change:
    field, code = split_column(label, name)
    old, new = getattr(before, name), getattr(event, name)
    if not code:
        old, new = (words(model, name, value, language, known) for value in (old, new))
    can_go_back = bool(code and old and old != getattr(row, name) and may(field, code))
    return Change(
        field=field,
        language=code,
        label=field_name(label, field),
        language_name=standing_name(code, language) if code else "",
        shown=word_diff(old, new) if code else value_diff(old, new),
        earlier_event=before.pgh_id if can_go_back else None,
        base=version_of(getattr(row, name)) if code else "",
    )


def _what(label: str) -> str:
    return {
        "insert": gettext("Entered"),
        "update": gettext("Changed"),
        "delete": gettext("Removed"),
    }[label]


def _name(row: Model, label: str) -> str:
    number = getattr(row, "number", "")
    return f"{model_name(label)} {number}" if number else model_name(label)


def _title(row: Model, label: str, language: str, country: CountryEntry) -> Shown:
    for field in FIELDS[label]:
        if field in translated_fields(type(row)):
            found = shown(row, field, wanted=language, main_language=country.main_language)
            if found:
                return found
    return Shown("", language, language)
