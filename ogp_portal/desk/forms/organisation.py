"""Organisations of civil society: deciding on them, editing one's own, its alias."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ogp_portal.accounts.models import Organisation
from ogp_portal.languages.fields import text_in
from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.translation.editing import Conflict, TextEdit, versions
from ogp_portal.translation.ledger import version_of
from ogp_portal.web.forms import PortalForm


class DeclineForm(PortalForm):
    """Why an organisation is not let in."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It goes by mail to whoever registered the organisation, and to nobody else."),
        error_messages={"required": _("Type the reason: it goes to whoever registered the organisation.")},
    )


class OrganisationForm(PortalForm):
    """Name and description in one language, with the versions that the form showed; website and address.

    Under an alias the name is not for editing here, and there is neither website nor address.
    """

    name = forms.CharField(label=_("Name of the organisation"), required=False, max_length=300)
    about = forms.CharField(
        label=_("What the organisation does"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Everybody reads it. Under an alias, write nothing by which it can be recognised."),
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
    TEXTS = ("name", "about")

    def __init__(self, *args: Any, organisation: Organisation, language: str, **kwargs: Any) -> None:
        self.organisation, self.language = organisation, language
        texts = {name: text_in(organisation, name, language) for name in self.TEXTS}
        values = {"website": organisation.website, "office_email": organisation.office_email}
        super().__init__(*args, initial={**texts, **values}, **kwargs)
        if organisation.is_safe:
            self.fields["name"].label = _("Public alias")
            del self.fields["website"], self.fields["office_email"]
        for name, version in versions(organisation, self.TEXTS, language).items():
            self.fields[f"base_{name}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=version
            )
        self.theirs: dict[str, str] = {}

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = (text_in(self.organisation, "name", code) for code in LANGUAGES if code != self.language)
        if not name and not any(others):
            raise forms.ValidationError(_("Type the name of the organisation."), code="required")
        return name

    def edit(self) -> TextEdit:
        """Of a valid form."""
        given = self.cleaned_data
        texts = {name: given[name] for name in self.TEXTS}
        return TextEdit(self.language, texts, {name: given[f"base_{name}"] for name in self.TEXTS})

    def show_conflicts(self, conflicts: list[Conflict]) -> None:
        """Stand what somebody else saved beside each text; saving again then writes over it knowingly."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for conflict in conflicts:
            if not conflict.is_yours_changed:
                data[conflict.field] = conflict.theirs
            else:
                self.theirs[conflict.field] = conflict.theirs
            data[f"base_{conflict.field}"] = version_of(conflict.theirs)
        self.data = data

    @property
    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """Each visible field with what somebody else has written into it meanwhile, or ""."""
        return [(field, self.theirs.get(field.name, "")) for field in self.visible_fields()]


class AliasForm(PortalForm):
    """An alias in the place of the name."""

    language = forms.ChoiceField(label=pgettext_lazy("of a text", "Language of the alias"))
    alias = forms.CharField(
        label=_("Public alias"),
        max_length=300,
        help_text=_("A name that tells nothing of the organisation or its people."),
        error_messages={"required": _("Type the alias under which the organisation will stand.")},
    )

    def __init__(self, *args: Any, country: CountryEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_language(self, country)


class OwnNameForm(PortalForm):
    """Back to the true name."""

    language = forms.ChoiceField(label=pgettext_lazy("of a text", "Language of the name"))

    def __init__(self, *args: Any, country: CountryEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_language(self, country)


def choose_language(form: forms.Form, country: CountryEntry) -> None:
    """The country's languages first, then the others."""
    field: Any = form.fields["language"]
    field.choices = [(code, OWN_NAMES[code]) for code in dict.fromkeys((*country.languages, *LANGUAGES))]
