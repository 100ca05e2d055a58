"""The system user that PostgreSQL runs under: ourselves, or an unprivileged one when we are root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .problems import ServiceError

CANDIDATES = ("postgres", "nobody")
"""PostgreSQL refuses to run as root. Making a user would change the machine, so one that is there is taken:
`postgres`, whose business it is, else `nobody`."""


@dataclass(frozen=True)
class Account:
    """A user of the operating system; `borrowed` when it is not the one we run as."""

    name: str
    uid: int
    gid: int
    borrowed: bool

    def as_popen_arguments(self) -> dict[str, Any]:
        if not self.borrowed:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def take_over(self, path: Path) -> None:
        """Give the account a file or folder that we made for it."""
        if self.borrowed:
            os.chown(path, self.uid, self.gid)

    def can_run(self, command: list[str]) -> bool:
        """Whether the account gets through every folder on the way to a program and may run it."""
        try:
            done = subprocess.run(
                command, cwd="/", env={}, capture_output=True, timeout=30, **self.as_popen_arguments()
            )
        except OSError:
            return False
        return done.returncode == 0

    def can_enter(self, folder: Path) -> bool:
        return self.can_run(["/usr/bin/env", "test", "-x", str(folder)])


def database_account() -> Account:
    """The account for PostgreSQL's processes and files."""
    uid = os.geteuid()
    if uid != 0:
        return Account(_name_of(uid), uid, os.getegid(), borrowed=False)
    for name in CANDIDATES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid != 0:
            return Account(name, found.pw_uid, found.pw_gid, borrowed=True)
    raise ServiceError(
        "PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody:"
        " make one (useradd --system postgres), or start as an ordinary user."
    )


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        # initdb and the peer check of pg_hba.conf both look the name up.
        raise ServiceError(
            f"The user with number {uid} has no entry in /etc/passwd, without which PostgreSQL does not"
            " start: add one, or set DATABASE_URL."
        ) from None
