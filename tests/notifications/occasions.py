"""What each kind of message is about, made in a world of the tests: params, and a reader of it."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from elo_platform.lib.dates import helsinki_day
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.models import Owed
from elo_platform.notifications.readers import Addressee
from forums.models import Space
from forums.services.mails import digest_after
from forums.services.posts import PostValues, reply
from forums.services.spaces import heal_spaces
from forums.services.topics import start_topic
from groups.kinds import NeedStep
from groups.models import (
    Attendance,
    BodyMessage,
    Handover,
    Invitation,
    Minutes,
    OperatingModel,
    Reorganisation,
    Wish,
)
from groups.services.polls import make_meeting_of_poll, withdraw_poll
from plans.models import Offer
from tests.factories import today
from tests.groups.agreements import make_agreement
from tests.groups.arranged import world_poll
from tests.groups.guidelines import make_promoter, world_guideline
from tests.plans.plans import keep, make_goal, make_measure, make_plan
from tests.world import (
    World,
    make_event,
    make_follow_up,
    make_meeting,
    make_need,
    make_outcome,
    make_statement,
)

MARK = "<script>alert(1)</script> & \"Å\" 'ä'"
ACCOUNT = Path(settings.BASE_DIR) / "templates" / "emails" / "account"
ACCOUNT_MAILS = sorted(path.name for path in ACCOUNT.iterdir() if path.is_dir())


def _guest() -> Addressee:
    return Addressee(address="invited@elo.example", name=f"Guest {MARK}", language="sv")


def _invitation(world: World):
    return {"invitation": world.invitation.pk}, _guest()


def _answered(world: World):
    row = Invitation.objects.get(pk=world.invitation.pk)
    row.pk, row.address, row.state = None, "declined@elo.example", "declined"
    row.answered_at, row.reason = timezone.now(), MARK
    row.save()
    return {"invitation": row.pk}, world.people["coordinator"]


def _suggestion(world: World):
    row = Invitation.objects.get(pk=world.invitation.pk)
    row.pk, row.address, row.state, row.answered_at = None, "new@elo.example", "suggested", None
    row.save()
    return {"invitation": row.pk}, world.people["coordinator"]


def _seat(world: World):
    return {"holder": world.mandate.pk}, world.people["leading"]


def _message(world: World):
    message = BodyMessage.objects.create(
        body=world.leading,
        subject_sv=MARK,
        text_sv=f"Hej\n\n{MARK}",
        sent_by=world.people["coordinator"],
        sent_at=timezone.now(),
    )
    return {"message": message.pk}, world.people["leading"]


def _meeting(world: World):
    return {"meeting": world.meeting.pk}, world.people["leading"]


def _changed(world: World):
    was = {"day": "2026-01-02", "begins": "09:00:00", "place": "Gamla platsen"}
    return {"meeting": world.meeting.pk, "was": was, "became": {}}, world.people["leading"]


def _event(**params):
    """Return the maker of a message about an event and the reader's own place in it."""

    def made(world: World):
        event = make_event(world, place=MARK, about_sv=MARK, **params.get("fields", {}))
        given = {"event": event.pk, "signup": event.signups.get().pk, "stage": 7}
        given |= {"day": str(event.day), "begins": "09:00:00", "became": {}}
        return given | {"step": params.get("step", "coming")}, world.people["coordinator"]

    return made


def _event_over(world: World):
    return _event(fields={"days": -2})(world)


def _event_follow_up(world: World):
    far = {"group": None, "visibility": "all_regions", "kind": "national"}
    parent = make_event(world, title_sv=MARK, title_fi=MARK, **far)
    event = make_event(world, parent=parent, state="draft", opened_at=None)
    return {"event": event.pk}, world.people["coordinator"]


def _event_cancelled(world: World):
    fields = {"state": "cancelled", "cancelled_at": timezone.now(), "cancel_reason": MARK}
    return _event(fields=fields)(world)


def _cancelled(world: World):
    by, reader = world.people["coordinator"], world.people["leading"]
    texts = {"place": MARK, "cancel_reason": MARK}
    meeting = make_meeting(body=world.leading, by=by, state="cancelled", **texts)
    Attendance.objects.create(meeting=meeting, user=reader, seat=world.seat)
    return {"meeting": meeting.pk}, reader


