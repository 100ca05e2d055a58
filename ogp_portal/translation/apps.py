"""The translation app."""

from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "ogp_portal.translation"
    label = "translation"
