"""`script/server`: everything the portal needs on one machine, under one supervisor."""

import hashlib
import http.client
import os
import secrets
import shutil
import signal
import sys
import time
from pathlib import Path

from . import commands
from .checks import port_from_environment, refuse_missing_libraries, refuse_port_in_use
from .child import Child
from .database_check import check_database
from .embedded import EmbeddedServices, child_environment, say
from .places import CHECKOUT, Places, link_fonts, write_private
from .problems import ServiceError
from .redis_check import check_redis
from .supervisor import Stopped, Supervisor, end_descendants

HOST = "127.0.0.1"
WEB_READY_WITHIN = 60.0
WEB_DEATHS_AT_START = 3


def main() -> int:
    """Run until stopped; 0 after a stop that was asked for, 1 when something is wrong outside the code."""
    places = Places.of_checkout()
    services = EmbeddedServices(
        places,
        with_postgres=not os.environ.get("DATABASE_URL"),
        with_redis=not os.environ.get("REDIS_URL"),
    )
    supervisor = Supervisor()
    with supervisor.listening():
        try:
            _run(services, supervisor)
        except Stopped:
            pass
        except ServiceError as problem:
            say(f"\n{problem}")
            return 1
        finally:
            _stop(services, supervisor)
    return 0


def _run(services: EmbeddedServices, supervisor: Supervisor) -> None:
    port = port_from_environment()
    services.take_lock()
    refuse_port_in_use(port)
    refuse_missing_libraries()
    if not services.with_postgres:
        check_database(os.environ["DATABASE_URL"])
    if not services.with_redis:
        check_redis(os.environ["REDIS_URL"])
    began = time.monotonic()
    services.start()
    supervisor.go_on_or_stop()
    environment = _portal_environment(services, port)
    _set_up(services.places, supervisor, environment)
    web, *jobs = _children(services.places, environment, port)
    # Stopped in the order of the list: the queue after those who use it, the database last.
    supervisor.children = [web, *reversed(services.children)]
    web.start()
    _wait_for_web(supervisor, port)
    # Only now: they would take the processor from the first page.
    supervisor.children[1:1] = jobs
    supervisor.look_after_children()
    address = f"http://{HOST}:{port}/"
    services.write_down(address=address)
    _announce(services, address, time.monotonic() - began)
    supervisor.watch()


def _stop(services: EmbeddedServices, supervisor: Supervisor) -> None:
    if supervisor.children:
        say("\nStopping …")
    supervisor.stop_children()
    services.stop(hurry=supervisor.requests_to_stop > 1)
    end_descendants()


def _portal_environment(services: EmbeddedServices, port: int) -> dict[str, str]:
    environment = {
        "PORTAL_DEMO": "1",
        "PORTAL_DEBUG": "0",
        **child_environment(services),
        "PORT": str(port),
    }
    if not environment.get("PORTAL_SECRET_KEY"):
        environment["PORTAL_SECRET_KEY"] = secret_key(services.places)
    return environment


def secret_key(places: Places) -> str:
    """This checkout's own key, made once: with another one everybody would be signed out."""
    if not places.secret_key.exists():
        write_private(places.secret_key, secrets.token_urlsafe(50))
    return places.secret_key.read_text().strip()


def _set_up(places: Places, supervisor: Supervisor, environment: dict[str, str]) -> None:
    log = places.logs / "setup.log"
    link_fonts(places)
    say("Bringing the database up to date …")
    supervisor.run("migrate", commands.manage("migrate", "--no-input"), environment, log)
    if environment["PORTAL_DEMO"] == "1":
        supervisor.run("load_demo", commands.manage("load_demo", "--if-empty"), environment, log)
    stamp = places.var / "static.stamp"
    digest = digest_of_static_files(places)
    if not (places.var / "static").is_dir() or not stamp.exists() or stamp.read_text() != digest:
        say("Compressing the static files …")
        shutil.rmtree(places.var / "static", ignore_errors=True)
        supervisor.run("collectstatic", commands.manage("collectstatic", "--no-input"), environment, log)
        stamp.write_text(digest)


def digest_of_static_files(places: Places) -> str:
    """Changes when any file that collectstatic would collect changes, or a package that brings some."""
    apps = [*CHECKOUT.glob("*/static"), *CHECKOUT.glob("ogp_portal/*/static")]
    # var/static is what collectstatic makes.
    folders = [*(app for app in apps if app.parent.name != "var"), places.var / "fonts"]
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    seen = [f"{file}:{file.stat().st_size}:{file.stat().st_mtime_ns}" for file in files]
    lock = hashlib.sha256((CHECKOUT / "uv.lock").read_bytes()).hexdigest()
    return hashlib.sha256("\n".join([lock, *seen]).encode()).hexdigest()


def _children(places: Places, environment: dict[str, str], port: int) -> list[Child]:
    def child(name: str, command: list[str], *signals: tuple[signal.Signals, float]) -> Child:
        log = places.logs / f"{name}.log"
        return Child(name, command, environment, log, stop_signals=signals, folder=CHECKOUT)

    schedule = places.var / "beat" / "schedule"
    return [
        child("web", commands.web(HOST, port), (signal.SIGTERM, 10)),
        # A running job gets some seconds; then SIGQUIT gives it back to the queue.
        child("worker", commands.worker(), (signal.SIGTERM, 5), (signal.SIGQUIT, 5)),
        child("beat", commands.beat(schedule), (signal.SIGTERM, 5)),
    ]


def _wait_for_web(supervisor: Supervisor, port: int) -> None:
    """Until a page comes back; ServiceError when it is an error page, or the web server keeps dying."""
    web = supervisor.children[0]
    deadline = time.monotonic() + WEB_READY_WITHIN
    while not (status := page_status(port)):
        supervisor.go_on_or_stop()
        supervisor.look_after_children()
        if web.deaths >= WEB_DEATHS_AT_START or time.monotonic() > deadline:
            raise ServiceError(f"The web server does not start: {web.telling_line()} (more in {web.log})")
        time.sleep(0.1)
    if status >= 500:
        raise ServiceError(
            f"The first page answers with error {status}: {web.telling_line()} (more in {web.log})"
        )


def page_status(port: int, path: str = "/", host: str = HOST) -> int:
    """The status with which the web server answers, or 0 when nobody does."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def _announce(services: EmbeddedServices, address: str, seconds: float) -> None:
    say(f"\nThe portal is ready ({seconds:.1f} s): {address}")
    if os.environ.get("PORTAL_DEMO", "1") == "1":
        say(f"Sign in as one of the demonstration's people: {address}en/demo/")
    say(f"Logs: {_short(services.places.logs)}   Database: script/psql   Stop: Ctrl-C")


def _short(path: Path) -> str:
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


if __name__ == "__main__":
    sys.exit(main())
