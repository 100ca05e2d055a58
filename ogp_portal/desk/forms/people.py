"""Inviting people, finding them, and handing a role over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ogp_portal.accounts.enums import ROLES_IN_A_COUNTRY, ROLES_IN_AN_ORGANISATION, Role
from ogp_portal.accounts.forms import email_field, language_field, name_field
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.web.forms import PortalForm


class InviteForm(PortalForm):
    """Whom, to which role, and where; `roles`, `countries` and `organisations` are what may be named."""

    full_name = name_field()
    language = language_field()

    def __init__(
        self,
        *args: Any,
        roles: Sequence[Role],
        countries: Sequence[CountryEntry],
        organisations: Sequence[tuple[Organisation, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {organisation.pk: organisation for organisation, _label in organisations}
        role = forms.ChoiceField(
            label=_("Role"),
            choices=[("", "—"), *((role.value, role.label) for role in roles)],
            error_messages={"required": _("Choose the role.")},
        )
        country = forms.TypedChoiceField(
            label=_("Country"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "—"), *((entry.pk, entry.name) for entry in countries)],
            initial=countries[0].pk if len(countries) == 1 else None,
        )
        organisation = forms.TypedChoiceField(
            label=_("Organisation"),
            required=False,
            help_text=_("For agency officers and for members of a civil society organisation."),
            coerce=lambda pk: self.organisations[int(pk)],
            empty_value=None,
            choices=[("", "—"), *((found.pk, label) for found, label in organisations)],
        )
        self.fields = {
            "email": email_field(),
            "full_name": self.fields["full_name"],
            "role": role,
            "country": country,
            "organisation": organisation,
            "language": self.fields["language"],
        }
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["full_name"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        organisation = cleaned.get("organisation")
        if organisation is not None and cleaned.get("country") is None:
            cleaned["country"] = organisation.country_id
        needs_place = cleaned.get("role") in {*ROLES_IN_A_COUNTRY, *ROLES_IN_AN_ORGANISATION}
        if needs_place and cleaned.get("country") is None:
            self.add_error("country", _("Choose the country in which the role is held."))
        return cleaned


class FindForm(PortalForm):
    """Which people the list shows."""

    def __init__(self, *args: Any, countries: Sequence[CountryEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"), required=False, choices=[("", _("all roles")), *Role.choices]
        )
        if len(countries) > 1:
            self.fields["country"] = forms.TypedChoiceField(
                label=_("Country"),
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("all six countries")), *((entry.pk, entry.name) for entry in countries)],
            )


class HandOverForm(PortalForm):
    """Who goes on with what a role leaves behind."""

    def __init__(self, *args: Any, successors: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.successors = {user.pk: user for user in successors}
        self.fields["handed_to"] = forms.TypedChoiceField(
            label=_("Who takes over"),
            required=False,
            coerce=lambda pk: self.successors[int(pk)],
            empty_value=None,
            choices=[("", _("nobody")), *((user.pk, user.full_name) for user in successors)],
        )
