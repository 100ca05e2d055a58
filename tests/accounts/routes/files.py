"""Published files: everybody reads the clean copy, nobody by another country's address."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile

from ogp_portal.files.actions import publish_files, store_upload
from ogp_portal.tenancy import country_scope
from tests.accounts.routes.world import Route, Routes, World, everybody

ROUTES: Routes = {"public:file": Route(everybody(200), lambda world: world.things["file"])}


def make(world: World) -> None:
    country = world.georgia.country
    upload = SimpleUploadedFile("notes.txt", io.BytesIO("ჩანაწერი".encode()).read())
    with country_scope(country):
        stored = store_upload(upload, country_id=country.pk, by=None, purpose="evidence")
        publish_files([stored.pk])
        copy = stored.copies.get()
    world.things["file"] = {"country": country.slug, "pk": copy.pk, "name": copy.name}
