"""The three voices of imported plans show the codings that OGP's files hold, cell by cell."""

import csv
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from commitments.models import Commitment
from monitoring.ogp_import import import_file
from ogp_portal.tenancy import every_country
from plans.models import ActionPlan
from tests.commitments.ogp.samples import REAL_2016, REAL_2024

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (REAL_2016.exists() and REAL_2024.exists()), reason="OGP's files are not beside the checkout"
    ),
]
WORDS = {
    "no evidence available": "No evidence available",
    "not started": "Not started",
    "limited": "Limited",
    "substantial": "Substantial",
    "complete": "Complete",
    "completed": "Complete",
}
NOT_CODED = {"", "nd", "nr", "na", "n/a"}
PLANS_2016 = [("Ukraine", "1"), ("Ukraine", "2"), ("Georgia", "2")]
PLANS_2024 = ["AP_UKR02", "AP_UKR05", "AP_GEO04", "AP_ARM04", "AP_ARM05", "AP_MDA04"]


def rows_2016() -> list[dict[str, str]]:
    with REAL_2016.open(encoding="utf-8-sig", newline="") as file:
        _numbers, names, *rows = csv.reader(file)
    return [dict(zip(names, row, strict=False)) for row in rows]


def rows_2024() -> list[dict[str, str]]:
    with REAL_2024.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def bare(cell: str) -> str:
    """Without the letter before it: `c. Substantial` is substantial."""
    return re.sub(r"^[a-f]\.\s*", "", cell.strip()).casefold()


def said_by(cells: list[str]) -> str:
    """The IRM's word from a row's cells, the report at the end before the one in the middle."""
    for cell in cells:
        if bare(cell) in WORDS:
            return WORDS[bare(cell)]
    return "Not assessed"


def shown(html: str) -> str:
    """The IRM's word in the verdict."""
    verdict = html[html.index('<dl class="verdict">') : html.index("</dl>")]
    (word,) = re.findall(r"</svg>IRM</dt><dd><b>([^<]+)</b>", verdict)
    return unescape(word)


def check(client: Client, commitment: Commitment, cells: list[str]) -> str:
    """The public page shows the voice and each of the cells' labels as the file has them."""
    plan = commitment.plan
    answer = client.get(f"/en/{_slug(plan)}/plans/{plan.key}/{commitment.key}/")
    assert answer.status_code == 200
    html = answer.content.decode()
    word = said_by(cells)
    assert shown(html) == word, (commitment.import_key, cells)
    for cell in cells:
        if bare(cell) not in NOT_CODED:
            assert f'<span lang="en">{cell.strip()}</span>' in html, (commitment.import_key, cell)
    return word


def _slug(plan: ActionPlan) -> str:
    return {"UA": "ukraine", "GE": "georgia", "AM": "armenia", "MD": "moldova"}[plan.country.code]


def counted_on_plan(client: Client, plan: ActionPlan) -> Counter[str]:
    """How many commitments the plan's page counts at each of the IRM's ratings, from its form."""
    html = client.get(f"/en/{_slug(plan)}/plans/{plan.key}/").content.decode()
    options = re.findall(r'<option value="irm-\w+"[^>]*>([^<(]+) \((\d+)\)</option>', html)
    return Counter({unescape(word): int(count) for word, count in options})


def load(path: Path) -> None:
    import_file(path)


def test_codings_of_2016_are_shown_as_the_file_holds_them(client: Client) -> None:
    load(REAL_2016)
    rows = rows_2016()
    for country, number in PLANS_2016:
        own = [row for row in rows if (row["Country"], row["Action Plan Number"]) == (country, number)]
        assert len(own) > 20
        with every_country():
            plan = ActionPlan.objects.select_related("country").get(
                country__name_en=country, number=int(number)
            )
            commitments = list(Commitment.objects.filter(plan=plan).select_related("plan__country"))
        by_number: dict[str, list[Commitment]] = {}
        for commitment in commitments:
            by_number.setdefault(commitment.number, []).append(commitment)
        said: Counter[str] = Counter()
        for row in own:
            cells = [row["Completion (end of term)"], row["Completion (progress report)"]]
            found = by_number[row["Comm No"].strip()]
            if len(found) == 1:
                check(client, found[0], cells)
            said[said_by(cells)] += 1
        assert sum(len(found) == 1 for found in by_number.values()) > 10
        assert counted_on_plan(client, plan) == said


def test_codings_of_2024_are_shown_as_the_file_holds_them(client: Client) -> None:
    load(REAL_2024)
    seen: Counter[str] = Counter()
    for row in rows_2024():
        if row["Action Plan ID"] not in PLANS_2024:
            continue
        with every_country():
            commitment = Commitment.objects.select_related("plan__country").get(
                ogp_id=row["Commitment Unique Identifier"]
            )
        cells = [row["Completion (End Of Term)"], row["Completion (Progress Report)"]]
        seen[check(client, commitment, cells)] += 1
    assert sum(seen.values()) == 28 + 8
    assert len(seen) >= 3


def test_both_files_together_show_the_later_report(client: Client) -> None:
    load(REAL_2016)
    load(REAL_2024)
    checked = 0
    for row in rows_2024():
        with every_country():
            commitment = Commitment.objects.select_related("plan__country").get(
                ogp_id=row["Commitment Unique Identifier"]
            )
        cells = [row["Completion (End Of Term)"], row["Completion (Progress Report)"]]
        if said_by(cells) != "Not assessed":
            check(client, commitment, cells)
            checked += 1
    assert checked > 30
