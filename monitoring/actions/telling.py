"""Mails on evidence and ratings: to the organisation's members, to the government that is to reply.

No mail names a person: neither the author nor who reviewed. An organisation is named as everybody reads it.
"""

from collections.abc import Iterable

from commitments.models import Commitment
from monitoring.models import CsoRating, Evidence
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.mail import send_mail
from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import shown
from ogp_portal.tenancy.directory import country_by_id


def tell_organisation(about: Evidence | CsoRating, template: str, *, note: str = "") -> None:
    """Tell every member of the organisation what became of its evidence or rating."""
    members = User.objects.filter(
        assignments__role=Role.CSO_MEMBER, assignments__organisation_id=about.organisation_id
    )
    _tell(members.distinct().order_by("pk"), about, template, note)


def tell_government(evidence: Evidence) -> None:
    """Ask the country's points of contact, and who reports on the commitment, for a reply."""
    contacts = User.objects.filter(
        assignments__role=Role.POINT_OF_CONTACT, assignments__country_id=evidence.country_id
    )
    officer = User.objects.filter(pk=evidence.commitment.officer_id)
    _tell((contacts | officer).distinct().order_by("pk"), evidence, "evidence_to_answer", "")


def _tell(people: Iterable[User], about: Evidence | CsoRating, template: str, note: str) -> None:
    for person in people:
        language = person.language
        context = {
            "pk": about.pk,
            "commitment": _name_of(about.commitment, language),
            "organisation": _shown(about.organisation, "name", language),
            "note": note,
        }
        if isinstance(about, Evidence):
            context |= {"evidence": _shown(about, "title", language), "due_on": about.reply_due_on}
        send_mail(person, language=language, template=template, context=context)


def _name_of(commitment: Commitment, language: str) -> str:
    return f"{commitment.number}. {_shown(commitment, 'title', language)}"


def _shown(row: object, field: str, language: str) -> str:
    main = country_by_id(row.country_id).main_language  # type: ignore[attr-defined]
    return shown(row, field, wanted=language, main_language=main).text  # type: ignore[arg-type]
