"""Every address of ours: what each person gets. An address without a row fails the build.

`row("get", default, actor=code, …)`: `default` is what everyone gets who is not named.
Codes: 200 the page, 302 to sign-in or after an act, 403 seen but not allowed, 404 hidden,
422 a form that was sent empty and came back: whoever gets 422 is let in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from elo_platform.accounts.services.feeds import make_feed
from elo_platform.notifications.stops import stop_url
from forums.models import Post, Space, Topic
from forums.services.posts import PostValues
from forums.services.spaces import heal_spaces
from forums.services.topics import start_topic
from groups.kinds import NodeKind, Relation
from groups.models import (
    Agreement,
    Attendance,
    Authority,
    Basis,
    Capture,
    CaptureSpot,
    Clause,
    Coordination,
    Duty,
    EventSeries,
    Funding,
    Handover,
    LifeEvent,
    Meeting,
    Minutes,
    MinutesPart,
    NeedComment,
    Network,
    NetworkMember,
    OperatingModel,
    Paper,
    Reorganisation,
    Study,
    Support,
    Target,
    Wish,
)
from groups.models.document import DocumentReach
from groups.querysets.chain import Ref
from groups.services.agreement_steps import send_agreement
from groups.services.agreements import choose_parties
from groups.services.documents import keep_document
from groups.services.import_lists import keep_list
from groups.services.import_words import LABELS
from groups.services.invitations import Invitee
from groups.services.links import join
from groups.services.minutes import begin_minutes, change_part
from groups.services.minutes_steps import approve_minutes, send_minutes
from groups.services.outcomes import OutcomeValues
from groups.services.reorganisation import ReorganisationValues, draft_reorganisation
from groups.services.suggestions import suggest_member
from plans.models import Offer, Plan
from plans.querysets.approval import items_of
from plans.querysets.content import content_of, fingerprint
from plans.services.approval import approve_plan, place_plan
from surveys.models import Answer, Fragment
from surveys.services.life import close_survey
from surveys.services.themes import ThemeValues, mark_passage
from tests.factories import make_organisation, make_seat, today
from tests.groups.agreements import make_agreement
from tests.groups.arranged import world_poll, world_series, world_template
from tests.groups.guidelines import make_promoter, world_guideline
from tests.plans.plans import make_clause, make_goal, make_measure, make_plan
from tests.surveys.making import make_draft, make_open, send
from tests.world import (
    ACTORS,
    STATES,
    World,
    make_event,
    make_follow_up,
    make_matter,
    make_meeting,
    make_need,
    make_outcome,
    make_statement,
)

Maker = Callable[[World], dict[str, Any]]


def _nothing(_world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """One address: the method asked with, and the code for each actor and state."""

    method: str
    codes: dict[str, int]
    kwargs: Maker = _nothing
    data: Maker = _nothing


def row(
    method: str,
    default: int,
    *,
    kwargs: Maker = _nothing,
    data: Maker = _nothing,
    **codes: int,
) -> Row:
    """Return a row; an unknown actor's name is an error.

    A deactivated person is answered like a visitor, one removed yesterday like an outsider,
    one invited like an outsider, and a coordinator without the second factor is sent to set
    it up, unless the row says otherwise.
    """
    unknown = set(codes) - {*ACTORS, *STATES}
    if unknown:
        raise KeyError(sorted(unknown))
    full = {actor: codes.get(actor, default) for actor in ACTORS}
    full["removed_yesterday"] = codes.get("removed_yesterday", full["outsider"])
    full["invited"] = codes.get("invited", full["outsider"])
    full["deactivated"] = codes.get("deactivated", full["anonymous"])
    full["no_second_factor"] = codes.get("no_second_factor", 302)
    return Row(method, full, kwargs, data)


def group_id(world: World) -> dict[str, Any]:
    return {"pk": world.group.pk}


def leading_csv(world: World) -> dict[str, Any]:
    return leading_id(world) | {"ending": "csv"}


def group_csv(world: World) -> dict[str, Any]:
    return {"pk": world.group.pk, "ending": "csv"}


def as_csv(_world: World) -> dict[str, Any]:
    return {"ending": "csv"}


def parties_csv(world: World) -> dict[str, Any]:
    return sent_agreement_id(world) | {"ending": "csv"}


def plan_csv(world: World) -> dict[str, Any]:
    return draft_plan_id(world) | {"ending": "csv"}


def leading_space_csv(world: World) -> dict[str, Any]:
    return leading_space_id(world) | {"ending": "csv"}


def import_id(world: World) -> dict[str, Any]:
    """Return a list that the coordinator has uploaded."""
    text = f"Organisation;{LABELS['category']}\nUusi;VET\n"
    draft = keep_list(
        group=world.group,
        file=ContentFile(text.encode(), name="list.csv"),
        sends_mail=True,
        by=world.people["coordinator"],
        now=timezone.now(),
    )
    return {"pk": draft.pk}


def year_of(world: World) -> dict[str, Any]:
    return {"pk": world.group.pk, "year": today().year}


def year_csv(world: World) -> dict[str, Any]:
    return year_of(world) | {"ending": "csv"}


def year_rule_id(world: World) -> dict[str, Any]:
    rules = world.group.year_rules
    given = {"kind": "report", "rule": "date", "month": 12, "month_day": 15}
    return {"pk": rules.create(title_sv="Rapport", number=rules.count() + 1, **given).pk}


def year_entry_id(world: World) -> dict[str, Any]:
    """Return a confirmed renewal round of this year."""
    moment = timezone.now()
    given = {"kind": "renewal", "state": "planned", "made_at": moment, "changed_at": moment}
    day = today().replace(month=9, day=1)
    return {
        "pk": world.group.year_entries.create(title_sv="Runda", year=day.year, day=day, **given).pk
    }


def region_code(_world: World) -> dict[str, Any]:
    return {"code": "12"}


def leading_id(world: World) -> dict[str, Any]:
    return {"pk": world.leading.pk}


def working_id(world: World) -> dict[str, Any]:
    return {"pk": world.working.pk}


def commission_id(world: World) -> dict[str, Any]:
    row = world.working.commissions.create(
        text_sv="Kartlägg.", given_by="Ledningsgruppen", starts_on=today()
    )
    return {"pk": row.pk}


def responsibility_id(world: World) -> dict[str, Any]:
    row = world.group.responsibilities.create(area_sv="Vuxenvägledning", starts_on=today())
    return {"pk": row.pk}


def coordinator_grant_id(world: World) -> dict[str, Any]:
    return {"pk": world.people["coordinator"].role_grants.get().pk}


def meeting_id(world: World) -> dict[str, Any]:
    return {"pk": world.meeting.pk}


def series_id(world: World) -> dict[str, Any]:
    return {"pk": world_series(world).pk}


def template_id(world: World) -> dict[str, Any]:
    return {"pk": world_template(world).pk}


def poll_id(world: World) -> dict[str, Any]:
    return {"pk": world_poll(world).pk}


def minutes_written(world: World) -> dict[str, Any]:
    """Return a meeting whose minutes are being written."""
    given = {"by": world.people["coordinator"], "now": timezone.now()}
    minutes = begin_minutes(meeting_id=held_id(world)["pk"], **given)
    part = minutes.parts.first()
    texts = {"heading_sv": "Mötet öppnas", "heading_fi": "", "text_sv": "Öppnat.", "text_fi": ""}
    change_part(part_id=part.pk, version=0, **texts, **given)
    return {"pk": minutes.meeting_id}


def minutes_in_review(world: World) -> dict[str, Any]:
    """Return a meeting whose minutes the leading member was asked to check."""
    pk = minutes_written(world)["pk"]
    person, minutes = world.people["leading"], Minutes.objects.get(meeting=pk)
    Attendance.objects.create(meeting_id=pk, user=person, seat=world.seat)
    given = {"by": world.people["coordinator"], "now": timezone.now()}
    send_minutes(minutes_id=minutes.pk, checker_ids=[person.pk], **given)
    return {"pk": pk}


def minutes_approved(world: World) -> dict[str, Any]:
    pk = minutes_in_review(world)["pk"]
    minutes = Minutes.objects.get(meeting=pk)
    given = {"by": world.people["coordinator"], "now": timezone.now()}
    approve_minutes(minutes_id=minutes.pk, version=minutes.version, despite_open=True, **given)
    return {"pk": pk}


def minutes_part_id(world: World) -> dict[str, Any]:
    return {"pk": MinutesPart.objects.filter(minutes__meeting=minutes_in_review(world)["pk"])[0].pk}


def draft_id(world: World) -> dict[str, Any]:
    return {"pk": world.draft.pk}


def invitation_id(world: World) -> dict[str, Any]:
    return {"pk": world.invitation.pk}


def vacant_seat_id(world: World) -> dict[str, Any]:
    return {"pk": make_seat(body=world.working, organisation=world.seat.organisation).pk}


def suggestion_id(world: World) -> dict[str, Any]:
    person = Invitee("vera@elo.example", "Vera Udd", "sv")
    given = {"by": world.people["contact"], "now": timezone.now()}
    seat_id = vacant_seat_id(world)["pk"]
    return {"pk": suggest_member(seat_id=seat_id, person=person, **given).pk}


def seat_id(world: World) -> dict[str, Any]:
    return {"pk": world.seat.pk}


def mandate_id(world: World) -> dict[str, Any]:
    return {"pk": world.mandate.pk}


def attendance_id(world: World) -> dict[str, Any]:
    return {"pk": world.attendance.pk}


def authority_id(_world: World) -> dict[str, Any]:
    kind = "economic_development_centre"
    return {"pk": Authority.objects.get_or_create(key="evk-poh", defaults={"kind": kind})[0].pk}


def organisation_id(world: World) -> dict[str, Any]:
    return {"pk": world.seat.organisation_id}


def contact_grant(world: World) -> dict[str, Any]:
    grant = world.people["contact"].role_grants.get()
    return {"pk": world.seat.organisation_id, "grant": grant.pk}


def item_id(world: World) -> dict[str, Any]:
    number = world.meeting.items.count() + 1
    return {"pk": world.meeting.items.create(number=number, title_sv="Läget").pk}


def linked_item_id(world: World) -> dict[str, Any]:
    """Return an item that builds on a need."""
    item = item_id(world)
    given = {"by": world.people["coordinator"], "now": timezone.now(), "group_id": world.group.pk}
    start, end = Ref(NodeKind.NEED, make_need(world).pk), Ref(NodeKind.ITEM, item["pk"])
    join(start=start, relation=Relation.LIFTED_TO, end=end, **given)
    return item


def past_item_id(world: World) -> dict[str, Any]:
    past = make_meeting(body=world.leading, by=world.people["coordinator"], days=-3)
    return {"pk": past.items.create(number=1, title_sv="Läget").pk}


def follow_up_id(world: World) -> dict[str, Any]:
    return {"pk": make_follow_up(world).pk}


def matter_id(world: World) -> dict[str, Any]:
    return {"pk": make_matter(world).pk}


def paper_id(world: World) -> dict[str, Any]:
    paper = Paper(
        meeting=world.meeting,
        name="Plan.pdf",
        content_type="application/pdf",
        size=4,
        sha256="0" * 64,
        added_by=world.people["coordinator"],
        added_at=timezone.now(),
    )
    paper.file.save("papers/plan", ContentFile(b"%PDF"), save=False)
    paper.save()
    return {"pk": paper.pk}


def target_id(world: World) -> dict[str, Any]:
    given = {"body": world.network, "category": world.seat.category}
    defaults = {"starts_on": today(), "agreed": "12.2.2025"}
    return {"pk": Target.objects.get_or_create(**given, defaults=defaults)[0].pk}


def picture_of(world: World) -> dict[str, Any]:
    return group_id(world) | picture(world)


def picture(_world: World) -> dict[str, Any]:
    return {"kind": "svg"}


def reorganisation_id(world: World) -> dict[str, Any]:
    admin = world.people["admin"]
    values = ReorganisationValues("Delning", "Jako", today() + timedelta(days=30))
    return {"pk": draft_reorganisation(values=values, by=admin, now=timezone.now()).pk}


def reorganisation_step_id(world: World) -> dict[str, Any]:
    reorganisation = Reorganisation.objects.get(pk=reorganisation_id(world)["pk"])
    return {"pk": reorganisation.steps.create(number=1, kind="group", relation="rename").pk}


def document_id(world: World) -> dict[str, Any]:
    file = ContentFile(b"%PDF-1.7\n", name="Annex.pdf")
    given = {"group": world.group, "reach": DocumentReach.GROUP, "by": None}
    return {"pk": keep_document(file=file, now=timezone.now(), **given).pk}


def basis_id(world: World) -> dict[str, Any]:
    fields = {"kind": "letter", "powers_sv": "Bereder planen.", "starts_on": today()}
    return {"pk": Basis.objects.create(group=world.group, **fields).pk}


def clause_id(world: World) -> dict[str, Any]:
    given = {"group": world.group, "starts_on": today()}
    authority = Authority.objects.get(pk=authority_id(world)["pk"])
    Coordination.objects.get_or_create(authority=authority, **given)
    return {"pk": Clause.objects.create(authority=authority, text_sv="Centralen.", **given).pk}


def funding_id(world: World) -> dict[str, Any]:
    day = today()
    fields = {"source": "Anslag", "amount": 100, "starts_on": day, "ends_on": day}
    return {"pk": Funding.objects.create(group=world.group, **fields).pk}


def life_id(world: World) -> dict[str, Any]:
    given = {"kind": "active", "on": today(), "group": world.group}
    more = {"note_sv": "Igen.", "added_at": timezone.now()}
    return {"pk": LifeEvent.objects.get_or_create(**given, defaults=more)[0].pk}


def own_text(world: World) -> dict[str, Any]:
    """Return the group's own texts, which said something else before."""
    world.group.about_sv += " Nu."
    world.group.save()
    return group_id(world) | {"kind": "group", "row_id": world.group.pk}


