"""The division of labour in words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.lib.text import day, language_used, other_language
from groups.models import Duty


def duty_rows(duties: Iterable[Duty]) -> list[dict[str, Any]]:
    """Return the rows of the register, of duties marked for the reader."""
    edit = reverse("groups:duty_edit", args=[0]).removesuffix("0/edit/")
    outcome = reverse("groups:outcome_detail", args=[0])[:-2]
    rows = []
    for each in duties:
        language, task = language_used(each, "task")
        is_seen = each.sees_outcome
        rows.append(
            {
                "url": f"{edit}{each.pk}/edit/",
                "task": task,
                "language": language if other_language(language) else "",
                "who": responsible(each),
                "agreed_on": day(each.agreed_on),
                "ends_on": day(each.ends_on) if each.ends_on else "",
                "where": each.agreed_where,
                "outcome": each.outcome.title if each.outcome and is_seen else "",
                "outcome_url": f"{outcome}{each.outcome_id}/" if is_seen else "",
            }
        )
    return rows


def responsible(duty: Duty) -> str:
    """Return who answers for a task; a body that the reader may not see has no name."""
    if duty.organisation:
        return duty.organisation.name
    if duty.body and duty.sees_body:
        return duty.body.name
    return gettext("A body of the group")
