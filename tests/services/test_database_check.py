"""Each way in which a DATABASE_URL can be wrong has its own sentence."""

import socket
import threading
from urllib.parse import quote, unquote, urlsplit

import pytest

from ogp_portal.services import database_check
from ogp_portal.services.database_check import (
    Unreachable,
    check_database,
    connection_arguments,
    refuse_without_createdb,
    wait_for_database,
)
from ogp_portal.services.embedded import EmbeddedServices
from ogp_portal.services.problems import ServiceError

from .conftest import connected


@pytest.fixture(scope="module")
def odd_roles(throwaway: EmbeddedServices) -> None:
    roles = {
        "odd_bypass": "BYPASSRLS",
        "odd_inherits": "INHERIT IN ROLE portal_anonymous",
        "odd_stranger": "NOINHERIT",
    }
    with connected(throwaway.superuser_url) as cursor:
        for name, options in roles.items():
            cursor.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'odd' {options}")
            cursor.execute(f"GRANT CONNECT ON DATABASE portal TO {name}")
    with connected(throwaway.superuser_url.removesuffix("postgres") + "portal") as cursor:
        cursor.execute("GRANT CREATE ON SCHEMA public TO odd_bypass, odd_inherits, odd_stranger")


def url_of(services: EmbeddedServices, **parts: str) -> str:
    host = quote(unquote(urlsplit(services.superuser_url).netloc.partition("@")[2]), safe="")
    user = parts.get("user", "portal")
    password = parts.get("password", services.places.database_password.read_text())
    return f"postgres://{user}:{password}@{host}/{parts.get('database', 'portal')}"


def test_right_database_is_accepted(throwaway: EmbeddedServices) -> None:
    check_database(throwaway.urls["DATABASE_URL"])
    refuse_without_createdb(throwaway.urls["DATABASE_URL"])


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://a:b@localhost/c", "PostgreSQL only, for its row-level security, not with mysql"),
        ("sqlite:///portal.db", "PostgreSQL only"),
        ("nonsense", "must begin with postgres://"),
        ("postgres://", "must name a role and a database"),
        ("postgres://portal@localhost", "must name a role and a database"),
        ("postgres://a:b@localhost:port/c", "is no address of a database"),
        ("postgres://a:b@[::1/c", "is no address of a database"),
        ("postgres://a:b@localhost/c?nonsense=1", 'invalid connection option "nonsense"'),
        ("postgres://a:b@127.0.0.1:1/c", "no PostgreSQL answers at 127.0.0.1:1"),
        ("postgres://a:b@no.such.host.invalid/c", "has a host name that nobody knows"),
        ("postgres://a:b@%2Fno%2Fsuch%2Ffolder/c", "no PostgreSQL answers at /no/such/folder"),
    ],
)
def test_wrong_address_has_its_sentence(url: str, sentence: str) -> None:
    with pytest.raises(ServiceError) as problem:
        check_database(url)

    assert sentence in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"password": "wrong"}, "does not accept the password that DATABASE_URL gives for portal"),
        ({"database": "missing"}, 'database "missing" does not exist'),
        ({"user": "postgres"}, "the role postgres is a superuser"),
    ],
)
def test_wrong_role_or_database_has_its_sentence(
    throwaway: EmbeddedServices, parts: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ServiceError) as problem:
        check_database(url_of(throwaway, **parts))

    assert sentence in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.usefixtures("odd_roles")
@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("odd_bypass", "the role odd_bypass has BYPASSRLS"),
        ("odd_inherits", "inherits from portal_anonymous"),
        ("odd_stranger", "cannot become portal_anonymous"),
    ],
)
def test_role_that_sees_too_much_or_too_little_is_refused(
    throwaway: EmbeddedServices, role: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The access rules of our own server let only `portal` in: so it speaks for the other role.
    with connected(throwaway.superuser_url) as cursor:
        cursor.execute(f"GRANT {role} TO portal WITH INHERIT FALSE")
    try:
        with pytest.raises(ServiceError, match=sentence):
            check_database(throwaway.urls["DATABASE_URL"] + f"?options=-crole%3D{role}")
    finally:
        with connected(throwaway.superuser_url) as cursor:
            cursor.execute(f"REVOKE {role} FROM portal")


def test_old_or_other_server_is_refused() -> None:
    with pytest.raises(ServiceError, match="leads to PostgreSQL 14: the portal needs 15"):
        database_check._refuse_wrong_role(("PostgreSQL 14", 14, "portal", False, False, True))
    with pytest.raises(ServiceError, match="leads to CockroachDB CCL: the portal works with PostgreSQL only"):
        database_check._refuse_other_kind(("CockroachDB CCL, v24",))


def test_server_that_is_no_postgresql_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            talk, _ = server.accept()
            talk.recv(100)
            talk.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            talk.close()

        thread = threading.Thread(target=answer)
        thread.start()
        port = server.getsockname()[1]
        with pytest.raises(ServiceError, match="does not answer as PostgreSQL does"):
            check_database(f"postgres://a:b@127.0.0.1:{port}/c")
        thread.join()


def test_waiting_gives_up_at_once_on_what_does_not_pass(throwaway: EmbeddedServices) -> None:
    with pytest.raises(ServiceError, match="is a superuser"):
        wait_for_database(url_of(throwaway, user="postgres"), 60)
    with pytest.raises(Unreachable):
        wait_for_database("postgres://a:b@127.0.0.1:1/c", 0)


def test_address_keeps_capitals_and_options() -> None:
    found = connection_arguments("postgres://r%40:p%2F@%2Ftmp%2FAbc:5433/d%20b?sslmode=require")

    assert found["host"] == "/tmp/Abc"  # noqa: S108
    assert (found["user"], found["password"], found["dbname"]) == ("r@", "p/", "d b")
    assert (found["port"], found["sslmode"]) == ("5433", "require")
