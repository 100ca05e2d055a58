"""What a command says when the surroundings are wrong: one sentence, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (
            {"DATABASE_URL": "postgres://portal@127.0.0.1:1/portal"},
            "DATABASE_URL: no PostgreSQL answers at 127.0.0.1:1",
        ),
        ({"DATABASE_URL": "sqlite:///portal.sqlite"}, "DATABASE_URL must begin with postgres://"),
        ({"DATABASE_URL": "postgres://host"}, "DATABASE_URL must name a role and a database"),
        ({"PORTAL_URL": "ogp.example.org"}, "PORTAL_URL must be an address such as"),
        ({"PORTAL_URL": "https://ogp.example.org/portal"}, "PORTAL_URL must be an address such as"),
        ({"PORTAL_HOSTS": " , "}, "PORTAL_HOSTS must name"),
        ({"PORTAL_DEMO": "yes"}, "PORTAL_DEMO must be 0 or 1, not 'yes'."),
        ({"PORTAL_LOG_LEVEL": "loud"}, "PORTAL_LOG_LEVEL must be one of"),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else "",
)
def test_a_command_says_in_one_line_what_is_wrong(environment: dict[str, str], sentence: str) -> None:
    done = manage("load_demo", **environment)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_traceback_is_there_for_who_asks() -> None:
    done = manage("load_demo", "--traceback", PORTAL_DEMO="yes")
    assert "Traceback" in done.stderr
