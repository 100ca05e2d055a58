"""What `script/server` says when it cannot start: one sentence, no traceback, and nothing left behind."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ogp_portal.services import checks
from ogp_portal.services.checks import port_from_environment, refuse_missing_libraries, refuse_port_in_use
from ogp_portal.services.places import CHECKOUT, Places
from ogp_portal.services.problems import ServiceError
from ogp_portal.services.server import digest_of_static_files, secret_key

from .conftest import wait_until


def serve(var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ogp_portal.services.server"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": os.environ["PATH"], "PORTAL_VAR": str(var), "PORT": free_port(), **environment},
    )


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return str(server.getsockname()[1])


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PORT": "eighty"}, "PORT must be a number from 1 to 65535, not 'eighty'."),
        ({"PORT": "70000"}, "PORT must be a number from 1 to 65535, not '70000'."),
        ({"DATABASE_URL": "postgres://a:b@127.0.0.1:1/c"}, "no PostgreSQL answers at 127.0.0.1:1"),
        ({"DATABASE_URL": "mysql://a:b@127.0.0.1/c"}, "PostgreSQL only"),
        ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "REDIS_URL: no Redis answers there"),
    ],
)
def test_broken_environment_gets_one_sentence(
    tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    done = serve(tmp_path / "var", **environment)

    assert done.returncode == 1
    assert done.stderr == ""
    assert sentence in done.stdout
    assert len(done.stdout.strip().splitlines()) == 1


def test_port_in_use_gets_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = serve(tmp_path / "var", PORT=str(port))

    assert done.returncode == 1
    assert done.stdout.strip() == (
        f"Port {port} is in use by another program: stop it, or choose another port,"
        f" for example PORT={port + 1} script/server."
    )


def test_port_is_free_again_right_after_a_stop() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        client = socket.create_connection(("127.0.0.1", port))
        talk, _ = server.accept()
        talk.close()
        client.close()

    wait_until(lambda: _is_free(port))


def _is_free(port: int) -> bool:
    try:
        refuse_port_in_use(port)
    except ServiceError:
        return False
    return True


def test_port_defaults_to_8000(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)

    assert port_from_environment() == 8000


def test_missing_library_is_named_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_missing_libraries()
    monkeypatch.setitem(checks.LIBRARIES, "libnowhere.so.0", "libnowhere0")

    with pytest.raises(ServiceError, match="sudo apt-get install libnowhere0"):
        refuse_missing_libraries()


def test_secret_key_is_made_once_and_private(tmp_path: Path) -> None:
    places = Places(tmp_path / "var")

    key = secret_key(places)

    assert len(key) >= 50
    assert secret_key(places) == key
    assert places.secret_key.stat().st_mode & 0o777 == 0o600


def test_static_files_are_collected_again_only_when_they_change(tmp_path: Path) -> None:
    places = Places(tmp_path)
    (tmp_path / "fonts").mkdir()
    before = digest_of_static_files(places)
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "collected.css").touch()
    assert digest_of_static_files(places) == before

    (tmp_path / "fonts" / "new.woff2").touch()
    assert digest_of_static_files(places) != before


def test_services_import_no_django() -> None:
    modules = [path.stem for path in (CHECKOUT / "ogp_portal" / "services").glob("*.py")]
    imports = ";".join(f"import ogp_portal.services.{name}" for name in modules if name != "__init__")
    check = f"{imports}; import sys; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", check], cwd=CHECKOUT).returncode == 0
