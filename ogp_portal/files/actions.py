"""Keeping uploads: the original sealed, its clean copy public from when it is published."""

import datetime as dt
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from ogp_portal.accounts.models import User
from ogp_portal.files.cleaning.kinds import copied_as
from ogp_portal.files.examining import examine, sha256_of
from ogp_portal.files.models import PublicCopy, StoredFile
from ogp_portal.files.reasons import UploadRefused
from ogp_portal.tenancy import every_country
from ogp_portal.tenancy.directory import country_by_id

PARTS = PRIVATE, PUBLIC = "private", "public"
"""The two folders of a country."""
GRACE = dt.timedelta(days=1)

__all__ = [
    "UploadRefused",
    "delete_files",
    "publish_files",
    "store_upload",
    "stored_path",
    "sweep_files",
    "withdraw_files",
]


@transaction.atomic
def store_upload(
    upload: "UploadedFile[Any]", *, country_id: int, by: User | None, purpose: str, is_demo: bool = False
) -> StoredFile:
    """Keep an upload and its clean copy, not yet public; raises UploadRefused with one sentence.

    `purpose` begins the public copy's name, such as "evidence" in evidence-12.jpg. Call it inside the
    country's scope.
    """
    examined = examine(upload)
    original = _keep(examined.original, country_id, PRIVATE)
    stored = StoredFile.objects.create(
        country_id=country_id,
        name=examined.name,
        media_type=examined.kind.media_type,
        size=original.stat().st_size,
        sha256=sha256_of(original),
        path=_relative(original),
        uploaded_by=by,
        is_demo=is_demo,
    )
    copy, kind = _keep(examined.clean, country_id, PUBLIC), copied_as(examined.kind)
    PublicCopy.objects.create(
        country_id=country_id,
        file=stored,
        name=f"{slugify(purpose) or 'file'}-{stored.pk}.{kind.ending}",
        media_type=kind.media_type,
        size=copy.stat().st_size,
        sha256=sha256_of(copy),
        original_sha256=stored.sha256,
        path=_relative(copy),
    )
    return stored


@transaction.atomic
def publish_files(file_ids: Iterable[int]) -> None:
    """Show the clean copies of these files to everybody; those that are shown keep their date."""
    PublicCopy.objects.filter(file_id__in=list(file_ids), published_at__isnull=True).update(
        published_at=timezone.now()
    )


@transaction.atomic
def withdraw_files(file_ids: Iterable[int]) -> None:
    """Take the clean copies of these files out of the public's sight."""
    PublicCopy.objects.filter(file_id__in=list(file_ids)).update(published_at=None)


@transaction.atomic
def delete_files(file_ids: Iterable[int]) -> int:
    """Delete files that nothing links to any more, from the disk too once that is certain; gives how many."""
    files = StoredFile.objects.filter(pk__in=list(file_ids))
    paths = list(files.values_list("path", flat=True))
    paths += PublicCopy.objects.filter(file__in=files).values_list("path", flat=True)
    count = files.delete()[1].get("files.StoredFile", 0)
    transaction.on_commit(lambda: _unlink(paths))
    return count


def sweep_files(now: dt.datetime) -> int:
    """Delete what nothing leads to any more: files without a link for a day, and those without a row.

    A day's grace, since a file lies on the disk before the transaction that names it is committed. Gives how
    many rows and lone files there were.
    """
    before = now - GRACE
    with every_country(shows=False):
        lone = StoredFile.objects.filter(uploaded_at__lt=before)
        for link in StoredFile._meta.related_objects:
            if link.related_model is not PublicCopy:
                rows: Any = link.related_model._default_manager
                lone = lone.exclude(pk__in=rows.values(link.field.name))
        count = delete_files(list(lone.values_list("pk", flat=True)))
        known = {*StoredFile.objects.values_list("path", flat=True)}
        known |= {*PublicCopy.objects.values_list("path", flat=True)}
    unknown = [path for path in _kept_before(before) if _relative(path) not in known]
    for path in unknown:
        path.unlink(missing_ok=True)
    return count + len(unknown)


def _kept_before(moment: dt.datetime) -> Iterator[Path]:
    """The uploads on the disk that are older than this."""
    for part in PARTS:
        for path in Path(settings.MEDIA_ROOT).glob(f"*/{part}/*/*"):
            if path.is_file() and path.stat().st_mtime < moment.timestamp():
                yield path


def stored_path(file: StoredFile | PublicCopy) -> Path:
    """Where a file lies: under its country, never below a folder that a web server shows by itself."""
    return Path(settings.MEDIA_ROOT) / file.path


def _keep(source: IO[bytes], country_id: int, part: str) -> Path:
    """Copy into the country's folder, under a name that tells nothing; for the portal's own user alone."""
    folder = Path(settings.MEDIA_ROOT) / country_by_id(country_id).slug / part
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = secrets.token_hex(20)
    path = folder / name[:2] / name
    path.parent.mkdir(exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target, Path(source.name).open("rb") as content:
        shutil.copyfileobj(content, target)
    return path


def _relative(path: Path) -> str:
    return path.relative_to(settings.MEDIA_ROOT).as_posix()


def _unlink(paths: Iterable[str]) -> None:
    for path in paths:
        (Path(settings.MEDIA_ROOT) / path).unlink(missing_ok=True)
