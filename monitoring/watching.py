"""What evidence and ratings of civil society have in common: why they cannot be given, and their states."""

from django.utils.translation import gettext as _

from commitments.enums import CommitmentState, ReportState
from commitments.models import Commitment
from ogp_portal.accounts.enums import OrganisationState
from ogp_portal.accounts.models import Organisation


def watch_blocker(organisation: Organisation, commitment: Commitment) -> str:
    """Why this organisation cannot bring anything on this commitment before the public, or ""."""
    if organisation.state == OrganisationState.PENDING:
        return _(
            "Your organisation has not been confirmed yet. You can write drafts meanwhile and submit them"
            " once it is."
        )
    if organisation.state != OrganisationState.CONFIRMED:
        return _("Your organisation was not confirmed, so it can submit nothing.")
    if commitment.plan.published_at is None:
        return _("The plan of this commitment is not public.")
    if commitment.state == CommitmentState.DRAFT:
        return _("This commitment is not public.")
    return ""


def state_blocker(state: str) -> str:
    """Why something in this state is no longer changed or submitted."""
    match state:
        case ReportState.SUBMITTED:
            return _("This waits to be reviewed. Take it back to change it.")
        case ReportState.PUBLISHED:
            return _("This is published already.")
        case _rejected:
            return _("This was rejected. The reason is public; write anew where you can put it right.")
