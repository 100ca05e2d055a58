"""Evidence of civil society, and the government's reply."""

from django.urls import path

from ogp_portal.desk.views import evidence, evidence_steps

urlpatterns = [
    path("desk/evidence/", evidence.evidence_list, name="evidence_list"),
    path("desk/evidence/new/", evidence.evidence_new, name="evidence_new"),
    path("desk/evidence/new/<int:commitment>/", evidence.evidence_write, name="evidence_write"),
    path("desk/evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("desk/evidence/<int:pk>/edit/<language:language>/", evidence.evidence_edit, name="evidence_edit"),
    path("desk/evidence/<int:pk>/reply/", evidence.evidence_reply, name="evidence_reply"),
    path("desk/evidence/<int:pk>/files/<int:file>/", evidence.evidence_file, name="evidence_file"),
    path(
        "desk/evidence/<int:pk>/files/<int:file>/remove/",
        evidence_steps.evidence_file_remove,
        name="evidence_file_remove",
    ),
    path("desk/evidence/<int:pk>/submit/", evidence_steps.evidence_submit, name="evidence_submit"),
    path("desk/evidence/<int:pk>/take-back/", evidence_steps.evidence_take_back, name="evidence_take_back"),
    path("desk/evidence/<int:pk>/discard/", evidence_steps.evidence_discard, name="evidence_discard"),
    path("desk/evidence/<int:pk>/correct/", evidence_steps.evidence_correct, name="evidence_correct"),
    path("desk/evidence/<int:pk>/return/", evidence_steps.evidence_return, name="evidence_return"),
    path("desk/evidence/<int:pk>/publish/", evidence_steps.evidence_publish, name="evidence_publish"),
    path("desk/evidence/<int:pk>/reject/", evidence_steps.evidence_reject, name="evidence_reject"),
]
