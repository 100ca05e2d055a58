"""Where a checkout keeps what it makes while running: all of it under `var/`, or under PORTAL_VAR."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Places:
    """The files of one set of services; two sets with different `var` never meet."""

    var: Path

    @classmethod
    def of_checkout(cls) -> "Places":
        return cls(Path(os.environ.get("PORTAL_VAR") or CHECKOUT / "var").resolve())

    @property
    def key(self) -> str:
        """Twelve characters that stand for this folder wherever a short name is needed."""
        return hashlib.sha256(str(self.var).encode()).hexdigest()[:12]

    @property
    def lock(self) -> Path:
        return self.var / "services.lock"

    @property
    def running(self) -> Path:
        """JSON about the services that run now, written by their supervisor; see `environment`."""
        return self.var / "services.json"

    @property
    def logs(self) -> Path:
        return self.var / "logs"

    @property
    def redis(self) -> Path:
        return self.var / "redis"

    @property
    def postgres_pointer(self) -> Path:
        """A link to the database's files when they cannot lie under `var/`; see `postgres_server`."""
        return self.var / "postgres"

    @property
    def database_password(self) -> Path:
        return self.var / "database-password"

    @property
    def secret_key(self) -> Path:
        return self.var / "secret-key"


def link_fonts(places: Places) -> None:
    """Make the web fonts, which script/bootstrap keeps in the checkout, visible in another `var/`."""
    made, wanted = CHECKOUT / "var" / "fonts", places.var / "fonts"
    if made.is_dir() and not wanted.exists():
        wanted.symlink_to(made)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
