"""The organisations of a country, by name, made when an import first names them."""

from collections.abc import Iterable

from commitments.ogp.institutions import kind_of, normalised_name
from ogp_portal.accounts.enums import SafetyMode
from ogp_portal.accounts.models import Organisation
from ogp_portal.languages.fields import column
from ogp_portal.tenancy.models import Country


class Institutions:
    """Organisations by their English name. Demonstration rows and aliases are left alone."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self._known: dict[str, Organisation] = {}
        own = Organisation.objects.filter(country=country, is_demo=False, safety_mode=SafetyMode.OPEN)
        for organisation in own.order_by("-pk"):
            self._known[normalised_name(getattr(organisation, column("name", "en")))] = organisation

    def prepare(self, wanted: Iterable[tuple[str, bool]]) -> None:
        """Make those that are missing, in one statement; each with its name and whether it leads."""
        new: list[Organisation] = []
        for name, lead in wanted:
            if normalised_name(name) not in self._known:
                organisation = Organisation(country=self.country, kind=kind_of(name, lead=lead))
                setattr(organisation, column("name", "en"), name)
                self._known[normalised_name(name)] = organisation
                new.append(organisation)
        Organisation.objects.bulk_create(new, batch_size=500)

    def named(self, name: str) -> Organisation:
        """The organisation of a name that was prepared."""
        return self._known[normalised_name(name)]
