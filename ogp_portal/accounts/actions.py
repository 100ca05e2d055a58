"""Every change of accounts and roles that has consequences."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.mail import send_mail
from ogp_portal.accounts.models import RoleAssignment, RoleChange, User
from ogp_portal.accounts.refusal import NotPossible
from ogp_portal.accounts.sessions import end_sessions
from ogp_portal.tenancy.directory import country_by_id

__all__ = [
    "NotPossible",
    "change_profile",
    "close_account",
    "close_blocker",
    "end_role",
    "end_role_blocker",
    "give_role",
    "open_account",
    "reopen_account",
    "reset_second_factor",
]


@transaction.atomic
def open_account(email: str, full_name: str, language: str, password: str) -> User:
    """Make an account without any role; raises NotPossible when the address has one already.

    Whoever calls this for a stranger answers the same in both cases, or tells strangers who has an account.
    """
    if User.objects.filter(email=email.casefold()).exists():
        raise NotPossible(_("There is an account with this e-mail address already. Sign in with it."))
    return User.objects.create_user(email, password, full_name=full_name, language=language)


@transaction.atomic
def change_profile(user: User, *, full_name: str, language: str) -> None:
    """How the portal names somebody, and in which language it writes to them."""
    user.full_name, user.language = full_name, language
    user.save(update_fields=["full_name", "language"])


@transaction.atomic
def give_role(
    user: User, role: str, country_id: int | None, organisation_id: int | None, *, by: User | None
) -> RoleAssignment:
    """Give a role in its place and write it down; who holds it already keeps it, without a second line."""
    assignment, is_new = RoleAssignment.objects.get_or_create(
        user=user,
        role=role,
        country_id=country_id,
        organisation_id=organisation_id,  # type: ignore[misc]
    )
    if is_new:
        _write_down(assignment, by=by)
    return assignment


def end_role_blocker(assignment: RoleAssignment, by: User) -> str:
    """Why the role cannot end now, or ""."""
    others = (
        RoleAssignment.objects.like(assignment)
        .filter(user__is_active=True)
        .exclude(user_id=assignment.user_id)
    )
    if assignment.role == Role.ADMINISTRATOR and not others.exists():
        return _("This is the last administrator: without one, nobody could let anybody in any more.")
    is_contact = assignment.role == Role.POINT_OF_CONTACT
    if is_contact and not by.roles.is_administrator and not others.exists():
        return _("Nobody else is point of contact of this country: invite a successor first.")
    return ""


@transaction.atomic
def end_role(assignment: RoleAssignment, *, by: User, handed_to: User | None = None) -> None:
    """End a role and write it down, with whoever takes over; raises NotPossible with the reason."""
    # One at a time among holders of the same role, so that the last two cannot end each other.
    held = RoleAssignment.objects.like(assignment)
    list(held.order_by("pk").select_for_update().values_list("pk"))
    if blocker := end_role_blocker(assignment, by):
        raise NotPossible(blocker)
    _write_down(assignment, by=by, has_ended=True, handed_to=handed_to)
    language = assignment.user.language
    place = country_by_id(assignment.country_id).form("name", language) if assignment.country_id else ""
    context = {"name": assignment.user.full_name, "role": assignment, "place": place}
    send_mail(assignment.user, language=assignment.user.language, template="role_ended", context=context)
    RoleAssignment.objects.filter(pk=assignment.pk).delete()


def close_blocker(user: User, by: User) -> str:
    """Why the account cannot be closed, or ""."""
    if user.pk == by.pk:
        return _("Nobody closes their own account: ask another administrator.")
    administrator = user.assignments.filter(role=Role.ADMINISTRATOR).first()
    return end_role_blocker(administrator, by) if administrator else ""


@transaction.atomic
def close_account(user: User, *, by: User) -> None:
    """Nobody signs in with it any more, and its sessions end at once; its roles and work stay."""
    if blocker := close_blocker(user, by):
        raise NotPossible(blocker)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)


@transaction.atomic
def reopen_account(user: User, *, by: User) -> None:
    """Let somebody sign in again."""
    user.is_active = True
    user.save(update_fields=["is_active"])


@transaction.atomic
def reset_second_factor(user: User, *, by: User) -> None:
    """For somebody who has lost both phone and recovery codes: they turn it on anew at their next sign-in."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    send_mail(user, language=user.language, template="second_factor_off", context={"name": user.full_name})


def _write_down(
    assignment: RoleAssignment, *, by: User | None, has_ended: bool = False, handed_to: User | None = None
) -> None:
    RoleChange.objects.create(
        user_id=assignment.user_id,
        role=assignment.role,
        country_id=assignment.country_id,
        organisation_id=assignment.organisation_id,
        has_ended=has_ended,
        handed_to=handed_to,
        changed_by=by,
    )
