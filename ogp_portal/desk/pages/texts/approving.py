"""Approving the drafts of several objects at once, from the queue."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext, ngettext

from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.desk.pages.texts.places import Place, Row, country_of, place_of, speaks_for_society
from ogp_portal.desk.pages.texts.queue import APPROVABLE
from ogp_portal.desk.pages.texts.worth import cells_of, counted, fingerprint, ledger_of
from ogp_portal.translation.editing import approve_texts, locked
from ogp_portal.translation.enums import TextStatus

Refused = tuple[str, str]
"""The name of an object, and why its texts were not approved."""


def approve_ticked(ticks: Iterable[str], to: str, *, by: User, language: str) -> tuple[int, list[Refused]]:
    """Approve what each ticked object has as a draft or by machine; how many texts, and what was refused.

    A tick names the object and what the person saw of it (`Entry.tick`): what changed since is refused.
    """
    count, refused = 0, []
    for tick in ticks:
        slug, _, rest = tick.partition(":")
        pk, _, seen = rest.partition(":")
        place = place_of(slug)
        rows = place.rows_of(pk=pk) if pk.isascii() and pk.isdigit() else []
        if not rows:
            continue
        approved, reason = _approve(place, rows[0], to, seen, by)
        count += approved
        if reason:
            refused.append((_named(place, rows[0], language), reason))
    return count, refused


def _named(place: Place, row: Row, language: str) -> str:
    """“Commitment 3, Open data on owners”."""
    words = {"name": place.name(row, language), "title": str(place.title(row, language))}
    return gettext("%(name)s, %(title)s") % words


@transaction.atomic
def _approve(place: Place, row: Row, to: str, seen: str, by: User) -> tuple[int, str]:
    """How many texts were approved, and why none were."""
    instance = locked(place.objects().get(pk=row["pk"]))
    # Read anew under the lock.
    row = place.rows_of(pk=row["pk"])[0]
    known = ledger_of([(place, row)])[place.label, row["pk"]]
    cells = cells_of(place, row, known, to, for_society=speaks_for_society(by, row["country_id"]))
    counts = counted(cells)
    if fingerprint(row, cells) != seen:
        return 0, gettext("it has changed since the list was opened.")
    if stale := counts[TextStatus.STALE]:
        sentence = ngettext(
            "%(count)s text is stale; look at it beside its source first.",
            "%(count)s texts are stale; look at them beside their source first.",
            stale,
        )
        return 0, sentence % {"count": stale}
    fields = [cell.field for cell in cells if cell.state in APPROVABLE]
    if not fields:
        return 0, gettext("there is nothing to approve; its texts are still missing.")
    with acting(by):
        main = country_of(row).main_language
        return len(approve_texts(instance, fields, to, by=by, main_language=main)), ""
