"""Rating how far a commitment is carried out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commitments.enums import Completion
from ogp_portal.accounts.models import Organisation
from ogp_portal.desk.forms.evidence import choose_organisation
from ogp_portal.desk.forms.one_language import OneLanguageForm, language_choices
from ogp_portal.tenancy.directory import CountryEntry
from plans.models import ReportingPeriod
from plans.words import period_name


class RatingForm(OneLanguageForm):
    """A rating with its reasons in one language."""

    text_fields = ("rationale",)

    completion = forms.TypedChoiceField(
        label=_("How far is the commitment carried out?"),
        choices=[(level.value, level.label) for level in sorted(Completion, reverse=True)],
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_(
            "“Not started”: you looked and nothing has begun. “No evidence available”: you looked and found"
            " nothing that would show it. If you have not looked, do not rate: the portal then says “not"
            " assessed”."
        ),
        error_messages={"required": _("Choose how far the commitment is carried out.")},
    )
    period = forms.TypedChoiceField(
        label=_("Reporting period"),
        required=False,
        help_text=_("The period that the rating looks at, if it looks at one."),
    )
    rationale = forms.CharField(
        label=_("Reasons"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What the rating rests on. It is published with the rating and needed to submit."),
    )

    def __init__(self, *args: Any, periods: Sequence[ReportingPeriod], reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(period.pk): period for period in periods}
        field: Any = self.fields["period"]
        field.coerce = by_pk.__getitem__
        field.empty_value = None
        field.choices = [
            ("", pgettext_lazy("reporting period", "None in particular")),
            *((pk, period_name(p.kind, p.starts_on, p.ends_on, reader)) for pk, p in by_pk.items()),
        ]


class NewRatingForm(RatingForm):
    """The same for a new one: also in which language, and for which of one's organisations."""

    language = forms.ChoiceField(label=pgettext_lazy("of a text", "Language of the text"))
    organisation = forms.TypedChoiceField(label=_("Organisation"))

    field_order = ("organisation", "completion", "period", "language")

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], country: CountryEntry, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_organisation(self, organisations, kwargs["reader"])
        language: Any = self.fields["language"]
        language.choices = language_choices(country, kwargs["reader"])
