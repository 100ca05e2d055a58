"""The form of a commitment, by OGP's template, and of an institution that it names first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commitments.actions.entry import commitment_values
from commitments.enums import CommitmentState, OgpValue
from commitments.models import Commitment
from ogp_portal.accounts.enums import OrganisationKind
from ogp_portal.desk.forms.editing import RowForm, TextSpec
from ogp_portal.desk.forms.fields import Named, NameField, NamesField
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.values import Values
from ogp_portal.web.forms import LooseDateField, PortalForm
from plans.models import ActionPlan

INSTITUTION_LIST, AREA_LIST = "institutions", "policy-areas"
# Translators: shown under the name of a field; “commitment” is OGP's word, see the glossary.
DATE_HINT = _("As you would write it: 31.12.2026, June 2026, second quarter of 2026, or ongoing.")

SPECS = (
    TextSpec("title", _("Title"), _("What is promised, in one line that everybody understands."), 2, 1000),
    TextSpec(
        "short_title",
        _("Short title"),
        _("A few words for lists and charts; empty where the title is short."),
        1,
        120,
    ),
    TextSpec(
        "summary",
        _("Brief description"),
        _("Two or three sentences for somebody who reads nothing else: what will be different, for whom."),
        4,
    ),
    TextSpec(
        "problem",
        _("Problem"),
        _("What is wrong today, whom it affects and how much; with figures where there are any."),
        5,
    ),
    TextSpec("causes", _("Causes"), _("Why it is so: what lies behind the problem, not its signs."), 4),
    TextSpec(
        "done_so_far",
        _("What has been done so far"),
        _("Earlier steps and what came of them; the commitment that it goes on with, if there is one."),
        4,
    ),
    TextSpec(
        "solution",
        _("What will be done"),
        _("The steps by which the commitment solves the problem or part of it, and why these."),
        5,
    ),
    TextSpec(
        "results",
        _("Results"),
        _("What can be seen and counted at the end: what is made, and what changes for people."),
        4,
    ),
    TextSpec(
        "transparency",
        _("How it serves transparency"),
        _("Which information becomes open, better or easier to use; empty where none does."),
        3,
    ),
    TextSpec(
        "participation",
        _("How it serves participation"),
        _("Where people can take part in deciding, carrying out or monitoring; empty where they cannot."),
        3,
    ),
    TextSpec(
        "accountability",
        _("How it serves accountability"),
        _("Who must answer to whom, and what happens when they do not; empty where nothing changes."),
        3,
    ),
)
WITHDRAWN = TextSpec("withdrawn_reason", _("Why it was withdrawn"), _("Everybody reads this."), 3)


@dataclass(frozen=True)
class Choices:
    """What a commitment's form offers, in the language of the page.

    `own` are the organisations whose commitments the person may enter, None for those of the whole country.
    """

    institutions: Named
    areas: Named
    officers: Sequence[tuple[int, str]]
    lead_of_officer: dict[int, int]
    own: frozenset[int] | None


class CommitmentForm(RowForm):
    """A commitment's texts in one language, and all else about it."""

    specs: Sequence[TextSpec] = SPECS
    value_names: ClassVar[Sequence[str]] = (
        "number",
        "key",
        "ogp_id",
        "starts",
        "ends",
        "lead",
        "support",
        "areas",
        "values",
        "officer",
    )
    aliases: ClassVar[dict[str, str]] = {
        "starts": "starts_text",
        "ends": "ends_text",
        "lead": "lead_id",
        "officer": "officer_id",
    }
    row: Commitment | None

    def __init__(
        self,
        data: Any = None,
        *,
        row: Commitment | None,
        plan: ActionPlan,
        language: str,
        choices: Choices,
        **kwargs: Any,
    ) -> None:
        self.specs = (*SPECS, WITHDRAWN) if row and row.state == CommitmentState.WITHDRAWN else SPECS
        super().__init__(data, row=row, language=language, **kwargs)
        self.plan, self.choices = plan, choices
        self._read: tuple[Commitment | None, Values] = (None, {})
        self.current = dict(self.current_values()) if row else {}
        self._add_identity()
        self._add_people()
        self._add_kinds()
        awaited = ["lead", "ends"]
        if language == country_by_id(plan.country_id).main_language:
            awaited += ["title", "summary", "problem", "solution"]
        for name in awaited:
            self.fields[name].is_awaited = True  # type: ignore[attr-defined]
        self.start()

    def _add_identity(self) -> None:
        self.fields["number"] = forms.CharField(
            label=pgettext_lazy("of a commitment", "Number"),
            help_text=_("As printed in the plan, such as 3 or 2.1."),
            max_length=20,
        )
        self.fields["key"] = forms.SlugField(
            label=_("Part of the address"),
            help_text=_("Latin letters, figures and hyphens; left empty, it is made from the number."),
            max_length=40,
            required=False,
            # An address that everybody knows stays.
            disabled=self.row is not None and self.row.state != CommitmentState.DRAFT,
        )
        self.fields["ogp_id"] = forms.CharField(
            label=_("OGP's number"),
            help_text=_("Such as GE0093, where OGP has given one."),
            max_length=20,
            required=False,
        )
        self.fields["starts"] = LooseDateField(
            label=pgettext_lazy("of a commitment", "Begins"), role="start", help_text=DATE_HINT
        )
        self.fields["ends"] = LooseDateField(
            label=pgettext_lazy("of a commitment", "Ends"), role="end", help_text=DATE_HINT
        )

    def _add_people(self) -> None:
        unknown = {"unknown": _("“%(name)s” is not on the list: choose a name from it, or add it below.")}
        self.fields["lead"] = NameField(
            label=_("Lead institution"),
            help_text=_("Begin to type its name and choose it from the list."),
            named=self.choices.institutions,
            list_id=INSTITUTION_LIST,
            current=self.current.get("lead_id"),
            error_messages=unknown,
        )
        self.fields["office_email"] = forms.EmailField(
            label=_("Office address of the lead institution"),
            help_text=_("An e-mail address of the office that citizens can write to, never a person's own."),
            required=False,
        )
        self.fields["support"] = NamesField(
            label=_("Supporting institutions and organisations"),
            help_text=_("One name in each line; saving gives you more lines."),
            named=self.choices.institutions,
            list_id=INSTITUTION_LIST,
            current=self.current.get("support", ()),
            error_messages=unknown,
        )
        self.fields["officer"] = forms.TypedChoiceField(
            label=_("Who reports on it"),
            help_text=_("A person of the lead institution; reminders go to them."),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", gettext("nobody yet")), *self.choices.officers],
        )

    def _add_kinds(self) -> None:
        self.fields["areas"] = NamesField(
            label=_("Policy areas"),
            help_text=_("Begin to type and choose from OGP's list; one in each line."),
            named=self.choices.areas,
            list_id=AREA_LIST,
            current=self.current.get("areas", ()),
        )
        self.fields["values"] = forms.MultipleChoiceField(
            label=_("OGP values"),
            help_text=_("Technology alone does not count: it serves one of the others."),
            required=False,
            choices=OgpValue.choices,
            widget=forms.CheckboxSelectMultiple,
        )

    def current_values(self) -> Values:
        """Read once for each row: after a conflict it is another one."""
        assert self.row is not None  # noqa: S101
        if self._read[0] is not self.row:
            self._read = (self.row, commitment_values(self.row))
        return self._read[1]

    def initial_values(self) -> dict[str, Any]:
        """Institutions and areas by their names."""
        values = self.current_values()
        name = self.choices.institutions.labels.get
        areas = self.choices.areas.labels
        return {
            **{key: values[self.aliases.get(key, key)] for key in self.value_names},
            "lead": name(values["lead_id"], "") if values["lead_id"] else "",
            "support": [name(pk, "") for pk in values["support"]],
            "areas": [areas.get(pk, "") for pk in values["areas"]],
            "office_email": self.row.lead.office_email if self.row and self.row.lead else "",
        }

    def cleaned_values(self) -> dict[str, Any]:
        """Dates as the texts they were given in."""
        values = super().cleaned_values()
        values["starts_text"], values["ends_text"] = values["starts_text"].text, values["ends_text"].text
        values["values"] = sorted(values["values"])
        return values

    def clean_lead(self) -> int | None:
        """An agency's officer enters what their own institution leads."""
        lead: int | None = self.cleaned_data["lead"]
        own = self.choices.own
        if own is not None and lead not in own and lead != self.current.get("lead_id"):
            raise ValidationError(_("You can enter your own institution only as the lead institution."))
        if own is not None and self.row is None and lead is None:
            raise ValidationError(_("Choose your institution as the lead institution."))
        return lead

    def clean(self) -> dict[str, Any]:
        """The key is proposed from the number, and is the commitment's alone within the plan."""
        cleaned = super().clean() or self.cleaned_data
        key = cleaned.get("key") or slugify(cleaned.get("number", "").replace(".", "-"))
        if not key and "number" in cleaned:
            self.add_error("key", gettext("Write it in Latin letters or figures: the number has none."))
        others = Commitment.objects.filter(plan=self.plan, key=key)
        if key and (others.exclude(pk=self.row.pk) if self.row else others).exists():
            self.add_error("key", gettext("Another commitment of this plan has this address already."))
        cleaned["key"] = key
        officer = cleaned.get("officer")
        if officer and self.choices.lead_of_officer.get(officer) != cleaned.get("lead"):
            self.add_error("officer", gettext("This person does not belong to the lead institution."))
        return cleaned

    @property
    def unknown_name(self) -> str:
        """The first name that is on no list of institutions, or ""."""
        for name in ("lead", "support"):
            for error in self.errors.as_data().get(name, []):
                if error.code == "unknown" and error.params:
                    return str(error.params["name"])
        return ""


class InstitutionForm(PortalForm):
    """An institution that is not on the list yet; its name is known already."""

    kind = forms.ChoiceField(label=pgettext_lazy("of an organisation", "Kind"), choices=OrganisationKind)
    office_email = forms.EmailField(
        label=_("Office address"),
        help_text=_("An e-mail address of the office that citizens can write to, never a person's own."),
        required=False,
    )
