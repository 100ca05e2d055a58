"""People: who holds which role, inviting them, ending a role."""

from django.urls import path

from ogp_portal.desk.views import people

urlpatterns = [
    path("desk/people/", people.people, name="people"),
    path("desk/people/invite/", people.invite, name="invite"),
    path("desk/people/<int:pk>/", people.person, name="person"),
    path("desk/people/<int:pk>/account/", people.person_account, name="person_account"),
    path("desk/people/<int:pk>/second-factor/", people.person_second_factor, name="person_second_factor"),
    path("desk/roles/<int:pk>/end/", people.role_end, name="role_end"),
    path("desk/invitations/<int:pk>/again/", people.invitation_again, name="invitation_again"),
    path("desk/invitations/<int:pk>/withdraw/", people.invitation_withdraw, name="invitation_withdraw"),
]
