"""`script/test`: lint and tests on services of their own, in a folder that is gone afterwards."""

import contextlib
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .checks import refuse_missing_libraries
from .database_check import check_database, refuse_without_createdb
from .embedded import EmbeddedServices, child_environment, embedded_services, say
from .foreground import leave_in_order, run_in_foreground
from .places import CHECKOUT, Places, link_fonts
from .problems import ServiceError
from .redis_check import check_redis

BROWSERS = ("chromium", "chromium-browser")


def main(arguments: list[str]) -> int:
    """Give the exit code of the first step that failed, or 0; all steps are run."""
    leave_in_order()
    steps = [[str(Path(sys.executable).parent / "pytest"), *arguments]]
    if not names_paths(arguments):
        steps.insert(0, ["script/lint"])
    try:
        refuse_what_would_hide_tests()
        with own_services() as environment:
            codes = [run_in_foreground(step, environment, CHECKOUT) for step in steps]
    except ServiceError as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130
    return next((code for code in codes if code), 0)


def names_paths(arguments: list[str]) -> bool:
    """Whether the person asked for certain tests only, as in `tests/tenancy -k scope`."""
    return any(
        not argument.startswith("-") and (CHECKOUT / argument.partition("::")[0]).exists()
        for argument in arguments
    )


def refuse_what_would_hide_tests() -> None:
    refuse_missing_libraries()
    if os.environ.get("CI") == "true" and not any(shutil.which(name) for name in BROWSERS):
        raise ServiceError(
            "Chromium is not installed, so the browser tests would be left out: sudo apt-get install chromium"
        )


@contextlib.contextmanager
def own_services() -> Iterator[dict[str, str]]:
    """The environment for tests: services in a temporary folder, or those that the person named."""
    database, broker = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    if database:
        check_database(database)
        refuse_without_createdb(database)
    if broker:
        check_redis(broker)
    with tempfile.TemporaryDirectory(prefix="ogp-portal-test-", dir="/tmp") as folder:
        # PostgreSQL's user passes through when we are root; what is inside is private by itself.
        Path(folder).chmod(0o711)
        places = Places(Path(folder) / "var")
        services = EmbeddedServices(places, with_postgres=not database, with_redis=not broker, throwaway=True)
        with embedded_services(services):
            link_fonts(places)
            yield {
                "PORTAL_SECRET_KEY": secrets.token_urlsafe(50),
                "PORTAL_DEMO": "1",
                **child_environment(services),
                "PORTAL_TEST_SUPERUSER_URL": services.superuser_url,
            }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
