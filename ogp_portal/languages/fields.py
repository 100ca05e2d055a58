"""Translated fields: a column per language. The only module that touches django-modeltranslation.

Of modeltranslation the portal takes the columns and their registry. Its querysets, which rewrite some bare
names and silently not others, are taken out again, and the bare column always holds an empty text: a bare
name in a query finds nothing, where it used to find the wrong language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model, TextField, Value
from django.db.models.expressions import Combinable, F
from django.db.models.functions import Coalesce, NullIf
from django.db.models.options import Options
from modeltranslation.translator import NotRegistered, TranslationOptions, translator

from ogp_portal.languages.registry import LANGUAGES, REGISTRY, fallback_notice
from ogp_portal.languages.text import normalise

__all__ = [
    "Shown",
    "column",
    "columns",
    "fallback_order",
    "localized",
    "normalise",
    "register",
    "set_texts",
    "shown",
    "text_in",
    "translated_fields",
    "translated_models",
]

# Columns are never NULL: "no text" has one spelling.
_NEVER_NULL: Final = {"default": {"null": False, "default": ""}}


def register(model: type[Model], fields: Iterable[str]) -> None:
    """Give each of the model's text fields a column per language; called in an app's `translation.py`."""
    names = tuple(fields)
    meta: Any = model._meta
    managers = [(manager, manager.__class__) for manager in meta.managers]
    local_managers = list(meta.local_managers)
    field_options = dict.fromkeys(names, _NEVER_NULL)
    options = type("Translation", (TranslationOptions,), {"fields": names, "field_options": field_options})
    translator.register(model, options)

    for manager, original in managers:
        manager.__class__ = original
    meta.local_managers = local_managers
    meta.__class__ = Options
    meta._expire_cache()
    for name in names:
        _keep_empty(meta.get_field(name))


def _keep_empty(field: Any) -> None:
    """Make saving write an empty text into the bare column, instead of the active language's."""
    field.blank = True
    field.pre_save = _nothing


def _nothing(instance: Model, add: bool) -> str:
    return ""


def translated_models() -> list[type[Model]]:
    """Every model with translated fields."""
    return [model for model in translator.get_registered_models(abstract=False) if translated_fields(model)]


def translated_fields(model: type[Model]) -> tuple[str, ...]:
    """The bare names of the model's translated fields, sorted; empty when it has none."""
    try:
        return tuple(sorted(translator.get_options_for_model(model).all_fields))
    except NotRegistered:
        return ()


def column(field: str, language: str) -> str:
    """The column of one language: column("plan__title", "uk") is "plan__title_uk"."""
    if language not in REGISTRY:
        raise ValueError(f"{language!r} is not one of the portal's languages")
    return f"{field}_{language}"


def columns(field: str, languages: Iterable[str] = LANGUAGES) -> tuple[str, ...]:
    """The columns of several languages, for `.only()` and `.values()`."""
    return tuple(column(field, language) for language in languages)


def localized(field: str, order: Iterable[str]) -> Combinable:
    """An expression for the first non-empty text in the order of languages given, else an empty text."""
    texts = [NullIf(F(name), Value(""), output_field=TextField()) for name in columns(field, order)]
    return Coalesce(*texts, Value(""), output_field=TextField())


def fallback_order(
    wanted: str, main_language: str = "en", available: Iterable[str] = LANGUAGES
) -> tuple[str, ...]:
    """Which languages to look in: the reader's, English, the country's main one, then the others."""
    return tuple(dict.fromkeys((wanted, "en", main_language, *available)))


@dataclass(frozen=True)
class Shown:
    """A text as a reader gets it, with the language it turned out to be in."""

    text: str
    language: str
    wanted: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def is_fallback(self) -> bool:
        """Whether the reader sees another language than the one asked for."""
        return self.language != self.wanted

    @property
    def lang(self) -> str:
        """The value for the fragment's `lang` attribute."""
        return REGISTRY[self.language].html

    def notice(self) -> str:
        """The sentence that says so in the reader's language, or an empty text."""
        return fallback_notice(self.language, self.wanted, self.wanted) if self.is_fallback else ""


def shown(
    source: Model | Mapping[str, Any],
    field: str,
    *,
    wanted: str,
    main_language: str = "en",
    available: Iterable[str] = LANGUAGES,
) -> Shown:
    """The field's text for a reader of `wanted`, from a model instance or a row of `.values()`.

    A row may lack columns; a missing column counts as empty. On an instance every column that was deferred
    costs a query, so load `columns(field, fallback_order(…))`. With no text at all the result is empty and
    no fallback.
    """
    for language in fallback_order(wanted, main_language, available):
        if text := text_in(source, field, language):
            return Shown(text, language, wanted)
    return Shown("", wanted, wanted)


def text_in(source: Model | Mapping[str, Any], field: str, language: str) -> str:
    """The field's text in exactly this language, or an empty text."""
    name = column(field, language)
    text = source.get(name) if isinstance(source, Mapping) else getattr(source, name)
    return text or ""


def set_texts(instance: Model, field: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Set the given languages' columns, normalised; answers with the columns whose text changed.

    Other languages stay as they are. The instance is not saved.
    """
    changed = []
    for language, text in texts.items():
        name, stored = column(field, language), normalise(text, language)
        if getattr(instance, name) != stored:
            setattr(instance, name, stored)
            changed.append(name)
    return tuple(changed)
