"""The scripts people run, as far as they can be tried in seconds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ogp_portal.services.embedded import EmbeddedServices, embedded_services
from ogp_portal.services.places import CHECKOUT, Places
from ogp_portal.services.problems import ServiceError
from ogp_portal.services.testing import names_paths, own_services, refuse_what_would_hide_tests

from .conftest import value

BASH = [
    path
    for folder in ("script", ".ci", "deploy", "deploy/postgres")
    for path in sorted((CHECKOUT / folder).iterdir())
    if path.is_file() and path.read_bytes().startswith((b"#!/bin/bash", b"#!/bin/sh"))
]


@pytest.mark.parametrize("path", BASH, ids=lambda path: path.name)
def test_script_parses_and_may_be_run(path: Path) -> None:
    assert subprocess.run(["/bin/bash", "-n", str(path)]).returncode == 0
    assert os.access(path, os.X_OK)


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd="/",
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], **environment},
    )


def test_psql_is_the_portals_role_in_the_running_database(var: Path) -> None:
    psql = str(CHECKOUT / "script" / "psql")
    with embedded_services(EmbeddedServices(Places(var))):
        done = run(psql, "-At", "-c", "SELECT current_user, current_database()", PORTAL_VAR=str(var))
    assert (done.stdout, done.stderr) == ("portal|portal\n", "")

    done = run(psql, PORTAL_VAR=str(var))
    assert done.returncode == 1
    assert done.stderr == "No database runs for this folder: start script/server, or set DATABASE_URL.\n"


def test_with_services_starts_what_does_not_run_and_uses_what_does(var: Path) -> None:
    with_services = str(CHECKOUT / "script" / "with-services")
    show = ("/bin/sh", "-c", "echo $DATABASE_URL; exit 7")

    alone = run(with_services, *show, PORTAL_VAR=str(var))
    with embedded_services(EmbeddedServices(Places(var))) as services:
        beside = run(with_services, *show, PORTAL_VAR=str(var))

    assert alone.returncode == beside.returncode == 7
    assert alone.stdout.startswith("postgres://portal:")
    assert beside.stdout.strip() == services.urls["DATABASE_URL"]


def test_tests_get_services_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "PORTAL_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)

    with own_services() as environment:
        folder = Path(environment["PORTAL_VAR"])
        assert folder.parent.name.startswith("ogp-portal-test-")
        assert value(environment["DATABASE_URL"], "SELECT current_user") == "portal"
        assert value(environment["PORTAL_TEST_SUPERUSER_URL"], "SHOW is_superuser") == "on"
    assert not folder.parent.exists()


def test_tests_use_the_services_that_the_environment_names(
    throwaway: EmbeddedServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", throwaway.urls["DATABASE_URL"])
    monkeypatch.setenv("REDIS_URL", throwaway.urls["REDIS_URL"])

    with own_services() as environment:
        assert environment["DATABASE_URL"] == throwaway.urls["DATABASE_URL"]
        assert environment["REDIS_URL"] == throwaway.urls["REDIS_URL"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], False),
        (["-k", "scope", "-x"], False),
        (["tests/services"], True),
        (["tests/services/test_commands.py::test_x", "-q"], True),
    ],
)
def test_lint_is_left_out_only_when_paths_are_named(arguments: list[str], found: bool) -> None:
    assert names_paths(arguments) is found


def test_ci_does_without_a_browser_only_by_failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", "false")
    refuse_what_would_hide_tests()
    monkeypatch.setenv("CI", "true")

    with pytest.raises(ServiceError, match="Chromium is not installed"):
        refuse_what_would_hide_tests()


def test_tests_exit_code_is_that_of_pytest(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text("def test_one():\n    assert False\n")
    options = ["-p", "no:django", "-o", "addopts=", "--rootdir", str(tmp_path), "-c", os.devnull]

    done = subprocess.run(
        [sys.executable, "-m", "ogp_portal.services.testing", *options, str(tmp_path / "test_one.py")],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"]},
    )

    assert done.returncode == 1
    assert "1 failed" in done.stdout
