"""What a bench does inside the portal: `python -m ogp_portal.bench.inside TASK [ARGUMENT …]` prints JSON."""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import django


def main(task: str, *arguments: str) -> int:
    """Set Django up, then do the task; its modules import Django's models and so come after."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ogp_portal.settings")
    django.setup()
    from ogp_portal.bench import counting, freshness, importing, reporting

    tasks: dict[str, Callable[..., Any]] = {
        "queries": counting.count_queries,
        "freshness": freshness.look_after_writes,
        "import": importing.time_import,
        "reports": reporting.time_reports,
        "make-reports": reporting.make_reports,
    }
    print(json.dumps(tasks[task](*arguments)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
