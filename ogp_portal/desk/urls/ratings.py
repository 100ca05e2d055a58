"""Ratings by civil society."""

from django.urls import path

from ogp_portal.desk.views import rating

urlpatterns = [
    path("desk/ratings/", rating.rating_list, name="rating_list"),
    path("desk/ratings/new/", rating.rating_new, name="rating_new"),
    path("desk/ratings/new/<int:commitment>/", rating.rating_write, name="rating_write"),
    path("desk/ratings/<int:pk>/", rating.rating, name="rating"),
    path("desk/ratings/<int:pk>/edit/<language:language>/", rating.rating_edit, name="rating_edit"),
    path("desk/ratings/<int:pk>/submit/", rating.rating_submit, name="rating_submit"),
    path("desk/ratings/<int:pk>/take-back/", rating.rating_take_back, name="rating_take_back"),
    path("desk/ratings/<int:pk>/discard/", rating.rating_discard, name="rating_discard"),
    path("desk/ratings/<int:pk>/return/", rating.rating_return, name="rating_return"),
    path("desk/ratings/<int:pk>/publish/", rating.rating_publish, name="rating_publish"),
    path("desk/ratings/<int:pk>/reject/", rating.rating_reject, name="rating_reject"),
]
