"""Writing, reviewing and answering evidence."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commitments.enums import Completion
from commitments.models import Milestone
from monitoring.actions.evidence import Facts
from monitoring.models import Evidence
from ogp_portal.accounts.models import Organisation
from ogp_portal.desk.forms.one_language import OneLanguageForm, language_choices
from ogp_portal.files.forms import UploadsField
from ogp_portal.languages.fields import shown
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.web.forms import LinksField, LooseDateField, PortalForm

COMPLETIONS: list[tuple[Any, Any]] = [
    ("", pgettext_lazy("of evidence", "It says nothing about that")),
    *((level.value, level.label) for level in sorted(Completion, reverse=True)),
]


class EvidenceForm(OneLanguageForm):
    """A piece of evidence in one language, its facts and more files."""

    text_fields = ("title", "finding")

    title = forms.CharField(
        label=pgettext_lazy("of evidence", "Title"),
        max_length=300,
        help_text=_(
            "What you found, in one sentence, such as “21 of 63 districts are in the register”. Name no"
            " persons."
        ),
        error_messages={"required": _("Give the evidence a title.")},
    )
    finding = forms.CharField(
        label=pgettext_lazy("of evidence", "Finding"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("What was looked at, how, and what was there and what was not. It is needed to submit."),
    )
    observed = LooseDateField(
        label=_("Observed"),
        role="start",
        help_text=_("The day or the time, as you would write it: 3 October 2026, October 2026 or 2026."),
    )
    milestone = forms.TypedChoiceField(label=_("Milestone"), required=False)
    completion = forms.TypedChoiceField(
        label=_("How far does it show the commitment carried out?"),
        choices=COMPLETIONS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "“Not started”: somebody looked and nothing has begun. “No evidence available”: somebody looked"
            " and found nothing that would show it. Your organisation’s rating is given by itself."
        ),
    )
    links = LinksField(
        label=_("Links"), help_text=_("Addresses of public pages that show the same, one on each line.")
    )
    uploads = UploadsField(label=_("Files"))

    def __init__(self, *args: Any, milestones: Sequence[Milestone], reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.milestones = {str(milestone.pk): milestone for milestone in milestones}
        field: Any = self.fields["milestone"]
        field.coerce = self.milestones.__getitem__
        field.empty_value = None
        whole = pgettext_lazy("of evidence", "The commitment as a whole")
        field.choices = [("", whole), *((pk, _name(m, reader)) for pk, m in self.milestones.items())]

    @property
    def facts(self) -> Facts:
        data = self.cleaned_data
        return Facts(data["observed"], data["completion"], data["milestone"], data["links"])


class NewEvidenceForm(EvidenceForm):
    """The same for a new piece: also in which language, and for which of one's organisations."""

    language = forms.ChoiceField(
        label=pgettext_lazy("of a text", "Language of the text"),
        help_text=_("The title and the finding can be written in more languages afterwards."),
    )
    organisation = forms.TypedChoiceField(label=_("Organisation"))

    field_order = ("organisation", "language")

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], country: CountryEntry, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        reader = kwargs["reader"]
        choose_organisation(self, organisations, reader)
        language: Any = self.fields["language"]
        language.choices = language_choices(country, reader)


def choose_organisation(form: forms.Form, organisations: Sequence[Organisation], reader: str) -> None:
    """Ask for which organisation only those who belong to several."""
    by_pk = {str(organisation.pk): organisation for organisation in organisations}
    field: Any = form.fields["organisation"]
    field.coerce = by_pk.__getitem__
    field.choices = [(pk, shown(o, "name", wanted=reader).text) for pk, o in by_pk.items()]
    if len(by_pk) == 1:
        field.widget = forms.HiddenInput()
        field.initial = next(iter(by_pk))


def evidence_initial(evidence: Evidence) -> dict[str, Any]:
    """The facts of a draft as the form shows them."""
    return {
        "observed": evidence.observed_text,
        "milestone": evidence.milestone_id or "",
        "completion": "" if evidence.completion is None else evidence.completion,
        "links": evidence.links,
    }


def _name(milestone: Milestone, reader: str) -> str:
    return f"{milestone.number}. {shown(milestone, 'title', wanted=reader).text}"


class ReplyForm(OneLanguageForm):
    """The government's reply, in the country's main language."""

    text_fields = ("reply",)

    reply = forms.CharField(
        label=_("Reply"),
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_(
            "It is published at once beside the evidence. It can be corrected later; everybody sees that it"
            " was."
        ),
        error_messages={"required": _("Write the reply.")},
    )


class ReturnForm(PortalForm):
    """What to put right before it can be published."""

    note = forms.CharField(
        label=_("What to put right"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the organisation reads it."),
        error_messages={"required": _("Say what to put right.")},
    )


class RejectForm(PortalForm):
    """Why something is not published."""

    reason = forms.CharField(
        label=pgettext_lazy("of a rejection", "Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why this is rejected.")},
    )
    language = forms.ChoiceField(label=pgettext_lazy("of a text", "Language of the text"))

    def __init__(
        self, *args: Any, country: CountryEntry, reader: str, is_public: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = language_choices(country, reader)
        if is_public:
            self.fields["reason"].help_text = _(
                "Everybody reads it on the commitment’s page; the evidence itself stays private. Name no"
                " persons."
            )
