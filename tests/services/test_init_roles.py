"""The script that makes the roles, in production by the postgres container, here against a server of ours."""

import os
import subprocess
from urllib.parse import unquote, urlsplit

import pytest

from ogp_portal.services.embedded import EmbeddedServices
from ogp_portal.services.places import CHECKOUT
from ogp_portal.services.postgres_server import PostgresServer

from .conftest import connected, value

ATTRIBUTES = """
SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolinherit
FROM pg_roles WHERE rolname IN ('portal', 'portal_anonymous') ORDER BY rolname
"""
RIGHT = [
    ("portal", True, False, False, True, False, False, False),
    ("portal_anonymous", False, False, False, False, False, False, True),
]


def run_script(services: EmbeddedServices, **environment: str) -> subprocess.CompletedProcess[str]:
    programs = PostgresServer(services.places, services.places.var, "").programs
    return subprocess.run(
        [str(CHECKOUT / "deploy" / "postgres" / "init-roles.sh")],
        capture_output=True,
        text=True,
        env={
            "PATH": f"{programs}:{os.defpath}",
            "PGHOST": unquote(urlsplit(services.superuser_url).netloc.partition("@")[2]),
            "PGUSER": "postgres",
            **environment,
        },
    )


def attributes(services: EmbeddedServices) -> list[tuple[object, ...]]:
    with connected(services.superuser_url) as cursor:
        cursor.execute(ATTRIBUTES)
        return cursor.fetchall()


def test_roles_have_no_power_over_row_level_security(throwaway: EmbeddedServices) -> None:
    assert attributes(throwaway) == RIGHT


def test_portal_becomes_anonymous_only_by_choice(throwaway: EmbeddedServices) -> None:
    with connected(throwaway.urls["DATABASE_URL"]) as cursor:
        cursor.execute(
            "SELECT pg_has_role('portal_anonymous', 'SET'), pg_has_role('portal_anonymous', 'USAGE')"
        )
        assert cursor.fetchone() == (True, False)
        cursor.execute("SET ROLE portal_anonymous")
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_anonymous",)


def test_portal_owns_its_database_with_the_extensions(throwaway: EmbeddedServices) -> None:
    with connected(throwaway.urls["DATABASE_URL"]) as cursor:
        cursor.execute("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()")
        assert cursor.fetchone() == ("portal",)
        cursor.execute("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1")
        assert cursor.fetchall() == [("btree_gin",), ("btree_gist",), ("pg_trgm",)]


def test_running_again_mends_roles(throwaway: EmbeddedServices) -> None:
    password = throwaway.places.database_password.read_text()
    with connected(throwaway.superuser_url) as cursor:
        cursor.execute("ALTER ROLE portal SUPERUSER BYPASSRLS INHERIT")
        cursor.execute("ALTER ROLE portal_anonymous LOGIN BYPASSRLS")
        cursor.execute("GRANT portal_anonymous TO portal WITH INHERIT TRUE")

    done = run_script(throwaway, PORTAL_DATABASE_PASSWORD=password)

    assert (done.returncode, done.stderr) == (0, "")
    assert attributes(throwaway) == RIGHT
    assert value(throwaway.urls["DATABASE_URL"], "SELECT pg_has_role('portal_anonymous', 'USAGE')") is False


@pytest.mark.parametrize("password", ["it's; DROP ROLE portal; --", "p@ss w/ord%"])
def test_any_password_is_taken_as_it_is(throwaway: EmbeddedServices, password: str) -> None:
    original = throwaway.places.database_password.read_text()
    try:
        assert run_script(throwaway, PORTAL_DATABASE_PASSWORD=password).returncode == 0
        host = unquote(urlsplit(throwaway.superuser_url).netloc.partition("@")[2])
        import psycopg2

        psycopg2.connect(host=host, user="portal", password=password, dbname="portal").close()
    finally:
        run_script(throwaway, PORTAL_DATABASE_PASSWORD=original)


def test_script_asks_for_the_password(throwaway: EmbeddedServices) -> None:
    done = run_script(throwaway)

    assert done.returncode == 1
    assert "set PORTAL_DATABASE_PASSWORD" in done.stderr
