"""Fixtures: the database with its six countries, and the cast."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.utils import translation

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.celery import app
from ogp_portal.tenancy import directory
from tests.cast import Tenant, build_tenant, make_user


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the tests that take minutes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="takes minutes; run with --slow"))


@pytest.fixture(autouse=True, scope="session")
def _own_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Uploads and reports go to a folder of the run; static files are served without collectstatic."""
    storages: dict[str, Any] = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path_factory.mktemp("media")},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages, MEDIA_ROOT=storages["default"]["OPTIONS"]["location"]):
        yield


@pytest.fixture(autouse=True, scope="session")
def _jobs_at_once() -> Iterator[None]:
    """A job called by `delay` or `apply_async` runs in the test itself; one sent by name waits for a worker.

    Jobs that wait for the commit run within `django_capture_on_commit_callbacks(execute=True)`; the mails
    they send are then in `django.core.mail.outbox`.
    """
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture(autouse=True)
def _fresh_start() -> Iterator[None]:
    """No test sees what another kept in memory, nor reads in the language of its last request."""
    directory.forget()
    translation.activate("en")
    # Attempts are counted in Redis, which no rollback reaches.
    cache.key_prefix = f"test:{uuid.uuid4().hex}"
    yield
    directory.forget()


@pytest.fixture
def georgia(db: None) -> Tenant:
    return build_tenant("georgia")


@pytest.fixture
def ukraine(db: None) -> Tenant:
    return build_tenant("ukraine")


@pytest.fixture
def officer(db: None) -> User:
    return make_user(Role.PROGRAMME_OFFICER)


@pytest.fixture
def georgian_contact(georgia: Tenant) -> User:
    return make_user(Role.POINT_OF_CONTACT, georgia.country)


@pytest.fixture
def ukrainian_contact(ukraine: Tenant) -> User:
    return make_user(Role.POINT_OF_CONTACT, ukraine.country)
