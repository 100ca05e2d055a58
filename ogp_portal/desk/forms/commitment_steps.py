"""The forms of a commitment's way: returned with a note, withdrawn for a reason, carried forward."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ogp_portal.web.forms import PortalForm


class NoteForm(PortalForm):
    """What has to be put right in a draft."""

    note = forms.CharField(
        label=_("What has to be put right"),
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write what has to be put right.")},
    )


class ReasonForm(PortalForm):
    """Why something public is withdrawn, in the country's main language."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        help_text=_("Everybody reads this; it can be translated afterwards."),
        max_length=5000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say why the commitment is withdrawn: everybody reads the reason.")},
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["lang"] = language


class CarryForm(PortalForm):
    """Into which plan a commitment goes on."""

    def __init__(self, *args: Any, plans: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"] = forms.TypedChoiceField(
            label=_("Later plan"),
            coerce=int,
            choices=plans,
            error_messages={"required": _("Choose a later plan.")},
        )
