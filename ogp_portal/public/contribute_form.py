"""The form for anybody who has something to say in a consultation."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from ogp_portal.accounts.models import Organisation
from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.web.forms import PortalForm
from ogp_portal.web.visitors import VisitorFields
from plans.actions.consultation import Said
from plans.enums import Sector
from plans.models.consultation import LONGEST_TEXT
from plans.words import sentence_case


class ContributionForm(VisitorFields, PortalForm):
    """What somebody has to say; `organisations` are those of the person who is signed in, by label."""

    language = forms.ChoiceField(
        label=_("Language of your text"),
        choices=[(code, OWN_NAMES[code]) for code in LANGUAGES],
        help_text=_("Write in any of these; it is published in your words and not translated."),
    )
    sector = forms.ChoiceField(
        label=_("You speak for"),
        choices=Sector,
        initial=Sector.CITIZENS,
        help_text=_("Choose “Citizens” when you speak for yourself."),
    )
    on_behalf_of = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=200,
        help_text=_("Only when you speak for one. It is published with your text."),
    )
    title = forms.CharField(
        label=pgettext_lazy("of a contribution", "Title"),
        max_length=200,
        help_text=_("Your proposal in one sentence."),
        error_messages={"required": _("Say in one sentence what you propose.")},
    )
    body = forms.CharField(
        label=_("Your text"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Up to 5,000 characters, about two pages. It is published: leave out what is private."),
        error_messages={"required": _("Write what you have to say.")},
    )
    name = forms.CharField(label=_("Your name"), required=False, max_length=200)
    shows_name = forms.BooleanField(label=_("Show my name beside my text"), required=False)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_("Only to tell you when there is a response. It is shown to nobody."),
    )
    consent = forms.BooleanField(
        label=_("I agree that my text is published here and kept with the consultation"),
        help_text=_("Somebody reads it first. You can ask to have your name and address erased at any time."),
        error_messages={"required": _("Without your consent the text cannot be published.")},
    )

    def __init__(
        self, *args: Any, organisations: Mapping[str, Organisation] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = sentence_case(Sector)  # type: ignore[attr-defined]
        self.organisations = organisations or {}
        if self.organisations:
            choices = [("", _("None of these")), *((str(row.pk), label) for label, row in self._named())]
            self.fields["organisation"] = forms.ChoiceField(
                label=_("Your organisation"), choices=choices, required=False
            )
            self.order_fields(["language", "sector", "organisation"])

    def _named(self) -> list[tuple[str, Organisation]]:
        return list(self.organisations.items())

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"].replace("\r\n", "\n")
        over = len(body) - LONGEST_TEXT
        if over > 0:
            sentence = ngettext(
                "The text has %(length)s characters: shorten it by %(over)s character.",
                "The text has %(length)s characters: shorten it by %(over)s characters.",
                over,
            )
            raise forms.ValidationError(sentence % {"length": len(body), "over": over})
        return body

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("shows_name") and not cleaned.get("name"):
            self.add_error("name", _("Give the name that should be shown, or leave the box below unticked."))
        return cleaned

    def said(self) -> Said:
        """What was sent, of a valid form."""
        given = self.cleaned_data
        chosen = {str(row.pk): row for row in self.organisations.values()}
        names = ("language", "sector", "title", "body", "on_behalf_of", "name", "email", "shows_name")
        return Said(
            organisation=chosen.get(given.get("organisation", "")), **{name: given[name] for name in names}
        )
