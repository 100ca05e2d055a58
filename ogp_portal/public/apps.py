"""The public app."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "ogp_portal.public"
    label = "public"
