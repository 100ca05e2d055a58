"""Registering an organisation of civil society."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ogp_portal.accounts.enums import SafetyMode
from ogp_portal.accounts.forms import TwicePassword, email_field, name_field, password_field
from ogp_portal.accounts.models import User
from ogp_portal.accounts.passwords import GUIDANCE
from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.translation.organisations import Newcomer, Registration
from ogp_portal.web.forms import PortalForm
from ogp_portal.web.visitors import VisitorFields

PERSONAL = ("full_name", "email", "password1", "password2")
LEADING = ("org_id", "website", "office_email")
"""Under an alias, these would lead to the name."""


class RegisterForm(VisitorFields, PortalForm):
    """What an organisation says of itself, and who speaks for it; `user` is who is signed in, or None."""

    text_language = forms.ChoiceField(
        label=pgettext_lazy("of a text", "Language of the name and description"),
        help_text=_("Other languages can be added later."),
    )
    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=300,
        error_messages={"required": _("Type the name of the organisation.")},
    )
    safety_mode = forms.ChoiceField(
        label=_("How the organisation stands on the portal"),
        choices=[
            (SafetyMode.OPEN, _("Under its own name")),
            (SafetyMode.ALIAS, _("Under a public alias, because its name could put people in danger")),
        ],
        initial=SafetyMode.OPEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the organisation stands on the portal.")},
    )
    alias = forms.CharField(
        label=_("Public alias"),
        required=False,
        max_length=300,
        help_text=_("Only under an alias: a name that tells nothing of the organisation or its people."),
    )
    about = forms.CharField(
        label=_("What the organisation does"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody reads it. Under an alias, write nothing by which it can be recognised."),
    )
    org_id = forms.CharField(
        label=_("Registration number"),
        required=False,
        max_length=80,
        help_text=_(
            "The identifier by org-id.guide, such as UA-EDR-00015622. Organisations that are not registered"
            " with the state leave it empty and are as welcome."
        ),
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("This is not an address: write it in full, beginning with https://.")},
    )
    office_email = forms.EmailField(
        label=_("Office e-mail address"),
        required=False,
        help_text=_("An address of the office, not of a person, to which citizens can write. It is public."),
        error_messages={"invalid": _("This is not an e-mail address: write it like name@example.org.")},
    )
    full_name = name_field()
    email = email_field()
    password1 = password_field(_("New password"), is_new=True, help_text=GUIDANCE)
    password2 = password_field(_("New password once more"), is_new=True)

    def __init__(
        self, *args: Any, country: CountryEntry, user: User | None, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.language = user, language
        codes = (*country.languages, *LANGUAGES)
        languages: Any = self.fields["text_language"]
        languages.choices = [(code, OWN_NAMES[code]) for code in dict.fromkeys(codes)]
        self.initial.setdefault("text_language", language)
        self.fields["full_name"].label = _("Your name")
        self.fields["full_name"].help_text = _(
            "The administrator sees it and, under its own name, the country's point of contact. It is never"
            " public."
        )
        self.fields["email"].label = _("Your e-mail address")
        self.fields["email"].help_text = _("You sign in with it. A link comes to it that you have to open.")
        if user is not None:
            for name in PERSONAL:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("safety_mode") == SafetyMode.ALIAS:
            self._clean_alias(cleaned)
        if self.user is None:
            self._clean_password(cleaned)
        return cleaned

    def _clean_alias(self, cleaned: dict[str, Any]) -> None:
        name, alias = cleaned.get("name", "").casefold(), cleaned.get("alias", "").casefold()
        if not alias:
            self.add_error("alias", _("Type the alias under which the organisation will stand."))
        elif name and name in alias:
            self.add_error("alias", _("The alias holds the name: choose one that tells nothing of it."))
        if name and name in cleaned.get("about", "").casefold():
            self.add_error("about", _("The text holds the organisation's true name: write it without."))
        for field in ("website", "office_email"):
            if cleaned.get(field):
                self.add_error(field, _("Leave this empty under an alias: it would lead to the name."))

    def _clean_password(self, cleaned: dict[str, Any]) -> None:
        # The rules look at the person, whose account does not exist yet.
        holder = _Holder(self, User(email=cleaned.get("email", ""), full_name=cleaned.get("full_name", "")))
        TwicePassword.clean(holder)  # type: ignore[arg-type]

    def registration(self) -> Registration:
        """Of a valid form."""
        given = self.cleaned_data
        is_safe = given["safety_mode"] == SafetyMode.ALIAS
        return Registration(
            language=given["text_language"],
            name=given["name"],
            alias=given["alias"] if is_safe else "",
            **{name: given[name] for name in ("about", "org_id", "website", "office_email")},
        )

    def newcomer(self) -> Newcomer:
        """Of a valid form of somebody who is not signed in."""
        given = self.cleaned_data
        return Newcomer(given["email"], given["full_name"], given["password1"], self.language)

    @property
    def of_organisation(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in PERSONAL]

    @property
    def of_person(self) -> list[forms.BoundField]:
        return [field for field in self if field.name in PERSONAL]


class _Holder:
    """A form's errors and values beside the person whom the password rules look at."""

    def __init__(self, form: RegisterForm, user: User) -> None:
        self.cleaned_data, self.add_error, self.user = form.cleaned_data, form.add_error, user
