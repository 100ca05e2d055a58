"""The commitment page's key facts: who, when, what it serves, where it comes from."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, pgettext

from ogp_portal.languages.fields import Shown
from ogp_portal.languages.registry import standing_name
from ogp_portal.public.addresses import address
from ogp_portal.public.pages.commitment import CommitmentPage
from ogp_portal.web.parts import inline_text

OGP_ADDRESS = "https://www.opengovpartnership.org/members/{country}/commitments/{ogp_id}/"


def key_facts(page: CommitmentPage, plan_name: str) -> SafeString:
    """Write the facts that there are, each under its name."""
    plan = page.plan
    act = _link(plan.legal_act_url, plan.legal_act) if plan.legal_act and not plan.is_shadow else ""
    facts: list[tuple[str, Sequence[str]]] = [
        (gettext("Lead institution"), [_link(page.lead.url, page.lead.title)] if page.lead.title else []),
        (
            gettext("Write to the institution"),
            [_link(f"mailto:{page.lead_email}", page.lead_email)] if page.lead_email else [],
        ),
        (
            gettext("Supporting institutions and organisations"),
            [_link(link.url, link.title) for link in page.supporters],
        ),
        (pgettext("time of a commitment", "Term"), [escape(page.term)] if page.term else []),
        (gettext("OGP values"), [_values(page)] if page.values else []),
        (gettext("Policy areas"), [_link(address("area", slug=a.slug), a.name) for a in page.areas]),
        (gettext("Plan"), [_link(plan.url, plan_name)]),
        (gettext("Legal act"), [act] if act else []),
        # Translators: before the titles of contributions to a consultation that led to this commitment.
        (gettext("Began as"), [_link(link.url, link.title) for link in page.began_as]),
        (gettext("Carried forward from"), _carried_from(page)),
        (gettext("Carried forward to"), [_link(link.url, link.title) for link in page.carried_to]),
        (gettext("On OGP's own site"), [_ogp_link(page)] if page.ogp_id else []),
        (gettext("Translation"), _coverage(page)),
    ]
    written = (
        f"<dt>{escape(name, quote=False)}</dt>" + "".join(f"<dd>{value}</dd>" for value in values)
        for name, values in facts
        if values
    )
    return mark_safe("\n".join(written))  # noqa: S308


def _link(url: str, text: str | Shown) -> str:
    return f'<a href="{escape(url)}">{inline_text(text)}</a>' if url else inline_text(text)


def _values(page: CommitmentPage) -> str:
    return escape(", ".join(str(value.label) for value in page.values))


def _carried_from(page: CommitmentPage) -> list[str]:
    return [_link(page.carried_from.url, page.carried_from.title)] if page.carried_from else []


def _ogp_link(page: CommitmentPage) -> str:
    return _link(OGP_ADDRESS.format(country=page.country.slug, ogp_id=page.ogp_id), page.ogp_id)


def _coverage(page: CommitmentPage) -> list[str]:
    """How much of the commitment's own text stands approved, by language."""
    return [
        escape(
            ngettext(
                "%(language)s: %(approved)s of %(total)s text approved",
                "%(language)s: %(approved)s of %(total)s texts approved",
                covered.total,
            )
            % {
                "language": standing_name(covered.language, page.reader.language),
                "approved": covered.approved,
                "total": covered.total,
            }
        )
        for covered in page.coverage
    ]
