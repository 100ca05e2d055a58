"""Addresses of the demonstration: its cast, and signing in as one of them."""

from django.urls import path

from ogp_portal.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.cast, name="cast"),
    path("sign-in/", views.sign_in, name="sign_in"),
]
