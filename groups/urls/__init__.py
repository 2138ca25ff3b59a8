from django.urls import URLPattern

from groups.urls import (
    agreements,
    bodies,
    groups,
    means,
    meetings,
    needs,
    networks,
    organisations,
    outcomes,
    people,
    places,
    reorganisations,
)

app_name = "groups"
urlpatterns: list[URLPattern] = [
    *agreements.urlpatterns,
    *bodies.urlpatterns,
    *groups.urlpatterns,
    *means.urlpatterns,
    *meetings.urlpatterns,
    *needs.urlpatterns,
    *networks.urlpatterns,
    *organisations.urlpatterns,
    *outcomes.urlpatterns,
    *people.urlpatterns,
    *places.urlpatterns,
    *reorganisations.urlpatterns,
]
