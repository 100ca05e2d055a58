"""Style sheets stay small, free of capitals made by machine, and every class they name is in use."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CSS_DIR = ROOT / "ogp_portal" / "web" / "static" / "portal" / "css"


@cache
def all_css() -> str:
    """Return all style sheets, without comments."""
    css = "".join(path.read_text(encoding="utf-8") for path in sorted(CSS_DIR.glob("*.css")))
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def classes_of_css() -> set[str]:
    """Return the names of all classes in selectors."""
    selectors = re.sub(r"\{[^{}]*\}", " ", all_css())
    return set(re.findall(r"\.([a-z][\w-]*)", selectors))


def test_style_sheets_weigh_less_than_40_kb() -> None:
    assert sum(path.stat().st_size for path in CSS_DIR.glob("*.css")) < 40_000


def test_pages_link_at_most_four_style_sheets() -> None:
    base = (ROOT / "templates" / "base.html").read_text(encoding="utf-8")
    always = base.count('rel="stylesheet"')
    pages = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "ogp_portal").rglob("templates/**/*.html")]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        if '{% extends "base.html" %}' in text:
            assert always + text.count('rel="stylesheet"') <= 4, page


def test_nothing_is_capitalised_by_machine() -> None:
    assert "text-transform" not in all_css()
    sources = [*(ROOT / "ogp_portal" / "web").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    for source in sources:
        text = source.read_text(encoding="utf-8")
        assert not re.search(r"\.(upper|capitalize|swapcase)\(\)(?!\})|\|(upper|capfirst|title)\b", text), (
            source
        )


def test_components_name_tokens_and_not_colours() -> None:
    for path in CSS_DIR.glob("*.css"):
        if path.name != "tokens.css":
            text = path.read_text(encoding="utf-8")
            # The emblem keeps the white rim that its rules ask for, in the dark too.
            assert set(re.findall(r"#[0-9a-f]{3,6}\b", text)) <= {"#fff"}, path.name


def test_tokens_are_used_and_known() -> None:
    defined = set(re.findall(r"(--[\w-]+)\s*:", all_css()))
    used = set(re.findall(r"var\((--[\w-]+)", all_css()))
    assert used - defined == set()
    assert defined - used == set()


def test_every_font_of_the_tokens_is_made() -> None:
    from ogp_portal.web.fonts import web_fonts

    named = set(re.findall(r"fonts/([\w-]+)\.woff2", all_css()))
    assert named == {font.name for font in web_fonts()}
