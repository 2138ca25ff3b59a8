from django.urls import URLPattern

from groups.urls import (
    agreements,
    arranging,
    bodies,
    events,
    groups,
    guidelines,
    means,
    meetings,
    minutes,
    needs,
    networks,
    organisations,
    outcomes,
    people,
    places,
    reorganisations,
    statements,
    year,
)

app_name = "groups"
urlpatterns: list[URLPattern] = [
    *agreements.urlpatterns,
    *arranging.urlpatterns,
    *bodies.urlpatterns,
    *events.urlpatterns,
    *groups.urlpatterns,
    *guidelines.urlpatterns,
    *means.urlpatterns,
    *meetings.urlpatterns,
    *minutes.urlpatterns,
    *needs.urlpatterns,
    *networks.urlpatterns,
    *organisations.urlpatterns,
    *outcomes.urlpatterns,
    *people.urlpatterns,
    *places.urlpatterns,
    *reorganisations.urlpatterns,
    *statements.urlpatterns,
    *year.urlpatterns,
]
