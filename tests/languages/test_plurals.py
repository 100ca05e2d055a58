"""Plural forms: ours agree with the headers of the catalogues."""

import gettext
from fractions import Fraction

import polib
import pytest
from django.conf import locale as django_locale

from ogp_portal.languages.plurals import FORM_COUNTS, PLURAL_FORMS, plural_index
from ogp_portal.languages.registry import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_index_is_what_gettext_computes(language: str) -> None:
    formula = PLURAL_FORMS[language].split("plural=", 1)[1].rstrip(";")
    choose = gettext.c2py(formula)
    numbers = range(1001)
    assert [plural_index(language, n) for n in numbers] == [int(choose(n)) for n in numbers]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_are_those_of_djangos_catalogues(language: str) -> None:
    path = f"{django_locale.__path__[0]}/{language}/LC_MESSAGES/django.po"
    theirs = polib.pofile(path).metadata["Plural-Forms"]
    assert PLURAL_FORMS[language] == theirs
    assert PLURAL_FORMS[language].startswith(f"nplurals={FORM_COUNTS[language]};")


def test_fractions_take_the_last_form_in_belarusian_and_ukrainian() -> None:
    assert [plural_index(code, 2.5) for code in LANGUAGES] == [1, 1, 3, 1, 1, 1, 3]
    assert plural_index("uk", float(Fraction(4, 2))) == 1
