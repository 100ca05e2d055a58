"""Translating, history, the public change log."""

from typing import Any

from commitments.models import Commitment
from ogp_portal.audit.tracking import event_model
from ogp_portal.tenancy import country_scope
from ogp_portal.translation.editing import TextEdit, locked, save_texts, versions
from ogp_portal.translation.ledger import version_of
from tests.accounts.routes.world import Route, Routes, World, everybody, only

MAY_TRANSLATE = ("administrator", "georgian contact", "georgian translator")


def texts(world: World) -> dict[str, Any]:
    return {"model": "commitment", "pk": world.georgia.commitment.pk, "to": "ka"}


def history(world: World) -> dict[str, Any]:
    return {"model": "commitment", "pk": world.georgia.commitment.pk}


ROUTES: Routes = {
    "public:changes": Route(
        everybody(200), lambda world: {"country": "georgia", "plan": "5", "commitment": "1"}
    ),
    "desk:text_queue": Route(only(*MAY_TRANSLATE, "ukrainian contact")),
    "desk:text_coverage": Route(only(*MAY_TRANSLATE, "ukrainian contact")),
    "desk:text_object": Route(only(*MAY_TRANSLATE, ukrainian_contact=404), texts),
    "desk:history": Route(
        only(
            *MAY_TRANSLATE,
            "lead officer",
            "programme officer",
            ukrainian_contact=404,
            other_officer=404,
            watch_member=404,
            rival_member=404,
        ),
        history,
    ),
    "desk:history_restore": Route(
        only(
            *MAY_TRANSLATE,
            "lead officer",
            status=302,
            ukrainian_contact=404,
            other_officer=404,
            georgian_translator=403,
        ),
        history,
        lambda world: {
            "event": world.things["earlier event"],
            "field": "title",
            "language": "en",
            "base": version_of("Publish the whole register"),
        },
    ),
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
        first = event_model(Commitment)._default_manager.filter(id=row.pk).earliest("pgh_id")
        world.things["earlier event"] = first.pk
