"""What allauth does in the portal's way: its words, its mails, and nothing kept about where people are."""

import base64
import hashlib
import secrets
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ogp_portal.accounts.mail import send_mail
from ogp_portal.accounts.models import User
from ogp_portal.accounts.signing_in import after_sign_in
from ogp_portal.web.visitors import network

NOTICES = {
    "account/messages/password_changed.txt": _("Your password has been changed."),
    "account/messages/password_set.txt": _("Your password has been set."),
    "mfa/messages/totp_activated.txt": _("The second factor is on."),
    "mfa/messages/totp_deactivated.txt": _("The second factor is off. Your other sessions have ended."),
}
"""What is said after a step; of all else the page that follows tells by itself."""
MAILS = {
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
    "account/email/password_reset": "password_changed",
    "mfa/email/totp_activated": "second_factor_on",
    "mfa/email/totp_deactivated": "second_factor_off",
    "mfa/email/recovery_codes_generated": "recovery_codes_new",
}
"""Which of our mails tells of which of allauth's events."""
TOO_OFTEN = _("Too many attempts. Wait five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in, passwords."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("The e-mail address or the password is not right."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("The code is not right. Codes of an app change every 30 seconds."),
        "invalid_password_reset": _("This link has been used or has expired."),
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """By invitation only."""
        return False

    def clean_password(self, password: str, user: Any = None) -> str:
        validate_password(password, user)
        return password

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *_: Any, **__: Any
    ) -> None:
        if notice := NOTICES.get(message_template or ""):
            messages.add_message(request, level, str(notice))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail of the portal has a template of its own; allauth's are sent to nobody."""

    def send_notification_mail(self, template_prefix: str, user: User, *_: Any, **__: Any) -> None:
        if template := MAILS.get(template_prefix):
            send_mail(user, language=user.language, template=template, context={"name": user.full_name})

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        values = {"name": user.full_name, "uid": context["uid"], "key": context["key"]}
        send_mail(user, language=user.language, template="password_reset", context=values)

    def get_client_ip(self, request: HttpRequest) -> str:
        """A number for the network that a request came from: enough to count attempts, no address."""
        return salted_hmac("ogp_portal.accounts.network", network(request)).hexdigest()[:32]

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return ""

    def reauthenticate(self, user: User, password: str) -> bool:
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(resolve_url(settings.LOGIN_REDIRECT_URL))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(resolve_url("accounts:profile"))

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("account_login")

    def post_login(
        self, request: HttpRequest, user: User, *, redirect_url: str | None = None, **_: Any
    ) -> HttpResponse:
        # Whoever has just typed their password is not asked for it again by the next sensitive step.
        reauthenticate_by_password(request)
        return after_sign_in(request, user, redirect_url)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor: its secrets lie encrypted under the portal's secret key."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _("Turn on the second factor first."),
        "incorrect_code": _("The code is not right. Codes of an app change every 30 seconds."),
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # Written under a key that is gone: whoever has the app gets in no more, and nobody else does.
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"ogp_portal.accounts.mfa" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
