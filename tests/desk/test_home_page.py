"""The page of the desk's home: its headline, its menu, its walls, and how much it asks."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import RoleAssignment, User
from ogp_portal.desk.pages.menu import areas_for
from tests.cast import Tenant, make_user
from tests.desk.homes import home, in_days, make_everything, make_evidence, make_period, page

Making = Callable[[Tenant], User]
PEOPLE: dict[str, tuple[Making, int]] = {
    "contact": (lambda tenant: make_user(Role.POINT_OF_CONTACT, tenant.country), 21),
    "officer": (lambda tenant: make_user(Role.AGENCY_OFFICER, tenant.country, tenant.ministry), 15),
    "member": (lambda tenant: make_user(Role.CSO_MEMBER, tenant.country, tenant.cso), 12),
    "translator": (lambda tenant: make_user(Role.TRANSLATOR, tenant.country), 11),
    "forum member": (lambda tenant: make_user(Role.FORUM_MEMBER, tenant.country), 12),
    "researcher": (lambda tenant: make_user(Role.IRM_RESEARCHER, tenant.country), 10),
    "administrator": (lambda tenant: make_user(Role.ADMINISTRATOR), 13),
    "programme officer": (lambda tenant: make_user(Role.PROGRAMME_OFFICER), 12),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_the_home_asks_as_much_for_three_of_everything_as_for_one(georgia: Tenant, who: str) -> None:
    make, expected = PEOPLE[who]
    client = Client(headers={"accept-language": "en"})
    client.force_login(make(georgia))
    counted = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            make_everything(georgia, number)
        client.get("/en/desk/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/en/desk/").status_code == 200
        counted.append(len(captured))
    assert counted == [expected, expected]
    assert expected < 25


def test_somebody_with_five_roles_asks_no_more_than_allowed(georgia: Tenant) -> None:
    user = make_user(Role.POINT_OF_CONTACT, georgia.country)
    others = {Role.TRANSLATOR: None, Role.FORUM_MEMBER: None, Role.IRM_RESEARCHER: None}
    for role, organisation in {**others, Role.CSO_MEMBER: georgia.cso}.items():
        RoleAssignment.objects.create(
            user=user, role=role, country=georgia.country, organisation=organisation
        )
    make_everything(georgia, 1)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    client.get("/en/desk/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/en/desk/")
    assert len(captured) == 24


def test_the_headline_says_what_is_late_and_what_comes_next(georgia: Tenant) -> None:
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    period = make_period(georgia, 9)
    name = period.name_in("en")
    make_evidence(georgia, "Late")
    assert home(contact).headline == f"1 thing is late. The report is due in 8 days ({name})."
    make_evidence(georgia, "Late too")
    make_evidence(georgia, "Today", reply_due_on=in_days(0))
    assert home(contact).headline == "2 things are late. The next thing is due today."


def test_a_desk_with_nothing_on_it_says_so(georgia: Tenant) -> None:
    text = page(make_user(Role.IRM_RESEARCHER, georgia.country))
    assert "<h1>Nothing waits for you.</h1>" in text
    assert "When something is due or waits for you, it stands here." in text


def test_one_country_never_stands_on_the_desk_of_another(georgia: Tenant, ukraine: Tenant) -> None:
    make_everything(georgia, 1)
    make_evidence(georgia, "Georgian secret")
    for role in (Role.POINT_OF_CONTACT, Role.TRANSLATOR, Role.FORUM_MEMBER, Role.IRM_RESEARCHER):
        text = page(make_user(role, ukraine.country))
        assert "Georgian secret" not in text
        assert "Newcomer" not in text
    assert "Georgian secret" in page(make_user(Role.POINT_OF_CONTACT, georgia.country))


def test_the_menu_leads_only_where_the_person_may_go(georgia: Tenant) -> None:
    with translation.override("en"):
        member = [area.name for area in areas_for(make_user(Role.CSO_MEMBER, georgia.country, georgia.cso))]
        translator = areas_for(make_user(Role.TRANSLATOR, georgia.country))
    assert member == ["Evidence", "Ratings", "Organisations", "Calendar"]
    client = Client()
    client.force_login(User.objects.get(assignments__role=Role.TRANSLATOR))
    assert [client.get(area.url).status_code for area in translator] == [200] * len(translator)


def test_a_title_in_another_language_says_which(georgia: Tenant) -> None:
    make_evidence(georgia, "", title_en="", title_ka="დაგვიანებული")
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    assert '<span lang="ka">დაგვიანებული</span>' in page(contact)
