"""Addresses of the account: ours by their own names, allauth's under the names by which it calls them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import include, path, re_path

from ogp_portal.accounts import views
from ogp_portal.accounts.views import guarded, with_password

ours = [
    path("", views.profile, name="profile"),
    path("sessions/", views.sessions, name="sessions"),
    path("kept/", views.kept, name="kept"),
    path("invitation/", views.invitation, name="invitation"),
]
KEY = r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-0-9A-Za-z]+)/$"
urlpatterns = [
    path("", include((ours, "accounts"))),
    path("sign-in/", guarded(views.SignIn.as_view()), name="account_login"),
    path("sign-in/code/", guarded(mfa.authenticate), name="mfa_authenticate"),
    path("again/password/", guarded(with_password(account.reauthenticate)), name="account_reauthenticate"),
    path("again/code/", guarded(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("password/", guarded(with_password(account.password_change)), name="account_change_password"),
    path("password/reset/", guarded(account.password_reset), name="account_reset_password"),
    path("password/reset/sent/", guarded(account.password_reset_done), name="account_reset_password_done"),
    path(
        "password/reset/done/",
        guarded(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(KEY, guarded(account.password_reset_from_key), name="account_reset_password_from_key"),
    path("second-factor/", views.second_factor, name="mfa_index"),
    path("second-factor/on/", guarded(with_password(totp.activate_totp)), name="mfa_activate_totp"),
    path("second-factor/off/", guarded(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", guarded(views.RecoveryCodes.as_view()), name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/new/",
        guarded(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
