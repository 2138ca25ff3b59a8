from django.urls import path

from surveys.states import SurveyAction
from surveys.views import answering, building, coding, export, results, said, surveys, themes

app_name = "surveys"
urlpatterns = [
    path("groups/<int:pk>/surveys/", surveys.group_surveys, name="group_surveys"),
    path("groups/<int:pk>/surveys.<str:ending>", export.surveys_export, name="surveys_export"),
    path("groups/<int:pk>/surveys/new/", surveys.survey_new, name="survey_new"),
    path("surveys/<int:pk>/", surveys.survey_detail, name="survey_detail"),
    path("surveys/<int:pk>/edit/", building.survey_edit, name="survey_edit"),
    path("surveys/<int:pk>/preview/", surveys.survey_preview, name="survey_preview"),
    path("surveys/<int:pk>/sections/new/", building.section_new, name="section_new"),
    path("surveys/sections/<int:pk>/", building.section_edit, name="section_edit"),
    path("surveys/sections/<int:pk>/move/", building.section_move, name="section_move"),
    path("surveys/sections/<int:pk>/remove/", building.section_remove, name="section_remove"),
    *(
        path(
            f"surveys/<int:pk>/{action}/",
            surveys.survey_move,
            {"action": action},
            name=f"survey_{action}",
        )
        for action in SurveyAction
    ),
    path("surveys/<int:pk>/results/", results.survey_results, name="survey_results"),
    path("surveys/<int:pk>/coding/", coding.survey_coding, name="survey_coding"),
    path("surveys/fragments/<int:pk>/remove/", coding.fragment_remove, name="fragment_remove"),
    path("surveys/<int:pk>/themes/new/", themes.theme_new, name="theme_new"),
    path("surveys/themes/<int:pk>/", themes.theme_edit, name="theme_edit"),
    path("surveys/themes/<int:pk>/remove/", themes.theme_remove, name="theme_remove"),
    path("surveys/themes/<int:pk>/need/", themes.theme_need, name="theme_need"),
    path("surveys/<int:pk>/said/", said.survey_said, name="survey_said"),
    path("surveys/<int:pk>/said/share/", said.said_share, name="said_share"),
    path("s/<str:token>/", answering.survey_answer, name="survey_answer"),
    path("s/<str:token>/thanks/", answering.survey_thanks, name="survey_thanks"),
]
