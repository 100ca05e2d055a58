"""Files of random odd cells: refused or taken row by row, and the same again changes nothing."""

import random

import pytest

from commitments.ogp.errors import ImportRefused
from commitments.ogp.export import understand
from commitments.ogp.reading import sheet_from_bytes
from monitoring.ogp_import import import_export
from tests.commitments.ogp.samples import (
    COLUMNS_2015,
    COLUMNS_2016,
    COLUMNS_2024,
    export_2015,
    export_2016,
    export_2024,
)

pytestmark = pytest.mark.django_db

EDITIONS = ((export_2015, COLUMNS_2015), (export_2016, COLUMNS_2016), (export_2024, COLUMNS_2024))
CELLS = (
    *("", "NA", "ND", "0", "1", "1.0", "-1", "1e5", "٣", "½", "²", "NaN", "5.0999999999999996", "1" * 400),
    *(
        "=1+1",
        '"',
        "'; DROP TABLE x;--",
        "%s %(a)s",
        "{0}",
        "<b>x",
        "&#0;&#xD800;&#x110000;",
        "\x0b",
        "e\u0301",
    ),
    *(
        "31/02/2014",
        "99/99/9999",
        "00/00/0000",
        "0001-01-01",
        "Q5 2014",
        "2014-2013",
        "13/13/13",
        "spring 2014",
    ),
    *(
        "29 February 2013",
        "ongoing",
        "30.06.2014 - 31.12.2015",
        "1/2/3/4",
        "–",
        "II",
        "№ 5",
        "((((",
        ")))",
        "“",
    ),
    *(
        "Ukraine",
        "UA",
        "Georgia",
        "Ministry of X; Ministry of Y,\n of Z",
        "c. Substantial",
        "x" * 121,
        "A" * 3000,
    ),
    *("🜀" * 50, "\u202eabc", "1.2.3.4.5.6.7.8.9.10", "\t\t"),
    "Milestones | Expected Output\n\n4.1 " + "x" * 2000 + " | y\n\n4.1 Again | z",
    "Milestone 1\nStart Date: 31/02/2014\nEnd Date: 99/99/9999",
)


@pytest.mark.parametrize("seed", range(5))
def test_odd_cells_break_no_import(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(20):
        export, columns = chance.choice(EDITIONS)
        named = [column for column in columns if column]
        rows = [
            {chance.choice(named): chance.choice(CELLS) for _ in range(chance.randint(1, 6))}
            for _ in range(chance.randint(1, 4))
        ]
        try:
            read = understand(sheet_from_bytes(export(*rows), "odd.csv"))
        except ImportRefused:
            continue
        report = import_export(read)
        assert sum(report.counts.values()) == report.total, rows
        again = import_export(read).counts
        assert (again["created"], again["updated"]) == (0, 0), rows
