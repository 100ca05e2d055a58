"""House rules that the sources themselves must keep."""

import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import pytest

ROOT = Path(__file__).resolve().parents[2]
APART = {".venv", "var", ".git", "node_modules", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


def sources(*endings: str) -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        if path.suffix in endings and not APART & set(path.relative_to(ROOT).parts) and path.is_file():
            yield path


TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ALLAUTH = Path(allauth.__file__).parent / "templates"
NAMED_BY_DJANGO = {"403.html", "403_csrf.html", "404.html", "500.html"}


def test_every_template_is_used() -> None:
    text = "".join(path.read_text() for path in [*sources(".py"), *TEMPLATES])
    names = {path.relative_to(ROOT / "templates").as_posix() for path in TEMPLATES}
    unused = {name for name in names if name not in text} - NAMED_BY_DJANGO
    # allauth's pages are ours under its own names.
    unused -= {name for name in unused if (ALLAUTH / name).exists()}
    # A family of names is put together in code from its folder.
    assert {name for name in unused if f'"{Path(name).parent}/' not in text} == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_has_nothing_inline(path: Path) -> None:
    if path.is_relative_to(ROOT / "templates" / "reports") or path.name == "500.html":
        pytest.skip("paper, and the page that must stand without static files, carry their own style")
    text = path.read_text()
    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", text)


def test_nothing_of_one_person_is_kept_for_the_next() -> None:
    """What stands in {% kept %} is written once for everybody: a name or a token would be shown to all."""
    blocks = [
        (path.name, block)
        for path in TEMPLATES
        for block in re.findall(r"{% kept\b.*?{% endkept %}", path.read_text(), re.DOTALL)
    ]
    assert blocks
    personal = re.compile(r"signed_in|csrf|request|\buser|\bform\b|messages")
    assert [(name, block) for name, block in blocks if personal.search(block)] == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    fetched = re.compile(r"""(?:src=|@import\s+|url\()\s*["']?(?:https?:)?//""")
    folder = ROOT / "ogp_portal" / "web" / "static"
    for path in [*TEMPLATES, *folder.rglob("*.css"), *folder.rglob("*.js"), *folder.rglob("*.svg")]:
        assert not fetched.search(path.read_text()), path


def test_nothing_is_capitalised_by_machine() -> None:
    # Georgian turns to boxes, Azerbaijani i and Armenian և go wrong.
    for path in sources(".css", ".html"):
        assert "text-transform" not in path.read_text(), path
    for path in sources(".py"):
        if path == Path(__file__) or path.is_relative_to(ROOT / "tests"):
            continue
        found = [line for line in path.read_text().splitlines() if ".upper()" in line and "sql" not in line]
        assert found == [], path


def test_no_machine_path_stands_in_the_sources() -> None:
    home = re.compile(r"/(?:root|home|work|Users)/[a-z]")
    for path in sources(".py", ".toml", ".md", ".html", ".yml", ".sh"):
        if path != Path(__file__):
            assert not home.search(path.read_text()), path
