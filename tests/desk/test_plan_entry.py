"""Plans at the desk: begun, changed, published, withdrawn, with their documents."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.files.models import PublicCopy
from ogp_portal.tenancy import country_scope
from plans.models import ActionPlan, PlanFile
from tests.cast import SECRET, Tenant, make_user
from tests.desk.entering import filled, signed_in

PLAN: dict[str, Any] = {
    "title": "მეექვსე გეგმა",
    "legal_act": "დადგენილება 1",
    "number": "6",
    "kind": "government",
    "state": "co_creation",
    "starts_on": "1.1.2026",
    "ends_on": "31.12.2027",
}


@pytest.fixture
def contact(georgian_contact: User) -> Client:
    return signed_in(georgian_contact)


def test_a_plan_is_begun_and_published(georgia: Tenant, contact: Client) -> None:
    url = reverse("desk:plan_new")
    assert contact.post(url, filled(contact.get(url).content, **PLAN)).status_code == 302
    with country_scope(georgia.country):
        plan = ActionPlan.objects.latest("pk")
    assert (plan.key, plan.title_ka, plan.published_at) == ("6", "მეექვსე გეგმა", None)  # type: ignore[attr-defined]
    page = reverse("public:plan", kwargs={"country": "georgia", "plan": "6"})
    assert Client().get(page).status_code == 404
    contact.post(reverse("desk:plan_publish", args=[plan.pk]))
    assert "მეექვსე გეგმა" in Client().get(page).content.decode()
    contact.post(reverse("desk:plan_withdraw", args=[plan.pk]))
    assert Client().get(page).status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_on": "1.1.2025"}, "The last day lies before the first day."),
        ({"starts_on": "soon"}, "“soon” is not a day"),
        ({"key": "5"}, "Another plan of the country has this address already."),
        ({"number": "many"}, "Enter a whole number."),
    ],
)
def test_bad_input_gets_a_sentence(
    georgia: Tenant, contact: Client, changes: dict[str, Any], sentence: str
) -> None:
    url = reverse("desk:plan_new")
    answer = contact.post(url, filled(contact.get(url).content, **{**PLAN, **changes}))
    assert sentence in answer.content.decode()
    with country_scope(georgia.country):
        assert ActionPlan.objects.count() == 2


def test_the_administrator_enters_a_shadow_plan_for_belarus(db: None) -> None:
    client = signed_in(make_user(Role.ADMINISTRATOR))
    choice = client.get(reverse("desk:plan_new")).content.decode()
    assert "?of=belarus" in choice
    url = f"{reverse('desk:plan_new')}?of=belarus"
    data = filled(client.get(url).content, **{**PLAN, "title": "План", "kind": "shadow"})
    answer = client.post(url, data, follow=True)
    assert "shadow plan" in answer.content.decode()


def test_a_plan_shows_drafts_to_those_who_may_read_them(georgia: Tenant, contact: Client) -> None:
    url = reverse("desk:plan", args=[georgia.plan.pk])
    assert SECRET in contact.get(url).content.decode()
    member = signed_in(make_user(Role.FORUM_MEMBER, georgia.country, name="member"))
    page = member.get(url).content.decode()
    assert SECRET in page
    assert "Add a commitment" not in page
    watch = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "watch")
    assert signed_in(watch).get(url).status_code == 403


def test_a_document_is_public_with_its_plan(georgia: Tenant, contact: Client) -> None:
    url = reverse("desk:plan_file_add", args=[georgia.plan.pk])
    upload = SimpleUploadedFile("act.txt", "დადგენილება".encode(), content_type="text/plain")
    assert contact.post(url, {"title": "დადგენილება", "documents": [upload]}).status_code == 302
    with country_scope(georgia.country):
        row = PlanFile.objects.get()
        copies = PublicCopy.objects.filter(file=row.file_id)
        assert copies.filter(published_at__isnull=False).count() == 1
    assert "/ka/georgia/files/" in Client().get("/ka/georgia/plans/5/").content.decode()
    contact.post(reverse("desk:plan_withdraw", args=[georgia.plan.pk]))
    with country_scope(georgia.country):
        assert copies.filter(published_at__isnull=False).count() == 0
    answer = contact.get(reverse("desk:plan_file", kwargs={"pk": georgia.plan.pk, "file": row.pk}))
    assert b"".join(answer.streaming_content).decode() == "დადგენილება"  # type: ignore[attr-defined]
    contact.post(reverse("desk:plan_file_remove", kwargs={"pk": georgia.plan.pk, "file": row.pk}))
    with country_scope(georgia.country):
        assert not PlanFile.objects.exists()


def test_a_refused_document_says_why(georgia: Tenant, contact: Client) -> None:
    url = reverse("desk:plan_file_add", args=[georgia.plan.pk])
    upload = SimpleUploadedFile("a.html", b"<script>1</script>", content_type="text/html")
    answer = contact.post(url, {"title": "x", "documents": [upload]})
    assert answer.status_code == 200
    assert "save it as PDF" in answer.content.decode()
