"""Columns per language: what the portal takes from modeltranslation, and what it keeps out."""

from collections.abc import Iterator

import pytest
from django.db import models
from django.db.migrations.state import ModelState
from django.utils.translation import override
from modeltranslation.translator import translator

from ogp_portal.languages.fields import (
    Shown,
    column,
    columns,
    fallback_order,
    localized,
    register,
    set_texts,
    shown,
    text_in,
    translated_fields,
    translated_models,
)
from ogp_portal.languages.registry import LANGUAGES


class NoteQuerySet(models.QuerySet["Note"]):
    """A queryset of the model's own, which registering must leave as it is."""


class Note(models.Model):
    """Belongs to no installed app, so it has no table."""

    title = models.CharField(max_length=100)
    body = models.TextField()
    slug = models.SlugField()

    objects = NoteQuerySet.as_manager()

    class Meta:
        app_label = "languages_test"

    def __str__(self) -> str:
        return self.slug


@pytest.fixture(autouse=True, scope="module")
def _registered() -> Iterator[None]:
    register(Note, ["title", "body"])
    yield
    translator.unregister(Note)


def _row(**texts: str) -> dict[str, object]:
    return {"id": 1, **{f"title_{code}": text for code, text in texts.items()}}


def test_column_names_one_language() -> None:
    assert column("title", "uk") == "title_uk"
    assert column("plan__title", "be") == "plan__title_be"
    assert columns("title", ["uk", "en"]) == ("title_uk", "title_en")
    assert len(columns("title")) == 7
    with pytest.raises(ValueError, match="'ru' is not one"):
        column("title", "ru")


def test_register_gives_columns_that_are_never_null() -> None:
    for name in columns("title"):
        field = Note._meta.get_field(name)
        assert isinstance(field, models.CharField)
        assert (field.null, field.blank, field.get_default(), field.max_length) == (False, True, "", 100)
    # What a migration is written from: without it every makemigrations would find a change.
    state = ModelState.from_model(Note).fields["title_uk"].deconstruct()
    assert state[3] == {"blank": True, "default": "", "max_length": 100}


def test_register_leaves_querysets_as_they_were() -> None:
    assert type(Note.objects.all()) is NoteQuerySet
    assert Note._default_manager is Note.objects
    with override("uk"):
        assert '"title" =' in str(Note.objects.filter(title="x").query)


def test_translated_fields_are_known_by_model() -> None:
    assert translated_fields(Note) == ("body", "title")
    assert translated_fields(models.Model) == ()
    assert Note in translated_models()


@pytest.mark.parametrize("active", ["en", "uk"])
def test_bare_column_is_stored_empty_whatever_language_is_active(active: str) -> None:
    with override(active):
        note = Note(title_uk="План", title_en="Plan")
        bare = Note._meta.get_field("title")
        assert isinstance(bare, models.Field)
        assert bare.pre_save(note, True) == ""
        explicit = Note._meta.get_field("title_uk")
        assert isinstance(explicit, models.Field)
        assert explicit.pre_save(note, True) == "План"


def test_bare_attribute_is_the_active_language_without_fallback() -> None:
    note = Note(title_uk="План")
    with override("uk"):
        assert note.title == "План"
    with override("ka"):
        assert note.title == ""


def test_bare_keyword_fills_only_the_active_language() -> None:
    with override("ro"):
        note = Note(title="Plan")
    assert {code: text_in(note, "title", code) for code in LANGUAGES if text_in(note, "title", code)} == {
        "ro": "Plan"
    }


def test_clean_accepts_a_text_in_any_one_language() -> None:
    with override("en"):
        Note(title_uk="План", body_uk="Текст", slug="plan").full_clean(validate_unique=False)


def test_only_and_values_take_explicit_columns() -> None:
    selected = str(Note.objects.only("title_uk").query).split(" FROM ")[0]
    assert '"title_uk"' in selected
    assert '"title_en"' not in selected
    assert '"title"' not in selected
    values = Note.objects.values("title_uk", "body_en").query
    assert values.values_select == ("title_uk", "body_en")


def test_localized_takes_the_first_text_that_is_not_empty() -> None:
    sql = str(Note.objects.annotate(shown=localized("title", ["uk", "en"])).values("shown").query)
    uk, en = (
        sql.index('NULLIF("languages_test_note"."title_uk"'),
        sql.index('NULLIF("languages_test_note"."title_en"'),
    )
    assert sql.index("COALESCE(") < uk < en
    # Texts of both kinds of field mix, and one language alone is enough.
    assert "COALESCE" in str(Note.objects.annotate(shown=localized("body", ["uk"])).values("shown").query)


def test_fallback_order_is_wanted_english_main_then_others() -> None:
    assert fallback_order("be", "ka", ["ka", "hy"]) == ("be", "en", "ka", "hy")
    assert fallback_order("en", "uk", ["uk", "en"]) == ("en", "uk")
    assert set(fallback_order("ro")) == set(LANGUAGES)


def test_shown_takes_the_wanted_language_first() -> None:
    assert shown(_row(uk="План", en="Plan"), "title", wanted="uk") == Shown("План", "uk", "uk")
    assert not shown(_row(uk="План", en="Plan"), "title", wanted="uk").is_fallback


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (_row(be="", en="Plan", ka="გეგმა"), Shown("Plan", "en", "be")),
        (_row(be="", en="", ka="გეგმა", hy="Ծրագիր"), Shown("გეგმა", "ka", "be")),
        (_row(hy="Ծրագիր"), Shown("Ծրագիր", "hy", "be")),
        (_row(), Shown("", "be", "be")),
    ],
)
def test_shown_falls_back_and_says_so(row: dict[str, object], expected: Shown) -> None:
    result = shown(row, "title", wanted="be", main_language="ka", available=["ka", "hy"])
    assert result == expected
    assert result.is_fallback is (bool(expected.text))
    assert bool(result.notice()) is result.is_fallback


def test_shown_works_alike_on_instances_and_through_relations() -> None:
    note = Note(title_en="Plan")
    assert shown(note, "title", wanted="uk") == Shown("Plan", "en", "uk")
    assert shown({"plan__title_en": "Plan"}, "plan__title", wanted="uk").text == "Plan"
    assert shown({"title_uk": None, "title_en": "Plan"}, "title", wanted="uk").language == "en"


def test_shown_is_written_as_its_text() -> None:
    text = Shown("Plan", "en", "be")
    assert (str(text), text.lang, bool(text)) == ("Plan", "en", True)
    assert text.notice() == "Паказана па-англійску: па-беларуску пакуль няма"


def test_set_texts_normalises_and_names_what_changed() -> None:
    note = Note(title_uk="Зобовʼязання", title_en="Commitment")
    with override("ka"):
        changed = set_texts(note, "title", {"uk": "Зобов'язання", "ro": "Şi acțiuni", "en": "Duty"})
    assert changed == ("title_ro", "title_en")
    assert {code: text_in(note, "title", code) for code in ("uk", "ro", "en", "ka")} == {
        "uk": "Зобовʼязання",
        "ro": "Și acțiuni",
        "en": "Duty",
        "ka": "",
    }
