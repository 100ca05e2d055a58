"""Translating, history, the public change log."""

from typing import Any

from commitments.models import Commitment, PublicChange
from ogp_portal.tenancy import country_scope
from ogp_portal.translation.editing import TextEdit, locked, save_texts, versions
from tests.accounts.routes.world import Route, Routes, World, only

MAY_TRANSLATE = ("administrator", "georgian contact", "georgian translator")


def texts(world: World) -> dict[str, Any]:
    return {"model": "commitment", "pk": world.georgia.commitment.pk, "to": "ka"}


def sent(world: World) -> dict[str, Any]:
    return {"do": "draft", "title": "რეესტრის გამოქვეყნება", "base_title": "", "source_title": ""}


ROUTES: Routes = {
    "desk:text_queue": Route(only(*MAY_TRANSLATE, "ukrainian contact")),
    "desk:text_coverage": Route(only(*MAY_TRANSLATE, "ukrainian contact")),
    "desk:text_object": Route(only(*MAY_TRANSLATE, ukrainian_contact=404), texts),
    "desk:text_approve": Route(
        only(*MAY_TRANSLATE, "ukrainian contact", status=302), data=lambda world: {"to": "ka"}
    ),
}


def make(world: World) -> None:
    """A title that has been changed since it was published."""
    with country_scope(world.georgia.country):
        row = locked(Commitment.objects.get(pk=world.georgia.commitment.pk))
        edit = TextEdit("en", {"title": "Publish the whole register"}, versions(row, ["title"], "en"))
        save_texts(row, edit, by=world.people["georgian contact"], main_language="ka")
        assert PublicChange.objects.filter(commitment=row, field="title_en").exists()