def _spared(world: World):
    by, reader = world.people["coordinator"], world.people["leading"]
    meeting = make_meeting(body=world.leading, by=by, state="called", place=MARK)
    return {"meeting": meeting.pk}, reader


def reminder(world: World):
    meeting = world.meeting
    day, begins = meeting.day.isoformat(), meeting.begins.isoformat()
    params = {"meeting": meeting.pk, "day": day, "begins": begins, "stage": 7, "asks": False}
    return params, world.people["leading"]


def _minutes(state: str):
    def made(world: World):
        by, now, reader = world.people["coordinator"], timezone.now(), world.people["leading"]
        texts = {"title_sv": MARK, "title_fi": MARK, "place": MARK}
        meeting = make_meeting(body=world.leading, by=by, days=-3, **texts)
        if not state:
            return {"meeting": meeting.pk, "days": 3}, by
        given = {"state": state, "begun_by": by, "begun_at": now, "sent_at": now}
        approval = {"approved_by": by, "approved_at": now}
        given |= {"revision": 1, **approval} if state == "approved" else {}
        minutes = Minutes.objects.create(meeting=meeting, **given)
        minutes.checkers.create(user=reader, asked_at=now)
        if state == "approved":
            minutes.revisions.create(number=1, reason=MARK, content={}, **approval)
        return {"minutes": minutes.pk, "revision": 1}, reader

    return made


def _minutes_changes(world: World):
    params, _reader = _minutes("review")(world)
    checker = Minutes.objects.get(pk=params["minutes"]).checkers.get()
    checker.answer, checker.note, checker.answered_at = "changes", MARK, timezone.now()
    checker.save()
    return {"checker": checker.pk}, world.people["coordinator"]


def _echo(world: World):
    title = f"Remissväg {MARK}"
    outcome = make_outcome(world, title_sv=title, title_fi=title, text_sv=MARK, text_fi=MARK)
    return {"echo": outcome.echoes.get().pk, "stage": -3}, world.people["contact"]


def _after_meeting(world: World):
    texts = {"text_sv": f"Gör {MARK}", "text_fi": f"Tee {MARK}"}
    return {"follow_up": make_follow_up(world, **texts).pk, "stage": -7}, world.people["contact"]


def _guideline(state: str, step: str = ""):
    def made(world: World):
        title = f"Vägledning {MARK}"
        texts = {
            "title_sv": title,
            "title_fi": "",
            "text_sv": MARK,
            "text_fi": "",
            "guidance_sv": MARK,
        }
        row = world_guideline(world, state, **texts)
        if state == "published" and not step:
            given = {"acknowledgement": row.acknowledgements.get().pk, "stage": -3}
            return given, world.people["contact"]
        comment = row.comments.first()
        params = {"comment": comment.pk} if step == "replied" and comment else {}
        reader = world.people["chair" if step == "submitted" else "coordinator"]
        return {"guideline": row.pk, "step": step, **params}, reader

    return made


def _promoter(world: World):
    row = make_promoter(world, guidance=MARK, title_sv=f"Mottagning {MARK}", title_fi="")
    return {"promoter": row.pk}, world.people["leading"]


def _operating_model(world: World):
    models = OperatingModel.objects.filter(group=world.group)
    text = f"Vi träffas fyra gånger om året. {MARK}"
    given = {"number": models.count() + 1, "text_sv": text, "text_fi": text}
    # A newer version would put an end to the one that is in force.
    in_force = models.exclude(published_on=None).order_by("number").last()
    model = in_force or models.create(group=world.group, published_on=today(), **given)
    return {"model": model.pk}, world.people["contact"]


def _need(step: str):
    def made(world: World):
        hall = world.people["leading"]
        state = {"refused": "refused", "merged": "merged"}.get(step, "open")
        into = make_need(world, title_sv=f"Annat {MARK}", title_fi="")
        need = make_need(
            world,
            title_sv=f"Väntetider {MARK}",
            title_fi="",
            state=state,
            raised_by=hall,
            refusal=MARK,
            settled_by=world.people["coordinator"],
            answer_sv=MARK,
            answered_by=world.people["coordinator"],
            merged_into=into if state == "merged" else None,
        )
        return {"need": need.pk, "step": step, "about": ["need", into.pk]}, hall

    return made


