"""What keeps robots out where anybody may write, without third parties and without keeping who wrote.

A field that people never see, a signed time at which the form was opened, and a count per network address.
The address itself is stored nowhere: Redis holds a hash under a key that is random, new each day, and gone
the day after.
"""

import contextlib
import hmac
import logging
import secrets
import time
from ipaddress import IPv6Address, ip_address
from typing import Any, ClassVar

import redis
from django import forms
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from ogp_portal.tenancy.stamps import client

FASTEST = 3
"""Seconds that nobody needs less of to fill in a form."""
OLDEST = 24 * 3600
TRAP = "comment_link"
"""The field that robots fill: its name invites them, browsers have nothing to fill it with."""
OPENED = "opened"
DAY = 24 * 3600

logger = logging.getLogger(__name__)


def opened_at(moment: float | None = None) -> str:
    """The signed time at which a form was opened, in seconds since 1970; now where none is given."""
    return Signer(salt="ogp_portal.web.visitors").sign(str(int(time.time() if moment is None else moment)))


class VisitorFields(forms.Form):
    """A form that anybody may send; its template places `{% visitor_fields form %}` before the button."""

    visitor_errors: ClassVar[dict[str, Any]] = {
        "trap": gettext_lazy(
            "The field that has to stay empty was filled in. Send the form once more without it."
        ),
        "fast": gettext_lazy(
            "The form came back within seconds, as robots send it. Send it once more in a moment."
        ),
        "old": gettext_lazy(
            "The form was open for more than a day. What you wrote is still here: send it once more."
        ),
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if code := self.robot_code():
            raise forms.ValidationError(self.visitor_errors[code], code=code)
        return cleaned

    def robot_code(self) -> str:
        """Why this looks like a robot: trap, fast, old, or ""."""
        if str(self.data.get(TRAP, "")).strip():
            return "trap"
        since = _seconds_since(str(self.data.get(OPENED, "")))
        if since is None or since > OLDEST:
            return "old"
        return "fast" if since < FASTEST else ""

    def opened_token(self) -> str:
        """The time at which this form was opened first, or now where that is no longer good."""
        token = str(self.data.get(OPENED, ""))
        since = _seconds_since(token)
        return token if since is not None and since <= OLDEST else opened_at()


def _seconds_since(token: str) -> float | None:
    """How long ago a form was opened; None for a time that is not signed by us, or lies ahead."""
    with contextlib.suppress(BadSignature, ValueError):
        since = time.time() - int(Signer(salt="ogp_portal.web.visitors").unsign(token))
        return since if since >= -1 else None
    return None


def visitor_fields(form: VisitorFields) -> SafeString:
    """Write the hidden time and the field that only robots see."""
    label = escape(gettext("Leave this field empty"))
    return mark_safe(  # noqa: S308
        f'<input type="hidden" name="{OPENED}" value="{escape(form.opened_token())}">'
        f'<div class="vh" aria-hidden="true"><label for="id_{TRAP}">{label}</label>'
        f'<input id="id_{TRAP}" name="{TRAP}" tabindex="-1" autocomplete="off"></div>'
    )


def too_often(request: HttpRequest, what: str, most: int, seconds: int) -> bool:
    """Count one more `what` from this address; whether there were more than `most` in this span of time.

    Without Redis nobody is turned away.
    """
    try:
        return _count(what, network(request), seconds) > most
    except redis.RedisError as error:
        logger.warning("Redis does not answer, so visitors are not counted: %s", error)
        return False


def _count(what: str, network: str, seconds: int) -> int:
    now = time.time()
    key = _key_of_the_day(int(now // DAY))
    name = hmac.new(key, f"{what}|{network}".encode(), "sha256").hexdigest()[:32]
    counter = f"portal:visitors:{what}:{int(now // seconds)}:{name}"
    with client().pipeline(transaction=False) as pipe:
        pipe.incr(counter)
        pipe.expire(counter, seconds)
        return int(pipe.execute()[0])


def _key_of_the_day(day: int) -> bytes:
    """Random, kept in Redis alone and for a day: afterwards no hash leads back to an address."""
    name = f"portal:visitors:key:{day}"
    with client().pipeline(transaction=False) as pipe:
        pipe.set(name, secrets.token_hex(32), nx=True, ex=DAY)
        pipe.get(name)
        kept: bytes | None = pipe.execute()[1]
    # Redis may have let go of it in between; a key of the process still counts within it.
    return kept or salted_hmac("ogp_portal.web.visitors", str(day)).digest()


def network(request: HttpRequest) -> str:
    """The address a request came from; of IPv6 the network that one subscriber has.

    With https:// a proxy stands in front: the last address it names is the one that spoke to it.
    """
    given = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        given = str(request.META.get("HTTP_X_FORWARDED_FOR", given)).rpartition(",")[2].strip()
    try:
        address = ip_address(given)
    except ValueError:
        return given
    if isinstance(address, IPv6Address):
        return address.exploded[:19] if address.ipv4_mapped is None else str(address.ipv4_mapped)
    return str(address)
