"""What the agenda of a meeting is made from, and where its body arranges its meetings."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from elo_platform.accounts.models import User
from elo_platform.lib.text import whole_number
from groups.models import AgendaTemplate, BacklogItem, Body, Meeting
from groups.models.group import BodyKind
from groups.permissions import BodyPermission
from groups.querysets.permitted import bodies_with
from groups.services.agenda import ItemValues, since_last_time
from groups.services.agenda_templates import items_of
from groups.states import MeetingState


def first_items(user: User, body: Body, chosen: str) -> list[ItemValues]:
    """Return the agenda that a new meeting begins with: of the chosen template, else the usual."""
    templates = AgendaTemplate.objects.visible_to(user).filter(body=body)
    template = templates.filter(pk=whole_number(chosen)).first() if chosen else None
    if template:
        return list(items_of(template=template))
    return [since_last_time()] if body.kind == BodyKind.LEADING else []


def template_links(user: User, body: Body, meeting: Meeting | None = None) -> list[dict[str, str]]:
    """Return the templates that a new meeting of `body`, or else `meeting`, can begin from."""
    url = reverse("groups:meeting_new", args=[body.pk])
    if meeting:
        url = reverse("groups:meeting_edit", args=[meeting.pk])
    rows = AgendaTemplate.objects.visible_to(user).filter(body=body).order_by("pk")
    return [{"url": f"{url}?template={row.pk}", "name": row.name} for row in rows]


def own_bodies(user: User, group_id: int) -> list[Body]:
    """Return the bodies of a group that `user` belongs to."""
    if bodies_with(user, BodyPermission.VIEW_MEETINGS) == []:
        return []
    bodies = Body.objects.permitted(user, BodyPermission.VIEW_MEETINGS).filter(group=group_id)
    return list(bodies.current().order_by("kind", "name_fi", "pk"))


def arranging_links(bodies: list[Body]) -> list[dict[str, str]]:
    """Return the ways to the series, polls and templates of the reader's bodies."""
    return [
        {"name": body.name, "url": reverse("groups:body_arranging", args=[body.pk])}
        for body in bodies
    ]


def waiting_in(user: User, body_id: int) -> int:
    """Return how many matters wait for a meeting of a body."""
    return BacklogItem.objects.visible_to(user).filter(body=body_id).waiting().count()


def agenda_ways(
    meeting: Meeting, user: User, now: datetime, *, may_edit: bool
) -> dict[str, Any] | None:
    """Return where matters come from, for who edits a meeting that has not begun.

    `meeting` is read `with_agenda`. Templates are offered where the agenda is empty.
    """
    if not may_edit or (meeting.state != MeetingState.DRAFT and meeting.has_begun(now)):
        return None
    backlog = reverse("groups:body_backlog", args=[meeting.body_id])
    is_empty = not meeting.items.all()
    return {
        "backlog_url": f"{backlog}?meeting={meeting.pk}",
        "waiting": waiting_in(user, meeting.body_id),
        "edit_url": reverse("groups:meeting_edit", args=[meeting.pk]) + "#agenda",
        "templates": template_links(user, meeting.body, meeting) if is_empty else [],
    }
