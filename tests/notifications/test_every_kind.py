"""Every kind of message, in every language: subject, text and HTML, and nothing unresolved."""

import html
import re
from datetime import timedelta
from pathlib import Path

import pytest
from allauth import account, mfa
from django.conf import settings
from django.template import engines
from django.utils import timezone, translation

from elo_platform.lib.dates import helsinki_day
from elo_platform.notifications.kinds import RULES, NoticeKind
from elo_platform.notifications.models import Owed
from elo_platform.notifications.readers import Addressee
from elo_platform.notifications.rendering import compose, notice_for
from forums.models import Space
from forums.services.mails import digest_after
from forums.services.posts import PostValues, reply
from forums.services.spaces import heal_spaces
from forums.services.topics import start_topic
from groups.kinds import NeedStep
from groups.models import BodyMessage, Invitation, Meeting
from plans.models import Offer, Plan
from tests.factories import make_user
from tests.plans.plans import make_goal, make_measure, make_plan
from tests.world import World, make_need, make_outcome, make_world

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
MARK = "<script>alert(1)</script> & \"Å\" 'ä'"
ACCOUNT = Path(settings.BASE_DIR) / "templates" / "emails" / "account"
ACCOUNT_MAILS = sorted(path.name for path in ACCOUNT.iterdir() if path.is_dir())
# The kinds of account mail that cannot be asked for here: nobody signs up, strangers get none,
# codes reset no password, and there are no security keys.
OUR_OWN = {"appointed"}
NEVER = {"unknown_account", "password_reset_code", "webauthn_added", "webauthn_removed"}


def _guest() -> Addressee:
    return Addressee(address="invited@elo.example", name=f"Guest {MARK}", language="sv")


def _invitation(world: World):
    return {"invitation": world.invitation.pk}, _guest()


def _answered(world: World):
    now = timezone.now()
    Invitation.objects.filter(pk=world.invitation.pk).update(
        state="declined", answered_at=now, reason=MARK
    )
    return {"invitation": world.invitation.pk}, world.people["coordinator"]


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


def _cancelled(world: World):
    Meeting.objects.filter(pk=world.meeting.pk).update(
        state="cancelled", cancelled_at=timezone.now(), cancel_reason=MARK
    )
    return _meeting(world)


def _reminder(world: World):
    meeting = world.meeting
    day, begins = meeting.day.isoformat(), meeting.begins.isoformat()
    params = {"meeting": meeting.pk, "day": day, "begins": begins, "stage": 7, "asks": False}
    return params, world.people["leading"]


def _echo(world: World):
    title = f"Remissväg {MARK}"
    outcome = make_outcome(world, title_sv=title, title_fi=title, text_sv=MARK, text_fi=MARK)
    return {"echo": outcome.echoes.get().pk, "stage": -3}, world.people["contact"]


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
            merged_into=into if state == "merged" else None,
        )
        return {"need": need.pk, "step": step, "about": ["need", into.pk]}, hall

    return made


def _action(world: World):
    """Return an action that the world's own organisation must carry, and its contact person."""
    title = f"Åtgärd {MARK}"
    plan = make_plan(group=world.group, title_sv=title, title_fi=title)
    goal = make_goal(plan=plan, title_sv=title, title_fi=title)
    organisation = world.seat.organisation
    texts = {"title_sv": title, "title_fi": title, "description_sv": MARK, "description_fi": MARK}
    return make_measure(goal=goal, responsible=organisation, **texts), world.people["contact"]


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
    measure, contact = _action(world)
    Plan.objects.filter(pk=measure.plan_id).update(approved_at=timezone.now())
    on = measure.due_on.isoformat()
    return {"measure": measure.pk, "on": on, "stage": -7}, contact


def _silent(world: World):
    measure, contact = _action(world)
    heard_at = timezone.now() - timedelta(days=95)
    Plan.objects.filter(pk=measure.plan_id).update(approved_at=heard_at)
    on = helsinki_day(heard_at).isoformat()
    return {"measure": measure.pk, "on": on, "stage": 90}, contact


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


SAMPLES = {
    NoticeKind.NEED_STEP: _need("refused"),
    NoticeKind.INVITATION: _invitation,
    NoticeKind.INVITATION_REMINDER: _invitation,
    NoticeKind.INVITATION_ANSWERED: _answered,
    NoticeKind.SEAT_STARTED: _seat,
    NoticeKind.BODY_MESSAGE: _message,
    NoticeKind.MEETING_CALLED: _meeting,
    NoticeKind.MEETING_CHANGED: _changed,
    NoticeKind.MEETING_CANCELLED: _cancelled,
    NoticeKind.MEETING_REMINDER: _reminder,
    NoticeKind.ANSWER_REMINDER: _reminder,
    NoticeKind.ECHO_ASKED: _echo,
    NoticeKind.ECHO_REMINDER: _echo,
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
    (NoticeKind.OFFER, _offer("settled", "accepted"), "offer-settled"),
    (NoticeKind.OFFER, _offer("withdrawn", "withdrawn"), "offer-withdrawn"),
    (NoticeKind.OFFER, _offer("shared", "accepted"), "offer-shared"),
    (NoticeKind.OFFER_ANSWERED, _offer("answered", "accepted"), "offer_answered-accepted"),
    (NoticeKind.OFFER_ANSWERED, _offer("answered", "negotiating"), "offer_answered-proposal"),
    *((NoticeKind.ACCOUNT, _account(name), f"account/{name}") for name in ACCOUNT_MAILS),
]


