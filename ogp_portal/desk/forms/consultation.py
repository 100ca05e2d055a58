"""Forms of consultations, of moderating contributions and of reasoned responses."""

from typing import Any, ClassVar

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment
from ogp_portal.desk.forms.pairs import TextsForm
from ogp_portal.desk.forms.typed import TypedRowField
from ogp_portal.web.forms import DayField, PortalForm
from plans.actions.consultation import Terms
from plans.enums import ConsultationKind, Outcome, Participation
from plans.models import Consultation, ReasonedResponse
from plans.words import participation_sentence, sentence_case

COMMITMENTS = 3
"""How many commitments one contribution can lead to in the form."""


class ConsultationForm(TextsForm):
    """What is asked, of whom, and until when."""

    texts: ClassVar[tuple[str, ...]] = ("title", "description")
    needed: ClassVar[tuple[str, ...]] = ("title",)

    title = forms.CharField(
        label=pgettext_lazy("of a consultation", "Title"),
        max_length=300,
        error_messages={"required": _("Give the consultation a title.")},
    )
    description = forms.CharField(
        label=_("What is asked"),
        required=False,
        help_text=_(
            "What people are asked for, what will be done with it, and what cannot be changed any more."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    kind = forms.ChoiceField(label=_("Asked about"), choices=ConsultationKind)
    participation = forms.ChoiceField(label=_("How far people take part"), widget=forms.RadioSelect)
    opens_on = DayField(
        label=_("Opens on"), error_messages={"required": _("Say on which day the consultation opens.")}
    )
    closes_on = DayField(
        label=_("Closes on"),
        help_text=_("The last day on which people can contribute, at least 14 days after the first."),
        error_messages={"required": _("Say on which day the consultation closes.")},
    )
    answers_due_on = DayField(
        label=_("Reasoned responses due on"),
        help_text=_(
            "Until then every contribution has a response with its reason. Later ones count as late."
        ),
        error_messages={"required": _("Say by which day contributions are answered.")},
    )

    def __init__(self, *args: Any, row: Consultation | None, country_id: int, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.country_id = country_id
        self.fields["kind"].choices = sentence_case(ConsultationKind)  # type: ignore[attr-defined]
        levels = self.fields["participation"]
        levels.choices = [  # type: ignore[attr-defined]
            (value, f"{label}: {participation_sentence(value)}")
            for value, label in sentence_case(Participation)
        ]
        self.initial.setdefault("participation", Participation.CONSULT.value)
        if row is not None:
            for name in ("kind", "participation", "opens_on", "closes_on", "answers_due_on"):
                self.initial[name] = getattr(row, name)
        else:
            self.fields["key"] = forms.SlugField(
                label=_("Part of the address"),
                required=False,
                max_length=40,
                help_text=_("Latin letters, digits and hyphens. One is made when you leave this empty."),
            )

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if key and Consultation.objects.filter(key=key, country=self.country_id).exists():
            raise forms.ValidationError(
                gettext("Another consultation has the address “%(key)s” already: choose another.")
                % {"key": key}
            )
        return key

    def terms(self) -> Terms:
        """What was entered beside the texts, of a valid form."""
        names = ("kind", "participation", "opens_on", "closes_on", "answers_due_on")
        return Terms(**{name: self.cleaned_data[name] for name in names})


class HidingForm(PortalForm):
    """Why a contribution is not shown to everybody."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as insults, advertising, or data on a person. It stays with the contribution."),
        error_messages={"required": _("Say why the contribution is not published.")},
    )


class ResponseForm(TextsForm):
    """The government's answer, the same for all that were ticked, and the commitments that came of it."""

    texts: ClassVar[tuple[str, ...]] = ("reason",)
    needed: ClassVar[tuple[str, ...]] = ("reason",)

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Why it is accepted, accepted in part or not accepted; everybody reads it."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Give the reason: a response without one is no reasoned response.")},
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is accepted.")},
    )

    def __init__(
        self,
        *args: Any,
        row: ReasonedResponse | None,
        commitments: dict[str, Commitment],
        led_to: list[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["outcome"].choices = sentence_case(Outcome)  # type: ignore[attr-defined]
        if row is not None:
            self.initial["outcome"] = row.outcome
        named = [label for label, commitment in commitments.items() if commitment.pk in led_to]
        for at in range(max(COMMITMENTS, len(named) + 1)):
            field = TypedRowField(label=_label(at), required=False)
            field.propose(commitments)
            self.fields[f"commitment_{at}"] = field
            self.initial[f"commitment_{at}"] = named[at] if at < len(named) else ""

    @property
    def commitment_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("commitment_")]

    @property
    def values(self) -> list[forms.BoundField]:
        return [self["outcome"]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Outcome.REJECTED and any(
            cleaned.get(field.name) for field in self.commitment_fields
        ):
            self.add_error(
                "outcome", gettext("What was not accepted led to no commitment: empty those fields first.")
            )
        return cleaned

    def commitments(self) -> list[Commitment]:
        """What it led to, each once, of a valid form."""
        found = [self.cleaned_data[field.name] for field in self.commitment_fields]
        return list(dict.fromkeys(row for row in found if row is not None))


def _label(at: int) -> Any:
    return lazystr(gettext("Commitment %(number)s that it led to") % {"number": at + 1})
