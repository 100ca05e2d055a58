"""Files as the public gets them: the clean copies, under what they are called on the page."""

from collections.abc import Iterable
from typing import NamedTuple

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

from ogp_portal.files.models import PublicCopy
from ogp_portal.languages.fields import Shown
from ogp_portal.public.addresses import address
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.web.prepared import IsAny, Prepared, Query, Row


class Paper(NamedTuple):
    """A file to be opened; `kind` is its ending and size, such as “pdf, 210 KB”."""

    title: Shown
    kind: str
    url: str


@Prepared
def copies_of() -> Query:
    """Slots: files. The clean copies of these files that are public."""
    return (
        PublicCopy.objects.filter(IsAny("file_id", "files"))
        .order_by("pk")
        .values("pk", "file_id", "name", "size")
    )


def papers_of(rows: Iterable[Row], country: CountryEntry, reader: Reader) -> dict[int, Paper]:
    """The papers behind rows with `file_id` and `title_text`, by file; without those that are not public."""
    titles = {row.file_id: reader.shown(row.title_text) for row in rows}
    copies = copies_of().rows(files=list(titles))
    return {copy.file_id: _paper(copy, titles[copy.file_id], country, reader) for copy in copies}


def _paper(copy: Row, title: Shown, country: CountryEntry, reader: Reader) -> Paper:
    kind = f"{copy.name.rpartition('.')[2]}, {filesizeformat(copy.size)}"
    named = title or Shown(gettext("Document"), reader.language, reader.language)
    return Paper(named, kind, address("file", country=country.slug, pk=str(copy.pk), name=copy.name))
