"""Every change of consultations, contributions and reasoned responses that has consequences."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ogp_portal.accounts.mail import send_mail
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.audit.context import acting
from ogp_portal.audit.history import forget
from ogp_portal.files.actions import delete_files, publish_files, store_upload, withdraw_files
from ogp_portal.languages.fields import shown
from ogp_portal.languages.text import normalise
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.translation.editing import TextEdit, locked, save_texts
from plans.actions.refusal import NotPossible
from plans.enums import ContributionState, Outcome
from plans.models import (
    ActionPlan,
    Consultation,
    ConsultationFile,
    Contribution,
    ContributionAuthor,
    ReasonedResponse,
)


@dataclass(frozen=True)
class Terms:
    """What a consultation is, apart from its texts."""

    kind: str
    participation: str
    opens_on: dt.date
    closes_on: dt.date
    answers_due_on: dt.date


@dataclass(frozen=True)
class Said:
    """What a visitor sends, in their own language; `email` and an unshown `name` are sealed."""

    language: str
    sector: str
    title: str
    body: str
    organisation: Organisation | None = None
    on_behalf_of: str = ""
    name: str = ""
    email: str = ""
    shows_name: bool = False


def proposed_key(country_id: int, kind: str, opens_on: dt.date) -> str:
    """A part of the address that no other consultation of the country has, such as draft-plan-2026-02."""
    stem = f"{kind.replace('_', '-')}-{opens_on:%Y-%m}"
    taken = set(
        Consultation.objects.filter(country=country_id, key__startswith=stem).values_list("key", flat=True)
    )
    keys = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 2)))
    return next(key for key in keys if key not in taken)


@transaction.atomic
def open_consultation(plan: ActionPlan, edit: TextEdit, terms: Terms, *, key: str, by: User) -> Consultation:
    """Enter a consultation on a plan, not yet public; without a `key` one is made."""
    consultation = Consultation(
        country_id=plan.country_id,
        plan=plan,
        key=key or proposed_key(plan.country_id, terms.kind, terms.opens_on),
    )
    _set_terms(consultation, terms)
    consultation.save()
    return save_consultation(consultation, edit, terms, by=by)


@transaction.atomic
def save_consultation(consultation: Consultation, edit: TextEdit, terms: Terms, *, by: User) -> Consultation:
    """Write a consultation's texts in one language and its terms; raises Conflicting."""
    consultation = locked(consultation)
    country = country_by_id(consultation.country_id)
    days = (terms.opens_on, terms.closes_on, terms.answers_due_on)
    if blocker := consultation.dates_blocker(*days, today_in(country)):
        raise NotPossible(blocker)
    with acting(by):
        save_texts(consultation, edit, by=by, main_language=country.main_language)
        _set_terms(consultation, terms)
        consultation.save(update_fields=["kind", "participation", "opens_on", "closes_on", "answers_due_on"])
    return consultation


def _set_terms(consultation: Consultation, terms: Terms) -> None:
    if blocker := consultation.dates_blocker(
        terms.opens_on,
        terms.closes_on,
        terms.answers_due_on,
        today_in(country_by_id(consultation.country_id)),
    ):
        raise NotPossible(blocker)
    consultation.kind, consultation.participation = terms.kind, terms.participation
    consultation.opens_on, consultation.closes_on = terms.opens_on, terms.closes_on
    consultation.answers_due_on = terms.answers_due_on


@transaction.atomic
def publish_consultation(consultation: Consultation, *, by: User) -> None:
    """Show the consultation and its documents to everybody; from its first day all can contribute."""
    if blocker := consultation.publish_blocker(today_in(country_by_id(consultation.country_id))):
        raise NotPossible(blocker)
    with acting(by):
        consultation.published_at = timezone.now()
        consultation.save(update_fields=["published_at"])
        publish_files(consultation.files.values_list("file_id", flat=True))


@transaction.atomic
def withdraw_consultation(consultation: Consultation, *, by: User) -> None:
    """Take the consultation out of the public's sight, as long as nobody has contributed."""
    if blocker := consultation.withdraw_blocker:
        raise NotPossible(blocker)
    with acting(by):
        consultation.published_at = None
        consultation.save(update_fields=["published_at"])
        withdraw_files(consultation.files.values_list("file_id", flat=True))


@transaction.atomic
def add_consultation_files(
    consultation: Consultation, uploads: Iterable["UploadedFile[Any]"], *, title: str, language: str, by: User
) -> None:
    """Add documents; raises UploadRefused. Of a published consultation they are public at once."""
    main_language = country_by_id(consultation.country_id).main_language
    with acting(by):
        for upload in uploads:
            stored = store_upload(upload, country_id=consultation.country_id, by=by, purpose="consultation")
            document = ConsultationFile.objects.create(
                country_id=consultation.country_id, consultation=consultation, file=stored
            )
            save_texts(document, TextEdit(language, {"title": title}, {}), by=by, main_language=main_language)
            if consultation.published_at:
                publish_files([stored.pk])


@transaction.atomic
def remove_consultation_file(document: ConsultationFile, *, by: User) -> None:
    """Take a document away, from the public's sight too."""
    with acting(by):
        file_id = document.file_id
        withdraw_files([file_id])
        document.delete()
        delete_files([file_id])