def _late_need(world: World):
    late = make_need(world, title_sv=MARK, answer_by=today() - timedelta(days=1))
    return {"need": late.pk}, world.people["coordinator"]


def _action(world: World):
    """Return an action that the world's own organisation must carry, and its contact person."""
    title = f"Åtgärd {MARK}"
    plan = make_plan(group=world.group, title_sv=title, title_fi=title)
    goal = make_goal(plan=plan, title_sv=title, title_fi=title)
    organisation = world.seat.organisation
    texts = {"title_sv": title, "title_fi": title, "description_sv": MARK, "description_fi": MARK}
    return make_measure(goal=goal, responsible=organisation, **texts), world.people["contact"]


def _approved_action(world: World, at: datetime):
    measure, contact = _action(world)
    by = world.people["coordinator"]
    keep(plan=measure.plan, outcome=make_outcome(world), by=by, now=at)
    return measure, contact


def _offer(event: str, state: str = "offered"):
    def made(world: World):
        measure, contact = _action(world)
        now = timezone.now()
        due_on = {"agreed_due_on": measure.due_on} if state == "accepted" else {}
        due_on |= {"proposed_due_on": measure.due_on} if state == "negotiating" else {}
        declined = {"decline_reason": "other", "decline_text": MARK} if state == "declined" else {}
        offer = Offer.objects.create(
            measure=measure,
            organisation=measure.responsible,
            state=state,
            answer_by=measure.due_on,
            comment=MARK,
            offered_by=world.people["coordinator"],
            offered_at=now,
            answered_by=None if state == "offered" else contact,
            answered_at=None if state == "offered" else now,
            **due_on,
            **declined,
        )
        if event == "answered":
            params = {"offer": offer.pk, "answer": state, "version": 0}
            return params, world.people["coordinator"]
        params = {"offer": offer.pk, "event": event, "version": 0, "stage": -3}
        if event == "shared":
            measure.partners.add(measure.responsible)
            params["partner"] = measure.responsible_id
        return params, contact

    return made


def _deadline(world: World):
    measure, contact = _approved_action(world, timezone.now())
    on = measure.due_on.isoformat()
    return {"measure": measure.pk, "on": on, "stage": -7}, contact


def _silent(world: World):
    heard_at = timezone.now() - timedelta(days=95)
    measure, contact = _approved_action(world, heard_at)
    on = helsinki_day(heard_at).isoformat()
    return {"measure": measure.pk, "on": on, "stage": 90}, contact


def _party(event: str = "", state: str = "signing"):
    def made(world: World):
        texts = dict.fromkeys(("title_sv", "title_fi", "text_sv", "text_fi"), f"Avtal {MARK}")
        by, reader = world.people["coordinator"], world.people["contact"]
        given = {"group": world.group, "organisation": world.seat.organisation, "reason": MARK}
        party = make_agreement(by=by, state=state, **given, **texts).parties.get()
        Owed.objects.filter(kind__startswith="agreement").delete()
        params = {"party": party.pk, "event": event, "version": party.version}
        return params, by if event == "answered" else reader

    return made


def _ending(world: World):
    texts = {"title_sv": f"Avtal {MARK}", "ends_on": today() + timedelta(days=80)}
    by = world.people["coordinator"]
    given = {"group": world.group, "organisation": world.seat.organisation, "state": "in_force"}
    agreement = make_agreement(by=by, starts_on=today(), **given, **texts)
    return {"agreement": agreement.pk, "stage": 90}, by


def _statement(world: World):
    by = world.people["coordinator"]
    texts = dict.fromkeys(("title_sv", "title_fi", "addressee"), f"Uttalande {MARK}")
    statement = make_statement(world, follow_up_on=today(), **texts)
    return {"statement": statement.pk, "on": today().isoformat()}, by


