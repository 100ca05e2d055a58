"""Can the portal work with this DATABASE_URL? Asked before Django is, for a sentence a person can use."""

import time
from collections.abc import Mapping
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import psycopg2

from .problems import ServiceError

OLDEST = 15
ROLES_SCRIPT = "deploy/postgres/init-roles.sh"
_FACTS = """
SELECT version(), current_setting('server_version_num')::int / 10000, current_user, rolsuper, rolbypassrls,
       has_schema_privilege('public', 'CREATE') FROM pg_roles WHERE rolname = current_user
"""
# Having the rights of the anonymous role, not only the way to them by SET ROLE, would add its policies.
_ANONYMOUS = """
SELECT pg_has_role('portal_anonymous', 'MEMBER'), pg_has_role('portal_anonymous', 'USAGE'),
       rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = 'portal_anonymous'
"""
_COULD_NOT_CONNECT = {
    "password authentication failed": "does not accept the password that DATABASE_URL gives for {user}",
    "no password supplied": "asks for a password, and DATABASE_URL has none",
    "does not exist": "has no such database or role: {words}",
    "no pg_hba.conf entry": "does not let {user} in from here: {words}",
    "peer authentication failed": "does not let {user} in by the name of the system's user",
    "too many connections": "has no connection left: {words}",
    "invalid response to ssl": "does not answer as PostgreSQL does",
    "could not translate host name": "has a host name that nobody knows",
    "starting up": "is still starting",
}


class Unreachable(ServiceError):
    """Nobody answers at that address: it may pass, so whoever can wait tries again."""


def check_database(url: str) -> None:
    """Raise ServiceError (Unreachable when it may pass) unless the portal can work with this database."""
    arguments = connection_arguments(url)
    try:
        connection = psycopg2.connect(**arguments)
    except psycopg2.Error as error:
        raise _why_not(arguments, str(error)) from None
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT version()")
            _refuse_other_kind(cursor.fetchone())
            cursor.execute(_FACTS)
            _refuse_wrong_role(cursor.fetchone())
            cursor.execute(_ANONYMOUS)
            _refuse_wrong_anonymous_role(arguments["user"], cursor.fetchone())
    except psycopg2.Error as error:
        raise ServiceError(
            f"DATABASE_URL: the server refuses to say who we are: {_words(str(error))}"
        ) from None
    finally:
        connection.close()


def wait_for_database(url: str, seconds: float) -> None:
    """As `check_database`, but give a server that nobody reaches yet some time."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return check_database(url)
        except Unreachable:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def refuse_without_createdb(url: str) -> None:
    """The tests make databases of their own beside the one that DATABASE_URL names."""
    connection = psycopg2.connect(**connection_arguments(url))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT rolcreatedb, rolname FROM pg_roles WHERE rolname = current_user")
            may_create, role = cursor.fetchone() or (False, "that we are")
    finally:
        connection.close()
    if not may_create:
        raise ServiceError(
            f"DATABASE_URL: the tests need a role that may make databases: ALTER ROLE {role} CREATEDB;"
        )


def connection_arguments(url: str) -> dict[str, str]:
    """libpq's keywords out of a URL such as postgres://user:password@host:5432/name?sslmode=require."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ServiceError(f"DATABASE_URL is no address of a database: {error}.") from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ServiceError(
            "DATABASE_URL must begin with postgres://; the portal works with PostgreSQL only, for its"
            f" row-level security{f', not with {parts.scheme}' if parts.scheme and '://' in url else ''}."
        )
    name = unquote(parts.path.removeprefix("/"))
    if not name or not parts.username:
        raise ServiceError(
            "DATABASE_URL must name a role and a database, as postgres://role:password@host:5432/database"
            " does."
        )
    found = {
        "host": unquote(_host(parts)),
        "port": str(port or ""),
        "user": unquote(parts.username),
        "password": unquote(parts.password or ""),
        "dbname": name,
        "connect_timeout": "10",
        **dict(parse_qsl(parts.query)),
    }
    return {key: value for key, value in found.items() if value}


def _host(parts: SplitResult) -> str:
    # `hostname` would lower-case the folder of a socket.
    return parts.netloc.rpartition("@")[2].removesuffix(f":{parts.port}").strip("[]")


def _why_not(arguments: Mapping[str, str], message: str) -> ServiceError:
    where = f"{arguments.get('host', 'localhost')}:{arguments.get('port', '5432')}"
    for sign, reason in _COULD_NOT_CONNECT.items():
        if sign in message.lower():
            said = reason.format(user=arguments["user"], words=_words(message))
            kind = Unreachable if sign in {"starting up", "could not translate host name"} else ServiceError
            return kind(f"DATABASE_URL: the server at {where} {said}.")
    if "could not connect" in message.lower() or "connection to server" in message.lower():
        return Unreachable(f"DATABASE_URL: no PostgreSQL answers at {where}: {_words(message)}.")
    return ServiceError(f"DATABASE_URL: {_words(message)}.")


def _words(message: str) -> str:
    """The telling part of libpq's message, without address, label and hints on further lines."""
    first = next((line for line in message.splitlines() if line.strip()), "no reason given")
    return first.rpartition("FATAL:")[2].rpartition("failed:")[2].strip().rstrip(".")


def _refuse_other_kind(row: tuple[str] | None) -> None:
    name = row[0] if row else ""
    if not name.startswith("PostgreSQL "):
        raise ServiceError(
            f"DATABASE_URL leads to {name.split(',')[0]}: the portal works with PostgreSQL only."
        )


def _refuse_wrong_role(row: tuple[str, int, str, bool, bool, bool] | None) -> None:
    if row is None:
        raise ServiceError("DATABASE_URL: the server does not list the role that we are.")
    _, major, role, is_superuser, bypasses, may_create = row
    if major < OLDEST:
        raise ServiceError(f"DATABASE_URL leads to PostgreSQL {major}: the portal needs {OLDEST} or newer.")
    if is_superuser or bypasses:
        what = "is a superuser" if is_superuser else "has BYPASSRLS"
        raise ServiceError(
            f"DATABASE_URL: the role {role} {what}, so row-level security would not hold and countries"
            f" would see each other: use a role with neither ({ROLES_SCRIPT} makes one)."
        )
    if not may_create:
        raise ServiceError(
            f"DATABASE_URL: the role {role} may not make tables: GRANT USAGE, CREATE ON SCHEMA public TO"
            f" {role};"
        )


def _refuse_wrong_anonymous_role(role: str, row: tuple[bool, bool, bool] | None) -> None:
    if row is None or not row[0]:
        raise ServiceError(
            f"DATABASE_URL: the role {role} cannot become portal_anonymous, in whose name public pages read:"
            f" run {ROLES_SCRIPT} as a superuser."
        )
    if row[2]:
        raise ServiceError(
            "DATABASE_URL: the role portal_anonymous is a superuser or has BYPASSRLS, so drafts would be"
            f" public: run {ROLES_SCRIPT} as a superuser."
        )
    if row[1]:
        raise ServiceError(
            f"DATABASE_URL: the role {role} inherits from portal_anonymous, which adds that role's rows to"
            f" its own: run {ROLES_SCRIPT} as a superuser (it sets NOINHERIT)."
        )
