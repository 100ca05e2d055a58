"""Reporting periods: making them, their dates, opening one again."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ogp_portal.languages.registry import OWN_NAMES
from ogp_portal.web.forms import DayField, PortalForm
from plans.enums import PeriodKind
from plans.models import ActionPlan, ReportingPeriod
from plans.periods import PeriodDates, calendar_periods

MOST_DAYS = 366


class CalendarPeriodsForm(PortalForm):
    """All periods of a plan by the calendar."""

    kind = forms.ChoiceField(
        label=_("How often progress is reported"),
        choices=[
            (PeriodKind.QUARTER, _("every quarter")),
            (PeriodKind.HALF_YEAR, _("every half-year")),
            (PeriodKind.YEAR, _("every year")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often progress is reported.")},
    )
    due_after = forms.IntegerField(
        label=_("Days after the end of a period until reports are due"),
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Give a number of days."), "invalid": _("Give a number of days.")},
    )
    lock_after = forms.IntegerField(
        label=_("Days after the due date until the period is locked"),
        help_text=_("From then on nothing can be reported or corrected. Empty: the period is never locked."),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Give a number of days.")},
    )

    def dates_for(self, plan: ActionPlan) -> list[PeriodDates]:
        """The periods that a valid form asks for."""
        given = self.cleaned_data
        return calendar_periods(
            PeriodKind(given["kind"]),
            plan.starts_on,
            plan.ends_on,
            due_after=given["due_after"],
            lock_after=given["lock_after"],
        )


class PeriodForm(PortalForm):
    """The dates of one period."""

    starts_on = DayField(label=_("First day of the period"))
    ends_on = DayField(label=_("Last day of the period"))
    opens_on = DayField(
        label=_("Reports are taken from"),
        help_text=_("Empty: from the day after the last day of the period."),
        required=False,
    )
    due_on = DayField(label=_("Reports are due on"))
    locked_on = DayField(
        label=_("Locked from"),
        help_text=_("From then on nothing can be reported or corrected. Empty: the period is never locked."),
        required=False,
    )

    def __init__(self, *args: Any, period: ReportingPeriod, **kwargs: Any) -> None:
        initial = {name: _written(getattr(period, name)) for name in self.base_fields}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.period = period

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        starts, ends, due = (given.get(name) for name in ("starts_on", "ends_on", "due_on"))
        opens, locked = given.get("opens_on"), given.get("locked_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day lies before the first: correct one of them."))
        if ends and due and due < ends:
            self.add_error("due_on", _("Reports cannot be due before the period ends: give a later day."))
        if opens and due and opens > due:
            self.add_error("opens_on", _("Reports must be taken before they are due: give an earlier day."))
        if locked and due and locked <= due:
            self.add_error("locked_on", _("A period is locked after its reports are due: give a later day."))
        return given

    def changed_period(self) -> ReportingPeriod:
        """The period with the dates given, not saved."""
        for name in self.base_fields:
            setattr(self.period, name, self.cleaned_data[name])
        return self.period


def _written(on: dt.date | None) -> str:
    return on.isoformat() if on else ""


class ReopeningForm(PortalForm):
    """Until when a locked period takes reports again, and the reason in each of the country's languages."""

    until = DayField(label=_("Open until the end of"))

    def __init__(self, *args: Any, languages: Sequence[str], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages, self.today = languages, today
        for code in languages:
            self.fields[f"reason_{code}"] = forms.CharField(
                label=_("Reason in this language: %(language)s") % {"language": OWN_NAMES[code]},
                help_text=_("Everybody reads it on the page of every commitment reported on.")
                if code == languages[0]
                else "",
                required=code == languages[0],
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={
                    "required": _("Say why the period is opened again: everybody reads the reason.")
                },
            )

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        if until < self.today:
            raise ValidationError(_("This day lies in the past: give today or a later day."))
        return until

    @property
    def reasons(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"reason_{code}"] for code in self.languages}

    @property
    def reason_fields(self) -> list[tuple[forms.BoundField, str]]:
        """The fields of the reason with the language typed in each."""
        return [(self[f"reason_{code}"], code) for code in self.languages]
