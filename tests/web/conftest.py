"""Pages of the tests are drawn without collected static files: plain addresses will do."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from ogp_portal.web import marks, parts


@pytest.fixture(autouse=True)
def plain_static_addresses(settings: LazySettings) -> Iterator[None]:
    """Give marks their plain address, and forget it afterwards."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    _forget()
    yield
    _forget()


def _forget() -> None:
    for remembered in (marks.sprite_url, marks.mark, marks.voice_mark, marks.said_in, parts._ratings):
        remembered.cache_clear()
