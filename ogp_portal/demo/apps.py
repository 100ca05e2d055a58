"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "ogp_portal.demo"
    label = "demo"
