"""Plans, their commitments, milestones and indicators."""

from django.urls import path

from ogp_portal.desk.views import commitment, commitment_steps, indicator, milestone, plan

urlpatterns = [
    path("desk/plans/", plan.plan_list, name="plan_list"),
    path("desk/plans/new/", plan.plan_new, name="plan_new"),
    path("desk/plans/<int:pk>/", plan.plan, name="plan"),
    path("desk/plans/<int:pk>/publish/", plan.plan_publish, name="plan_publish"),
    path("desk/plans/<int:pk>/withdraw/", plan.plan_withdraw, name="plan_withdraw"),
    path("desk/plans/<int:pk>/files/", plan.plan_file_add, name="plan_file_add"),
    path("desk/plans/<int:pk>/files/<int:file>/", plan.plan_file, name="plan_file"),
    path("desk/plans/<int:pk>/files/<int:file>/remove/", plan.plan_file_remove, name="plan_file_remove"),
    path("desk/plans/<int:pk>/<language:language>/", plan.plan_edit, name="plan_edit"),
    path("desk/plans/<int:plan>/commitments/new/", commitment.commitment_new, name="commitment_new"),
    path("desk/commitments/<int:pk>/", commitment.commitment, name="commitment"),
    path(
        "desk/commitments/<int:pk>/<language:language>/", commitment.commitment_edit, name="commitment_edit"
    ),
    path("desk/commitments/<int:pk>/submit/", commitment_steps.commitment_submit, name="commitment_submit"),
    path("desk/commitments/<int:pk>/return/", commitment_steps.commitment_return, name="commitment_return"),
    path(
        "desk/commitments/<int:pk>/publish/", commitment_steps.commitment_publish, name="commitment_publish"
    ),
    path(
        "desk/commitments/<int:pk>/withdraw/",
        commitment_steps.commitment_withdraw,
        name="commitment_withdraw",
    ),
    path("desk/commitments/<int:pk>/carry/", commitment_steps.commitment_carry, name="commitment_carry"),
    path(
        "desk/commitments/<int:commitment>/milestones/<language:language>/new/",
        milestone.milestone_new,
        name="milestone_new",
    ),
    path("desk/milestones/<int:pk>/<language:language>/", milestone.milestone_edit, name="milestone_edit"),
    path("desk/milestones/<int:pk>/move/", milestone.milestone_move, name="milestone_move"),
    path("desk/milestones/<int:pk>/remove/", milestone.milestone_remove, name="milestone_remove"),
    path(
        "desk/commitments/<int:commitment>/indicators/<language:language>/new/",
        indicator.indicator_new,
        name="indicator_new",
    ),
    path("desk/indicators/<int:pk>/<language:language>/", indicator.indicator_edit, name="indicator_edit"),
    path("desk/indicators/<int:pk>/move/", indicator.indicator_move, name="indicator_move"),
    path("desk/indicators/<int:pk>/remove/", indicator.indicator_remove, name="indicator_remove"),
]
