"""What every page of a survey has around it."""

from django.urls import reverse
from django.utils.translation import gettext

from groups.page import group_crumbs
from groups.permissions import GroupPermission, Visibility
from surveys.models import Survey

Rights = frozenset[GroupPermission]


def survey_crumbs(survey: Survey, *, with_page: bool = False) -> list[dict[str, str]]:
    """Return the way to a survey's page, and to the pages under it where `with_page`."""
    crumbs = [
        *group_crumbs(survey.group),
        {
            "url": reverse("surveys:group_surveys", args=[survey.group_id]),
            "label": gettext("Surveys"),
        },
    ]
    if with_page:
        crumbs.append(
            {"url": reverse("surveys:survey_detail", args=[survey.pk]), "label": survey.title}
        )
    return crumbs


def coding_crumbs(survey: Survey) -> list[dict[str, str]]:
    """Return the way to the pages under a survey's themes."""
    url = reverse("surveys:survey_coding", args=[survey.pk])
    own = {"url": url, "label": gettext("Answers and themes")}
    return [*survey_crumbs(survey, with_page=True), own]


def survey_tabs(survey: Survey, rights: Rights, current: str) -> list[dict[str, object]]:
    """Return the views of a survey that the reader may open; `current` is a URL name."""
    makes = GroupPermission.MANAGE_SURVEYS in rights
    # Whoever reads results that are open to all regions holds a role in one of them.
    in_regions = survey.visibility == survey.said_visibility == Visibility.ALL_REGIONS
    reads = makes or GroupPermission.VIEW_SURVEYS in rights or in_regions
    said = reads or survey.is_said_publicly
    tabs = [
        ("survey_detail", gettext("Overview"), True),
        ("survey_results", gettext("Results"), not survey.is_draft),
        ("survey_coding", gettext("Answers and themes"), makes and survey.shows_results),
        ("survey_said", gettext("You said, we did"), survey.shows_results and said),
        ("survey_edit", gettext("Texts"), makes),
        ("survey_preview", gettext("Preview"), makes),
    ]
    return [
        {
            "url": reverse(f"surveys:{name}", args=[survey.pk]),
            "label": label,
            "current": name == current,
        }
        for name, label, is_shown in tabs
        if is_shown
    ]
