"""The child process: `python -m ogp_portal.files.cleaning SOURCE TARGET MEGABYTES SECONDS`.

Writes the clean copy to TARGET and one line of JSON to its output: the kind, or why the file is refused.
"""

import json
import resource
import sys
from pathlib import Path

from ogp_portal.files.cleaning.kinds import Kind, Refused, family


def clean(source: Path, target: Path) -> Kind:
    """Write a clean copy of the source; Refused when the portal does not take it."""
    # Each cleaner brings a library; only the one that is needed is loaded.
    match family(source):
        case "picture":
            from ogp_portal.files.cleaning.pictures import clean_picture

            return clean_picture(source, target)
        case "pdf":
            from ogp_portal.files.cleaning.pdf import clean_pdf

            return clean_pdf(source, target)
        case "zip":
            from ogp_portal.files.cleaning.packages import clean_package

            return clean_package(source, target)
    from ogp_portal.files.cleaning.text import copy_text

    return copy_text(source, target)


def limit(megabytes: int, seconds: int) -> None:
    """Let the system end this process before it eats the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 << 20, 256 << 20))


def main(source: str, target: str, megabytes: str, seconds: str) -> None:
    limit(int(megabytes), int(seconds))
    try:
        kind = clean(Path(source), Path(target))
        answer: dict[str, object] = {"ending": kind.ending}
    except Refused as refused:
        answer = {"refused": refused.code, "detail": refused.detail}
    except MemoryError:
        answer = {"refused": "too_big_inside", "detail": 0}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
