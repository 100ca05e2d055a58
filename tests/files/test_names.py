"""Names as browsers send them."""

import pytest

from ogp_portal.files.cleaning.kinds import JPEG, TEXT
from ogp_portal.files.names import LONGEST, safe_name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("photo.jpg", "photo.jpg"),
        ("photo.JPEG", "photo.JPEG"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\nino\\photo.jpg", "photo.jpg"),
        ("invoice\u202egpj.exe", "invoicegpj.exe.jpg"),
        ("a\u200b\u2066b\x00\r\n.jpg", "ab.jpg"),
        ("ფოტო ანგარიში.jpg", "ფოტო ანგარიში.jpg"),
        ("звіт-հաշվետվություն.jpg", "звіт-հաշվետվություն.jpg"),
        ("...", "file.jpg"),
        ("", "file.jpg"),
        ("CON.jpg", "file-CON.jpg"),
        ("lpt1.tar.jpg", "file-lpt1.tar.jpg"),
        ("page.html", "page.html.jpg"),
        ('a<b>:"|?*c.jpg', "a-b-c.jpg"),
        (".htaccess", "htaccess.jpg"),
    ],
)
def test_a_name_keeps_its_letters_and_nothing_that_deceives(given: str, name: str) -> None:
    assert safe_name(given, JPEG) == name


def test_a_very_long_name_is_cut_before_its_ending() -> None:
    assert safe_name("x" * 5000 + ".txt", TEXT) == "x" * LONGEST + ".txt"


def test_a_program_that_is_text_ends_as_text() -> None:
    assert safe_name("run.bat", TEXT) == "run.bat.txt"
