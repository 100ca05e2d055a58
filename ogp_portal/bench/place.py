"""A portal to measure: services, database, static files and var/ of its own, gone afterwards."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from ogp_portal.services import commands
from ogp_portal.services.checks import refuse_missing_libraries
from ogp_portal.services.database_check import (
    check_database,
    connection_arguments,
    refuse_without_createdb,
)
from ogp_portal.services.embedded import EmbeddedServices, child_environment, embedded_services
from ogp_portal.services.places import Places, link_fonts
from ogp_portal.services.redis_check import check_redis
from ogp_portal.services.supervisor import Supervisor


@dataclass(frozen=True)
class Place:
    """Where the measured portal lives; `environment` is for every process of it.

    `service_pids` are PostgreSQL and Redis, as far as they are ours.
    """

    places: Places
    environment: dict[str, str]
    service_pids: list[int]

    def run(self, name: str, *arguments: str) -> None:
        """Run one manage.py command to its end; ServiceError with its last words when it fails."""
        log = self.places.logs / "bench.log"
        Supervisor().run(name, commands.manage(*arguments), self.environment, log)


@contextlib.contextmanager
def own_place() -> Iterator[Place]:
    """Services in a temporary folder, or a database of our own on the server that DATABASE_URL names."""
    refuse_missing_libraries()
    database, broker = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    if broker:
        check_redis(broker)
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ogp-portal-bench-", dir="/tmp"))
        # PostgreSQL's user passes through when we are root; what is inside is private by itself.
        Path(folder).chmod(0o711)
        places = Places(Path(folder) / "var")
        # Not a throwaway: writes reach the disk as they do in earnest.
        services = EmbeddedServices(places, with_postgres=not database, with_redis=not broker)
        stack.enter_context(embedded_services(services))
        link_fonts(places)
        environment = {
            "PORTAL_SECRET_KEY": secrets.token_urlsafe(50),
            **child_environment(services),
            "PORTAL_DEMO": "1",
            "PORTAL_DEBUG": "0",
            "PYTHONWARNINGS": "ignore",
        }
        if database:
            environment["DATABASE_URL"] = stack.enter_context(database_beside(database))
        pids = [child.process.pid for child in services.children if child.process]
        yield Place(places, environment, pids)


@contextlib.contextmanager
def database_beside(url: str) -> Iterator[str]:
    """The URL of a new empty database on the same server, dropped afterwards."""
    check_database(url)
    refuse_without_createdb(url)
    name = f"portal_bench_{os.getpid()}"
    connection = psycopg2.connect(**connection_arguments(url))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
            try:
                yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
            finally:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    finally:
        connection.close()


def set_up(place: Place) -> None:
    """Tables, demonstration data and compressed static files."""
    place.run("migrate", "migrate", "--no-input", "--verbosity", "0")
    place.run("load_demo", "load_demo")
    place.run("collectstatic", "collectstatic", "--no-input", "--verbosity", "0")
