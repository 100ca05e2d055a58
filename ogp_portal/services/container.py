"""What the containers run: `deploy/entrypoint web | worker | beat | manage … | health web|worker|beat`."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import psycopg2

from . import commands
from .database_check import connection_arguments, wait_for_database
from .embedded import say
from .places import CHECKOUT, Places
from .problems import ServiceError
from .redis_check import wait_for_redis
from .server import page_status

PATIENCE = 60.0
"""Seconds for database and Redis to come up; compose starts them first, but a host may restart alone."""
NEEDED = ("DATABASE_URL", "REDIS_URL", "PORTAL_SECRET_KEY")
HEALTH_PAGE = "/en/"
_ONE_MIGRATION_AT_A_TIME = 4_120_417


def main(arguments: list[str]) -> int:
    """Become the process that is asked for; returns only when it cannot."""
    try:
        match arguments:
            case ["web"]:
                wait_for_services()
                migrate()
                become(commands.web("0.0.0.0", _port()))  # noqa: S104 - a container's own address
            case ["worker"]:
                wait_for_services()
                become(commands.worker())
            case ["beat"]:
                wait_for_services()
                become([*commands.beat(Places.of_checkout().var / "beat" / "schedule"), *ANSWER_PINGS])
            case ["manage", *rest]:
                wait_for_services()
                become(commands.manage(*rest))
            case ["health", part]:
                return 0 if is_healthy(part) else 1
            case _:
                say("usage: entrypoint web | worker | beat | manage COMMAND … | health web|worker|beat")
                return 64
    except ServiceError as problem:
        say(str(problem))
        return 1


ANSWER_PINGS = ("--enable-remote-control",)


def wait_for_services() -> None:
    """Until database and Redis answer; ServiceError when they do not, or the role may see too much."""
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        raise ServiceError(f"Set {' and '.join(missing)} in the container's environment.")
    wait_for_database(os.environ["DATABASE_URL"], PATIENCE)
    wait_for_redis(os.environ["REDIS_URL"], PATIENCE)


def migrate() -> None:
    """Bring the database up to date; of several web containers that start at once, one after another."""
    connection = psycopg2.connect(**connection_arguments(os.environ["DATABASE_URL"]))
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_MIGRATION_AT_A_TIME])
        done = subprocess.run(commands.manage("migrate", "--no-input"), cwd=CHECKOUT, check=False)
    finally:
        connection.close()
    if done.returncode:
        raise ServiceError("The database could not be brought up to date: the lines above say why.")


def become(command: list[str]) -> NoReturn:
    os.chdir(CHECKOUT)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def is_healthy(part: str) -> bool:
    """Whether the process of this container does its work, not only exists."""
    if part == "web":
        host = os.environ.get("PORTAL_HOSTS", "127.0.0.1").split(",")[0].lstrip(".*") or "127.0.0.1"
        return 0 < page_status(_port(), HEALTH_PAGE, host) < 400
    node = {"worker": "celery", "beat": "celerybeat"}.get(part)
    if node is None:
        raise ServiceError(f"There is no health check for {part!r}.")
    celery = str(Path(sys.executable).parent / "celery")
    ping = [celery, "-A", "ogp_portal.celery", "inspect", "ping", "-d", f"{node}@{socket.gethostname()}"]
    return subprocess.run(ping, cwd=CHECKOUT, stdout=subprocess.DEVNULL, check=False).returncode == 0


def _port() -> int:
    return int(os.environ.get("PORT") or "8000")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
