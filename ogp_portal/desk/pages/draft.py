"""Forms that save themselves while somebody types.

How to use it, for any form of the desk:

1. In the view: `kept = kept_form(request, country_id, "progress:12:ka")`, where the name says the form, what
   it is about and, where texts are edited, their language. For a form that is not bound:
   `kept.take_up(form)` after the form is made, which fills in the kept values when the person asked for them.
2. In the template, `{% include "components/draft_offer.html" %}` above the form (it says what was left and
   offers to take it up or discard it) and `{% include "components/draft_keeping.html" %}` inside it, before
   the buttons; both read `kept`. The page needs htmx as in `desk/report.html`. Without JavaScript nothing is
   kept, and nothing else changes.
3. When the form has been saved: `kept.forget()`.

The kept values include the form's hidden `base`, so what is taken up later still meets whoever saved between.
Files are never kept: browsers do not hand them over twice.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django import forms
from django.http import QueryDict
from django.urls import reverse

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import User
from ogp_portal.desk.models import Draft
from ogp_portal.desk.views.asking import person
from ogp_portal.tenancy.directory import CountryEntry, country_by_id

NAME: Final = re.compile(r"[a-z_]+(:[\w-]+){0,5}")
MOST: Final = 400_000
"""Characters of one kept form; longer ones are not kept."""
NOT_KEPT: Final = {"csrfmiddlewaretoken", "draft"}
Values = Mapping[str, list[str]]


@dataclass(frozen=True)
class Kept:
    """What is kept of a form; `saved_at` None and no values where there is nothing."""

    user: User
    country: CountryEntry
    name: str
    path: str
    saved_at: dt.datetime | None = None
    values: Values | None = None
    is_taken_up: bool = False

    @property
    def is_offered(self) -> bool:
        """Whether the page asks what to do with it."""
        return self.values is not None and not self.is_taken_up

    @property
    def save_url(self) -> str:
        return reverse("desk:draft_save", kwargs={"country": self.country.slug})

    @property
    def discard_url(self) -> str:
        return reverse("desk:draft_discard", kwargs={"country": self.country.slug})

    def take_up(self, form: forms.BaseForm) -> None:
        """Let a form that is not bound begin with the kept values, where the person asked for them."""
        if not self.is_taken_up or form.is_bound or self.values is None:
            return
        data = QueryDict(mutable=True)
        for name, texts in self.values.items():
            data.setlist(form.add_prefix(name), texts)
        for name, field in form.fields.items():
            if name in self.values or isinstance(field.widget, forms.CheckboxInput):
                form.initial[name] = field.widget.value_from_datadict(data, {}, form.add_prefix(name))

    def forget(self) -> None:
        """The form has been saved: nothing of it is left over."""
        Draft.objects.filter(country_id=self.country.pk, user=self.user, form=self.name).delete()


def kept_form(request: PortalRequest, country_id: int, name: str) -> Kept:
    """What this person has left unsaved in a form, by one query; none for a form that is being sent."""
    kept = Kept(person(request), country_by_id(country_id), name, request.path)
    if request.method == "POST":
        return kept
    found = Draft.objects.filter(country_id=country_id, user=kept.user, form=name)
    if (row := found.values("values", "saved_at").first()) is None:
        return kept
    return replace(
        kept, saved_at=row["saved_at"], values=row["values"], is_taken_up=request.GET.get("kept") == "1"
    )


def posted_values(data: QueryDict) -> dict[str, list[str]] | None:
    """A form's fields as they came, or None when they are too much to keep."""
    values = {name: texts for name, texts in data.lists() if name not in NOT_KEPT}
    size = sum(len(name) + sum(map(len, texts)) for name, texts in values.items())
    return values if size <= MOST else None
