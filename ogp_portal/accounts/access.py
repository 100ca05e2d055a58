"""The one table of routes: who may open each, and behind which wall it runs.

A route that is not here does not start (see `checks.py`). Which rows a person sees is decided by
`visible_to(user)`, which they may change by `editable_by(user)`, what may be done with a row by its
`…_blocker`.
"""

from dataclasses import dataclass, field
from enum import Enum

from ogp_portal.accounts.enums import Role


class Wall(Enum):
    """What a request may touch in the database."""

    NONE = "no tenant's rows at all"
    PUBLIC_COUNTRY = "published rows of the country in the address, as the anonymous role"
    PUBLIC_EVERY = "published rows of all countries, as the anonymous role"
    OWN = "rows of the countries in which the person holds one of the route's roles"
    VISITOR = "rows of the country in the address, for a visitor who leaves something there"


@dataclass(frozen=True)
class Access:
    """`roles` empty: everybody, also without signing in.

    `is_shown` is false where nothing that the route writes is on a public page: cached pages then stay.
    """

    wall: Wall
    roles: frozenset[Role] = field(default_factory=frozenset)
    is_shown: bool = True


def _own(*roles: Role, is_shown: bool = True) -> Access:
    return Access(Wall.OWN, frozenset(roles), is_shown)


OPEN = Access(Wall.NONE)
PUBLIC = Access(Wall.PUBLIC_EVERY)
PUBLIC_COUNTRY = Access(Wall.PUBLIC_COUNTRY)
VISITOR = Access(Wall.VISITOR)
REPORTS = _own(Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR, Role.POINT_OF_CONTACT)
EVERYBODY = _own(*Role)
"""Whoever holds any role: the desk's home, their drafts."""
CONTACT = _own(Role.POINT_OF_CONTACT, Role.ADMINISTRATOR)
ENTRY = _own(Role.POINT_OF_CONTACT, Role.AGENCY_OFFICER, Role.ADMINISTRATOR)
READING = _own(
    Role.POINT_OF_CONTACT,
    Role.AGENCY_OFFICER,
    Role.FORUM_MEMBER,
    Role.TRANSLATOR,
    Role.PROGRAMME_OFFICER,
    Role.ADMINISTRATOR,
)
"""Drafts of a plan and its commitments, to be read."""
TRANSLATING = _own(Role.TRANSLATOR, Role.POINT_OF_CONTACT, Role.ADMINISTRATOR)
HISTORY = _own(
    Role.POINT_OF_CONTACT,
    Role.AGENCY_OFFICER,
    Role.TRANSLATOR,
    Role.CSO_MEMBER,
    Role.PROGRAMME_OFFICER,
    Role.ADMINISTRATOR,
)
"""Who changed what: of rows that the person works on, and for officers of the programme."""
WATCHING = _own(Role.CSO_MEMBER)
REVIEWING = _own(Role.ADMINISTRATOR)
"""Civil society's evidence and ratings before they are public: the portal's editors, never a government."""
WRITING = _own(Role.CSO_MEMBER, is_shown=False)
"""What an organisation writes before the portal's editors have published it."""
WATCHED = _own(Role.CSO_MEMBER, Role.ADMINISTRATOR)
"""What an organisation writes and the portal's editors review."""
ANSWERING = _own(Role.POINT_OF_CONTACT, Role.AGENCY_OFFICER)
EVIDENCE = _own(Role.CSO_MEMBER, Role.ADMINISTRATOR, Role.POINT_OF_CONTACT, Role.AGENCY_OFFICER)
"""Evidence on its way, and once it is published, to be replied to."""
IRM = _own(Role.IRM_RESEARCHER, Role.ADMINISTRATOR)

ORGANISATIONS = _own(Role.CSO_MEMBER, Role.POINT_OF_CONTACT, Role.ADMINISTRATOR)
"""Civil society's organisations: their own, those of the country, or all."""
PEOPLE = _own(Role.POINT_OF_CONTACT, Role.ADMINISTRATOR, is_shown=False)
"""Who holds which role: no public page shows it."""
ADMINISTRATION = _own(Role.ADMINISTRATOR, is_shown=False)

