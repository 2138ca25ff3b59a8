"""The pages that are measured. Each later issue adds its own."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import QuerySet
from django.urls import reverse

from elo_platform.accounts.models import User
from elo_platform.overview.bench.measure import Page
from groups.models import EloGroup, Meeting, Need, Outcome, RoleGrant
from groups.permissions import GroupPermission, Role

# Goals of the pages, as multiples of B's CPU. Source: the project's performance goals 1 and 5.
LIST_GOAL = 1.65
PAGE_GOAL = 4.0

# Name, reader, addresses asked for in turn, and the goal where there is one.
Row = tuple[str, str, tuple[str, ...], float | None]


def session_cookie(user: User) -> str:
    """Return the cookie of a new session of `user`, as after signing in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def readers() -> dict[str, User]:
    """Return one coordinator and one member of a network of the same group."""
    grants = RoleGrant.objects.current().order_by("pk")
    coordinator = grants.filter(role=Role.COORDINATOR)[0]
    member = grants.filter(role=Role.NETWORK_MEMBER, body__group=coordinator.group_id)[0]
    return {"coordinator": coordinator.user, "member": member.user}


def _first(name: str, rows: QuerySet) -> tuple[str, ...]:
    """Return the addresses of the first of `rows`, to be asked for in turn."""
    return tuple(reverse(name, args=[pk]) for pk in rows.values_list("pk", flat=True)[:5])


def _objects(group_id: int, member: User) -> list[Row]:
    """Return the pages of single meetings, needs and outcomes of one group."""
    held = Meeting.objects.visible_to(member).filter(body__group=group_id)
    needs = Need.objects.visible_to(member).filter(group=group_id)
    asked = Outcome.objects.visible_to(member).filter(body__group=group_id)
    asked = asked.filter(answer_by__isnull=False)
    meetings = _first("groups:meeting_detail", held.order_by("-starts_at"))
    outcomes = _first("groups:outcome_detail", asked.order_by("-pk"))
    return [
        ("meeting", "member", meetings, PAGE_GOAL),
        ("need", "member", _first("groups:need_detail", needs.order_by("pk")), PAGE_GOAL),
        ("outcome", "member", outcomes, PAGE_GOAL),
        ("outcome, coordinator", "coordinator", outcomes, PAGE_GOAL),
    ]


def pages(port: int, people: dict[str, User]) -> list[Page]:
    """Return the pages, each as a member and, where it differs, as a coordinator."""
    own = EloGroup.objects.permitted(people["coordinator"], GroupPermission.MANAGE_GROUP)
    group_id = own.values_list("pk", flat=True)[0]
    group = (reverse("groups:group_detail", args=[group_id]),)
    rows: list[Row] = [
        ("front page", "visitor", ("/",), None),
        ("group", "member", group, PAGE_GOAL),
        ("group, coordinator", "coordinator", group, PAGE_GOAL),
        ("people", "member", (reverse("groups:group_people", args=[group_id]),), None),
        (
            "representation",
            "coordinator",
            (reverse("groups:group_representation", args=[group_id]),),
            PAGE_GOAL,
        ),
        ("meetings", "member", (reverse("groups:group_meetings", args=[group_id]),), LIST_GOAL),
        ("outcomes", "member", (reverse("groups:group_outcomes", args=[group_id]),), LIST_GOAL),
        ("needs", "member", (reverse("groups:group_needs", args=[group_id]),), LIST_GOAL),
        *_objects(group_id, people["member"]),
        ("my work", "member", ("/me/",), PAGE_GOAL),
        ("my work, coordinator", "coordinator", ("/me/",), PAGE_GOAL),
        ("groups", "member", (reverse("groups:group_list"),), None),
    ]
    cookies = {name: session_cookie(user) for name, user in people.items()} | {"visitor": ""}
    return [
        Page(name, reader, paths, goal, cookie=cookies[reader], port=port)
        for name, reader, paths, goal in rows
    ]
