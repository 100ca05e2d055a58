"""Entering the IRM's reports and what they code."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from monitoring.actions.irm import ReportFacts
from monitoring.enums import IrmReportKind
from monitoring.irm_scales import Scale
from monitoring.irm_words import label_word
from ogp_portal.desk.forms.one_language import OneLanguageForm, language_choices
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.web.forms import LooseDateField, PortalForm
from plans.models import ActionPlan
from plans.words import plan_with_years


class ReportForm(OneLanguageForm):
    """A report: what it is, when it was published, its title in one language."""

    text_fields = ("title",)

    kind = forms.ChoiceField(label=pgettext_lazy("of an IRM report", "Kind"), choices=IrmReportKind.choices)
    edition = forms.CharField(
        label=pgettext_lazy("of an IRM report", "Edition"),
        max_length=40,
        required=False,
        help_text=_("Tells two reports of one kind on one plan apart, such as “second, corrected”."),
    )
    title = forms.CharField(label=pgettext_lazy("of an IRM report", "Title"), max_length=500, required=False)
    published = LooseDateField(
        label=_("Published on"),
        required=True,
        role="start",
        help_text=_("As exactly as it is known: 14 April 2026, April 2026 or 2026."),
        error_messages={"required": _("Say when the report was published.")},
    )
    url = forms.URLField(
        label=_("Address"),
        required=False,
        assume_scheme="https",
        help_text=_("Where everybody can read the report."),
        error_messages={"invalid": _("Write the address in full, beginning with https://.")},
    )

    def clean_published(self) -> Any:
        published = self.cleaned_data["published"]
        if published.on is None:
            raise ValidationError(
                _("“%(text)s” is no certain date: write it like 14.04.2026, April 2026 or 2026."),
                params={"text": published.text},
            )
        if published.on > dt.date.today():
            raise ValidationError(_("The day of publication lies in the future."))
        return published

    @property
    def facts(self) -> ReportFacts:
        data = self.cleaned_data
        published = data["published"]
        return ReportFacts(data["kind"], data["edition"], published.on, published.precision, data["url"])


class NewReportForm(ReportForm):
    """The same for a new one: also on which plan, and in which language its title is."""

    plan = forms.TypedChoiceField(
        label=_("Action plan"), error_messages={"required": _("Choose an action plan.")}
    )
    language = forms.ChoiceField(label=pgettext_lazy("of a text", "Language of the title"))

    field_order = ("plan", "kind", "edition", "language", "title")

    def __init__(self, *args: Any, plans: Sequence[ActionPlan], reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(plan.pk): plan for plan in plans}
        plan: Any = self.fields["plan"]
        plan.coerce = by_pk.__getitem__
        plan.choices = [("", "–"), *((pk, plan_label(p, reader)) for pk, p in by_pk.items())]
        language: Any = self.fields["language"]
        countries = [country_by_id(plan.country_id) for plan in plans]
        language.choices = language_choices(countries[0], reader) if countries else []


def plan_label(plan: ActionPlan, reader: str) -> str:
    """The country and its plan with its years."""
    name = plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on)
    return f"{country_by_id(plan.country_id).form('name', reader)}: {name}"


class CodingForm(PortalForm):
    """A field per indicator: the labels of its scale, or words where it has none."""

    def __init__(
        self, *args: Any, scales: Sequence[Scale], standing: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for scale in scales:
            self.fields[scale.indicator.value] = _field(scale, standing.get(scale.indicator.value, ""))

    @property
    def labels(self) -> dict[str, str]:
        return dict(self.cleaned_data)


def _field(scale: Scale, stands: str) -> forms.Field:
    hint = _("Scale of plans: %(years)s") % {"years": scale.version.replace("-", "–")}
    if not scale.labels:
        return forms.CharField(
            label=scale.indicator.label, required=False, max_length=200, initial=stands, help_text=hint
        )
    # A label that was entered on another scale stays what it is until somebody chooses anew.
    labels = dict.fromkeys([*scale.labels, *([stands] if stands else [])])
    choices = [("", pgettext_lazy("IRM coding", "not coded")), *((la, _both(scale, la)) for la in labels)]
    return forms.ChoiceField(
        label=scale.indicator.label, required=False, choices=choices, initial=stands, help_text=hint
    )


def _both(scale: Scale, label: str) -> str:
    """The original label, and the reader's word where it differs."""
    word = label_word(scale.indicator, label)
    return label if word in {"", label} else f"{label} · {word}"
