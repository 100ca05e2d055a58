"""Names of persons as far as a reader may know them."""

from collections.abc import Iterable

from django.utils.translation import gettext

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import RoleAssignment, RoleChange, User


def names_for(reader: User, ids: Iterable[int | None]) -> dict[int | None, str]:
    """The names of persons by id, for one reader; three queries, however many there are.

    Members of civil society organisations, those of earlier days too, are named to their own organisation
    and to the administrator only. None is the portal itself.
    """
    wanted = {pk for pk in ids if pk is not None}
    names = dict(User.objects.filter(pk__in=wanted).values_list("pk", "full_name")) if wanted else {}
    watching = _organisations_watching(wanted) if wanted and not reader.roles.is_administrator else {}
    own = reader.roles.organisations(Role.CSO_MEMBER)
    known: dict[int | None, str] = {None: gettext("The portal itself")}
    for pk in wanted:
        if pk not in names:
            known[pk] = gettext("somebody whose account is gone")
        elif pk == reader.pk or not watching.get(pk) or watching[pk] & own:
            known[pk] = names[pk]
        else:
            known[pk] = gettext("a member of a civil society organisation")
    return known


def _organisations_watching(people: set[int]) -> dict[int, set[int | None]]:
    """The organisations in which each is or was a member of civil society."""
    found: dict[int, set[int | None]] = {}
    for model in (RoleAssignment, RoleChange):
        rows = model.objects.filter(user_id__in=people, role=Role.CSO_MEMBER)
        for user_id, organisation_id in rows.values_list("user_id", "organisation_id"):
            found.setdefault(user_id, set()).add(organisation_id)
    return found