def group_year(world: World) -> dict[str, Any]:
    return group_id(world) | {"year": today().year}


def wish_id(world: World) -> dict[str, Any]:
    fields = {"text": "Mer tid.", "language": "sv", "sent_at": timezone.now()}
    by = world.people["coordinator"]
    return {"pk": Wish.objects.create(group=world.group, sent_by=by, **fields).pk}


def _network(world: World) -> Network:
    values = {"kind": "regional", "relation": "parallel", "starts_on": today()}
    return Network.objects.create(group=world.group, name_sv="Kompassen", **values)


def network_id(world: World) -> dict[str, Any]:
    return {"pk": _network(world).pk}


def network_member_id(world: World) -> dict[str, Any]:
    organisation = world.seat.organisation
    return {
        "pk": NetworkMember.objects.create(network=_network(world), organisation=organisation).pk
    }


def first_step(_world: World) -> dict[str, Any]:
    return {"key": "member-welcome"}


def duty_id(world: World) -> dict[str, Any]:
    given = {"task_sv": "Bereda mötena", "body": world.leading, "agreed_on": today()}
    return {"pk": Duty.objects.create(group=world.group, **given).pk}


def _operating_model(world: World, **fields: Any) -> OperatingModel:
    number = world.group.operating_models.count() + 1
    return OperatingModel.objects.create(
        group=world.group, number=number, text_sv="Vi träffas.", **fields
    )


def model_draft_id(world: World) -> dict[str, Any]:
    return {"pk": _operating_model(world).pk}


def model_id(world: World) -> dict[str, Any]:
    return {"pk": _operating_model(world, published_on=today()).pk}


def silent_member(world: World) -> dict[str, Any]:
    return model_id(world) | {"organisation": world.seat.organisation_id}


def handover_id(world: World) -> dict[str, Any]:
    given = {"leaving": world.people["coordinator"], "successor": world.people["leading"]}
    at = {"day": today() + timedelta(days=9), "planned_at": timezone.now()}
    by = given["leaving"]
    row = Handover.objects.create(group=world.group, planned_by=by, **given, **at)
    return {"pk": row.pk}


def agreement(world: World, state: str = "signing") -> Agreement:
    given = {"group": world.group, "organisation": world.seat.organisation, "state": state}
    return make_agreement(by=world.people["coordinator"], **given)


def sent_agreement_id(world: World) -> dict[str, Any]:
    return {"pk": agreement(world).pk}


def agreement_draft_id(world: World) -> dict[str, Any]:
    return {"pk": agreement(world, "draft").pk}


def concluded_agreement_id(world: World) -> dict[str, Any]:
    return {"pk": agreement(world, "in_force").pk}


def signed_agreement_id(world: World) -> dict[str, Any]:
    """Return an agreement that one of two parties has signed."""
    sent = agreement(world, "draft")
    other = make_organisation(name_sv="Gymnasiet Norrskog")
    ids = [world.seat.organisation_id, other.pk]
    given = {"agreement_id": sent.pk, "by": world.people["coordinator"], "now": timezone.now()}
    sent.refresh_from_db()
    choose_parties(organisation_ids=ids, version=sent.version, **given)
    send_agreement(answer_by=today() + timedelta(days=9), **given)
    sent.parties.filter(organisation=other).update(state="signed", signed_on=today())
    return {"pk": sent.pk}


def promise_id(world: World) -> dict[str, Any]:
    return {"pk": agreement(world, "draft").commitments.get().pk}


def annex_id(world: World) -> dict[str, Any]:
    return {"pk": agreement(world, "draft").annexes.get().pk}


def party_id(world: World) -> dict[str, Any]:
    return {"pk": agreement(world).parties.get().pk}


def survey_draft_id(world: World) -> dict[str, Any]:
    return {"pk": make_draft(group=world.group, by=world.people["coordinator"]).pk}


def open_survey_id(world: World) -> dict[str, Any]:
    return {"pk": make_open(group=world.group, by=world.people["coordinator"]).pk}


def closed_survey_id(world: World) -> dict[str, Any]:
    survey = make_open(group=world.group, by=world.people["coordinator"])
    close_survey(survey_id=survey.pk, by=survey.made_by, now=timezone.now())
    return {"pk": survey.pk}


def answered_survey_id(world: World) -> dict[str, Any]:
    """Return a closed survey that shows its results."""
    survey = make_open(group=world.group, by=world.people["coordinator"])
    for _number in range(5):
        send(survey, story="Ingen vet vem man ringer.")
    close_survey(survey_id=survey.pk, by=survey.made_by, now=timezone.now())
    return {"pk": survey.pk}


def _fragment(world: World) -> Fragment:
    survey_id = answered_survey_id(world)["pk"]
    return mark_passage(
        survey_id=survey_id,
        answer_id=Answer.objects.filter(question__survey=survey_id).exclude(text="")[0].pk,
        passage="vem man ringer",
        new_theme=ThemeValues(name_sv="Ingen ingång"),
        by=world.people["coordinator"],
        now=timezone.now(),
    )


def fragment_id(world: World) -> dict[str, Any]:
    return {"pk": _fragment(world).pk}


def theme_id(world: World) -> dict[str, Any]:
    return {"pk": _fragment(world).theme_id}


def section_id(world: World) -> dict[str, Any]:
    draft = make_draft(group=world.group, by=world.people["coordinator"])
    return {"pk": draft.sections.get(number=1).pk}


def survey_address(world: World) -> dict[str, Any]:
    return {"token": make_open(group=world.group, by=world.people["coordinator"]).token}


def event_id(world: World) -> dict[str, Any]:
    return {"pk": make_event(world).pk}


def event_draft_id(world: World) -> dict[str, Any]:
    return {"pk": make_event(world, state="draft", opened_at=None).pk}


def open_event_id(world: World) -> dict[str, Any]:
    return {"pk": make_event(world, visibility="public", is_open_signup=True).pk}


