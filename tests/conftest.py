"""Fixtures: the database with its six countries, and the cast."""

from collections.abc import Iterator

import pytest

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
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


@pytest.fixture(autouse=True)
def _fresh_start() -> Iterator[None]:
    """No test sees what another kept in memory or in Redis."""
    directory.forget()
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
