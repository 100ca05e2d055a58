"""Turns one line of an export into a typed row, or says which cell is wrong and how to mend it."""

from collections.abc import Iterator

from commitments.ogp.areas import tag_columns
from commitments.ogp.cells import (
    NO_TEXT,
    bare_label,
    commitment_number,
    flag_or_nothing,
    is_missing,
    shortened,
    text_or_nothing,
    whole_number,
    year_or_nothing,
)
from commitments.ogp.columns import Header
from commitments.ogp.countries import country_code
from commitments.ogp.errors import RowRejected
from commitments.ogp.fulltext import CommitmentTexts, take_apart
from commitments.ogp.identity import number_in_title, without_number
from commitments.ogp.indicators import (
    FLAG_LABELS,
    GRAND_CHALLENGE_SCALE,
    GRAND_CHALLENGES,
    INDICATORS,
    STARS,
    VALUES,
    Indicator,
    report_kind,
    scale_version,
)
from commitments.ogp.institutions import names_of
from commitments.ogp.reading import Line
from commitments.ogp.rows import Coding, OgpRow
from commitments.ogp.text import one_line
from ogp_portal.languages.dates import LooseDate, Role, parse_loose

MAX_TITLE = 1000
MAX_SHORT_TITLE = 120
MAX_NUMBER = 20
MAX_LABEL = 200


class Cells:
    """The cells of a line by field; "" for a field the file has no column for."""

    def __init__(self, header: Header, line: Line) -> None:
        self.header = header
        self.line = line

    def __getitem__(self, field: str) -> str:
        position = self.header.fields.get(field)
        return self.line.cells[position] if position is not None and position < len(self.line.cells) else ""

    def name(self, field: str) -> str:
        return self.header.name(field)


def skip_reason(header: Header, line: Line) -> tuple[str, str]:
    """(country code, reason to skip or ""); the country as the file writes it when it is none of ours."""
    cells = Cells(header, line)
    name = one_line(cells["country"])
    code = country_code(name, cells["iso2"])
    if not name and not code:
        _check_width(header, line)
        raise RowRejected(cells.name("country"), "is empty; write the country's name")
    if not code:
        return name, "not one of the six countries"
    if cells["level"].strip().casefold() == "local":
        return code, "a local plan, which is not numbered among the country's plans"
    _check_width(header, line)
    return code, ""


def _check_width(header: Header, line: Line) -> None:
    beyond = line.cells[len(header.names) :]
    if len(line.cells) < header.width or any(cell.strip() for cell in beyond):
        raise RowRejected(
            "",
            f"has {len(line.cells)} cells where the header has {header.width}; look for a stray comma "
            "or quotation mark",
        )


def parse_line(header: Header, line: Line, country: str) -> OgpRow:
    """The row of a country of ours. Raises `RowRejected`."""
    cells = Cells(header, line)
    title = text_or_nothing(cells["title"]) or text_or_nothing(cells["short_title"])
    if not title:
        raise RowRejected(cells.name("title"), "is empty; a commitment needs a title")
    number = commitment_number(cells["number"])
    if "number" not in header.fields:
        number = number_in_title(title)
    if len(number) > MAX_NUMBER:
        raise RowRejected(
            cells.name("number"), f"“{shortened(number)}” is longer than {MAX_NUMBER} characters"
        )
    if len(title) > MAX_TITLE:
        raise RowRejected(cells.name("title"), f"is longer than {MAX_TITLE} characters; shorten it")
    year = year_or_nothing(cells["year"], cells.name("year"))
    title = without_number(title, number)
    return OgpRow(
        line=line.number,
        country=country,
        plan_number=whole_number(cells["plan_number"], cells.name("plan_number"), least=1, most=99),
        plan_id=text_or_nothing(cells["plan_id"])[:20],
        year=year,
        end_year=_end_year(cells, year),
        number=number,
        ogp_id=text_or_nothing(cells["ogp_id"])[:20],
        title=title,
        short_title=_short_title(cells["short_title"], title, number),
        texts=_texts(cells, title, number),
        starts=_date(cells["starts"], "start"),
        ends=_date(cells["ends"], "end"),
        lead=names_of(cells["lead"]),
        supporting=names_of(cells["supporting"]),
        areas=tuple(_areas(header, line)),
        tag_set=header.tag_set,
        values=tuple(
            value for field, value in VALUES.items() if flag_or_nothing(cells[field], cells.name(field))
        ),
        codings=tuple(_codings(cells, year)),
        report_years=tuple(_report_years(cells, year)),
        carried_forward=_carried(cells["carried_forward"]),
        notes=tuple(_notes(cells, number)),
    )