def participants_csv(world: World) -> dict[str, Any]:
    return {"pk": make_event(world).pk, "ending": "csv"}


def themed_id(world: World) -> dict[str, Any]:
    return {"pk": make_event(world, wants_suggestions_until=today()).pk}


def suggested_theme_id(world: World) -> dict[str, Any]:
    event = make_event(world, wants_suggestions_until=today())
    given = {"by": world.people["coordinator"], "at": timezone.now()}
    return {"pk": event.suggestions.create(text="Övergångar", language="sv", **given).pk}


def chosen(_world: World) -> dict[str, Any]:
    return {"is_chosen": "1"}


def national_event_id(world: World) -> dict[str, Any]:
    far = {"group": None, "visibility": "all_regions", "kind": "national"}
    return {"pk": make_event(world, days=-1, **far).pk}


def event_series_id(world: World) -> dict[str, Any]:
    """Return the series of an event, which the coordinator looks after."""
    by = world.people["coordinator"]
    given = {"group": world.group, "owner": by, "made_by": by, "made_at": timezone.now()}
    event = make_event(world, series=EventSeries.objects.create(title_sv="Serie", **given))
    return {"pk": event.series_id}


def signup_id(world: World) -> dict[str, Any]:
    return {"pk": make_event(world).signups.get().pk}


def programme_id(world: World) -> dict[str, Any]:
    return {"pk": make_event(world).programme.create(number=1, title_sv="Kaffe").pk}


def material_id(world: World) -> dict[str, Any]:
    given = {"by": world.people["coordinator"], "now": timezone.now()}
    file = ContentFile(b"%PDF-1.7 slides", name="slides.pdf")
    reach = DocumentReach.MANAGERS
    document = keep_document(group=world.group, file=file, reach=reach, **given)
    return {"pk": make_event(world).materials.create(document=document).pk}


def need_id(world: World, **fields: Any) -> dict[str, Any]:
    return {"pk": make_need(world, **fields).pk}


def supported_need_id(world: World) -> dict[str, Any]:
    found = need_id(world)
    for actor in ("leading", "coordinator"):
        Support.objects.create(need_id=found["pk"], user=world.people[actor], at=timezone.now())
    return found


def refused_need_id(world: World) -> dict[str, Any]:
    by = world.people["coordinator"]
    return need_id(world, state="refused", refusal="Nej.", settled_by=by)


def need_comment_id(world: World) -> dict[str, Any]:
    given = {"by": world.people["coordinator"], "at": timezone.now(), "language": "sv"}
    return {"pk": NeedComment.objects.create(need=make_need(world), text="Så är det.", **given).pk}


def study_id(world: World) -> dict[str, Any]:
    now = timezone.now()
    given = {"added_by": world.people["coordinator"], "added_at": now, "changed_at": now}
    return {"pk": Study.objects.create(group=world.group, title_sv="Framsyn", **given).pk}


def _spot(world: World) -> CaptureSpot:
    return CaptureSpot.objects.create(
        group=world.group,
        title_sv="Workshop",
        key=f"abc{CaptureSpot.objects.count()}",
        closes_on=today() + timedelta(days=2),
        made_by=world.people["coordinator"],
        made_at=timezone.now(),
    )


def spot_id(world: World) -> dict[str, Any]:
    return {"pk": _spot(world).pk}


def spot_key(world: World) -> dict[str, Any]:
    return {"key": _spot(world).key}


def capture_id(world: World) -> dict[str, Any]:
    given = {"text": "En lots", "language": "sv", "at": timezone.now()}
    return {"pk": Capture.objects.create(spot=_spot(world), **given).pk}


def leading_space_id(world: World) -> dict[str, Any]:
    heal_spaces()
    return {"pk": Space.objects.get(body=world.leading).pk}


def topic_id(world: World) -> dict[str, Any]:
    space = leading_space_id(world)["pk"]
    topic = Topic.objects.filter(space=space).first()
    values = PostValues("Berätta.", "sv", "Vem har löst detta?")
    given = {"space_id": space, "values": values, "by": world.people["leading"]}
    return {"pk": topic.pk if topic else start_topic(**given, now=timezone.now()).pk}


def post_id(world: World) -> dict[str, Any]:
    return {"pk": Post.objects.get(topic=topic_id(world)["pk"]).pk}


def held_id(world: World) -> dict[str, Any]:
    by = world.people["coordinator"]
    return {"pk": make_meeting(body=world.leading, by=by, days=-3).pk}


def outcome_id(world: World) -> dict[str, Any]:
    return {"pk": make_outcome(world).pk}


def lacking_outcome_id(world: World) -> dict[str, Any]:
    """Return an outcome that was recorded in Swedish alone."""
    return {"pk": make_outcome(world, title_fi="", text_fi="").pk}


def approved_measure_id(world: World) -> dict[str, Any]:
    """Return an action of an approved plan that somebody promotes."""
    return {"pk": make_promoter(world).measure_id}


def guideline_in(state: str) -> Maker:
    return lambda world: {"pk": world_guideline(world, state).pk}


def guideline_edition(world: World) -> dict[str, Any]:
    return guideline_in("published")(world) | {"number": 1}


def guideline_comment_id(world: World) -> dict[str, Any]:
    return {"pk": world_guideline(world, "comments").comments.get().pk}


def acknowledgement_id(world: World) -> dict[str, Any]:
    return {"pk": world_guideline(world, "published").acknowledgements.get().pk}


def echo_id(world: World) -> dict[str, Any]:
    return {"pk": make_outcome(world).echoes.get().pk}


def brief_of(world: World) -> dict[str, Any]:
    outcome = make_outcome(world)
    return {"pk": outcome.meeting_id, "organisation": world.seat.organisation_id}


def statement_id(world: World) -> dict[str, Any]:
    return {"pk": make_statement(world).pk}


def _asked(world: World, **fields: Any) -> Offer:
    """Return an offer to the world's own organisation."""
    plan = make_plan(group=world.group, by=world.people["coordinator"])
    measure = make_measure(goal=make_goal(plan=plan), responsible=world.seat.organisation)
    return Offer.objects.create(
        measure=measure,
        organisation=world.seat.organisation,
        answer_by=today() + timedelta(days=9),
        offered_by=world.people["coordinator"],
        offered_at=timezone.now(),
        **fields,
    )


def offer_id(world: World) -> dict[str, Any]:
    return {"pk": _asked(world).pk}


def proposed_offer_id(world: World) -> dict[str, Any]:
    due_on = today() + timedelta(days=90)
    return {"pk": _asked(world, state="negotiating", proposed_due_on=due_on).pk}


def offered_measure_id(world: World) -> dict[str, Any]:
    return {"pk": _asked(world).measure_id}


def draft_plan_id(world: World) -> dict[str, Any]:
    plan = make_plan(group=world.group)
    plan.clauses.add(make_clause(group=world.group))
    return {"pk": plan.pk}


def position_id(world: World) -> dict[str, Any]:
    return {"pk": make_plan(group=world.group).positions.all()[0].pk}


def goal_place(world: World) -> dict[str, Any]:
    return {"kind": "goal"} | goal_id(world)


def goal_id(world: World) -> dict[str, Any]:
    return {"pk": make_goal(plan=make_plan(group=world.group)).pk}


def own_measure_id(world: World) -> dict[str, Any]:
    """Return an action that the world's own organisation answers for."""
    goal = make_goal(plan=make_plan(group=world.group))
    return {"pk": make_measure(goal=goal, responsible=world.seat.organisation).pk}


def approved_plan_id(world: World) -> dict[str, Any]:
    return {"pk": approved_edition(world)["pk"]}


def proposed_plan_id(world: World) -> dict[str, Any]:
    plan = Plan.objects.get(**draft_plan_id(world))
    coordinator = world.people["coordinator"]
    meeting = make_meeting(body=world.leading, by=coordinator, days=3)
    given = {"meeting_id": meeting.pk, "by": coordinator, "now": timezone.now()}
    place_plan(plan_id=plan.pk, **given)
    begun = timezone.now() - timedelta(days=3)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=begun)
    return {"pk": plan.pk}


def approved_edition(world: World) -> dict[str, Any]:
    pk = proposed_plan_id(world)["pk"]
    plan = Plan.objects.get(pk=pk)
    approve_plan(
        plan_id=pk,
        item_id=items_of(pk)[0].pk,
        sha256=fingerprint(content_of(plan)),
        values=OutcomeValues(kind="position", title_sv="Planen", text_sv="Godkänns."),
        by=world.people["coordinator"],
        now=timezone.now(),
    )
    return {"pk": pk, "edition": 1}


def group_feed(world: World) -> dict[str, Any]:
    return group_id(world) | feed_token(world)


def feed_token(world: World) -> dict[str, Any]:
    return {"token": make_feed(user=world.people["coordinator"], now=timezone.now())}


def forged_token(_world: World) -> dict[str, Any]:
    return {"token": "forged"}


def stop_token(world: World) -> dict[str, Any]:
    url = stop_url(subject=world.people["member"].pk, kinds=["meeting_reminder"])
    return {"token": url.partition("/?")[0].rpartition("/")[2]}


def mail_id(_world: World) -> dict[str, Any]:
    return {"mail_id": "1700000000000000-1-1"}


def mail_part(world: World) -> dict[str, Any]:
    return {**mail_id(world), "number": 0}


# Of a part of a group: people of the group see it, others do not know of it.
FOREIGN = {"anonymous": 302, "outsider": 404, "other_coordinator": 404, "admin": 404}

# Who reads what a group keeps for its own people: they, and the national coordinators.
INSIDE = dict.fromkeys(
    (
        "member",
        "deputy",
        "working",
        "contact",
        "staff",
        "leading",
        "chair",
        "coordinator",
        "national",
    ),
    200,
)

# Of what only the coordinators of a group write there.
KEPT = {"anonymous": 302} | dict.fromkeys(INSIDE.keys() - {"coordinator"}, 403)
# Who has a seat in the group, and who coordinates it.
SEATED = dict.fromkeys(("member", "deputy", "working", "leading", "chair", "coordinator"), 200)

