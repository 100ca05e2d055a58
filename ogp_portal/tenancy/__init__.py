"""Countries as tenants, walled off by the database: see docs/adr/0001-tenancy.md.

`country_scope(country)` opens the wall for one country, `every_country()` for all of them and
`public_scope(*countries)` shows what the public may see. Without one of them the database refuses.
"""

from ogp_portal.tenancy.scope import country_scope, every_country, public_scope

__all__ = ["country_scope", "every_country", "public_scope"]