def _end_year(cells: Cells, year: int | None) -> int | None:
    end = year_or_nothing(cells["end_year"], cells.name("end_year"))
    if end is not None and year is not None and end < year:
        raise RowRejected(cells.name("end_year"), f"{end} lies before the year of submission, {year}")
    return end


def _short_title(cell: str, title: str, number: str) -> str:
    """The short title, when it says something else than the title and is short."""
    short = without_number(text_or_nothing(cell), number)
    return short if short.casefold() != title.casefold() and len(short) <= MAX_SHORT_TITLE else ""


def _texts(cells: Cells, title: str, number: str) -> CommitmentTexts:
    raw = cells["full_text"]
    if is_missing(raw, NO_TEXT):
        return CommitmentTexts()
    columns = [
        cells[field] for field in ("title", "lead", "supporting", "starts", "ends", "year", "end_year")
    ]
    return take_apart(raw, title=title, number=number, columns=columns)


def _date(cell: str, role: Role) -> LooseDate:
    text = text_or_nothing(cell)[:200]
    return parse_loose(text, role) if text else LooseDate("", None, "")


def _areas(header: Header, line: Line) -> Iterator[str]:
    for name, slug in tag_columns(header.tag_set).items():
        position = header.tags.get(name)
        if position is not None and flag_or_nothing(line.cells[position], header.names[position].strip()):
            yield slug


def _codings(cells: Cells, year: int | None) -> Iterator[Coding]:
    for indicator in INDICATORS:
        coding = _coding(cells, indicator, year)
        if coding is not None:
            yield coding
    named = [
        name for field, name in GRAND_CHALLENGES.items() if flag_or_nothing(cells[field], cells.name(field))
    ]
    if named:
        yield Coding(report_kind("first", year), "grand_challenge", GRAND_CHALLENGE_SCALE, "; ".join(named))
    yield from _stars(cells, year)


def _coding(cells: Cells, indicator: Indicator, year: int | None) -> Coding | None:
    cell, column = cells[indicator.column], cells.name(indicator.column)
    kind, scale = report_kind(indicator.report, year), scale_version(indicator, year)
    if indicator.flag:
        answer = flag_or_nothing(cell, column)
        return None if answer is None else Coding(kind, indicator.code, scale, FLAG_LABELS[str(int(answer))])
    label = one_line(cell)
    if is_missing(label):
        return None
    if not indicator.labels:
        return _free(label, kind, indicator, scale)
    bare = bare_label(label)
    if bare not in indicator.labels:
        allowed = ", ".join(sorted(indicator.labels))
        raise RowRejected(column, f"“{shortened(label)}” is none of its labels: {allowed}")
    return Coding(kind, indicator.code, scale, label, indicator.labels[bare])


def _free(label: str, kind: str, indicator: Indicator, scale: str) -> Coding | None:
    """A column without a scale: compound and cluster write 0 or `None` for a commitment that is neither."""
    if indicator.code == "cluster" and label.casefold() in ("0", "none"):
        return None
    if indicator.code == "compound":
        label = FLAG_LABELS.get(label, label)
    return Coding(kind, indicator.code, scale, label[:MAX_LABEL])


def _stars(cells: Cells, year: int | None) -> Iterator[Coding]:
    for report, columns in STARS:
        for field, scale in columns:
            answer = flag_or_nothing(cells[field], cells.name(field))
            if answer is not None:
                yield Coding(report_kind(report, year), "star", scale, FLAG_LABELS[str(int(answer))])
                break


def _report_years(cells: Cells, year: int | None) -> Iterator[tuple[str, int]]:
    for field, report in (("first_report_year", "first"), ("last_report_year", "last")):
        published = year_or_nothing(cells[field], cells.name(field))
        if published is not None:
            yield report_kind(report, year), published


def _carried(cell: str) -> bool | None:
    """OGP marks that a commitment goes on in the next plan, without saying as which."""
    return {"1": True, "0": False}.get(cell.strip())


def _notes(cells: Cells, number: str) -> Iterator[str]:
    raw = one_line(cells["number"])
    if number and raw and not is_missing(raw) and number != raw:
        yield f"{cells.name('number')}: “{shortened(raw)}” was read as {number}"
    if any("\ufffd" in cells[field] for field in ("title", "full_text", "lead", "supporting")):
        yield "some letters were lost before the file was made and stand as “\ufffd”"
