"""The pages that are measured. Each later issue adds its own."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from elo_platform.accounts.models import User
from elo_platform.overview.bench.measure import Page
from groups.models import EloGroup, Meeting, Need, Outcome, RoleGrant
from groups.permissions import GroupPermission, Role

# Goals of the pages, as multiples of B's CPU. Source: the project's performance goals 1 and 5.
LIST_GOAL = 1.65
PAGE_GOAL = 4.0


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


def pages(port: int, people: dict[str, User]) -> list[Page]:
    """Return the pages, each as a member and, where it differs, as a coordinator."""
    own = EloGroup.objects.permitted(people["coordinator"], GroupPermission.MANAGE_GROUP)
    group_id = own.values_list("pk", flat=True)[0]
    called = Meeting.objects.visible_to(people["member"]).filter(body__group=group_id)
    meetings = tuple(
        reverse("groups:meeting_detail", args=[pk])
        for pk in called.order_by("-starts_at").values_list("pk", flat=True)[:5]
    )
    open_needs = Need.objects.visible_to(people["member"]).filter(group=group_id)
    needs = tuple(
        reverse("groups:need_detail", args=[pk])
        for pk in open_needs.order_by("pk").values_list("pk", flat=True)[:5]
    )
    asked = Outcome.objects.visible_to(people["member"]).filter(
        body__group=group_id, answer_by__isnull=False
    )
    outcomes = tuple(
        reverse("groups:outcome_detail", args=[pk])
        for pk in asked.order_by("-pk").values_list("pk", flat=True)[:5]
    )
    group = (reverse("groups:group_detail", args=[group_id]),)
    rows = [
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
        ("meeting", "member", meetings, PAGE_GOAL),
        ("outcomes", "member", (reverse("groups:group_outcomes", args=[group_id]),), LIST_GOAL),
        ("outcome", "member", outcomes, PAGE_GOAL),
        ("outcome, coordinator", "coordinator", outcomes, PAGE_GOAL),
        ("needs", "member", (reverse("groups:group_needs", args=[group_id]),), LIST_GOAL),
        ("need", "member", needs, PAGE_GOAL),
        ("my work", "member", ("/me/",), PAGE_GOAL),
        ("my work, coordinator", "coordinator", ("/me/",), PAGE_GOAL),
        ("groups", "member", (reverse("groups:group_list"),), None),
    ]
    cookies = {name: session_cookie(user) for name, user in people.items()} | {"visitor": ""}
    return [
        Page(name, reader, paths, goal, cookie=cookies[reader], port=port)
        for name, reader, paths, goal in rows
    ]
