"""Web fonts carry what seven languages write, and are made once."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ogp_portal.languages.registry import OWN_NAMES
from ogp_portal.web import fonts

pytestmark = pytest.mark.skipif(
    not (fonts.SOURCE_DIR / "NotoSansGeorgian-Regular.ttf").exists(),
    reason="Debian's package fonts-noto-core is not installed",
)

REQUIRED = "₼₾֏₴€ʼ’„“”«»–—·…№\u00a0\u202f0123456789%§ƏəĞğİıŞşÇçÖöÜüĂăÂâÎîȘșȚțЎўІіЁёЄєЇїҐґԱՖաֆև՝։՞՛՜აჰ"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("fonts")
    assert len(fonts.make_fonts(out)) == len(fonts.web_fonts())
    return out


@pytest.mark.parametrize("family", ["sans-{}-regular", "sans-{}-bold", "serif-{}-regular"])
def test_each_family_carries_every_required_letter(made: Path, family: str) -> None:
    carried: set[int] = set()
    for script in fonts.SCRIPTS:
        carried |= set(TTFont(made / f"{family.format(script)}.woff2").getBestCmap())
    assert [letter for letter in REQUIRED + "".join(OWN_NAMES.values()) if ord(letter) not in carried] == []


def test_figures_are_as_wide_as_one_another(made: Path) -> None:
    font = TTFont(made / "sans-latin-regular.woff2")
    widths = {font["hmtx"][font.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}
    assert len(widths) == 1


def test_all_fonts_together_leave_room_for_a_first_visit(made: Path) -> None:
    assert sum(path.stat().st_size for path in made.glob("*.woff2")) < 150_000


def test_a_second_run_writes_nothing(made: Path) -> None:
    assert fonts.make_fonts(made) == []


def test_missing_fonts_are_one_sentence_that_names_the_package(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(fonts.FontsMissing, match=r"install Debian's package fonts-noto-core\.$"):
        fonts.make_fonts(tmp_path / "out", source_dir=tmp_path)
    assert fonts.main(["--out", str(tmp_path / "made")]) == 0
    assert "12 web fonts written" in capsys.readouterr().out
