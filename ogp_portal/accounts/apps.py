"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ogp_portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_set, user_logged_in
        from allauth.mfa.signals import authenticator_added, authenticator_removed
        from allauth.usersessions import signals as theirs
        from django.contrib.auth.signals import user_logged_in as signed_in

        from ogp_portal.accounts import (
            checks,  # noqa: F401 (registers the system checks)
            sessions,
        )

        # allauth would note the network address and the browser's whole name: ours note neither.
        user_logged_in.disconnect(theirs.on_user_logged_in)
        signed_in.connect(sessions.begin_session)
        for signal in (password_changed, password_set):
            signal.disconnect(theirs.on_password_changed)
            signal.connect(sessions.remember_session)
        authenticator_added.connect(sessions.note_second_factor)
        authenticator_removed.connect(sessions.forget_second_factor)
