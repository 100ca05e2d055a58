"""Asking for a progress report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ogp_portal.languages.fields import shown
from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.tenancy.directory import country_by_id
from plans.models import ActionPlan


class ReportForm(forms.Form):
    """Which plan, in which languages. `plans` are those the person may report on."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(code, OWN_NAMES[code]) for code in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )

    def __init__(self, *args: Any, plans: list[ActionPlan], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans = {plan.pk: plan for plan in plans}
        plan = forms.TypedChoiceField(
            label=_("Action plan"),
            coerce=lambda pk: self.plans[int(pk)],
            choices=[(plan.pk, plan_label(plan, language)) for plan in plans],
            error_messages={
                "required": _("Choose an action plan."),
                "invalid_choice": _("Choose an action plan from the list."),
            },
        )
        self.fields = {"plan": plan, **self.fields}


def plan_label(plan: ActionPlan, language: str) -> str:
    """The country's name and the plan's title, in the reader's language as far as they have it."""
    country = country_by_id(plan.country_id)
    title = shown(plan, "title", wanted=language, main_language=country.main_language)
    return f"{country.form('name', language)}: {title.text}"
