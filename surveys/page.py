"""What every page of a survey has around it."""

from django.urls import reverse
from django.utils.translation import gettext

from groups.page import group_crumbs
from groups.permissions import GroupPermission
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


def survey_tabs(survey: Survey, rights: Rights, current: str) -> list[dict[str, object]]:
    """Return the views of a survey that the reader may open; `current` is a URL name."""
    makes = GroupPermission.MANAGE_SURVEYS in rights
    tabs = [
        ("survey_detail", gettext("Overview"), True),
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