@pytest.fixture(autouse=True)
def _show_what_does_not_resolve(monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "UNRESOLVED(%s)")


def _world() -> World:
    world = make_world()
    type(world.meeting).objects.filter(pk=world.meeting.pk).update(place=MARK)
    type(world.invitation).objects.filter(pk=world.invitation.pk).update(greeting=MARK)
    type(world.leading).objects.filter(pk=world.leading.pk).update(name_sv=MARK, name_fi=MARK)
    return world


def _letter(kind, sample, language, world):
    params, reader = sample(world)
    owed = Owed(kind=kind, params=params, language=language)
    with translation.override(language):
        notice = notice_for(owed, reader)
        assert notice is not None, kind
        return compose([notice], reader, subject=getattr(reader, "pk", None) or reader.email)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "sample"), [case[:2] for case in CASES], ids=[case[2] for case in CASES]
)
def test_a_kind_renders_in_a_language(kind, sample, language):
    letter = _letter(kind, sample, language, _world())

    whole = f"{letter.subject}\n{letter.text}\n{letter.html}"
    assert letter.subject.strip()
    assert len(letter.text) > 100
    assert f'lang="{language}"' in letter.html
    for leftover in ("UNRESOLVED", "{{", "{%", "<mj", "&amp;amp;", "&amp;lt;", "None"):
        assert leftover not in whole, leftover
    assert "<script>alert" not in letter.html
    assert not re.search(r"&(lt|gt|quot|#x27|amp);", letter.text)
    assert letter.subject == html.unescape(letter.subject) or MARK in letter.subject
    assert bool(letter.stop_url) is not RULES[kind].mandatory


def test_every_kind_has_its_sample():
    assert {kind for kind, *_rest in CASES} == set(NoticeKind)


def _templates(package) -> Path:
    folder = Path(package.__file__).parent
    return folder.parent / "templates" / folder.name


def test_every_mail_of_allauth_has_its_folder():
    theirs = {
        path.name.removesuffix("_subject.txt")
        for package in (account, mfa)
        for path in _templates(package).glob("email/*_subject.txt")
    }

    assert theirs - NEVER == set(ACCOUNT_MAILS) - OUR_OWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_holds_each_notice_with_its_own_buttons(language):
    world = _world()
    reader = world.people["leading"]
    params, _reader = _reminder(world)
    owed = [
        Owed(kind=NoticeKind.MEETING_REMINDER, params=params),
        Owed(kind=NoticeKind.ANSWER_REMINDER, params=params),
    ]
    with translation.override(language):
        notices = [notice_for(row, reader) for row in owed]
        letter = compose(notices, reader, subject=reader.pk)

    assert letter.subject.startswith("2")
    assert "UNRESOLVED" not in letter.subject + letter.text + letter.html
    assert letter.html.count("/act/") == 2 * len(notices[0].values["acts"])
    assert "<mj" not in letter.html
    assert "<script>alert" not in letter.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_frame_says_why_and_how_to_stop_and_in_which_other_languages(language):
    world = _world()
    letter = _letter(NoticeKind.MEETING_REMINDER, _reminder, language, world)

    for part in (letter.text, letter.html):
        assert "/me/notices/settings/" in part
        assert "/unsubscribe/" in part
    others = {code for code in LANGUAGES if f"lang={code}" in letter.text}
    assert others == set(LANGUAGES) - {language}


def test_a_reader_who_lost_the_mandate_is_written_nothing():
    world = make_world()
    stranger = make_user()

    for kind in (NoticeKind.SEAT_STARTED, NoticeKind.BODY_MESSAGE, NoticeKind.MEETING_REMINDER):
        params, _reader = SAMPLES[kind](world)
        assert notice_for(Owed(kind=kind, params=params), stranger) is None


@pytest.mark.parametrize(("kind", "sample"), [case[:2] for case in CASES])
def test_a_kind_renders_with_what_xml_cannot_hold(kind, sample):
    world = _world()
    Meeting.objects.filter(pk=world.meeting.pk).update(place="Vasa\x0b\x01\uffff")
    Invitation.objects.filter(pk=world.invitation.pk).update(greeting="Hej\x0b\x01\uffff")
    type(world.leading).objects.filter(pk=world.leading.pk).update(
        name_sv="Led\x0b", name_fi="J\x01"
    )

    assert _letter(kind, sample, "sv", world).html
