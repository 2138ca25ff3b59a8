"""Addresses of regions, authorities and the whole country."""

from django.urls import URLPattern, path

from groups.views import authorities, national, regions

urlpatterns: list[URLPattern] = [
    path("authorities/<int:pk>/", authorities.authority_detail, name="authority_detail"),
    path("regions/", regions.region_list, name="region_list"),
    path("regions/<str:code>/", regions.region_detail, name="region_detail"),
    path(
        "national/representation/",
        national.national_representation,
        name="national_representation",
    ),
]
