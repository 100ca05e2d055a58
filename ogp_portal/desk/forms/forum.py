"""Forms of the multi-stakeholder forum: itself, its seats, its meetings, their papers."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ogp_portal.accounts.models import Organisation
from ogp_portal.desk.forms.pairs import TextsForm
from ogp_portal.desk.forms.typed import TypedRowField
from ogp_portal.files.forms import UploadsField
from ogp_portal.web.forms import DayField, PortalForm
from plans.actions.forum import Seat
from plans.enums import Sector
from plans.models import ForumMeeting, ForumMember
from plans.words import sector_name, sentence_case


class ForumForm(TextsForm):
    """What the forum is called and what it is for."""

    texts: ClassVar[tuple[str, ...]] = ("name", "mandate")
    needed: ClassVar[tuple[str, ...]] = ("name",)

    name = forms.CharField(
        label=pgettext_lazy("of a forum", "Name"),
        max_length=300,
        error_messages={"required": _("Give the forum its name.")},
    )
    mandate = forms.CharField(
        label=_("What the forum is for"),
        help_text=_("Its mandate: what it decides or advises on, who convenes it, how seats are given."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")


class SeatForm(PortalForm):
    """A seat: an organisation and the sector it speaks for. Persons are never named."""

    organisation = TypedRowField(
        label=_("Organisation"),
        help_text=_("Type a part of the name and take one of those proposed. Persons are not named."),
        error_messages={"required": _("Name the organisation that holds the seat.")},
    )
    sector = forms.ChoiceField(label=_("Speaks for"), choices=Sector)
    is_chair = forms.BooleanField(label=_("Chairs the forum, or is one of its chairs"), required=False)
    since = DayField(label=_("Since"), required=False)
    until = DayField(
        label=_("Until"),
        required=False,
        help_text=_("The last day of the seat; empty as long as it is held."),
    )

    def __init__(
        self,
        *args: Any,
        organisations: dict[str, Organisation],
        member: ForumMember | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].propose(organisations)  # type: ignore[attr-defined]
        self.fields["sector"].choices = sentence_case(Sector)  # type: ignore[attr-defined]
        if member is not None:
            held = next(
                (label for label, row in organisations.items() if row.pk == member.organisation_id), ""
            )
            self.initial = {
                "organisation": held,
                "sector": member.sector,
                "is_chair": member.is_chair,
                "since": member.since,
                "until": member.until,
            }

    def seat(self) -> Seat:
        """The seat that was described, of a valid form."""
        return Seat(**self.cleaned_data)


class MeetingForm(TextsForm):
    """A meeting: when and where, its agenda, its minutes, who came by sector."""

    texts: ClassVar[tuple[str, ...]] = ("title", "place", "agenda", "minutes")
    needed: ClassVar[tuple[str, ...]] = ("title",)

    title = forms.CharField(
        label=pgettext_lazy("of a meeting", "Title"),
        max_length=300,
        error_messages={"required": _("Give the meeting a title.")},
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        help_text=_("A point on each line. The public reads it before the meeting."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    minutes = forms.CharField(
        label=_("Minutes"),
        required=False,
        help_text=_(
            "What was said and decided, without names of persons. They are due 14 days after the meeting and"
            " stay unseen until they are published."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    held_on = DayField(
        label=_("Date of the meeting"),
        error_messages={"required": _("Say on which day the meeting takes place.")},
    )

    def __init__(self, *args: Any, row: ForumMeeting | None, came: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row is not None:
            self.initial["held_on"] = row.held_on
        for sector in Sector:
            name = f"came_{sector.value}"
            self.fields[name] = forms.IntegerField(
                label=sector_name(sector), required=False, min_value=0, max_value=2000
            )
            self.initial[name] = came.get(sector.value)

    @property
    def values(self) -> list[forms.BoundField]:
        return [self["held_on"]]

    @property
    def sectors(self) -> list[forms.BoundField]:
        """How many people came, by sector."""
        return [self[f"came_{sector.value}"] for sector in Sector]

    def attendance(self) -> dict[str, int]:
        """The numbers that were given, of a valid form."""
        given = {sector.value: self.cleaned_data[f"came_{sector.value}"] for sector in Sector}
        return {sector: people for sector, people in given.items() if people}


class PapersForm(PortalForm):
    """Papers of a meeting, or documents of a consultation."""

    title = forms.CharField(
        label=_("What it is"),
        max_length=200,
        help_text=_(
            "Such as “Agenda” or “Draft of the plan”: the public reads this instead of the file's name."
        ),
        error_messages={"required": _("Say in a few words what the file is.")},
    )
    uploads = UploadsField(
        label=_("Files"), required=True, error_messages={"required": _("Choose at least one file.")}
    )
