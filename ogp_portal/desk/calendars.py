"""Calendar files of what is due, and the secret address under which a person subscribes to theirs."""

import datetime as dt
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from icalendar import Calendar, Event

from ogp_portal.accounts.backends import PortalBackend
from ogp_portal.accounts.models import User
from ogp_portal.desk.models import CalendarFeed
from ogp_portal.desk.pages.due import Due

SIGNER = Signer(salt="portal.calendar", sep=".")


def calendar_text(dues: list[Due], *, name: str, now: dt.datetime) -> bytes:
    """An iCalendar file (RFC 5545) with one event of a whole day for each."""
    host = urlsplit(settings.PORTAL_URL).hostname
    calendar = Calendar()
    calendar.add("prodid", "-//OGP Portal//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for due in dues:
        event = Event()
        event.add("uid", f"{due.key}@{host}")
        event.add("dtstamp", now)
        event.add("dtstart", due.on)
        event.add("dtend", due.on + dt.timedelta(days=1))
        event.add("summary", due.text)
        event.add("url", f"{settings.PORTAL_URL}{due.path}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def token_of(user: User) -> str:
    """The secret part of a person's address, or "" where they have none."""
    feed = CalendarFeed.objects.filter(user=user).first()
    return SIGNER.sign(feed.key) if feed else ""


def user_of(token: str) -> User | None:
    """Whose address this is: only of somebody who may still sign in and holds a role."""
    try:
        key = SIGNER.unsign(token)
    except BadSignature:
        return None
    feed = CalendarFeed.objects.select_related("user").filter(key=key).first()
    if feed is None or not PortalBackend().user_can_authenticate(feed.user):
        return None
    return feed.user if feed.user.roles else None


@transaction.atomic
def renew_address(user: User) -> None:
    """Give the person a new address; the one before leads nowhere from now on."""
    CalendarFeed.objects.update_or_create(user=user, defaults={"key": secrets.token_urlsafe(32)})


def stop_address(user: User) -> None:
    """Take the person's address away."""
    CalendarFeed.objects.filter(user=user).delete()
