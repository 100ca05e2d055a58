"""What a password must be, said in the portal's own words: Django's are not there in all seven languages."""

from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

GUIDANCE = gettext_lazy(
    "At least 12 characters. Three or four words that have nothing to do with each other are easy to remember"
    " and hard to guess."
)


class MinimumLength(password_validation.MinimumLengthValidator):
    """Long enough."""

    def get_error_message(self) -> str:
        return ngettext(
            "The password is too short: it needs at least %(count)s character.",
            "The password is too short: it needs at least %(count)s characters.",
            self.min_length,
        ) % {"count": self.min_length}

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self.min_length:
            raise ValidationError(self.get_error_message(), code="password_too_short")


class Uncommon(password_validation.CommonPasswordValidator):
    """Not among the 20,000 that are tried first."""

    def validate(self, password: str, user: Any = None) -> None:
        if password.lower().strip() in self.passwords:
            message = _("This password is one of those that are tried first. Choose another one.")
            raise ValidationError(message, code="password_too_common")


class NotNumeric(password_validation.NumericPasswordValidator):
    """Not a number."""

    def validate(self, password: str, user: Any = None) -> None:
        if password.isdigit():
            message = _("A password of digits alone is found quickly. Add letters or words.")
            raise ValidationError(message, code="password_entirely_numeric")


class NotAboutOneself(password_validation.UserAttributeSimilarityValidator):
    """Neither the address nor the name."""

    def validate(self, password: str, user: Any = None) -> None:
        try:
            super().validate(password, user)
        except ValidationError as error:
            message = _("The password resembles your name or e-mail address. Choose another one.")
            raise ValidationError(message, code="password_too_similar") from error
