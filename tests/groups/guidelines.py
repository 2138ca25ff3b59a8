"""Makers for the tests of guidelines: drafted, approved, published."""

from datetime import timedelta

from django.utils import timezone

from groups.models import Acknowledgement, Guideline, GuidelineComment, GuidelineEdition
from groups.services.guideline_steps import (
    approve_guideline,
    publish_guideline,
    submit_guideline,
)
from groups.services.guidelines import GuidelineValues, ask_for_comments, draft_guideline
from plans.models import Promoter
from tests.factories import today
from tests.groups.outcomes import Held, chair_of
from tests.plans.plans import keep, make_goal, make_measure, make_plan
from tests.world import World, make_outcome

SAID = {
    "title_sv": "Vägledning för alla",
    "title_fi": "Ohjausta kaikille",
    "text_sv": "Varje organisation erbjuder vägledning utan köer.",
    "text_fi": "Jokainen organisaatio tarjoaa ohjausta ilman jonoja.",
}


def drafted(held: Held, **fields) -> Guideline:
    values = GuidelineValues(**(SAID | fields))
    given = {"by": held.coordinator, "now": held.now}
    return draft_guideline(body_id=held.body.pk, values=values, **given)


def opened(held: Held, *, days=10, **fields) -> Guideline:
    """Return a draft that the people of the group are asked to comment on."""
    given = {"by": held.coordinator, "now": held.now}
    until = today() + timedelta(days=days)
    guideline = drafted(held, **fields)
    return ask_for_comments(guideline_id=guideline.pk, comments_by=until, **given)


def submitted(held: Held, **fields) -> Guideline:
    guideline = drafted(held, **fields)
    return submit_guideline(guideline_id=guideline.pk, by=held.coordinator, now=held.now)


def approved(held: Held, guideline: Guideline | None = None, **fields) -> Guideline:
    guideline = guideline or submitted(held, **fields)
    given = {"by": chair_of(held), "now": held.now, "outcome_id": None}
    approve_guideline(guideline_id=guideline.pk, version=guideline.version, **given)
    guideline.refresh_from_db()
    return guideline


def published(held: Held, guideline: Guideline | None = None, *, days=20, **fields) -> Guideline:
    guideline = approved(held, guideline, **fields)
    given = {"by": held.coordinator, "now": held.now}
    until = today() + timedelta(days=days)
    return publish_guideline(guideline_id=guideline.pk, answer_by=until, **given)


def answer_of(guideline: Guideline, organisation) -> Acknowledgement:
    rows = Acknowledgement.objects.current().with_guideline()
    return rows.get(guideline=guideline, organisation=organisation)


def world_guideline(world: World, state="draft", **fields) -> Guideline:
    """Return a guideline of the world's leading group, as its rows stand in a state.

    Published it has been commented on, and the organisation of the world's seat is asked.
    """
    by, now = world.people["coordinator"], timezone.now()
    is_out = state == "published"
    values = SAID | {
        "basis_sv": "Lagen",
        "guidance_sv": "Nämn tiden.",
        "comments_by": today() + timedelta(days=9) if state in {"comments", "published"} else None,
        "edition": int(state in {"approved", "published"}),
        "published_edition": int(is_out),
        "published_at": now if is_out else None,
        "answer_by": today() + timedelta(days=20) if is_out else None,
    }
    guideline = Guideline.objects.create(
        group=world.group,
        body=world.leading,
        state=state,
        made_by=by,
        changed_by=by,
        made_at=now,
        changed_at=now,
        submitted_at=now,
        **(values | fields),
    )
    if guideline.comments_by:
        GuidelineComment.objects.create(
            guideline=guideline, text="Bra så.", language="sv", by=by, at=now, version=0
        )
    if guideline.edition:
        said = {name: getattr(guideline, name) for name in (*SAID, "basis_sv")}
        given = {"approved_by": world.people["chair"], "approved_at": now}
        GuidelineEdition.objects.create(guideline=guideline, number=1, **given, **said)
    if is_out:
        organisation = world.seat.organisation
        Acknowledgement.objects.create(
            guideline=guideline, organisation=organisation, edition=1, asked_at=now
        )
    return guideline


def make_promoter(world: World, guidance="Tala för den.", **fields) -> Promoter:
    """Return the promoter of an action of an approved plan: somebody of the leading group."""
    plan, now = make_plan(group=world.group), timezone.now()
    goal = make_goal(plan=plan)
    measure = make_measure(goal=goal, responsible=world.seat.organisation, **fields)
    keep(plan=plan, outcome=make_outcome(world), by=world.people["chair"], now=now)
    return Promoter.objects.create(
        measure=measure,
        user=world.people["leading"],
        guidance=guidance,
        version=1,
        named_by=world.people["chair"],
        named_at=now,
    )
