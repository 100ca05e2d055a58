"""The desk's home, and leaving it."""

from django.urls import path

from ogp_portal.desk.views import home

urlpatterns = [
    path("desk/", home.home, name="home"),
    path("desk/sign-out/", home.sign_out, name="sign_out"),
]