def _posts(world: World):
    heal_spaces()
    space, reader = Space.objects.get(body=world.leading), world.people["leading"]
    now, author = timezone.now(), world.people["chair"]
    given = {"by": author, "now": now}
    values = PostValues(f"Hej **alla** {MARK}", "sv", f"Diskussion {MARK}")
    topic = start_topic(space_id=space.pk, values=values, **given)
    for _place in range(6):
        reply(topic_id=topic.pk, values=values, **given)
    return {"topic": topic.pk, "until": digest_after(now=now).isoformat()}, reader


def _account(template: str):
    now = timezone.now().isoformat()
    return lambda world: (
        {
            "template": template,
            "code": "123-456-789",
            "password_reset_url": "http://testserver/accounts/password/reset/key/x/",
            "from_email": "alva@elo.example",
            "to_email": "new@elo.example",
            "deleted_email": "old@elo.example",
            "timestamp": now,
        },
        _guest(),
    )


def _pulse(world: World):
    return {"group": world.group.pk, "year": today().year}, world.people["member"]


def _poll(state: str = ""):
    def made(world: World):
        by, now = world.people["coordinator"], timezone.now()
        poll = world_poll(world, title_sv=f"Möte {MARK}", title_fi="", about_sv=MARK)
        if state == "withdrawn":
            withdraw_poll(poll_id=poll.pk, by=by, now=now)
        if state == "made":
            given = {"slot_id": poll.slots.first().pk, "is_called": False}
            make_meeting_of_poll(poll_id=poll.pk, **given, by=by, now=now)
        return {"poll": poll.pk}, world.people["leading"]

    return made


def _wish(answer: str):
    def made(world: World):
        by, now = world.people["coordinator"], timezone.now()
        national = world.people["national"]
        given = {"answer": answer, "answered_by": national, "answered_at": now} if answer else {}
        wish = Wish.objects.create(
            group=world.group, text=f"Tid {MARK}", language="fi", sent_by=by, sent_at=now, **given
        )
        return {"wish": wish.pk}, by if answer else national

    return made


def _handover(event: str):
    def made(world: World):
        leaving, successor, now = (
            world.people["coordinator"],
            world.people["leading"],
            timezone.now(),
        )
        row = Handover.objects.create(
            group=world.group,
            leaving=leaving,
            successor=successor,
            day=today() + timedelta(days=9),
            planned_by=leaving,
            planned_at=now,
            withdrawn_at=now if event == "withdrawn" else None,
        )
        return {"handover": row.pk, "event": event}, successor

    return made


def _reorganisation(event: str):
    def made(world: World):
        state = {"confirmed": "confirmed", "applied": "applied"}.get(event, "withdrawn")
        row = Reorganisation.objects.create(
            title_sv="Centralerna går ihop",
            title_fi="Keskukset yhdistyvät",
            on=today() + timedelta(days=40),
            state=state,
            made_by=world.people["admin"],
            made_at=timezone.now(),
            first_by=world.people["admin"],
            first_at=timezone.now(),
            second_by=world.people["chair"],
            second_at=timezone.now(),
            applied_at=timezone.now(),
        )
        params = {"reorganisation": row.pk, "event": event, "groups": [world.group.pk]}
        return params, world.people["coordinator"]

    return made