ACCESS: dict[str, Access] = {
    "health": OPEN,
    "ready": OPEN,
    "public:home": PUBLIC,
    "public:country": PUBLIC_COUNTRY,
    "public:plan": PUBLIC_COUNTRY,
    "public:commitment": PUBLIC_COUNTRY,
    "public:area_list": PUBLIC,
    "public:area": PUBLIC,
    "public:three_voices": PUBLIC,
    "public:accessibility": PUBLIC,
    "public:report_check": OPEN,
    "public:report_check_one": OPEN,
    # The desk
    "desk:sign_out": OPEN,
    "desk:home": EVERYBODY,
    # Reports
    "desk:report_list": REPORTS,
    "desk:report": REPORTS,
    "desk:report_file": REPORTS,
    "desk:report_retry": REPORTS,
    # Accounts and people
    "account_login": OPEN,
    "account_reauthenticate": OPEN,
    "account_change_password": OPEN,
    "account_reset_password": OPEN,
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": OPEN,
    "account_reset_password_from_key_done": OPEN,
    "mfa_index": OPEN,
    "mfa_authenticate": OPEN,
    "mfa_reauthenticate": OPEN,
    "mfa_activate_totp": OPEN,
    "mfa_deactivate_totp": OPEN,
    "mfa_view_recovery_codes": OPEN,
    "mfa_generate_recovery_codes": OPEN,
    "accounts:profile": OPEN,
    "accounts:sessions": OPEN,
    "accounts:kept": OPEN,
    "accounts:invitation": OPEN,
    "desk:people": PEOPLE,
    "desk:invite": PEOPLE,
    "desk:person": PEOPLE,
    "desk:person_account": ADMINISTRATION,
    "desk:person_second_factor": ADMINISTRATION,
    "desk:role_end": PEOPLE,
    "desk:invitation_again": PEOPLE,
    "desk:invitation_withdraw": PEOPLE,
    # Plans and commitments
    "desk:draft_save": _own(*Role, is_shown=False),
    "desk:draft_discard": _own(*Role, is_shown=False),
    "desk:plan_list": READING,
    "desk:plan_new": CONTACT,
    "desk:plan": READING,
    "desk:plan_edit": CONTACT,
    "desk:plan_publish": CONTACT,
    "desk:plan_withdraw": CONTACT,
    "desk:plan_file": READING,
    "desk:plan_file_add": CONTACT,
    "desk:plan_file_remove": CONTACT,
    "desk:commitment": READING,
    "desk:commitment_new": ENTRY,
    "desk:commitment_edit": ENTRY,
    "desk:commitment_submit": ENTRY,
    "desk:commitment_return": CONTACT,
    "desk:commitment_publish": CONTACT,
    "desk:commitment_withdraw": CONTACT,
    "desk:commitment_carry": CONTACT,
    "desk:milestone_new": ENTRY,
    "desk:milestone_edit": ENTRY,
    "desk:milestone_move": ENTRY,
    "desk:milestone_remove": ENTRY,
    "desk:indicator_new": ENTRY,
    "desk:indicator_edit": ENTRY,
    "desk:indicator_move": ENTRY,
    "desk:indicator_remove": ENTRY,
    "public:commitment_preview": READING,
    # Progress
    "desk:period_list": ENTRY,
    "desk:period_calendar": CONTACT,
    "desk:period_new": CONTACT,
    "desk:period": ENTRY,
    "desk:period_edit": CONTACT,
    "desk:period_publish": CONTACT,
    "desk:period_remind": _own(Role.POINT_OF_CONTACT, Role.ADMINISTRATOR, is_shown=False),
    "desk:period_lock": CONTACT,
    "desk:period_reopen": CONTACT,
    "desk:progress": ENTRY,
    "desk:progress_in": ENTRY,
    "desk:progress_return": CONTACT,
    "desk:progress_publish": CONTACT,
    "desk:progress_nothing_new": ENTRY,
    "desk:progress_file": ENTRY,
    "desk:progress_file_remove": ENTRY,
    "desk:calendar": EVERYBODY,
    "desk:calendar_file": EVERYBODY,
    "desk:calendar_renew": _own(*Role, is_shown=False),
    "desk:calendar_stop": _own(*Role, is_shown=False),
    # Whoever knows the secret address; the view opens the wall of the person whose address it is.
    "desk:calendar_feed": OPEN,
    # Texts: translating, history
    "public:changes": PUBLIC_COUNTRY,
    "desk:text_queue": TRANSLATING,
    "desk:text_approve": TRANSLATING,
    "desk:text_coverage": TRANSLATING,
    "desk:text_object": TRANSLATING,
    "desk:history": HISTORY,
    "desk:history_restore": _own(
        Role.POINT_OF_CONTACT, Role.AGENCY_OFFICER, Role.TRANSLATOR, Role.ADMINISTRATOR
    ),
    # Files and organisations
    "public:file": PUBLIC_COUNTRY,
    "public:organisation_list": PUBLIC_COUNTRY,
    "public:organisation": PUBLIC_COUNTRY,
    "public:organisation_register": VISITOR,
    "public:organisation_sent": PUBLIC_COUNTRY,
    "public:organisation_address": VISITOR,
    "desk:organisation_list": ORGANISATIONS,
    "desk:organisation": ORGANISATIONS,
    "desk:organisation_confirm": CONTACT,
    "desk:organisation_decline": CONTACT,
    "desk:organisation_edit": WATCHED,
    "desk:organisation_alias": WATCHED,
    # Evidence, ratings, IRM
    "public:disagreement": PUBLIC,
    "public:country_disagreement": PUBLIC_COUNTRY,
    "desk:evidence_list": EVIDENCE,
    "desk:evidence_new": WRITING,
    "desk:evidence_write": WRITING,
    "desk:evidence": EVIDENCE,
    "desk:evidence_edit": WRITING,
    "desk:evidence_file": WATCHED,
    "desk:evidence_file_remove": WRITING,
    "desk:evidence_submit": WRITING,
    "desk:evidence_take_back": WRITING,
    "desk:evidence_discard": WRITING,
    "desk:evidence_correct": WRITING,
    "desk:evidence_publish": REVIEWING,
    "desk:evidence_return": REVIEWING,
    "desk:evidence_reject": REVIEWING,
    "desk:evidence_reply": ANSWERING,
    "desk:rating_list": WATCHED,
    "desk:rating_new": WRITING,
    "desk:rating_write": WRITING,
    "desk:rating": WATCHED,
    "desk:rating_edit": WRITING,
    "desk:rating_submit": WRITING,
    "desk:rating_take_back": WRITING,
    "desk:rating_discard": WRITING,
    "desk:rating_publish": REVIEWING,
    "desk:rating_return": REVIEWING,
    "desk:rating_reject": REVIEWING,
    "desk:irm_report_list": IRM,
    "desk:irm_report_new": IRM,
    "desk:irm_report": IRM,
    "desk:irm_report_edit": IRM,
    "desk:irm_coding": IRM,
    # Dialogue
    "public:forum": PUBLIC_COUNTRY,
    "public:consultation_list": PUBLIC_COUNTRY,
    "public:consultation": PUBLIC_COUNTRY,
    "public:contribution": PUBLIC_COUNTRY,
    "public:contribute": PUBLIC_COUNTRY,
    # What was sent waits to be read: no public page changes by it.
    "public:contribute_send": Access(Wall.VISITOR, is_shown=False),
    "public:contribute_thanks": PUBLIC_COUNTRY,
    "desk:dialogue": READING,
    "desk:forum_new": CONTACT,
    "desk:forum_edit": CONTACT,
    "desk:forum_publish": CONTACT,
    "desk:forum_withdraw": CONTACT,
    "desk:member_list": CONTACT,
    "desk:member_edit": CONTACT,
    "desk:meeting": READING,
    "desk:meeting_new": CONTACT,
    "desk:meeting_edit": CONTACT,
    "desk:meeting_publish": CONTACT,
    "desk:meeting_withdraw": CONTACT,
    "desk:meeting_cancel": CONTACT,
    "desk:minutes_publish": CONTACT,
    "desk:meeting_file": READING,
    "desk:meeting_file_add": CONTACT,
    "desk:meeting_file_remove": CONTACT,
    "desk:consultation": READING,
    "desk:consultation_new": CONTACT,
    "desk:consultation_edit": CONTACT,
    "desk:consultation_publish": CONTACT,
    "desk:consultation_withdraw": CONTACT,
    "desk:consultation_file": READING,
    "desk:consultation_file_add": CONTACT,
    "desk:consultation_file_remove": CONTACT,
    "desk:contribution_list": CONTACT,
    "desk:contribution_ticked": CONTACT,
    "desk:contribution_hide": CONTACT,
    "desk:contribution_erase": CONTACT,
    "desk:response": CONTACT,
    # The demonstration
    "demo:cast": OPEN,
    "demo:sign_in": OPEN,
}
