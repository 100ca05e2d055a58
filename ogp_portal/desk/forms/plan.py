"""The forms of a plan."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ogp_portal.desk.forms.editing import RowForm, TextSpec
from ogp_portal.files.forms import UploadsField
from ogp_portal.translation.values import Values
from ogp_portal.web.forms import DayField, PortalForm
from plans.actions.entry import PLAN_VALUES, plan_values
from plans.enums import PlanKind, PlanState
from plans.models import ActionPlan


class PlanForm(RowForm):
    """A plan's texts in one language, and all else about it."""

    specs = (
        TextSpec("title", _("Title"), _("As adopted, in the words of the legal act."), 2, 500),
        TextSpec("legal_act", _("Legal act"), _("Its kind, date and number."), 1, 500),
    )
    value_names: ClassVar[Sequence[str]] = PLAN_VALUES
    row: ActionPlan | None

    def __init__(
        self,
        data: Any = None,
        *,
        row: ActionPlan | None,
        country_id: int,
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, row=row, language=language, **kwargs)
        self.country_id = country_id
        self.fields["number"] = forms.IntegerField(
            label=pgettext_lazy("of a plan", "Number"),
            help_text=_("5 for the country's fifth plan."),
            min_value=1,
            max_value=99,
            widget=forms.TextInput({"inputmode": "numeric"}),
        )
        self.fields["key"] = forms.SlugField(
            label=_("Part of the address"),
            help_text=_("Latin letters, figures and hyphens; left empty, it is made from the number."),
            max_length=30,
            required=False,
            disabled=row is not None and row.published_at is not None,
        )
        self.fields["kind"] = forms.ChoiceField(
            label=pgettext_lazy("of a plan", "Kind"), choices=PlanKind.choices
        )
        self.fields["state"] = forms.ChoiceField(
            label=_("State in the cycle"), choices=PlanState.choices, initial=PlanState.CO_CREATION
        )
        self.fields["starts_on"] = DayField(label=pgettext_lazy("of a plan", "First day"))
        self.fields["ends_on"] = DayField(label=pgettext_lazy("of a plan", "Last day"))
        self.fields["legal_act_url"] = forms.URLField(
            label=_("Address of the legal act"),
            help_text=_("Where everybody can read it, in full, beginning with https://."),
            required=False,
            assume_scheme="https",
        )
        self.fields["ogp_id"] = forms.CharField(
            label=_("OGP's number"),
            # Translators: AP_GEO05 is how OGP numbers plans; it stays as it is.
            help_text=_("Such as AP_GEO05, where OGP has given one."),
            max_length=20,
            required=False,
        )
        self.start()

    def current_values(self) -> Values:
        assert self.row is not None  # noqa: S101
        return plan_values(self.row)

    def clean(self) -> dict[str, Any]:
        """The key is the plan's alone in its country; the last day does not lie before the first."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", gettext("The last day lies before the first day."))
        if number := cleaned.get("number"):
            key = cleaned["key"] = cleaned.get("key") or slugify(str(number))
            others = ActionPlan.objects.filter(country_id=self.country_id, key=key)
            if (others.exclude(pk=self.row.pk) if self.row else others).exists():
                self.add_error("key", gettext("Another plan of the country has this address already."))
        return cleaned


class CountryForm(PortalForm):
    """For which country a plan is begun, where the person works on several."""

    def __init__(self, *args: Any, countries: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"] = forms.ChoiceField(label=_("Country"), choices=countries)


class PlanFileForm(PortalForm):
    """Documents of a plan, under a name that everybody reads."""

    title = forms.CharField(
        label=_("What the document is"),
        help_text=_("Such as the adopted text, the legal act or the self-assessment."),
        max_length=200,
    )
    documents = UploadsField(label=_("Files"), required=True)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs["lang"] = language

    def clean_documents(self) -> Any:
        """An upload that is refused says why."""
        documents = self.cleaned_data["documents"]
        if not documents:
            raise ValidationError(_("Choose a file."))
        return documents
