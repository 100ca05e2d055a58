"""The command lines of the portal's processes, the same under the supervisor and in containers."""

import sys
from pathlib import Path

WEB_WORKERS = 2
# Each thread keeps a database connection of its own: 2 x 4 stay far below PostgreSQL's 100.
WEB_THREADS = 4
JOB_WORKERS = 2


def _program(name: str) -> Path:
    return Path(sys.executable).parent / name


def web(host: str, port: int) -> list[str]:
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(WEB_WORKERS),
        "--blocking-threads": str(WEB_THREADS),
        "--workers-kill-timeout": "5",
        "--log-level": "warning",
    }
    flat = [part for option in options.items() for part in option]
    return [
        str(_program("granian")),
        *flat,
        "--no-ws",
        "--respawn-failed-workers",
        "ogp_portal.wsgi:application",
    ]


def worker() -> list[str]:
    # Alone on its queue: no other workers to greet or to listen to.
    options = [
        "--concurrency",
        str(JOB_WORKERS),
        "--loglevel",
        "INFO",
        "--without-mingle",
        "--without-gossip",
    ]
    return [str(_program("celery")), "-A", "ogp_portal.celery", "worker", *options]


def beat(schedule: Path) -> list[str]:
    schedule.parent.mkdir(parents=True, exist_ok=True)
    options = ["--schedule", str(schedule), "--loglevel", "INFO"]
    return [str(_program("celery")), "-A", "ogp_portal.celery", "beat", *options]


def manage(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]
