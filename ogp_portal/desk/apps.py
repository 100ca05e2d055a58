"""The desk app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "ogp_portal.desk"
    label = "desk"
