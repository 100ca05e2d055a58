"""Parts of addresses that are checked before a view runs."""

from django.urls import register_converter

from ogp_portal.languages.registry import LANGUAGES


class LanguageConverter:
    """The language that is edited: one of the portal's, or there is no such page."""

    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "language")
