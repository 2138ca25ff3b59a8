from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.lib.access import members_only
from elo_platform.lib.dates import helsinki_day
from elo_platform.ports import entries
from groups.models import Meeting, Responsibility, RoleGrant, SeatHolder
from groups.panels.dashboard import dashboard
from groups.panels.event_series import kept_series
from groups.panels.onboarding import onboarding

MEETINGS_SHOWN = 4
ICONS = {
    "meetings": "calendar-days",
    "invitations": "mail",
    "outcomes": "reply",
    "needs": "hand-heart",
}
LAST = datetime.max.replace(tzinfo=UTC)


@members_only
def my_work(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    today = helsinki_day(now)
    meetings = Meeting.objects.of_interest(request.user)
    mandates = SeatHolder.objects.own(request.user).current()
    roles = RoleGrant.objects.own(request.user).filter(holder=None)
    context = {
        "now": now,
        "due": _due(request.user, now),
        "first_steps": onboarding(request.user, now),
        "meetings": meetings.upcoming(now).select_related("body__group")[:MEETINGS_SHOWN],
        "mandates": mandates.select_related("seat__body__group", "seat__organisation"),
        "roles": roles.current().select_related("group", "body", "organisation"),
        "answers_for": Responsibility.objects.own(request.user).select_related("group"),
        "series": kept_series(request.user, today),
        "dashboard": dashboard(request.user, on=today, now=now),
    }
    return render(request, "overview/my_work.html", context)


def _due(user: User, now: datetime) -> list[dict[str, object]]:
    """Return all that waits for the person, the nearest date first; amber where it is late."""
    rows = [
        {"icon": ICONS.get(kind, "list-checks")} | row
        for kind, answer in entries("DUE").items()
        for row in answer(user, now)
    ]
    for row in rows:
        due_at = row.get("due_at")
        row.setdefault("tone", "hjortron" if due_at and due_at <= now else "accent")
    return sorted(rows, key=lambda row: row.get("due_at") or LAST)
