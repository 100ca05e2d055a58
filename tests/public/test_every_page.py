"""Every public page that links lead to, with the demonstration and, where it is at hand, OGP's own data."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from ogp_portal.languages.registry import LANGUAGES

OGP_FILES = sorted((Path(__file__).resolve().parents[2].parent / "shared" / "data" / "ogp").glob("*.csv"))
LINK = re.compile(r'href="(/[a-z]{2}/[^"#?]*)"')


def crawl(client: Client, language: str) -> dict[str, int]:
    """Open every page of one language that can be reached from its home page; answers by path."""
    found: dict[str, int] = {}
    ahead = [f"/{language}/"]
    while ahead:
        path = ahead.pop()
        if path in found:
            continue
        answer = client.get(path)
        found[path] = answer.status_code
        # Public copies of files are streamed; nothing in them leads on.
        if answer.status_code == 200 and not answer.streaming:
            links = LINK.findall(answer.content.decode())
            ahead += [link for link in links if link.startswith(f"/{language}/")]
    return found


@pytest.fixture
def loaded(db: None) -> None:
    call_command("load_demo")
    for path in OGP_FILES:
        call_command("import_ogp", str(path))


@pytest.mark.parametrize(
    "language",
    [pytest.param(code, marks=[] if code in {"hy", "uk"} else [pytest.mark.slow]) for code in LANGUAGES],
)
def test_every_page_opens(loaded: None, language: str) -> None:
    found = crawl(Client(), language)
    assert {path: status for path, status in found.items() if status != 200} == {}
    # Six countries, their plans, and a page for every commitment of the demonstration at the least.
    assert len(found) > (300 if OGP_FILES else 80)
