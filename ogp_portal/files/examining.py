"""An upload, examined once: what it is, its hash, and its clean copy, made by a child process with limits."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from ogp_portal.files.cleaning.kinds import ALL, Kind
from ogp_portal.files.names import safe_name
from ogp_portal.files.reasons import UploadRefused

KINDS = {kind.ending: kind for kind in ALL}
MEGABYTES = 1500
"""Address space of the child: libraries take 300, the largest picture 400."""
SECONDS = 40
CHUNK = 1 << 20


@dataclass
class Examined:
    """What is known of an upload; both files are temporary and go with this object."""

    name: str
    kind: Kind
    original: IO[bytes]
    clean: IO[bytes]


def examine(upload: "UploadedFile[Any]") -> Examined:
    """What the upload is; raises UploadRefused. Asked twice, by the form and the action, it works once."""
    known: Examined | None = getattr(upload, "examined", None)
    if known is None:
        known = _examine(upload)
        upload.examined = known  # type: ignore[attr-defined]
    return known


def most_bytes() -> int:
    """The largest file that is taken."""
    return int(settings.PORTAL_UPLOAD_MB) << 20


def _examine(upload: "UploadedFile[Any]") -> Examined:
    name = safe_name(upload.name or "")
    if getattr(upload, "is_too_big", False) or (upload.size or 0) > most_bytes():
        raise UploadRefused("too_big", name, settings.PORTAL_UPLOAD_MB)
    original, clean = tempfile.NamedTemporaryFile(), tempfile.NamedTemporaryFile()  # noqa: SIM115
    upload.seek(0)
    shutil.copyfileobj(upload, original, CHUNK)
    original.flush()
    answer = _ask_child(original.name, clean.name)
    if "ending" not in answer:
        raise UploadRefused(answer["refused"], name, answer["detail"])
    kind = KINDS[answer["ending"]]
    return Examined(safe_name(upload.name or "", kind), kind, original, clean)


def _ask_child(source: str, target: str) -> dict[str, Any]:
    """The child's answer; its death is an answer too."""
    command = [
        sys.executable,
        "-m",
        "ogp_portal.files.cleaning",
        source,
        target,
        str(MEGABYTES),
        str(SECONDS),
    ]
    try:
        done = subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            # Nothing of the portal's own environment: neither its keys nor its database.
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS + 20,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "too_slow", "detail": 0}
    if done.returncode == 0:
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer
    is_out_of_time = done.returncode in {-24, -9}
    return {"refused": "too_slow" if is_out_of_time else "broken", "detail": 0}


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
