"""The pages that are measured. Each later issue adds its own."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import QuerySet
from django.urls import reverse

from elo_platform.accounts.models import User
from elo_platform.overview.bench.measure import Page
from forums.models import Space, Topic
from forums.querysets import readers_of
from groups.models import (
    Body,
    EloGroup,
    Event,
    Guideline,
    Meeting,
    Minutes,
    Need,
    Organisation,
    Outcome,
    RoleGrant,
)
from groups.permissions import GroupPermission, Role
from groups.querysets.meeting_lists import meetings_before
from plans.models import Measure, Plan
from plans.states import PlanState
from surveys.models import Survey
from surveys.states import SurveyState

# Goals of the pages, as multiples of B's CPU. Source: the project's performance goals 1, 5 and 6.
LIST_GOAL = 1.65
PAGE_GOAL = 4.0
# Goals 3 and 4: a page of 20 posts, and the whole request of a reply.
TOPIC_GOAL = 2.2
REPLY_GOAL = 2.7

# So many take turns in writing: nobody may write more than 30 posts an hour.
WRITERS = 60

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


def _lists(group_id: int, coordinator: User, now: datetime) -> list[Row]:
    """Return the lists of one group, and of those that run to many pages a late one too."""
    addresses = {
        name: reverse(f"groups:group_{name}", args=[group_id])
        for name in ("meetings", "needs", "outcomes", "events", "guidelines", "statements")
    }
    meetings, needs, outcomes = (addresses[name] for name in ("meetings", "needs", "outcomes"))
    # The list goes on from a meeting: by its moment in microseconds, and its id.
    late = meetings_before(coordinator, group_id, now, None, most=101)[-1]
    deep = f"{meetings}?before={int(late.starts_at.timestamp())}000000-{late.pk}"
    return [
        *((name, "member", (url,), LIST_GOAL) for name, url in addresses.items()),
        ("meetings, coordinator", "coordinator", (meetings,), LIST_GOAL),
        ("meetings, deep", "coordinator", (deep,), LIST_GOAL),
        ("needs, deep", "member", (f"{needs}?page=4",), LIST_GOAL),
        ("outcomes, deep", "member", (f"{outcomes}?page=12",), LIST_GOAL),
    ]


def _objects(group_id: int, member: User, now: datetime) -> list[Row]:
    """Return the pages of single meetings, needs and outcomes of one group."""
    held = Meeting.objects.visible_to(member).filter(body__group=group_id)
    needs = Need.objects.visible_to(member).filter(group=group_id)
    asked = Outcome.objects.visible_to(member).filter(body__group=group_id)
    asked = asked.filter(answer_by__isnull=False)
    meetings = _first("groups:meeting_detail", held.order_by("-starts_at"))
    outcomes = _first("groups:outcome_detail", asked.order_by("-pk"))
    kept = Minutes.objects.visible_to(member).filter(meeting__in=held).values("meeting")
    minutes = _first("groups:minutes_detail", held.filter(pk__in=kept).order_by("-starts_at"))
    events = Event.objects.visible_to(member).filter(group=group_id).to_come(now)
    guidelines = Guideline.objects.visible_to(member).filter(group=group_id).order_by("-pk")
    return [
        ("meeting", "member", meetings, PAGE_GOAL),
        ("meeting, coordinator", "coordinator", meetings, PAGE_GOAL),
        ("minutes", "member", minutes, PAGE_GOAL),
        ("event", "member", _first("groups:event_detail", events), PAGE_GOAL),
        ("guideline", "member", _first("groups:guideline_detail", guidelines), PAGE_GOAL),
        ("need", "member", _first("groups:need_detail", needs.order_by("pk")), PAGE_GOAL),
        ("outcome", "member", outcomes, PAGE_GOAL),
        ("outcome, coordinator", "coordinator", outcomes, PAGE_GOAL),
    ]


def _organisations(member: User) -> list[Row]:
    """Return the register of organisations, as it stands and searched, and pages of one."""
    listed = reverse("groups:organisation_list")
    seated = Organisation.objects.visible_to(member).filter(seats__holders__user=member)
    return [
        ("organisations", "member", (listed, f"{listed}?q=strand"), LIST_GOAL),
        ("organisation", "member", _first("groups:organisation_detail", seated), PAGE_GOAL),
        ("organisation, own", "member", _first("groups:organisation_ours", seated), PAGE_GOAL),
    ]


def _working(group_id: int, member: User) -> list[Row]:
    """Return how one group works and with whom: what it may do, agrees on and has done, by page."""
    bodies = Body.objects.visible_to(member).filter(group=group_id).in_order()
    lists = ("bodies", "agreements", "networks", "duties", "responsibilities")
    whole = ("working", "mandate", "timeline", "continuity", "year")
    named = [(name, LIST_GOAL) for name in lists] + [(name, PAGE_GOAL) for name in whole]
    return [
        *(
            (name, "member", (reverse(f"groups:group_{name}", args=[group_id]),), goal)
            for name, goal in named
        ),
        ("body", "member", _first("groups:body_detail", bodies), PAGE_GOAL),
    ]


def _discussions(group_id: int, member: User) -> list[Row]:
    """Return the discussions of one group: their list, pages of 20 posts, and a last page."""
    space = Space.objects.visible_to(member).get(group=group_id, body=None)
    topics = Topic.objects.visible_to(member).filter(space=space)
    whole = topics.filter(last_number__gte=20, last_number__lt=40).order_by("-last_post_at")
    longest = reverse("forums:topic_detail", args=[_longest(member).pk])
    last_whole_page = _longest(member).last_number // 20
    return [
        ("discussions", "member", (reverse("forums:space_detail", args=[space.pk]),), LIST_GOAL),
        ("discussion", "member", _first("forums:topic_detail", whole), TOPIC_GOAL),
        ("longest discussion", "member", (longest,), TOPIC_GOAL),
        ("its last page", "member", (f"{longest}?page={last_whole_page}",), TOPIC_GOAL),
    ]


def _longest(member: User) -> Topic:
    return Topic.objects.visible_to(member).order_by("-last_number")[0]


def _replies(port: int, group_id: int, member: User) -> list[Page]:
    """Return replies to a few discussions and to the longest one, by many people in turn."""
    space = Space.objects.visible_to(member).get(group=group_id, body=None)
    topics = Topic.objects.visible_to(member).filter(space=space, last_number__lt=40)
    writers = readers_of(space).order_by("pk")[:WRITERS]
    cookies = tuple(session_cookie(user) for user in writers)
    fields = (("text", "Vi har **prövat** det: se https://elo.example/."), ("language", "sv"))
    longest = (reverse("forums:topic_reply", args=[_longest(member).pk]),)
    usual = _first("forums:topic_reply", topics.order_by("pk"))
    return [
        Page(name, "members", paths, REPLY_GOAL, port=port, fields=fields, cookies=cookies)
        for name, paths in (("reply", usual), ("reply in the longest", longest))
    ]


def _plans(group_id: int, member: User) -> list[Row]:
    """Return the plans of one group: their list, one of 100 actions in force, its actions."""
    plans = Plan.objects.visible_to(member).filter(group=group_id)
    in_force = plans.filter(state=PlanState.APPROVED).order_by("-pk")
    measures = Measure.objects.visible_to(member).filter(plan__in=in_force.values("pk"))
    listed = (reverse("plans:group_plans", args=[group_id]),)
    return [
        ("plans", "member", listed, LIST_GOAL),
        ("plan", "member", _first("plans:plan_detail", in_force), PAGE_GOAL),
        ("plan, coordinator", "coordinator", _first("plans:plan_detail", in_force), PAGE_GOAL),
        ("action", "member", _first("plans:measure_detail", measures.order_by("pk")), PAGE_GOAL),
    ]


def _surveys(group_id: int, member: User) -> list[Row]:
    """Return the surveys of one group: their list, and the results of some that are closed."""
    surveys = Survey.objects.visible_to(member).filter(group=group_id)
    closed = surveys.filter(state=SurveyState.CLOSED).order_by("pk")
    results = _first("surveys:survey_results", closed)
    by_sector = tuple(f"{address}?sector=all" for address in results)
    listed = (reverse("surveys:group_surveys", args=[group_id]),)
    return [
        ("surveys", "member", listed, LIST_GOAL),
        ("results", "member", results, PAGE_GOAL),
        ("results by sector", "member", by_sector, PAGE_GOAL),
    ]


def _representation(group_id: int) -> list[Row]:
    own = reverse("groups:group_representation", args=[group_id])
    national = reverse("groups:national_representation")
    return [
        ("representation", "coordinator", (own,), PAGE_GOAL),
        ("national representation", "coordinator", (national,), PAGE_GOAL),
    ]


def pages(port: int, people: dict[str, User], now: datetime) -> list[Page]:
    """Return the pages, each as a member and, where it differs, as a coordinator."""
    own = EloGroup.objects.permitted(people["coordinator"], GroupPermission.MANAGE_GROUP)
    group_id = own.values_list("pk", flat=True)[0]
    group = (reverse("groups:group_detail", args=[group_id]),)
    rows: list[Row] = [
        ("front page", "visitor", ("/",), None),
        ("group", "member", group, PAGE_GOAL),
        ("group, coordinator", "coordinator", group, PAGE_GOAL),
        ("people", "member", (reverse("groups:group_people", args=[group_id]),), None),
        *_representation(group_id),
        *_lists(group_id, people["coordinator"], now),
        *_objects(group_id, people["member"], now),
        *_organisations(people["member"]),
        *_working(group_id, people["member"]),
        *_plans(group_id, people["member"]),
        *_discussions(group_id, people["member"]),
        *_surveys(group_id, people["member"]),
        ("my work", "member", ("/me/",), PAGE_GOAL),
        ("my work, coordinator", "coordinator", ("/me/",), PAGE_GOAL),
        ("groups", "member", (reverse("groups:group_list"),), None),
    ]
    cookies = {name: session_cookie(user) for name, user in people.items()} | {"visitor": ""}
    shown = [
        Page(name, reader, paths, goal, cookie=cookies[reader], port=port)
        for name, reader, paths, goal in rows
    ]
    return [*shown, *_replies(port, group_id, people["member"])]
