"""The forms of a commitment's milestones and indicators."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commitments.actions.parts import part_values
from commitments.enums import IndicatorKind
from commitments.models import Commitment, CommitmentIndicator, Milestone
from ogp_portal.desk.forms.commitment import DATE_HINT, INSTITUTION_LIST
from ogp_portal.desk.forms.editing import RowForm, TextSpec
from ogp_portal.desk.forms.fields import Named, NameField, NumberField
from ogp_portal.translation.values import Values
from ogp_portal.web.forms import LooseDateField


class MilestoneForm(RowForm):
    """A step of a commitment."""

    specs: Sequence[TextSpec] = (
        TextSpec("title", _("Milestone"), _("What will have been done by the date, in one line."), 2, 1000),
        TextSpec(
            "output",
            _("Expected output"),
            _("What there is to see when it is done: a law, a register, a report."),
            2,
        ),
    )
    value_names: ClassVar[Sequence[str]] = ("number", "starts", "ends", "responsible")
    aliases: ClassVar[dict[str, str]] = {
        "starts": "starts_text",
        "ends": "ends_text",
        "responsible": "responsible_id",
    }
    row: Milestone | None

    def __init__(
        self,
        data: Any = None,
        *,
        row: Milestone | None,
        commitment: Commitment,
        language: str,
        institutions: Named,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, row=row, language=language, **kwargs)
        self.commitment, self.institutions = commitment, institutions
        self.fields["number"] = forms.CharField(
            label=pgettext_lazy("of a milestone", "Number"), max_length=20
        )
        self.fields["starts"] = LooseDateField(label=pgettext_lazy("of a milestone", "Begins"), role="start")
        self.fields["ends"] = LooseDateField(label=_("Due"), role="end", help_text=DATE_HINT)
        self.fields["responsible"] = NameField(
            label=pgettext_lazy("for a milestone", "Responsible"),
            help_text=_("Begin to type its name and choose it from the list."),
            named=institutions,
            list_id=INSTITUTION_LIST,
            current=row.responsible_id if row else None,
        )
        self.start()

    def current_values(self) -> Values:
        assert self.row is not None  # noqa: S101
        return part_values(self.row)

    def initial_values(self) -> dict[str, Any]:
        values = self.current_values()
        shown = {key: values[self.aliases.get(key, key)] for key in self.value_names}
        return {**shown, "responsible": self.institutions.labels.get(values["responsible_id"], "")}

    def cleaned_values(self) -> dict[str, Any]:
        values = super().cleaned_values()
        values["starts_text"], values["ends_text"] = values["starts_text"].text, values["ends_text"].text
        return values

    def clean_number(self) -> str:
        """A commitment has each number once."""
        number: str = self.cleaned_data["number"]
        others = Milestone.objects.filter(commitment=self.commitment, number=number)
        if (others.exclude(pk=self.row.pk) if self.row else others).exists():
            raise ValidationError(_("Another milestone of this commitment has this number already."))
        return number


class IndicatorForm(RowForm):
    """What tells whether a commitment works."""

    specs = (
        TextSpec("title", _("Indicator"), _("What is counted or measured, in one line."), 2, 500),
        # Translators: the unit in which an indicator is measured, such as per cent or persons.
        TextSpec("unit", pgettext_lazy("of an indicator", "Unit"), _("Such as per cent, or persons."), 1, 80),
    )
    value_names: ClassVar[Sequence[str]] = ("kind", "baseline", "target")
    row: CommitmentIndicator | None

    def __init__(
        self, data: Any = None, *, row: CommitmentIndicator | None, language: str, **kwargs: Any
    ) -> None:
        super().__init__(data, row=row, language=language, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=pgettext_lazy("of an indicator", "Kind"),
            help_text=_("An output is what is made; an outcome is what changes for people."),
            choices=IndicatorKind.choices,
        )
        # Translators: the value of an indicator before a commitment begins.
        self.fields["baseline"] = NumberField(label=pgettext_lazy("of an indicator", "Baseline"))
        self.fields["target"] = NumberField(label=pgettext_lazy("of an indicator", "Target"))
        self.start()

    def current_values(self) -> Values:
        assert self.row is not None  # noqa: S101
        return part_values(self.row)
