"""Stored files and their public copies."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ogp_portal.tenancy.models import TenantForeignKey, TenantModel


class StoredFile(TenantModel):
    """The original as it came: sealed, for its owners alone; nothing of it but its hash is ever public.

    `path` is below MEDIA_ROOT and begins with the country's slug; `size` is in bytes.
    """

    name = models.CharField(max_length=200)
    """The name that the browser gave, made harmless; it may name people, so public pages never show it."""
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=300)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"file {self.pk}"


class PublicCopy(TenantModel):
    """The same content without metadata, public from `published_at`; it names the hash of the original."""

    public_rows: ClassVar[str] = "{table}.published_at IS NOT NULL"
    parent: ClassVar[str] = "file"

    file = TenantForeignKey(StoredFile, on_delete=models.CASCADE, related_name="copies")
    name = models.CharField(max_length=80)
    """A name of the portal's own, such as evidence-12-1.jpg."""
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    original_sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=300)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "file"], name="public_copy_once")]

    def __str__(self) -> str:
        return f"public copy of file {self.file_id}"