SAMPLES = {
    NoticeKind.REORGANISATION: _reorganisation("confirmed"),
    NoticeKind.POLL_ASKED: _poll(),
    NoticeKind.POLL_REMINDER: _poll(),
    NoticeKind.POLL_TOLD: _poll("made"),
    NoticeKind.PULSE: _pulse,
    NoticeKind.SKILLS_ASKED: _pulse,
    NoticeKind.WISH_SENT: _wish(""),
    NoticeKind.WISH_ANSWERED: _wish(MARK),
    NoticeKind.EVENT_OPENED: _event(),
    NoticeKind.SIGN_UP: _event(step="placed"),
    NoticeKind.EVENT_CHANGED: _event(),
    NoticeKind.EVENT_CANCELLED: _event_cancelled,
    NoticeKind.EVENT_REMINDER: _event(),
    NoticeKind.EVENT_FEEDBACK: _event_over,
    NoticeKind.EVENT_FOLLOW_UP: _event_follow_up,
    NoticeKind.NEED_STEP: _need("refused"),
    NoticeKind.NEED_OVERDUE: _late_need,
    NoticeKind.INVITATION: _invitation,
    NoticeKind.INVITATION_REMINDER: _invitation,
    NoticeKind.INVITATION_ANSWERED: _answered,
    NoticeKind.SEAT_SUGGESTED: _suggestion,
    NoticeKind.SEAT_STARTED: _seat,
    NoticeKind.HANDOVER: _handover("planned"),
    NoticeKind.BODY_MESSAGE: _message,
    NoticeKind.MEETING_CALLED: _meeting,
    NoticeKind.MEETING_CHANGED: _changed,
    NoticeKind.MEETING_CANCELLED: _cancelled,
    NoticeKind.DEPUTY_SPARED: _spared,
    NoticeKind.MEETING_REMINDER: reminder,
    NoticeKind.ANSWER_REMINDER: reminder,
    NoticeKind.MINUTES_MISSING: _minutes(""),
    NoticeKind.MINUTES_CHECK: _minutes("review"),
    NoticeKind.MINUTES_CHANGES: _minutes_changes,
    NoticeKind.MINUTES_APPROVED: _minutes("approved"),
    NoticeKind.ECHO_ASKED: _echo,
    NoticeKind.FOLLOW_UP: _after_meeting,
    NoticeKind.ECHO_REMINDER: _echo,
    NoticeKind.STATEMENT_FOLLOW_UP: _statement,
    NoticeKind.GUIDELINE_COMMENTS: _guideline("comments", "comments"),
    NoticeKind.GUIDELINE_STEP: _guideline("submitted", "submitted"),
    NoticeKind.GUIDELINE_PUBLISHED: _guideline("published"),
    NoticeKind.GUIDELINE_REMINDER: _guideline("published"),
    NoticeKind.PROMOTER_NAMED: _promoter,
    NoticeKind.OPERATING_MODEL: _operating_model,
    NoticeKind.AGREEMENT_ASKED: _party(),
    NoticeKind.AGREEMENT_REMINDER: _party(),
    NoticeKind.AGREEMENT_TOLD: _party("answered", "in_force"),
    NoticeKind.AGREEMENT_ENDING: _ending,
    NoticeKind.NEW_POSTS: _posts,
    NoticeKind.OFFER: _offer("asked"),
    NoticeKind.OFFER_REMINDER: _offer("asked"),
    NoticeKind.OFFER_ANSWERED: _offer("answered", "declined"),
    NoticeKind.MEASURE_REMINDER: _deadline,
    NoticeKind.MEASURE_STALE: _silent,
}
CASES = [
    *((kind, sample, str(kind)) for kind, sample in SAMPLES.items()),
    *((NoticeKind.NEED_STEP, _need(step), f"need_step-{step}") for step in NeedStep),
    *(
        (NoticeKind.GUIDELINE_STEP, _guideline(state, step), f"guideline_step-{step}")
        for state, step in (
            ("returned", "returned"),
            ("rejected", "rejected"),
            ("approved", "approved"),
            ("comments", "replied"),
        )
    ),
    *(
        (NoticeKind.AGREEMENT_TOLD, _party(event), f"agreement_told-{event}")
        for event in ("concluded", "withdrawn", "ended")
    ),
    (NoticeKind.POLL_TOLD, _poll("withdrawn"), "poll_told-withdrawn"),
    (NoticeKind.HANDOVER, _handover("withdrawn"), "handover-withdrawn"),
    (NoticeKind.REORGANISATION, _reorganisation("applied"), "reorganisation-applied"),
    (NoticeKind.REORGANISATION, _reorganisation("withdrawn"), "reorganisation-withdrawn"),
    (NoticeKind.OFFER, _offer("settled", "accepted"), "offer-settled"),
    (NoticeKind.OFFER, _offer("withdrawn", "withdrawn"), "offer-withdrawn"),
    (NoticeKind.OFFER, _offer("shared", "accepted"), "offer-shared"),
    (NoticeKind.OFFER_ANSWERED, _offer("answered", "accepted"), "offer_answered-accepted"),
    (NoticeKind.OFFER_ANSWERED, _offer("answered", "negotiating"), "offer_answered-proposal"),
    *((NoticeKind.ACCOUNT, _account(name), f"account/{name}") for name in ACCOUNT_MAILS),
]
