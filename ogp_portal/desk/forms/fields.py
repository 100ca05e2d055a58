"""Fields for what people type and the portal looks up: names from a list, and numbers with a comma."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

EMPTY_PLACES = 2
"""How many empty inputs stand below those that are filled; saving gives new ones."""
FOUR_PLACES = Decimal("0.0001")


class Named:
    """Things found by their names: `labels` by id as they are shown, `names` of all languages to ids."""

    def __init__(self, labels: Mapping[int, str], names: Iterable[tuple[str, int]] = ()) -> None:
        self.labels = labels
        self.ids = {_folded(name): pk for name, pk in names}
        self.ids |= {_folded(label): pk for pk, label in reversed(list(labels.items()))}

    def find(self, name: str, preferred: Iterable[int] = ()) -> int | None:
        """The id behind a name; of several under the same name, one that is preferred."""
        for pk in preferred:
            if _folded(self.labels.get(pk, "")) == _folded(name):
                return pk
        return self.ids.get(_folded(name))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


class NameField(forms.CharField):
    """One thing by its name; cleans to its id or None."""

    default_error_messages = {"unknown": _("“%(name)s” is not on the list: choose a name from it.")}

    def __init__(self, *, named: Named, list_id: str, current: int | None = None, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": list_id, "autocomplete": "off"})
        super().__init__(**{"required": False, "max_length": 300, "widget": widget, **kwargs})
        self.named, self.current = named, [current] if current else []

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        if not name:
            return None
        if (pk := self.named.find(name, self.current)) is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"name": name})
        return pk


class NamesInput(forms.Widget):
    """As many inputs as there are names, and some more."""

    def __init__(self, *, list_id: str, label: Any) -> None:
        super().__init__()
        self.list_id, self.label = list_id, label

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        found = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return [text.strip() for text in found if isinstance(text, str) and text.strip()]

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """Inputs one below the other; the first carries the field's label, the others say their place."""
        texts = [*(value or []), *[""] * EMPTY_PLACES]
        own = {**(attrs or {}), "list": self.list_id, "autocomplete": "off", "maxlength": "300"}
        inputs = []
        for place, text in enumerate(texts, start=1):
            place_attrs = dict(own)
            if place > 1:
                place_attrs["id"] = f"{own.get('id', name)}-{place}"
                place_attrs["aria-label"] = f"{self.label} {place}"
            values = {**place_attrs, "type": "text", "name": name, "value": text}
            inputs.append(f"<input{flatatt(values)}>")
        return mark_safe(f'<div class="names">{"".join(inputs)}</div>')  # noqa: S308


class NamesField(forms.Field):
    """Several things by their names; cleans to their ids in order."""

    default_error_messages = {"unknown": _("“%(name)s” is not on the list: choose a name from it.")}

    def __init__(self, *, named: Named, list_id: str, current: Iterable[int] = (), **kwargs: Any) -> None:
        widget = NamesInput(list_id=list_id, label=kwargs.get("label", ""))
        super().__init__(**{"required": False, "widget": widget, **kwargs})
        self.named, self.current = named, list(current)

    def clean(self, value: Any) -> list[int]:
        found: set[int] = set()
        for name in value or []:
            pk = self.named.find(name, self.current)
            if pk is None:
                raise ValidationError(
                    self.error_messages["unknown"], code="unknown", params={"name": name[:300]}
                )
            found.add(pk)
        return sorted(found)


class NumberField(forms.CharField):
    """A number with a comma or a point and spaces between thousands; cleans to a Decimal of four places."""

    default_error_messages = {
        "no_number": _("“%(text)s” is not a number: write figures only, such as 12 or 12,5."),
        "too_big": _("“%(text)s” is too big."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 40, **kwargs})
        self.widget.attrs["inputmode"] = "decimal"

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        plain = "".join(text.split()).replace("\u2212", "-").replace(",", ".")
        try:
            number = Decimal(plain)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or plain.lower().count("e"):
            raise ValidationError(self.error_messages["no_number"], code="no_number", params={"text": text})
        if abs(number) >= Decimal(10) ** 14:
            raise ValidationError(self.error_messages["too_big"], code="too_big", params={"text": text})
        return number.quantize(FOUR_PLACES)