# Who discusses in the group: national coordinators, researchers and staff never do.
DISCUSSES = dict.fromkeys(
    ("member", "deputy", "working", "contact", "leading", "chair", "coordinator"), 200
)

# Of a body: its own people and the coordinator see it; those who lead the body act on it.
BODY = {"deputy": 200, "leading": 200, "chair": 200, "coordinator": 200}
LED = {"anonymous": 302, "deputy": 403, "leading": 403}

# Of a need that is open to its group: its members and contacts see it, staff their own only.
NEED = ("member", "deputy", "working", "contact", "leading", "chair", "coordinator")
SEES_NEED = dict.fromkeys(NEED, 200)
NEVER_NEED = dict.fromkeys(NEED, 403) | {"anonymous": 302}
# Who reads a group's studies beside those who see its needs; the last two add none.
READS_STUDY = {"staff": 200, "national": 200, "researcher": 200}
FAR_READERS = {"national": 403, "researcher": 403}

# Of an event that is open to its group: its people read it and sign up, who manages it arranges.
SEES_EVENT = INSIDE | {"researcher": 200}
# A national event, which is open to whoever has a role somewhere.
FAR = {"anonymous": 302, "outsider": 404, "admin": 404}
ARRANGES = {"anonymous": 302} | dict.fromkeys(SEES_EVENT, 403) | {"coordinator": 200}

# Of a plan that is being written: its group's members and contacts read it, coordinators write.
DRAFT_READERS = ("member", "deputy", "working", "contact", "leading", "chair")
SEES_DRAFT = dict.fromkeys((*DRAFT_READERS, "coordinator"), 200)
NEVER_PLAN = dict.fromkeys(DRAFT_READERS, 403) | {"anonymous": 302}
# Who answers for the organisation that is asked: its contact person, and who holds its seat.
ANSWERS_OFFER = {"contact": 422, "leading": 422}

# Who may not read a group's surveys.
STRANGERS = {"anonymous": 302} | dict.fromkeys(
    ("outsider", "other_coordinator", "contact", "staff", "admin"), 404
)

# Who keeps what an organisation says of itself, beside its own people: administrators keep the
# register, so they see it.
NO_REGISTER = {"anonymous": 302, "outsider": 404}
KEEPS = NO_REGISTER | {"coordinator": 200, "admin": 200}

# A guideline while it is written: who belongs to the leading group reads and writes it.
WRITES = {"anonymous": 302} | BODY
SETTLES = {"anonymous": 302, "deputy": 403, "leading": 403, "chair": 200, "coordinator": 200}
SENDS_OUT = SETTLES | {"chair": 403}

