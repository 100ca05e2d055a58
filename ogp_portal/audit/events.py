"""The base of history rows."""

from typing import ClassVar

from pghistory.models import Event

from ogp_portal.tenancy.base import TenantModelBase


class TenantEvent(Event, metaclass=TenantModelBase):
    """An event of a tenant's row: walled like the row, public never."""

    public_rows: ClassVar[str] = ""
    private_fields: ClassVar[tuple[str, ...]] = ()
    keeps_keys: ClassVar[bool] = False

    class Meta:
        abstract = True
