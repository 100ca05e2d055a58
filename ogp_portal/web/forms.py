"""Forms that say what is wrong in one sentence, and fields for what people write loosely."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from ogp_portal.languages.dates import LooseDate, Role, parse_loose


class PortalForm(forms.Form):
    """A form whose rules are the portal's own: browsers add none, and labels end without a colon."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class LooseDateField(forms.CharField):
    """A date as people write it, kept as given; cleans to a LooseDate (without a day when none is certain).

    `role` says whether an imprecise date means its first day ("start") or its last ("end").
    """

    def __init__(self, *, role: Role = "end", **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 200, **kwargs})
        self.role = role

    def clean(self, value: Any) -> LooseDate:
        return parse_loose(super().clean(value), self.role)


class DayField(forms.CharField):
    """One certain day, in any way in which the seven languages write it; cleans to a date or None."""

    default_error_messages = {
        "no_day": _("“%(text)s” is not a day: write it like 31.12.2026 or 2026-12-31."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        parsed = parse_loose(text)
        if parsed.on is None or parsed.precision != "day":
            raise ValidationError(self.error_messages["no_day"], code="no_day", params={"text": text})
        return parsed.on


class LinksField(forms.CharField):
    """Addresses of web pages, one per line; cleans to a list."""

    widget = forms.Textarea(attrs={"rows": 2})
    default_error_messages = {
        "no_link": _("“%(text)s” is not an address: write it in full, beginning with https://."),
        "many": _("Give at most %(most)s addresses."),
    }
    most = 20

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        links = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(links) > self.most:
            raise ValidationError(self.error_messages["many"], code="many", params={"most": self.most})
        check = URLValidator(schemes=["http", "https"])
        for link in links:
            try:
                check(link)
            except ValidationError as error:
                message = self.error_messages["no_link"]
                raise ValidationError(message, code="no_link", params={"text": link}) from error
        return links
