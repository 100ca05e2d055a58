"""Ending a role so that nothing is left without anybody."""

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.models import Commitment
from ogp_portal.accounts.actions import end_role
from ogp_portal.accounts.models import Invitation, RoleAssignment, User
from ogp_portal.audit.context import acting
from ogp_portal.desk.models import Draft
from ogp_portal.desk.pages.leaving import REPORTING, drafts_of, successors
from plans.actions import NotPossible


@transaction.atomic
def end_and_hand_over(assignment: RoleAssignment, *, to: User | None, by: User) -> None:
    """End the role and give what it leaves to `to`; raises NotPossible with the reason.

    Without a successor the commitments name nobody, and the forms that were not saved stay with the account.
    """
    if to is not None and to.pk not in {user.pk for user in successors(assignment)}:
        raise NotPossible(_("Choose somebody who holds the same role in the same place."))
    end_role(assignment, by=by, handed_to=to)
    with acting(by):
        if assignment.role in REPORTING:
            held = Commitment.objects.filter(officer_id=assignment.user_id, country=assignment.country_id)
            held.update(officer=to)
        if to is not None:
            _hand_over(assignment, to)


def _hand_over(assignment: RoleAssignment, to: User) -> None:
    sent = Invitation.objects.filter(invited_by_id=assignment.user_id, country=assignment.country_id)
    sent.filter(accepted_at=None, withdrawn_at=None).update(invited_by=to)
    if assignment.country_id is None:
        return
    own = Draft.objects.filter(country=assignment.country_id, user=to).values_list("form", flat=True)
    drafts_of(assignment).exclude(form__in=list(own)).update(user=to)
