"""The base of every table that belongs to a country."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.base import ModelBase

from ogp_portal.tenancy.rules import CompositeForeignKey, CountryWall


class TenantForeignKey(models.ForeignKey[Any, Any]):
    """A link that can never leave the country: the database holds it by a composite key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "db_constraint": False})


class TenantModelBase(ModelBase):
    """Gives each concrete tenant table its keys and its wall, so that nobody has to remember them."""

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **kwargs: Any) -> Any:
        model: Any = super().__new__(cls, name, bases, attrs, **kwargs)
        if model._meta.abstract or model._meta.proxy or model.__module__ == "__fake__":
            return model
        table = model._meta.db_table
        rules: list[models.BaseConstraint] = []
        if model.keeps_keys:
            rules = [
                models.UniqueConstraint(fields=["country", "id"], name=_short(f"{table}_in_country")),
                *(
                    CompositeForeignKey(field=field.name, name=_short(f"{table}_{field.name}_same_country"))
                    for field in model._meta.local_fields
                    if isinstance(field, TenantForeignKey)
                ),
            ]
        # The wall last: adding a key reads the table, and behind the wall it would see nothing.
        name = _short(f"{table}_wall")
        rules.append(CountryWall(public=model.public_rows, private=model.private_fields, name=name))
        model._meta.constraints = [*model._meta.constraints, *rules]
        model._meta.original_attrs["constraints"] = model._meta.constraints
        return model


def _short(name: str) -> str:
    """PostgreSQL cuts names at 63 bytes; cut the middle, where nothing tells them apart."""
    return name if len(name) <= 60 else f"{name[:28]}__{name[-30:]}"


class TenantModel(models.Model, metaclass=TenantModelBase):
    """A row of one country. `public_rows` is the SQL condition under which the public may see it."""

    public_rows: ClassVar[str] = ""
    private_fields: ClassVar[tuple[str, ...]] = ()
    """Fields of public rows that the public may not see: who wrote them, and notes on the way."""
    keeps_keys: ClassVar[bool] = True
    """False for history, whose rows outlive what they point at."""
    parent: ClassVar[str] = ""
    """The field whose row a child takes its country from."""

    country = models.ForeignKey("tenancy.Country", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.parent and not self.country_id:
            self.country_id = getattr(self, self.parent).country_id
        super().save(*args, **kwargs)
