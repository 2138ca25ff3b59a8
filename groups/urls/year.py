"""Addresses of a group's year."""

from django.urls import URLPattern, path

from groups.views import year, year_entries, year_made, year_national, year_rules

urlpatterns: list[URLPattern] = [
    path("groups/<int:pk>/year/", year.group_year, name="group_year"),
    path("groups/<int:pk>/year/rules/", year_rules.year_rules, name="year_rules"),
    path("groups/<int:pk>/year/rules/new/", year_rules.year_rule_new, name="year_rule_new"),
    path("groups/<int:pk>/year/rules/usual/", year_rules.year_usual, name="year_usual"),
    path("year-rules/<int:pk>/edit/", year_rules.year_rule_edit, name="year_rule_edit"),
    path("year-rules/<int:pk>/remove/", year_rules.year_rule_remove, name="year_rule_remove"),
    path("year-rules/<int:pk>/move/", year_rules.year_rule_move, name="year_rule_move"),
    path("groups/<int:pk>/year/<int:year>/", year.group_year_of, name="group_year_of"),
    path("groups/<int:pk>/year/<int:year>/make/", year_made.year_make, name="year_make"),
    path("groups/<int:pk>/year/<int:year>/copy/", year_made.year_copy, name="year_copy"),
    path(
        "groups/<int:pk>/year/<int:year>/new/", year_entries.year_entry_new, name="year_entry_new"
    ),
    path("groups/<int:pk>/year/<int:year>/theme/", year_entries.year_theme, name="year_theme"),
    path("groups/<int:pk>/year/<int:year>.<str:ending>", year.year_export, name="year_export"),
    path("year-entries/<int:pk>/edit/", year_entries.year_entry_edit, name="year_entry_edit"),
    path("year-entries/<int:pk>/renewal/", year_entries.year_renewal, name="year_renewal"),
    path("national/year/", year_national.national_year, name="national_year"),
]