MATRIX: dict[str, Row] = {
    # The roof: front page, statements, my work
    "overview:front": row("get", 200),
    "overview:my_work": row("get", 200, anonymous=302),
    "overview:privacy": row("get", 200, no_second_factor=200),
    "overview:accessibility": row("get", 200, no_second_factor=200),
    # What we owe people: inbox, one-act links, the demo's mails
    "notifications:inbox": row("get", 200, anonymous=302),
    "notifications:inbox_read": row("post", 302),
    "notifications:settings": row("get", 200, anonymous=302),
    "notifications:act": row("get", 404, kwargs=forged_token, no_second_factor=404),
    "notifications:unsubscribe": row("get", 200, kwargs=stop_token, no_second_factor=200),
    "notifications:dev_mail": row("get", 404),
    "notifications:dev_mail_detail": row("get", 404, kwargs=mail_id),
    "notifications:dev_mail_html": row("get", 404, kwargs=mail_id),
    "notifications:dev_mail_part": row("get", 404, kwargs=mail_part),
    # Accounts
    "accounts:profile": row("get", 200, anonymous=302),
    # Regions and groups
    "groups:authority_detail": row("get", 200, kwargs=authority_id),
    "groups:region_list": row("get", 200),
    "groups:region_detail": row("get", 200, kwargs=region_code),
    "groups:group_list": row("get", 200),
    "groups:group_detail": row("get", 200, kwargs=group_id),
    "groups:group_representation": row(
        "get", 200, kwargs=group_id, anonymous=302, outsider=404, admin=404
    ),
    "groups:representation_picture": row(
        "get", 200, kwargs=picture_of, anonymous=302, outsider=404, admin=404
    ),
    "groups:levels_picture": row("get", 200, kwargs=picture_of),
    "groups:national_representation": row("get", 200, anonymous=302, outsider=404, admin=404),
    "groups:national_picture": row(
        "get", 200, kwargs=picture, anonymous=302, outsider=404, admin=404
    ),
    "groups:target_new": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:target_end": row("get", 404, kwargs=target_id, **KEPT, coordinator=200),
    "groups:group_settings": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:group_levels": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:group_bodies": row("get", 404, kwargs=group_id, anonymous=302, **INSIDE),
    # Who chairs the leading group sets up working groups.
    "groups:body_create": row(
        "get", 403, kwargs=group_id, anonymous=302, chair=200, coordinator=200
    ),
    "groups:body_merge": row("get", 403, kwargs=working_id, **FOREIGN, coordinator=200),
    "groups:body_close": row("get", 403, kwargs=working_id, **FOREIGN, chair=200, coordinator=200),
    "groups:commission_new": row(
        "get", 403, kwargs=working_id, **FOREIGN, chair=200, coordinator=200
    ),
    "groups:commission_end": row(
        "get", 403, kwargs=commission_id, **FOREIGN, researcher=404, chair=200, coordinator=200
    ),
    "groups:group_responsibilities": row("get", 404, kwargs=group_id, anonymous=302, **INSIDE),
    "groups:responsibility_new": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:responsibility_edit": row(
        "get", 403, kwargs=responsibility_id, **FOREIGN, researcher=404, coordinator=200
    ),
    "groups:coordinator_new": row(
        "get", 403, kwargs=group_id, anonymous=302, coordinator=200, admin=200
    ),
    "groups:coordinator_end": row(
        "get", 404, kwargs=coordinator_grant_id, anonymous=302, coordinator=200
    ),
    "groups:seat_new": row("get", 403, kwargs=leading_id, **FOREIGN, coordinator=200),
    "groups:mandate_edit": row(
        "get", 403, kwargs=mandate_id, **FOREIGN, researcher=404, coordinator=200
    ),
    "groups:mandate_replace": row(
        "get", 403, kwargs=mandate_id, **FOREIGN, researcher=404, coordinator=200
    ),
    "groups:body_edit": row("get", 403, kwargs=leading_id, **FOREIGN, coordinator=200),
    "groups:body_open": row("get", 403, kwargs=leading_id, **FOREIGN, coordinator=200),
    # Organisations
    "groups:organisation_list": row("get", 200),
    "groups:organisation_detail": row(
        "get", 200, kwargs=organisation_id, anonymous=404, outsider=404
    ),
    "groups:organisation_ours": row(
        "get", 403, kwargs=organisation_id, **NO_REGISTER, contact=200, leading=200
    ),
    "groups:organisation_new": row(
        "get", 403, anonymous=302, other_coordinator=200, coordinator=200, admin=200
    ),
    "groups:organisation_edit": row("get", 403, kwargs=organisation_id, **KEEPS, contact=200),
    "groups:organisation_open": row("get", 403, kwargs=organisation_id, **KEEPS, contact=200),
    "groups:organisation_rename": row("get", 403, kwargs=organisation_id, **KEEPS),
    "groups:organisation_facts": row("get", 403, kwargs=organisation_id, **KEEPS),
    "groups:organisation_contacts": row("get", 403, kwargs=organisation_id, **KEEPS, contact=200),
    "groups:contact_end": row("get", 403, kwargs=contact_grant, **KEEPS, contact=200),
    # People
    "groups:reorganisation_list": row("get", 404, anonymous=302, admin=200),
    "groups:reorganisation_new": row("get", 404, anonymous=302, admin=200),
    "groups:reorganisation_detail": row(
        "get", 404, kwargs=reorganisation_id, anonymous=302, admin=200
    ),
    "groups:reorganisation_edit": row(
        "get", 404, kwargs=reorganisation_id, anonymous=302, admin=200
    ),
    "groups:reorganisation_step_new": row(
        "get", 404, kwargs=reorganisation_id, anonymous=302, admin=200
    ),
    "groups:reorganisation_step_remove": row(
        "post", 404, kwargs=reorganisation_step_id, anonymous=302, admin=302
    ),
    "groups:reorganisation_effects": row(
        "get", 404, kwargs=reorganisation_id, anonymous=302, admin=200
    ),
    "groups:reorganisation_choices": row(
        "post", 404, kwargs=reorganisation_id, anonymous=302, admin=302
    ),
    "groups:reorganisation_confirm": row(
        "post", 404, kwargs=reorganisation_id, anonymous=302, admin=422
    ),
    "groups:reorganisation_withdraw": row(
        "get", 404, kwargs=reorganisation_id, anonymous=302, admin=200
    ),
    "groups:group_people": row("get", 200, kwargs=group_id, **FOREIGN, researcher=404),
    "groups:invite": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:group_continuity": row("get", 404, kwargs=group_id, anonymous=302, **INSIDE),
    "groups:national_continuity": row("get", 403, anonymous=302, national=200),
    "groups:group_handover": row("get", 404, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:handover_notes": row("get", 404, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:handover_new": row("get", 404, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:handover_withdraw": row(
        "get", 404, kwargs=handover_id, anonymous=302, coordinator=200, leading=403
    ),
    "groups:handover_pdf": row("get", 404, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:import_new": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:import_template": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:import_preview": row("get", 404, kwargs=import_id, anonymous=302, coordinator=200),
    "groups:import_drop": row("post", 404, kwargs=import_id, anonymous=302, coordinator=302),
    "groups:people_export": row("get", 404, kwargs=group_csv, anonymous=302, **INSIDE),
    "groups:invitations_export": row("get", 403, kwargs=group_csv, anonymous=302, coordinator=200),
    "groups:meetings_export": row("get", 200, kwargs=group_csv),
    "groups:organisations_export": row("get", 200, kwargs=as_csv),
    "groups:networks_export": row("get", 404, kwargs=group_csv, anonymous=302, **INSIDE),
    "groups:groups_export": row("get", 200, kwargs=as_csv),
    "groups:agreements_export": row("get", 404, kwargs=group_csv, anonymous=302, **INSIDE),
    "groups:group_year": row("get", 404, kwargs=group_id, anonymous=302, **INSIDE),
    "groups:group_year_of": row("get", 404, kwargs=year_of, anonymous=302, **INSIDE),
    "groups:year_export": row("get", 404, kwargs=year_csv, anonymous=302, **INSIDE),
    "groups:year_make": row("get", 404, kwargs=year_of, **KEPT, coordinator=200),
    "groups:year_copy": row("get", 404, kwargs=year_of, **KEPT, coordinator=200),
    "groups:year_theme": row("get", 404, kwargs=year_of, **KEPT, coordinator=200),
    "groups:year_entry_new": row("get", 404, kwargs=year_of, **KEPT, coordinator=200),
    "groups:year_entry_edit": row("get", 404, kwargs=year_entry_id, **KEPT, coordinator=200),
    "groups:year_renewal": row("get", 404, kwargs=year_entry_id, anonymous=302, **INSIDE),
    "groups:year_rules": row("get", 404, kwargs=group_id, **KEPT, coordinator=200),
    "groups:year_usual": row("post", 404, kwargs=group_id, **KEPT, coordinator=302),
    "groups:year_rule_new": row("get", 404, kwargs=group_id, **KEPT, coordinator=200),
    "groups:year_rule_edit": row("get", 404, kwargs=year_rule_id, anonymous=302, coordinator=200),
    "groups:year_rule_move": row("post", 404, kwargs=year_rule_id, anonymous=302, coordinator=302),
    "groups:year_rule_remove": row(
        "post", 404, kwargs=year_rule_id, anonymous=302, coordinator=302
    ),
    "groups:national_year": row("get", 403, anonymous=302, national=200),
    "groups:duties_export": row("get", 404, kwargs=group_csv, anonymous=302, **INSIDE),
    "groups:responsibilities_export": row("get", 404, kwargs=group_csv, anonymous=302, **INSIDE),
    "groups:history_export": row("get", 404, kwargs=group_csv, anonymous=302, **INSIDE),
    "groups:reorganisations_export": row("get", 404, kwargs=as_csv, anonymous=302, admin=200),
    "plans:plans_export": row("get", 200, kwargs=group_csv),
    "forums:topics_export": row("get", 404, kwargs=leading_space_csv, anonymous=302, **BODY),
    "surveys:surveys_export": row("get", 200, kwargs=group_csv),
    "groups:parties_export": row("get", 404, kwargs=parties_csv, **INSIDE, anonymous=302),
    "groups:needs_export": row("get", 200, kwargs=group_csv),
    "groups:outcomes_export": row("get", 200, kwargs=group_csv),
    "groups:invitation_detail": row(
        "get", 404, kwargs=invitation_id, anonymous=302, coordinator=200
    ),
    "groups:seat_suggest": row(
        "get", 403, kwargs=vacant_seat_id, **FOREIGN, researcher=404, contact=200
    ),
    "groups:suggestion_invite": row(
        "post", 404, kwargs=suggestion_id, anonymous=302, coordinator=302
    ),
    "groups:invitation_resend": row(
        "post", 404, kwargs=invitation_id, anonymous=302, coordinator=302
    ),
    "groups:invitation_revoke": row(
        "post", 404, kwargs=invitation_id, anonymous=302, coordinator=302
    ),
    "groups:mandate_end": row(
        "get", 403, kwargs=mandate_id, **FOREIGN, researcher=404, coordinator=200
    ),
    "groups:seat_close": row(
        "get", 403, kwargs=seat_id, **FOREIGN, researcher=404, coordinator=200
    ),
    "groups:body_detail": row("get", 200, kwargs=leading_id, **(FOREIGN | {"anonymous": 404})),
    "groups:chair_appoint": row("get", 403, kwargs=leading_id, **FOREIGN, coordinator=200),
    "groups:message_new": row("get", 403, kwargs=leading_id, **FOREIGN, coordinator=200),
    # Meetings
    "groups:group_meetings": row("get", 200, kwargs=group_id),
    "groups:body_arranging": row("get", 404, kwargs=leading_id, anonymous=302, **BODY),
    "groups:series_export": row("get", 404, kwargs=leading_csv, anonymous=302, **BODY),
    "groups:series_new": row("get", 403, kwargs=leading_id, **FOREIGN, chair=200, coordinator=200),
    "groups:series_detail": row("get", 404, kwargs=series_id, anonymous=302, **BODY),
    "groups:series_edit": row("get", 404, kwargs=series_id, **LED, chair=200, coordinator=200),
    "groups:series_end": row("post", 404, kwargs=series_id, **LED, chair=422, coordinator=422),
    "groups:template_new": row(
        "get", 403, kwargs=leading_id, **FOREIGN, chair=200, coordinator=200
    ),
    "groups:template_edit": row("get", 404, kwargs=template_id, **LED, chair=200, coordinator=200),
    "groups:template_remove": row(
        "post", 404, kwargs=template_id, **LED, chair=302, coordinator=302
    ),
    "groups:agenda_keep": row("post", 404, kwargs=meeting_id, **LED, chair=422, coordinator=422),
    "groups:poll_new": row("get", 403, kwargs=leading_id, **FOREIGN, chair=200, coordinator=200),
    "groups:poll_detail": row("get", 404, kwargs=poll_id, anonymous=302, **BODY),
    "groups:poll_answer": row(
        *("get", 404),
        kwargs=poll_id,
        **(LED | {"leading": 200}),
        chair=403,
        coordinator=403,
    ),
    "groups:poll_make": row("get", 404, kwargs=poll_id, **LED, chair=200, coordinator=200),
    "groups:poll_remind": row("post", 404, kwargs=poll_id, **LED, chair=302, coordinator=302),
    "groups:poll_withdraw": row("post", 404, kwargs=poll_id, **LED, chair=302, coordinator=302),
    "groups:meeting_detail": row("get", 404, kwargs=meeting_id, **BODY),
    "groups:meeting_calendar": row("get", 404, kwargs=meeting_id, **BODY),
    "groups:meeting_new": row("get", 403, kwargs=leading_id, **FOREIGN, chair=200, coordinator=200),
    "groups:meeting_edit": row("get", 404, kwargs=meeting_id, **LED, chair=200, coordinator=200),
    "groups:meeting_call": row(
        "post", 404, kwargs=draft_id, anonymous=302, chair=302, coordinator=302
    ),
    "groups:meeting_cancel": row("post", 404, kwargs=meeting_id, **LED, chair=302, coordinator=302),
    # Its life: opened in its half hour, closed while it runs, removed while a draft
    "groups:meeting_open": row("post", 404, kwargs=meeting_id, **LED, chair=403, coordinator=403),
    "groups:meeting_close": row("post", 404, kwargs=meeting_id, **LED, chair=403, coordinator=403),
    "groups:meeting_remove": row(
        "post", 404, kwargs=draft_id, anonymous=302, chair=302, coordinator=302
    ),
    "groups:meeting_presence": row("get", 404, kwargs=held_id, **LED, chair=200, coordinator=200),
    "groups:meeting_walk_in": row("post", 404, kwargs=held_id, **LED, chair=422, coordinator=422),
    # Its minutes: of who leads it while written, of the body in review, then open as the meeting
    "groups:minutes_detail": row("get", 404, kwargs=minutes_in_review, **BODY),
    "groups:minutes_pdf": row("get", 404, kwargs=minutes_in_review, **BODY),
    "groups:minutes_begin": row("post", 404, kwargs=held_id, **LED, chair=302, coordinator=302),
    "groups:minutes_items": row(
        "post", 404, kwargs=minutes_in_review, **LED, chair=302, coordinator=302
    ),
    "groups:minutes_part": row(
        "get", 404, kwargs=minutes_part_id, **LED, chair=200, coordinator=200
    ),
    "groups:minutes_send": row(
        "post", 404, kwargs=minutes_written, anonymous=302, chair=302, coordinator=302
    ),
    "groups:minutes_ask": row(
        "post", 404, kwargs=minutes_in_review, **LED, chair=302, coordinator=302
    ),
    "groups:minutes_check": row("post", 404, kwargs=minutes_in_review, anonymous=302, leading=422),
    "groups:minutes_approve": row(
        "post", 404, kwargs=minutes_in_review, **LED, chair=422, coordinator=422
    ),
    "groups:minutes_take_back": row(
        "post", 404, kwargs=minutes_in_review, **LED, chair=302, coordinator=302
    ),
    "groups:minutes_reopen": row(
        "post", 404, kwargs=minutes_approved, **LED, chair=422, coordinator=422
    ),
    "groups:minutes_revisions": row("get", 404, kwargs=minutes_approved, **BODY),
    "groups:attendance_guest": row(
        "post", 404, kwargs=meeting_id, **LED, chair=422, coordinator=422
    ),
    "groups:attendance_answer": row(
        "post", 404, kwargs=attendance_id, anonymous=302, leading=422, chair=422, coordinator=422
    ),
    "groups:attendance_remove": row(
        "post", 404, kwargs=attendance_id, anonymous=302, leading=403, chair=422, coordinator=422
    ),
    "groups:meeting_paper_new": row(
        "post", 404, kwargs=meeting_id, **LED, chair=422, coordinator=422
    ),
    "groups:paper_file": row("get", 404, kwargs=paper_id, **BODY),
    # One matter, what waits for the body, and what organisations do after a meeting
    "groups:item_detail": row("get", 404, kwargs=item_id, **BODY),
    "groups:item_link": row("get", 404, kwargs=item_id, **LED, chair=200, coordinator=200),
    "groups:item_unlink": row("get", 404, kwargs=linked_item_id, **LED, chair=200, coordinator=200),
    "groups:item_carry": row("get", 404, kwargs=past_item_id, **LED, chair=200, coordinator=200),
    "groups:follow_up_new": row("get", 404, kwargs=item_id, **LED, chair=200, coordinator=200),
    "groups:follow_up_done": row(
        *("get", 404),
        kwargs=follow_up_id,
        anonymous=302,
        **dict.fromkeys(("contact", "leading", "chair", "coordinator"), 200),
    ),
    "groups:backlog_export": row("get", 404, kwargs=leading_csv, **(BODY | {"anonymous": 302})),
    "groups:body_backlog": row("get", 404, kwargs=leading_id, **(BODY | {"anonymous": 302})),
    "groups:matter_new": row("get", 404, kwargs=leading_id, **(BODY | {"anonymous": 302})),
    "groups:matter_edit": row("get", 404, kwargs=matter_id, **LED, chair=200, coordinator=200),
    "groups:matter_move": row("post", 404, kwargs=matter_id, **LED, chair=302, coordinator=302),
    "groups:matter_drop": row("get", 404, kwargs=matter_id, **LED, chair=200, coordinator=200),
    "groups:matter_take": row("get", 404, kwargs=matter_id, **LED, chair=200, coordinator=200),
    "groups:document_file": row("get", 404, kwargs=document_id, **INSIDE),
    # Partnership agreements: what is a draft is the coordinators' own
    "groups:group_agreements": row("get", 404, kwargs=group_id, **INSIDE, anonymous=302),
    "groups:agreement_detail": row("get", 404, kwargs=sent_agreement_id, **INSIDE, anonymous=302),
    "groups:agreement_new": row("get", 404, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:agreement_edit": row(
        "get", 404, kwargs=agreement_draft_id, anonymous=302, coordinator=200
    ),
    "groups:agreement_remove": row(
        "get", 404, kwargs=agreement_draft_id, anonymous=302, coordinator=200
    ),
    "groups:agreement_parties": row(
        "get", 404, kwargs=agreement_draft_id, anonymous=302, coordinator=200
    ),
    "groups:promise_new": row(
        "get", 404, kwargs=agreement_draft_id, anonymous=302, coordinator=200
    ),
    "groups:promise_edit": row("get", 404, kwargs=promise_id, anonymous=302, coordinator=200),
    "groups:promise_remove": row("get", 404, kwargs=promise_id, anonymous=302, coordinator=200),
    "groups:annex_new": row("get", 404, kwargs=agreement_draft_id, anonymous=302, coordinator=200),
    "groups:annex_remove": row("get", 404, kwargs=annex_id, anonymous=302, coordinator=200),
    "groups:agreement_send": row(
        "get", 404, kwargs=agreement_draft_id, anonymous=302, coordinator=200
    ),
    "groups:party_enter": row("get", 404, kwargs=party_id, anonymous=302, coordinator=200),
    "groups:agreement_time": row("get", 404, kwargs=sent_agreement_id, **KEPT, coordinator=200),
    "groups:agreement_retract": row("get", 404, kwargs=sent_agreement_id, **KEPT, coordinator=200),
    "groups:agreement_end": row("get", 404, kwargs=sent_agreement_id, **KEPT, coordinator=200),
    "groups:agreement_conclude": row(
        "get", 404, kwargs=signed_agreement_id, **KEPT, coordinator=200
    ),
    "groups:agreement_remind": row("post", 404, kwargs=sent_agreement_id, **KEPT, coordinator=302),
    "groups:agreement_renew": row(
        "post", 404, kwargs=concluded_agreement_id, **KEPT, coordinator=302
    ),
    "groups:party_sign": row("get", 404, kwargs=party_id, anonymous=302, contact=200, leading=200),
    "groups:group_languages": row("get", 404, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:group_working": row("get", 200, kwargs=group_id),
    "groups:operating_model": row("get", 404, kwargs=group_id, anonymous=302, **INSIDE),
    "groups:operating_start": row("post", 404, kwargs=group_id, **KEPT, coordinator=302),
    "groups:operating_edit": row("get", 404, kwargs=model_draft_id, anonymous=302, coordinator=200),
    "groups:operating_publish": row(
        "post", 404, kwargs=model_draft_id, anonymous=302, coordinator=422
    ),
    # Who answers for an organisation of the group: its contact person, and who sits for it.
    "groups:operating_accept": row(
        "post", 404, kwargs=model_id, **KEPT | {"coordinator": 403, "contact": 302, "leading": 302}
    ),
    "groups:operating_enter": row("get", 404, kwargs=silent_member, **KEPT, coordinator=200),
    "groups:operating_remind": row("post", 404, kwargs=model_id, **KEPT, coordinator=302),
    "groups:group_duties": row("get", 404, kwargs=group_id, anonymous=302, **INSIDE),
    "groups:duty_new": row("get", 404, kwargs=group_id, **KEPT, coordinator=200),
    "groups:duty_edit": row("get", 404, kwargs=duty_id, **KEPT, coordinator=200),
    "groups:group_welcome": row("get", 200, kwargs=group_id),
    "groups:welcome_pdf": row("get", 200, kwargs=group_id),
    "groups:welcome_edit": row("get", 404, kwargs=group_id, **KEPT, coordinator=200),
    "groups:onboarding_mark": row("post", 302, kwargs=first_step),
    "groups:group_networks": row("get", 404, kwargs=group_id, anonymous=302, **INSIDE),
    "groups:network_overlap": row("get", 404, kwargs=group_id, anonymous=302, **INSIDE),
    "groups:network_new": row("get", 404, kwargs=group_id, **KEPT, coordinator=200),
    "groups:network_detail": row("get", 404, kwargs=network_id, anonymous=302, **INSIDE),
    "groups:network_edit": row("get", 404, kwargs=network_id, **KEPT, coordinator=200),
    "groups:network_revise": row("post", 404, kwargs=network_id, **KEPT, coordinator=302),
    "groups:network_member_new": row("get", 404, kwargs=network_id, **KEPT, coordinator=200),
    "groups:network_member_edit": row(
        "get", 404, kwargs=network_member_id, **KEPT, coordinator=200
    ),
    "groups:network_member_remove": row(
        "post", 404, kwargs=network_member_id, **KEPT, coordinator=302
    ),
    # History
    "groups:group_timeline": row("get", 200, kwargs=group_id),
    "groups:group_history": row("get", 404, kwargs=group_id, anonymous=302, **INSIDE),
    "groups:version_list": row("get", 404, kwargs=own_text, anonymous=302, **INSIDE),
    "groups:life_new": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:life_remove": row("get", 403, kwargs=life_id, anonymous=302, coordinator=200),
    # Mandate and means
    "groups:group_mandate": row("get", 404, kwargs=group_id, anonymous=302, **INSIDE),
    "groups:basis_new": row("get", 404, kwargs=group_id, **KEPT, coordinator=200),
    "groups:basis_edit": row("get", 404, kwargs=basis_id, **KEPT, coordinator=200),
    "groups:clause_new": row(
        "get", 404, kwargs=group_id, **(KEPT | {"coordinator": 200, "national": 200})
    ),
    "groups:clause_edit": row(
        "get", 404, kwargs=clause_id, **(KEPT | {"coordinator": 200, "national": 200})
    ),
    "groups:funding_new": row("get", 404, kwargs=group_id, **KEPT, coordinator=200),
    "groups:funding_edit": row("get", 404, kwargs=funding_id, **KEPT, coordinator=200),
    "groups:work_time_edit": row("get", 404, kwargs=group_year, **KEPT, coordinator=200),
    "groups:skills_say": row(
        "get", 404, kwargs=group_id, anonymous=302, contact=403, staff=403, national=403, **SEATED
    ),
    "groups:skills_withdraw": row(
        "post",
        404,
        kwargs=group_id,
        **(dict.fromkeys(INSIDE, 403) | dict.fromkeys(SEATED, 302) | {"anonymous": 302}),
    ),
    "groups:skills_ask": row("post", 404, kwargs=group_id, **KEPT, coordinator=302),
    "groups:pulse_give": row(
        "get", 404, kwargs=group_id, anonymous=302, contact=403, staff=403, national=403, **SEATED
    ),
    "groups:pulse_ask": row("post", 404, kwargs=group_id, **KEPT, coordinator=302),
    "groups:wish_new": row("get", 404, kwargs=group_id, **KEPT, coordinator=200),
    "groups:wish_list": row("get", 403, anonymous=302, national=200),
    "groups:wish_answer": row(
        "get", 404, kwargs=wish_id, **(KEPT | {"coordinator": 403, "national": 200})
    ),
    "groups:meeting_paper_remove": row(
        "post", 404, kwargs=paper_id, **LED, chair=302, coordinator=302
    ),
    # Needs
    # Events: a group's own people read one that is open to the group, who manages it arranges
    "groups:event_list": row("get", 200),
    "groups:national_events": row("get", 200),
    "groups:national_series_new": row("get", 403, anonymous=302, national=200),
    "groups:national_event_new": row("get", 403, anonymous=302, national=200),
    "groups:group_events": row("get", 200, kwargs=group_id),
    "groups:event_new": row("get", 403, kwargs=group_id, anonymous=302, chair=200, coordinator=200),
    "groups:event_detail": row("get", 404, kwargs=event_id, **SEES_EVENT),
    "groups:event_calendar": row("get", 404, kwargs=event_id, **SEES_EVENT),
    "groups:event_edit": row("get", 404, kwargs=event_id, **ARRANGES),
    "groups:event_show": row("get", 404, kwargs=event_id, **ARRANGES),
    "groups:event_open": row("get", 404, kwargs=event_draft_id, anonymous=302, coordinator=200),
    "groups:event_cancel": row("get", 404, kwargs=event_id, **ARRANGES),
    "groups:event_programme_new": row("get", 404, kwargs=event_id, **ARRANGES),
    "groups:event_programme_remove": row("get", 404, kwargs=programme_id, **ARRANGES),
    "groups:event_material_new": row("get", 404, kwargs=event_id, **ARRANGES),
    "groups:event_material_remove": row("get", 404, kwargs=material_id, **ARRANGES),
    "groups:event_sign_up": row("get", 404, kwargs=event_id, **(SEES_EVENT | {"anonymous": 302})),
    "groups:event_withdraw": row("get", 404, kwargs=event_id, anonymous=302, coordinator=200),
    "groups:event_visit": row("get", 200, kwargs=open_event_id),
    "groups:event_visited": row("get", 200, kwargs=open_event_id),
    "groups:event_participants": row("get", 404, kwargs=event_id, **ARRANGES),
    "groups:participants_export": row("get", 404, kwargs=participants_csv, **ARRANGES),
    "groups:event_theme_new": row(
        "get", 404, kwargs=themed_id, **(SEES_EVENT | {"anonymous": 302})
    ),
    "groups:theme_vote": row(
        "post", 404, kwargs=suggested_theme_id, anonymous=302, **dict.fromkeys(SEES_EVENT, 302)
    ),
    "groups:theme_choose": row(
        "post", 404, kwargs=suggested_theme_id, data=chosen, **(ARRANGES | {"coordinator": 302})
    ),
    "groups:event_notes": row("get", 404, kwargs=event_id, **ARRANGES),
    "groups:event_follow_up": row(
        "get",
        403,
        kwargs=national_event_id,
        **FAR,
        national=200,
        other_coordinator=200,
        coordinator=200,
    ),
    "groups:event_send": row("get", 403, kwargs=national_event_id, **FAR, national=200),
    "groups:event_series_new": row(
        "get", 403, kwargs=group_id, anonymous=302, chair=200, coordinator=200
    ),
    "groups:event_series": row("get", 404, kwargs=event_series_id, **SEES_EVENT),
    "groups:event_series_edit": row(
        "get", 404, kwargs=event_series_id, **(ARRANGES | {"chair": 200})
    ),
    "groups:event_feedback": row("get", 404, kwargs=forged_token),
    "groups:feedback_thanks": row("get", 200),
    "groups:signup_strike": row("get", 404, kwargs=signup_id, anonymous=302, coordinator=200),
    "groups:group_needs": row("get", 200, kwargs=group_id),
    "groups:need_new": row(
        "get", 403, kwargs=group_id, **(SEES_NEED | {"staff": 200, "anonymous": 302})
    ),
    "groups:need_detail": row("get", 404, kwargs=need_id, **SEES_NEED),
    "groups:need_edit": row("get", 404, kwargs=need_id, **(NEVER_NEED | {"coordinator": 200})),
    "groups:need_evidence": row("get", 404, kwargs=need_id, **(SEES_NEED | {"anonymous": 302})),
    "groups:need_open": row("get", 404, kwargs=need_id, **(NEVER_NEED | {"coordinator": 200})),
    "groups:need_support": row(
        "post", 404, kwargs=need_id, anonymous=302, **dict.fromkeys(NEED, 302)
    ),
    "groups:need_withdraw": row(
        "post", 404, kwargs=supported_need_id, **(NEVER_NEED | {"leading": 302, "coordinator": 302})
    ),
    "groups:need_vote": row("get", 404, kwargs=need_id, **(SEES_NEED | {"anonymous": 302})),
    "groups:needs_vote": row("get", 404, kwargs=group_id, **(SEES_NEED | {"anonymous": 302})),
    "groups:needs_terms": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:needs_statement": row("get", 200, kwargs=group_id),
    "groups:need_comment": row(
        "post", 404, kwargs=need_id, anonymous=302, **dict.fromkeys(NEED, 422)
    ),
    "groups:need_comment_remove": row(
        "post", 404, kwargs=need_comment_id, **(NEVER_NEED | {"coordinator": 302})
    ),
    "groups:need_answer": row("get", 404, kwargs=need_id, **(NEVER_NEED | {"coordinator": 200})),
    # The library is read as far as a study is open: here by whoever belongs to the group.
    "groups:group_studies": row("get", 200, kwargs=group_id),
    "groups:studies_export": row("get", 200, kwargs=group_csv),
    "groups:study_new": row("get", 403, kwargs=group_id, anonymous=302, staff=200, **SEES_NEED),
    "groups:study_detail": row("get", 404, kwargs=study_id, **READS_STUDY, **SEES_NEED),
    "groups:study_edit": row(
        "get",
        404,
        kwargs=study_id,
        **(dict.fromkeys(READS_STUDY, 403) | NEVER_NEED | {"coordinator": 200}),
    ),
    "groups:study_use": row(
        "get", 404, kwargs=study_id, anonymous=302, **(READS_STUDY | FAR_READERS | SEES_NEED)
    ),
    "groups:study_behind": row("get", 404, kwargs=goal_place, **SEES_DRAFT, anonymous=302),
    # Whoever leads a body opens places for its meetings; coordinators alone read the notes.
    "groups:group_spots": row(
        "get", 403, kwargs=group_id, anonymous=302, chair=200, coordinator=200
    ),
    "groups:spot_new": row("get", 403, kwargs=group_id, anonymous=302, chair=200, coordinator=200),
    "groups:spot_detail": row("get", 404, kwargs=spot_id, anonymous=302, coordinator=200),
    "groups:spot_close": row("post", 404, kwargs=spot_id, anonymous=302, coordinator=302),
    "groups:capture_settle": row("get", 404, kwargs=capture_id, anonymous=302, coordinator=200),
    "groups:capture_new": row("get", 200, kwargs=spot_key, no_second_factor=200),
    "groups:capture_thanks": row("get", 200, kwargs=spot_key, no_second_factor=200),
    "groups:need_lift": row("post", 404, kwargs=need_id, **(NEVER_NEED | {"coordinator": 422})),
    "groups:need_refuse": row("post", 404, kwargs=need_id, **(NEVER_NEED | {"coordinator": 422})),
    "groups:need_reopen": row(
        "post", 404, kwargs=refused_need_id, **(NEVER_NEED | {"coordinator": 302})
    ),
    "groups:need_merge": row("get", 404, kwargs=need_id, **(NEVER_NEED | {"coordinator": 200})),
    # Outcomes
    # Guidelines
    "groups:group_guidelines": row("get", 200, kwargs=group_id),
    "groups:guidelines_export": row("get", 200, kwargs=group_csv),
    "groups:guideline_list": row("get", 200),
    "groups:guideline_new": row("get", 403, kwargs=group_id, **WRITES),
    "groups:guideline_approvals": row(
        "get", 404, kwargs=group_id, **(KEPT | {"chair": 200, "coordinator": 200})
    ),
    "groups:guideline_detail": row(
        "get", 200, kwargs=guideline_in("published"), **(FOREIGN | {"anonymous": 404})
    ),
    "groups:guideline_edition": row(
        "get", 200, kwargs=guideline_edition, **(FOREIGN | {"anonymous": 404})
    ),
    "groups:guideline_edit": row("get", 404, kwargs=guideline_in("draft"), **WRITES),
    "groups:guideline_ask": row("get", 404, kwargs=guideline_in("draft"), **WRITES),
    "groups:guideline_submit": row("get", 404, kwargs=guideline_in("draft"), **WRITES),
    "groups:guideline_approve": row("get", 404, kwargs=guideline_in("submitted"), **SETTLES),
    "groups:guideline_return": row("get", 404, kwargs=guideline_in("submitted"), **SETTLES),
    "groups:guideline_reject": row("get", 404, kwargs=guideline_in("submitted"), **SETTLES),
    "groups:guideline_publish": row("get", 404, kwargs=guideline_in("approved"), **SENDS_OUT),
    "groups:guideline_revise": row("get", 404, kwargs=guideline_in("approved"), **WRITES),
    "groups:guideline_retire": row("get", 404, kwargs=guideline_in("approved"), **SENDS_OUT),
    "groups:guideline_open": row("get", 404, kwargs=guideline_in("draft"), **SENDS_OUT),
    "groups:guideline_comment": row(
        "get", 404, kwargs=guideline_in("comments"), **(SEES_NEED | {"anonymous": 302})
    ),
    "groups:guideline_reply": row(
        "get",
        404,
        kwargs=guideline_comment_id,
        **(WRITES | {"member": 403, "working": 403, "contact": 403}),
    ),
    "groups:guideline_remind": row(
        "post", 403, kwargs=guideline_in("published"), **FOREIGN, coordinator=302
    ),
    "groups:guideline_acknowledge": row(
        "get",
        404,
        kwargs=acknowledgement_id,
        anonymous=302,
        contact=200,
        leading=200,
        coordinator=200,
    ),
    "groups:group_outcomes": row("get", 200, kwargs=group_id),
    "groups:outcome_detail": row("get", 200, kwargs=outcome_id, **(FOREIGN | {"anonymous": 404})),
    "groups:outcome_new": row("get", 404, kwargs=held_id, **LED, chair=200, coordinator=200),
    "groups:outcome_texts": row(
        "get", 403, kwargs=lacking_outcome_id, **FOREIGN, chair=200, coordinator=200
    ),
    "groups:outcome_open": row(
        "get", 403, kwargs=outcome_id, **FOREIGN, chair=200, coordinator=200
    ),
    "groups:outcome_remind": row(
        "post", 403, kwargs=outcome_id, **FOREIGN, chair=302, coordinator=302
    ),
    "groups:meeting_brief": row("get", 404, kwargs=brief_of, anonymous=302, **INSIDE),
    "groups:meeting_brief_pdf": row("get", 404, kwargs=brief_of, anonymous=302, **INSIDE),
    # Without a version it leads to the whole form.
    "groups:echo_spread": row(
        "post",
        404,
        kwargs=echo_id,
        anonymous=302,
        contact=302,
        leading=302,
        chair=302,
        coordinator=302,
    ),
    "groups:statement_list": row("get", 200),
    "groups:group_statements": row("get", 200, kwargs=group_id),
    "groups:statements_export": row("get", 200, kwargs=group_csv),
    "groups:statement_detail": row(
        "get", 200, kwargs=statement_id, **(FOREIGN | {"anonymous": 404})
    ),
    "groups:statement_new": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:statement_edit": row("get", 403, kwargs=statement_id, **FOREIGN, coordinator=200),
    "groups:statement_open": row("get", 403, kwargs=statement_id, **FOREIGN, coordinator=200),
    "groups:echo_answer": row(
        "get",
        404,
        kwargs=echo_id,
        anonymous=302,
        contact=200,
        leading=200,
        chair=200,
        coordinator=200,
    ),
    "overview:calendar": row("get", 200, anonymous=302),
    "overview:calendar_make": row("post", 302),
    "overview:calendar_end": row("post", 302),
    "overview:calendar_feed": row("get", 200, kwargs=feed_token),
    "overview:group_calendar_feed": row("get", 200, kwargs=group_feed),
    # Responsibility that is offered, and the approval of plans
    "plans:group_plans": row("get", 200, kwargs=group_id),
    "plans:plan_new": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "plans:plan_detail": row("get", 404, kwargs=draft_plan_id, **SEES_DRAFT),
    "plans:actions_export": row("get", 404, kwargs=plan_csv, **SEES_DRAFT),
    "plans:plan_print": row("get", 404, kwargs=draft_plan_id, **SEES_DRAFT),
    "plans:plan_edit": row("get", 404, kwargs=draft_plan_id, **NEVER_PLAN, coordinator=200),
    "plans:plan_open": row("post", 404, kwargs=draft_plan_id, **NEVER_PLAN, coordinator=422),
    "plans:plan_revise": row("post", 403, kwargs=approved_plan_id, **FOREIGN, coordinator=302),
    "plans:plan_end": row("post", 403, kwargs=approved_plan_id, **FOREIGN, coordinator=302),
    "plans:goal_new": row("get", 404, kwargs=draft_plan_id, **NEVER_PLAN, coordinator=200),
    "plans:measure_new": row("post", 404, kwargs=draft_plan_id, **NEVER_PLAN, coordinator=422),
    "plans:position_edit": row("get", 404, kwargs=position_id, **NEVER_PLAN, coordinator=200),
    "plans:goal_detail": row("get", 404, kwargs=goal_id, **SEES_DRAFT),
    "plans:goal_edit": row("get", 404, kwargs=goal_id, **NEVER_PLAN, coordinator=200),
    "plans:goal_remove": row("post", 404, kwargs=goal_id, **NEVER_PLAN, coordinator=302),
    "plans:measure_detail": row("get", 404, kwargs=own_measure_id, **SEES_DRAFT),
    "plans:measure_edit": row("get", 404, kwargs=own_measure_id, **NEVER_PLAN, coordinator=200),
    "plans:measure_remove": row("post", 404, kwargs=own_measure_id, **NEVER_PLAN, coordinator=302),
    "plans:measure_needs": row("get", 404, kwargs=own_measure_id, **NEVER_PLAN, coordinator=200),
    "plans:measure_report": row(
        "post", 404, kwargs=own_measure_id, **(NEVER_PLAN | ANSWERS_OFFER), coordinator=422
    ),
    "plans:measure_steps": row(
        "post", 404, kwargs=own_measure_id, **(NEVER_PLAN | ANSWERS_OFFER), coordinator=422
    ),
    "plans:measure_promoter": row(
        "get", 403, kwargs=approved_measure_id, **FOREIGN, chair=200, coordinator=200
    ),
    "plans:offer_new": row("get", 404, kwargs=offered_measure_id, **NEVER_PLAN, coordinator=200),
    "plans:plan_offers": row("get", 404, kwargs=draft_plan_id, **NEVER_PLAN, coordinator=200),
    "plans:offer_detail": row("get", 404, kwargs=offer_id, anonymous=302, **SEES_DRAFT),
    "plans:offer_answer": row(
        "post", 404, kwargs=offer_id, **(NEVER_PLAN | ANSWERS_OFFER), coordinator=422
    ),
    "plans:offer_settle": row("post", 404, kwargs=proposed_offer_id, **NEVER_PLAN, coordinator=422),
    "plans:offer_repeat": row("post", 404, kwargs=proposed_offer_id, **NEVER_PLAN, coordinator=422),
    "plans:offer_withdraw": row("post", 404, kwargs=offer_id, **NEVER_PLAN, coordinator=422),
    "plans:plan_place": row("get", 404, kwargs=draft_plan_id, **NEVER_PLAN, coordinator=200),
    "plans:plan_take_back": row(
        "post", 404, kwargs=proposed_plan_id, **NEVER_PLAN, coordinator=302
    ),
    "plans:plan_approve": row(
        "get", 404, kwargs=proposed_plan_id, **(NEVER_PLAN | {"chair": 200}), coordinator=200
    ),
    "plans:plan_version": row(
        "get",
        200,
        kwargs=approved_edition,
        **dict.fromkeys(("anonymous", "outsider", "other_coordinator", "admin"), 404),
    ),
    # Discussions
    "forums:group_spaces": row("get", 404, kwargs=group_id, anonymous=302, **DISCUSSES),
    "forums:space_detail": row("get", 404, kwargs=leading_space_id, anonymous=302, **BODY),
    "forums:space_edit": row(
        "get", 404, kwargs=leading_space_id, **LED, chair=200, coordinator=200
    ),
    "forums:space_follow": row(
        "post", 404, kwargs=leading_space_id, anonymous=302, **dict.fromkeys(BODY, 302)
    ),
    "forums:space_read": row(
        "post", 404, kwargs=leading_space_id, anonymous=302, **dict.fromkeys(BODY, 302)
    ),
    "forums:topic_new": row("get", 404, kwargs=leading_space_id, anonymous=302, **BODY),
    "forums:topic_detail": row("get", 404, kwargs=topic_id, anonymous=302, **BODY),
    "forums:topic_reply": row(
        "post", 404, kwargs=topic_id, anonymous=302, **dict.fromkeys(BODY, 422)
    ),
    "forums:topic_follow": row(
        "post", 404, kwargs=topic_id, anonymous=302, **dict.fromkeys(BODY, 302)
    ),
    "forums:topic_close": row(
        "post", 404, kwargs=topic_id, **(LED | {"leading": 302}), chair=302, coordinator=302
    ),
    "forums:topic_need": row("get", 404, kwargs=topic_id, anonymous=302, **BODY),
    "forums:topic_lift": row("get", 404, kwargs=topic_id, anonymous=302, **BODY),
    "forums:post_edit": row(
        "get", 404, kwargs=post_id, **(LED | {"leading": 200}), chair=403, coordinator=403
    ),
    "forums:post_remove": row(
        "get", 404, kwargs=post_id, **(LED | {"leading": 200}), chair=200, coordinator=200
    ),
    # Surveys
    "surveys:group_surveys": row("get", 200, kwargs=group_id),
    "surveys:survey_new": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "surveys:survey_detail": row(
        "get",
        200,
        kwargs=open_survey_id,
        **dict.fromkeys(("anonymous", "outsider", "other_coordinator"), 404),
        **dict.fromkeys(("contact", "staff", "admin"), 404),
    ),
    "surveys:survey_edit": row("get", 404, kwargs=survey_draft_id, anonymous=302, coordinator=200),
    "surveys:survey_preview": row(
        "get", 404, kwargs=survey_draft_id, anonymous=302, coordinator=200
    ),
    "surveys:survey_open": row("get", 404, kwargs=survey_draft_id, anonymous=302, coordinator=200),
    "surveys:survey_close": row("get", 403, kwargs=open_survey_id, **STRANGERS, coordinator=200),
    "surveys:survey_reopen": row("get", 403, kwargs=closed_survey_id, **STRANGERS, coordinator=200),
    "surveys:section_new": row("post", 404, kwargs=survey_draft_id, anonymous=302, coordinator=302),
    "surveys:section_edit": row("get", 404, kwargs=section_id, anonymous=302, coordinator=200),
    "surveys:section_move": row("post", 404, kwargs=section_id, anonymous=302, coordinator=302),
    "surveys:section_remove": row("get", 404, kwargs=section_id, anonymous=302, coordinator=200),
    "surveys:survey_results": row(
        "get",
        200,
        kwargs=answered_survey_id,
        **dict.fromkeys(("anonymous", "outsider", "other_coordinator"), 404),
        **dict.fromkeys(("contact", "staff", "admin"), 404),
    ),
    "surveys:survey_coding": row(
        "get", 403, kwargs=answered_survey_id, **STRANGERS, coordinator=200
    ),
    "surveys:fragment_remove": row("post", 404, kwargs=fragment_id, anonymous=302, coordinator=302),
    "surveys:theme_new": row("get", 403, kwargs=answered_survey_id, **STRANGERS, coordinator=200),
    "surveys:theme_edit": row("get", 403, kwargs=theme_id, **STRANGERS, coordinator=200),
    "surveys:theme_remove": row("post", 403, kwargs=theme_id, **STRANGERS, coordinator=302),
    "surveys:theme_need": row("get", 403, kwargs=theme_id, **STRANGERS, coordinator=200),
    "surveys:survey_said": row(
        "get",
        200,
        kwargs=answered_survey_id,
        **dict.fromkeys(("anonymous", "outsider", "other_coordinator"), 404),
        **dict.fromkeys(("contact", "staff", "admin"), 404),
    ),
    "surveys:said_share": row("get", 403, kwargs=answered_survey_id, **STRANGERS, coordinator=200),
    "surveys:survey_answer": row("get", 200, kwargs=survey_address, no_second_factor=200),
    "surveys:survey_thanks": row("get", 200, kwargs=survey_address, no_second_factor=200),
}