@transaction.atomic
def contribute(consultation: Consultation, said: Said, *, by: User | None) -> Contribution:
    """Take a contribution; it waits to be read. Who sent it stands in its sealed author alone."""
    # Numbers follow each other, so two who send at once wait for each other here.
    consultation = locked(consultation)
    if blocker := consultation.contribute_blocker(today_in(country_by_id(consultation.country_id))):
        raise NotPossible(blocker)
    body = normalise(said.body, said.language).strip()
    if again := Contribution.objects.filter(consultation=consultation, body=body).first():
        raise NotPossible(
            _("This text has been sent already: it is contribution %(number)s.") % {"number": again.number}
        )
    last = Contribution.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"]
    # The history would name them.
    with acting(None):
        contribution = Contribution.objects.create(
            country_id=consultation.country_id,
            consultation=consultation,
            number=(last or 0) + 1,
            language=said.language,
            sector=said.sector,
            organisation=said.organisation,
            on_behalf_of="" if said.organisation else said.on_behalf_of,
            signed=said.name if said.shows_name else "",
            title=normalise(said.title, said.language).strip(),
            body=body,
        )
    ContributionAuthor.objects.create(
        country_id=consultation.country_id,
        contribution=contribution,
        user=by,
        name=said.name,
        email=said.email,
        consented_at=timezone.now(),
    )
    return contribution


@transaction.atomic
def publish_contributions(contributions: Iterable[Contribution], *, by: User) -> int:
    """Show contributions that have been read to everybody; those that are public already stay as they are."""
    count = 0
    with acting(by):
        for contribution in contributions:
            if contribution.publish_blocker:
                continue
            contribution.state, contribution.hidden_reason = ContributionState.PUBLISHED, ""
            contribution.save(update_fields=["state", "hidden_reason"])
            count += 1
    return count


@transaction.atomic
def hide_contribution(contribution: Contribution, *, reason: str, by: User) -> None:
    """Keep a contribution from the public, or take it away from there, for a reason; nothing is deleted."""
    if blocker := contribution.hide_blocker:
        raise NotPossible(blocker)
    with acting(by):
        contribution.state, contribution.hidden_reason = ContributionState.HIDDEN, reason
        contribution.save(update_fields=["state", "hidden_reason"])


@transaction.atomic
def erase_contributor(contribution: Contribution, *, by: User) -> None:
    """Forget who sent a contribution, as whoever sent it may ask: name, address and account; the text stays.

    The history forgets the name too, the one thing that is ever taken out of it.
    """
    ContributionAuthor.objects.filter(contribution=contribution).delete()
    with acting(by):
        contribution.signed = ""
        contribution.save(update_fields=["signed"])
    forget(Contribution, contribution.pk, "signed")


@transaction.atomic
def answer_contributions(
    contributions: Sequence[Contribution], edit: TextEdit, *, outcome: str, by: User
) -> list[ReasonedResponse]:
    """Give each of these the same outcome and reason; raises Conflicting. They are public once published."""
    if blocker := next((c.answer_blocker for c in contributions if c.answer_blocker), ""):
        raise NotPossible(blocker)
    with acting(by):
        return [_answer(contribution, edit, Outcome(outcome), by) for contribution in contributions]


def _answer(contribution: Contribution, edit: TextEdit, outcome: Outcome, by: User) -> ReasonedResponse:
    given, _is_new = ReasonedResponse.objects.get_or_create(
        country_id=contribution.country_id,
        contribution=contribution,
        defaults={"outcome": outcome, "answered_by": by},
    )
    response = locked(given)
    response.contribution = contribution
    main_language = country_by_id(contribution.country_id).main_language
    save_texts(response, edit, by=by, main_language=main_language)
    response.outcome, response.answered_by = outcome, by
    response.save(update_fields=["outcome", "answered_by"])
    return response


@transaction.atomic
def publish_responses(responses: Iterable[ReasonedResponse], *, by: User) -> int:
    """Show reasoned responses to everybody and tell the contributors who left an address.

    Those that are public already stay as they are; raises NotPossible for one that cannot be shown.
    """
    published = []
    with acting(by):
        for response in responses:
            if response.published_at:
                continue
            if blocker := response.publish_blocker:
                raise NotPossible(blocker)
            response.published_at = timezone.now()
            response.save(update_fields=["published_at"])
            published.append(response)
    _tell(published)
    return len(published)


def _tell(responses: Sequence[ReasonedResponse]) -> None:
    """Write to whoever left an address, in the language of what they wrote."""
    authors = ContributionAuthor.objects.exclude(email="").filter(
        contribution__in=[response.contribution_id for response in responses]
    )
    addresses = dict(authors.values_list("contribution_id", "email"))
    for response in responses:
        if response.contribution_id not in addresses:
            continue
        contribution = response.contribution
        country = country_by_id(contribution.country_id)
        languages = {"wanted": contribution.language, "main_language": country.main_language}
        send_mail(
            addresses[response.contribution_id],
            language=contribution.language,
            template="contribution_answered",
            context={
                "number": contribution.number,
                "title": contribution.title,
                "consultation": shown(contribution.consultation, "title", **languages),
                "outcome": Outcome(response.outcome).label,
                "reason": shown(response, "reason", **languages),
                "country": country.slug,
                "key": contribution.consultation.key,
            },
        )
