"""One object's texts in one language, each beside the text that it is translated from."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ogp_portal.accounts.models import User
from ogp_portal.audit.history import earlier_texts
from ogp_portal.audit.labels import field_name
from ogp_portal.desk.forms.texts import TranslationForm
from ogp_portal.desk.pages.people import names_for
from ogp_portal.desk.pages.texts.places import Place, Row, country_of
from ogp_portal.desk.pages.texts.queue import state_word
from ogp_portal.desk.pages.texts.worth import Cell
from ogp_portal.languages.fields import column, shown, text_in
from ogp_portal.languages.formats import format_date
from ogp_portal.languages.registry import REGISTRY, standing_name
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import version_of
from ogp_portal.web.diff import word_diff


@dataclass(frozen=True)
class Pair:
    """A text and its source. `marked` is the source with what changed in it since, "" where nothing did."""

    cell: Cell
    label: str
    source: str
    marked: SafeString | str
    text: str
    said: str
    box: BoundField | None
    theirs: SafeString | str
    hidden: Sequence[BoundField]

    @property
    def state(self) -> str:
        return self.cell.state.value

    @property
    def word(self) -> str:
        return gettext("original") if self.cell.is_original else state_word(self.cell.state)

    @property
    def source_lang(self) -> str:
        return REGISTRY[self.cell.source].html

    @property
    def lang(self) -> str:
        return REGISTRY[self.cell.language].html

    @property
    def is_open(self) -> bool:
        """Whether the box stands open; what is approved is opened to be changed."""
        return (
            self.cell.state != TextStatus.APPROVED or bool(self.theirs) or bool(self.box and self.box.errors)
        )


def pairs(
    place: Place, row: Row, cells: Sequence[Cell], form: TranslationForm, reader: User, language: str
) -> list[Pair]:
    """Every text of the object with its source and what is known of it; five queries at most."""
    names = names_for(reader, [cell.known.changed_by_id if cell.known else None for cell in cells])
    earlier = earlier_texts(place.model, row["pk"], _moved_on(row, cells))
    return [_pair(place, row, cell, form, names, earlier, language) for cell in cells]


def _moved_on(row: Row, cells: Sequence[Cell]) -> dict[str, str]:
    """Columns of sources that are not what they were when they were translated, with that version."""
    return {
        column(cell.field, cell.source): cell.known.source_version
        for cell in cells
        if cell.known and not cell.is_original and cell.known.source_version != _version(row, cell)
    }


def _version(row: Row, cell: Cell) -> str:
    return version_of(text_in(row, cell.field, cell.source))


def _pair(
    place: Place,
    row: Row,
    cell: Cell,
    form: TranslationForm,
    names: dict[int | None, str],
    earlier: dict[str, str],
    language: str,
) -> Pair:
    source, text = text_in(row, cell.field, cell.source), text_in(row, cell.field, cell.language)
    before = earlier.get(column(cell.field, cell.source), "")
    theirs = form.theirs.get(cell.field)
    box = None if cell.is_original else form[cell.field]
    return Pair(
        cell=cell,
        label=field_name(place.label, cell.field),
        source=source,
        marked=word_diff(before, source) if before else "",
        text=text,
        said=_said(row, cell, names, language),
        box=box,
        theirs=word_diff(theirs, str(form[cell.field].value() or "")) if theirs is not None else "",
        hidden=[] if cell.is_original else [form[f"base_{cell.field}"], form[f"source_{cell.field}"]],
    )


def _said(row: Row, cell: Cell, names: dict[int | None, str], language: str) -> str:
    """Who and when; for a missing text what readers see instead."""
    if cell.is_original:
        return ""
    if cell.state == TextStatus.MISSING:
        main = country_of(row).main_language
        seen = shown(row, cell.field, wanted=cell.language, main_language=main).language
        return gettext("readers see: %(language)s") % {"language": standing_name(seen, language)}
    known = cell.known
    if known is None:
        return gettext("it is not recorded where it comes from")
    words = {"date": format_date(known.changed_at.date(), language), "name": names[known.changed_by_id]}
    if cell.state == TextStatus.STALE:
        return gettext("the source changed on %(date)s") % words
    if cell.state == TextStatus.MACHINE:
        return gettext("%(date)s, nobody has read it") % words
    if known.changed_by_id is None:
        return str(words["date"])
    return gettext("%(date)s, %(name)s") % words
