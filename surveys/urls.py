from django.urls import path

from surveys.views import answering

app_name = "surveys"
urlpatterns = [
    path("s/<str:token>/", answering.survey_answer, name="survey_answer"),
    path("s/<str:token>/thanks/", answering.survey_thanks, name="survey_thanks"),
]
