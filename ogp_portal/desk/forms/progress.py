"""One report: a commitment and its milestones in one period."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commitments.enums import Challenge, Completion
from commitments.models import CommitmentIndicator, Milestone, ProgressUpdate
from commitments.reporting.actions import PartEdit, ReportEdit, facts_version
from commitments.reporting.report import NEED_REASONS, Part, Report, has_text
from ogp_portal.files.forms import UploadsField
from ogp_portal.languages.fields import text_in
from ogp_portal.languages.registry import REGISTRY
from ogp_portal.translation.editing import TextEdit
from ogp_portal.translation.ledger import version_of
from ogp_portal.web.forms import LinksField, PortalForm
from ogp_portal.web.marks import level_word, mark, milestone_word

TEXTS = ("narrative", "challenge_text")
SCALE = sorted(Completion, reverse=True)


class LevelField(forms.TypedChoiceField):
    """A step of the scale, which a draft may still lack: asked for when the report is handed in."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


@dataclass(frozen=True)
class Block:
    """The fields of one part, by name, in their order."""

    part: Part
    milestone: Milestone | None
    fields: dict[str, BoundField]


class ProgressForm(PortalForm):
    """What is said on each part in one language; `parts` are those that the person writes.

    The facts (completion, challenge, links, files, values of indicators) are there in the country's main
    language alone: in another one only texts are written, beside their source.
    """

    def __init__(
        self,
        *args: Any,
        report: Report,
        parts: Collection[Part],
        language: str,
        has_facts: bool,
        indicators: Iterable[CommitmentIndicator] = (),
        amounts: dict[int, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.report, self.language, self.has_facts = report, language, has_facts
        self.indicators = list(indicators)
        self.parts: list[Part] = [
            *(step.pk for step in report.milestones if step.pk in parts),
            *([None] if None in parts else []),
        ]
        for part in self.parts:
            self._add_part(part)
        for indicator in self.indicators:
            field = forms.DecimalField(
                label=gettext("Value in this period"), required=False, max_digits=18, decimal_places=4
            )
            field.widget = forms.TextInput(attrs={"inputmode": "decimal"})
            field.initial = (amounts or {}).get(indicator.pk)
            self.fields[f"indicator{indicator.pk}"] = field

    def _add_part(self, part: Part) -> None:
        row, name = self.report.updates.get(part), part_prefix(part)
        # Of a commitment with milestones, completion and what stands in the way are said for each of them.
        is_rated = part is not None or not self.report.milestones
        has_challenge = is_rated or bool(row and (row.challenge or has_text(row, "challenge_text")))
        if self.has_facts and is_rated:
            self.fields[f"{name}completion"] = _completion_field(part, self.report.level_of(part))
        self._add_text(name, "narrative", row, _("What was done"))
        if self.has_facts and has_challenge:
            self.fields[f"{name}challenge"] = forms.ChoiceField(
                label=_("What stands in the way"),
                help_text=_("Needed where it is not started or limited."),
                choices=[("", pgettext_lazy("what stands in the way", "nothing")), *Challenge.choices],
                required=False,
                initial=row.challenge if row else "",
            )
        if has_challenge:
            self._add_text(name, "challenge_text", row, _("Explanation of what stands in the way"))
        if self.has_facts:
            links = row.links if row else []
            self.fields[f"{name}links"] = LinksField(
                label=_("Links"), help_text=_("One address a line."), initial=links
            )
            self.fields[f"{name}files"] = UploadsField(label=_("Files"))
            self.fields[f"{name}seen"] = _hidden(facts_version(row))

    def _add_text(self, prefix: str, text: str, row: ProgressUpdate | None, label: Any) -> None:
        current = text_in(row, text, self.language) if row else ""
        field = forms.CharField(
            label=label, required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 4})
        )
        field.initial = current
        self.fields[f"{prefix}{text}"] = field
        self.fields[f"{prefix}{text}_base"] = _hidden(version_of(current))

    @property
    def blocks(self) -> list[Block]:
        """The parts with their fields, milestones first."""
        steps = {step.pk: step for step in self.report.milestones}
        names = ("completion", "narrative", "challenge", "challenge_text", "links", "files")
        return [
            Block(
                part,
                steps.get(part) if part is not None else None,
                {
                    n: self[f"{part_prefix(part)}{n}"]
                    for n in names
                    if f"{part_prefix(part)}{n}" in self.fields
                },
            )
            for part in self.parts
        ]

    @property
    def hidden(self) -> list[BoundField]:
        """The versions that the form has shown."""
        return [field for field in self if field.is_hidden]

    @property
    def values(self) -> list[tuple[CommitmentIndicator, BoundField]]:
        """The indicators with their fields."""
        return [(indicator, self[f"indicator{indicator.pk}"]) for indicator in self.indicators]

    def require_reasons(self) -> None:
        """Before handing in: completion everywhere, and reasons where little was done; adds the errors."""
        steps = {step.pk: step for step in self.report.milestones}
        for part in self.parts:
            name = part_prefix(part)
            if not self.has_facts or f"{name}completion" not in self.fields:
                continue
            milestone = steps.get(part) if part is not None else None
            self._require_reasons_of(part, milestone)

    def _require_reasons_of(self, part: Part, milestone: Milestone | None) -> None:
        name, given = part_prefix(part), self.cleaned_data
        about = (
            gettext("Milestone %(number)s") % {"number": milestone.number}
            if milestone
            else gettext("The commitment as a whole")
        )
        completion = given.get(f"{name}completion")
        if completion is None:
            self.add_error(f"{name}completion", gettext("%(part)s: choose how far it is.") % {"part": about})
        elif completion in NEED_REASONS:
            if not given.get(f"{name}challenge"):
                sentence = gettext(
                    "%(part)s: choose what stands in the way, since it is not started or limited."
                )
                self.add_error(f"{name}challenge", sentence % {"part": about})
            if not given.get(f"{name}challenge_text", "").strip() and not self._is_explained(part):
                sentence = gettext(
                    "%(part)s: explain what stands in the way, since it is not started or limited."
                )
                self.add_error(f"{name}challenge_text", sentence % {"part": about})

    def _is_explained(self, part: Part) -> bool:
        """Whether the explanation stands in another language already."""
        row = self.report.updates.get(part)
        others = [code for code in REGISTRY if code != self.language]
        return row is not None and any(text_in(row, "challenge_text", code) for code in others)

    def edit(self) -> ReportEdit:
        """What a valid form says."""
        amounts = {i.pk: self.cleaned_data[f"indicator{i.pk}"] for i in self.indicators}
        return ReportEdit([self._part_edit(part) for part in self.parts], amounts)

    def _part_edit(self, part: Part) -> PartEdit:
        name, given = part_prefix(part), self.cleaned_data
        asked = [text for text in TEXTS if f"{name}{text}" in given]
        texts = TextEdit(
            self.language,
            {text: given[f"{name}{text}"] for text in asked},
            {text: given[f"{name}{text}_base"] for text in asked},
        )
        if not self.has_facts:
            return PartEdit(part, texts)
        row = self.report.updates.get(part)
        facts = {
            "completion": given.get(f"{name}completion", row.completion if row else None),
            "challenge": given.get(f"{name}challenge", row.challenge if row else ""),
            "links": given[f"{name}links"],
        }
        return PartEdit(part, texts, facts, given[f"{name}seen"], given[f"{name}files"])


def part_prefix(part: Part) -> str:
    return "whole_" if part is None else f"m{part}_"


def _completion_field(part: Part, level: int | None) -> LevelField:
    word = level_word if part is None else milestone_word
    return LevelField(
        label=_("How far it is"),
        choices=[(level.value, _marked(level, word(level))) for level in SCALE],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        initial=level,
        error_messages={"invalid_choice": _("Choose one of the five steps.")},
    )


def _marked(level: int, word: str) -> SafeString:
    return format_html("{} {}", mark("government", level), word)


def _hidden(initial: str) -> forms.CharField:
    return forms.CharField(required=False, initial=initial, widget=forms.HiddenInput, max_length=16)


class ReturnForm(PortalForm):
    """Why a report goes back."""

    note = forms.CharField(
        label=_("Note to those who report"),
        help_text=_("What is to be put right. They read it by mail and above the report; nobody else does."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what is to be put right.")},
    )

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"].strip()
        if not note:
            raise ValidationError(_("Say what is to be put right."))
        return note
