"""The forms around an account, in the portal's own words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as recovery_codes
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from ogp_portal.accounts.models import User
from ogp_portal.accounts.passwords import GUIDANCE
from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.web.forms import PortalForm

MISMATCH = _("The two passwords are not the same: type the same one twice.")
CODE_ERRORS = {"required": _("Type the code that the app shows.")}


def email_field() -> forms.EmailField:
    """An address, said in our words; lower case throughout."""
    return forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("This is not an e-mail address: write it like name@example.org."),
        },
    )


def password_field(label: Any, *, is_new: bool = False, help_text: Any = "") -> forms.CharField:
    """A password as typed, blanks and all."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=200,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password" if is_new else "current-password"}),
        error_messages={"required": _("Type the password.")},
    )


def code_field(label: Any, help_text: Any) -> forms.CharField:
    """A code of an authenticator app, or a recovery code."""
    return forms.CharField(
        label=label,
        max_length=40,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages=CODE_ERRORS,
    )


class OwnWords(forms.Form):
    """allauth's rules under our labels, without its placeholders and colons."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.reword()

    def reword(self) -> None:
        """Put our fields in the place of allauth's."""


def _new_password(form: Any) -> None:
    """Two fields for a new password; what it must be is checked against the person."""
    form.fields["password1"] = password_field(_("New password"), is_new=True, help_text=GUIDANCE)
    form.fields["password2"] = password_field(_("New password once more"), is_new=True)


class TwicePassword(OwnWords):
    """Both the same, and a good one."""

    def clean(self) -> dict[str, Any]:
        # Past allauth's own comparison, which would say it in its words.
        cleaned: dict[str, Any] = self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", MISMATCH)
        elif first:
            try:
                validate_password(first, getattr(self, "user", None))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class SignInForm(OwnWords, account.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def reword(self) -> None:
        self.fields["login"] = email_field()
        self.fields["password"] = password_field(_("Password"))

    def clean_login(self) -> str:
        return str(self.cleaned_data["login"]).strip().casefold()


class ReauthenticateForm(OwnWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def reword(self) -> None:
        self.fields["password"] = password_field(_("Password"))


class ResetPasswordForm(OwnWords, account.ResetPasswordForm):  # type: ignore[misc]
    """Whose password is to be set anew."""

    def reword(self) -> None:
        self.fields["email"] = email_field()


class NewPasswordForm(TwicePassword, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, after the link of the mail."""

    def reword(self) -> None:
        _new_password(self)


class ChangePasswordForm(TwicePassword, account.ChangePasswordForm):  # type: ignore[misc]
    """The present password and a new one."""

    def reword(self) -> None:
        self.fields["oldpassword"] = password_field(_("Present password"))
        _new_password(self)


class CodeForm(OwnWords, mfa.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""

    def reword(self) -> None:
        self.fields["code"] = code_field(
            _("Code"), _("Six digits from your authenticator app, or one of your recovery codes.")
        )


class CodeAgainForm(OwnWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code once more."""

    reword = CodeForm.reword


class ActivateForm(OwnWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    def reword(self) -> None:
        self.fields["code"] = code_field(_("Code"), _("The six digits that the app shows now."))


class DeactivateForm(OwnWords, totp.DeactivateTOTPForm):  # type: ignore[misc]
    """Nothing to fill in."""


class RecoveryCodesForm(OwnWords, recovery_codes.GenerateRecoveryCodesForm):  # type: ignore[misc]
    """Nothing to fill in."""


def language_field() -> forms.ChoiceField:
    """One of the seven, under its own name."""
    return forms.ChoiceField(
        label=_("Language"),
        choices=[(code, OWN_NAMES[code]) for code in LANGUAGES],
        help_text=_("Mails come in this language."),
        error_messages={"required": _("Choose a language.")},
    )


def name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Type the name.")},
    )


class ProfileForm(PortalForm):
    """How the portal speaks to the person."""

    full_name = name_field()
    language = language_field()


class AcceptForm(PortalForm):
    """A new person's name, language and password."""

    full_name = name_field()
    language = language_field()
    password1 = password_field(_("New password"), is_new=True, help_text=GUIDANCE)
    password2 = password_field(_("New password once more"), is_new=True)

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        self.user = User(email=self.email, full_name=cleaned.get("full_name", ""))
        return TwicePassword.clean(self)  # type: ignore[arg-type]
