"""Forum, consultations, contributions and responses."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ogp_portal.files.actions import store_upload
from ogp_portal.tenancy import country_scope
from plans.models import ConsultationFile, ForumMember, MeetingFile
from tests.accounts.routes.world import Route, Routes, World, everybody, only
from tests.cast import SECRET, Tenant
from tests.plans.making import (
    make_consultation,
    make_contribution,
    make_forum,
    make_meeting,
    make_response,
)

CONTACTS = ("administrator", "georgian contact")
READERS = (
    *CONTACTS,
    "programme officer",
    "lead officer",
    "other officer",
    "georgian translator",
    "georgian forum member",
)
CONTACT = only(*CONTACTS, ukrainian_contact=404)
READ = only(*READERS, ukrainian_contact=404)
DONE = only(*CONTACTS, status=302, ukrainian_contact=404)


def of(thing: str, **more: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.things[thing].pk, **more}


def public(**more: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"country": "georgia", **more}


def nothing(world: World) -> dict[str, Any]:
    return {}


ROUTES: Routes = {
    "public:forum": Route(everybody(200), public()),
    "public:consultation_list": Route(everybody(200), public()),
    "public:consultation": Route(everybody(200), public(key="ideas")),
    "public:contribution": Route(everybody(200), public(key="ideas", number=1)),
    "public:contribute": Route(everybody(200), public(key="ideas")),
    "public:contribute_send": Route(everybody(200), public(key="ideas"), nothing),
    "public:contribute_thanks": Route(everybody(200), public(key="ideas", number=3)),
    "desk:dialogue": Route(only(*READERS, "ukrainian contact")),
    "desk:forum_new": Route(CONTACT, public()),
    "desk:forum_edit": Route(CONTACT, of("forum", language="ka")),
    "desk:forum_publish": Route(DONE, of("forum"), nothing),
    "desk:forum_withdraw": Route(DONE, of("forum"), nothing),
    "desk:member_list": Route(CONTACT, of("forum")),
    "desk:member_edit": Route(CONTACT, of("member")),
    "desk:meeting": Route(READ, of("draft meeting")),
    "desk:meeting_new": Route(CONTACT, of("forum")),
    "desk:meeting_edit": Route(CONTACT, of("meeting", language="ka")),
    "desk:meeting_publish": Route(DONE, of("draft meeting"), nothing),
    "desk:meeting_withdraw": Route(DONE, of("meeting"), nothing),
    "desk:meeting_cancel": Route(DONE, of("meeting"), nothing),
    "desk:minutes_publish": Route(DONE, of("meeting"), nothing),
    "desk:meeting_file": Route(READ, of("paper")),
    "desk:meeting_file_add": Route(CONTACT, of("meeting"), nothing),
    "desk:meeting_file_remove": Route(DONE, of("paper"), nothing),
    "desk:consultation": Route(READ, of("draft consultation")),
    "desk:consultation_new": Route(CONTACT, lambda world: {"plan": world.georgia.plan.pk}),
    "desk:consultation_edit": Route(CONTACT, of("consultation", language="ka")),
    "desk:consultation_publish": Route(DONE, of("consultation"), nothing),
    "desk:consultation_withdraw": Route(DONE, of("consultation"), nothing),
    "desk:consultation_file": Route(READ, of("document")),
    "desk:consultation_file_add": Route(CONTACT, of("consultation"), nothing),
    "desk:consultation_file_remove": Route(DONE, of("document"), nothing),
    "desk:contribution_list": Route(CONTACT, of("consultation")),
    "desk:contribution_ticked": Route(DONE, of("consultation"), nothing),
    "desk:contribution_hide": Route(CONTACT, of("contribution")),
    "desk:contribution_erase": Route(CONTACT, of("contribution")),
    "desk:response": Route(
        CONTACT,
        of("consultation", language="ka"),
        lambda world: {"c": world.things["contribution"].pk},
    ),
}


def make(world: World) -> None:
    make_dialogue(world.ukraine)
    world.things |= make_dialogue(world.georgia)


def make_dialogue(tenant: Tenant) -> dict[str, Any]:
    """A forum with a published meeting and a draft, an open consultation and a draft, one contribution."""
    country = tenant.country
    with country_scope(country):
        forum = make_forum(country)
        member = ForumMember.objects.create(
            country=country, forum=forum, organisation=tenant.cso, sector="civil_society"
        )
        meeting = make_meeting(forum)
        draft = make_meeting(
            forum, title_en=SECRET, held_on=dt.date.today() + dt.timedelta(days=9), published_at=None
        )
        consultation = make_consultation(tenant.plan)
        draft_consultation = make_consultation(tenant.plan, key="draft", title_en=SECRET, published_at=None)
        contribution = make_contribution(consultation, 1, name="Olena Secret", email="olena@example.org")
        make_response(contribution)
        unread = make_contribution(consultation, 2, state="submitted", title=SECRET, body=SECRET)
        paper = MeetingFile.objects.create(
            country=country, meeting=draft, file=_stored(country.pk), title_en="Agenda"
        )
        document = ConsultationFile.objects.create(
            country=country, consultation=draft_consultation, file=_stored(country.pk), title_en="Draft"
        )
    return {
        "forum": forum,
        "member": member,
        "meeting": meeting,
        "draft meeting": draft,
        "consultation": consultation,
        "draft consultation": draft_consultation,
        "contribution": contribution,
        "unread": unread,
        "paper": paper,
        "document": document,
    }


def _stored(country_id: int) -> Any:
    upload = SimpleUploadedFile("agenda.txt", b"1. The draft plan", "text/plain")
    return store_upload(upload, country_id=country_id, by=None, purpose="meeting")
