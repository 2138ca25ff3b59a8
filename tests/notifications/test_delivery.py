"""What is owed leaves once, to whom it concerns, as it stands when it is sent."""

import smtplib
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend

from elo_platform import ports
from elo_platform.notifications.delivery import MAX_ATTEMPTS, post_due
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.models import Mail, Owed
from elo_platform.notifications.preferences import stop_kinds
from tests.factories import NOON, make_user
from tests.notifications.samples import owe_guest, owe_one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_kinds")]

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_what_is_owed_leaves_once_to_one_recipient():
    user = make_user(email="alva@elo.example")
    owe_one(user, what="a room")

    sent = post_due(now=NOON)
    again = post_due(now=NOON + MINUTE)

    assert (sent, again) == (1, 0)
    assert [message.to for message in outbox.outbox] == [["alva@elo.example"]]
    assert outbox.outbox[0].subject == "About a room"
    assert Mail.objects.get().sent_at == NOON


def test_owing_twice_owes_once():
    user = make_user()

    rows = [owe_one(user, what="a room"), owe_one(user, what="a room")]

    assert rows == [1, 0]
    assert [owe_guest(what="x"), owe_guest(what="x")] == [True, False]


def test_what_is_not_due_waits():
    owe_one(make_user(), now=NOON + MINUTE)

    assert post_due(now=NOON) == 0
    assert post_due(now=NOON + MINUTE) == 1


def test_a_mail_says_that_a_machine_wrote_it_and_keeps_its_id():
    owe_one(make_user())
    first = _sent_headers(NOON)
    Mail.objects.update(sent_at=None)
    second = _sent_headers(NOON + MINUTE)

    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].endswith("@elo.example>")
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Precedence"] == "bulk"
    assert first["Date"]
    assert "List-Unsubscribe" not in first


def _sent_headers(now):
    outbox.outbox.clear()
    post_due(now=now)
    return outbox.outbox[0].message()


def test_a_kind_that_can_be_stopped_says_how_by_one_click():
    owe_one(make_user(), kind=NoticeKind.MEETING_REMINDER)
    headers = _sent_headers(NOON)

    assert headers["List-Unsubscribe"].startswith("<http://testserver/unsubscribe/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_line_ends_in_a_name_make_no_header():
    owe_one(make_user(), what="a\r\nBcc: everyone@elo.example\u2028x")

    message = message_from_bytes(_sent_headers(NOON).as_bytes(), policy=policy.default)

    assert message["Bcc"] is None
    assert message["Subject"] == "About a Bcc: everyone@elo.example x"


def test_a_mail_is_written_in_the_language_that_its_reader_has_when_it_is_sent():
    user = make_user(language="sv")
    owe_one(user)
    type(user).objects.filter(pk=user.pk).update(language="en")

    post_due(now=NOON)

    assert '<mjml lang="en"' not in outbox.outbox[0].alternatives[0].content
    assert 'lang="en"' in outbox.outbox[0].alternatives[0].content
    assert Mail.objects.get().language == "en"


def test_somebody_without_an_account_is_written_to_in_their_language():
    owe_guest(what="x")

    post_due(now=NOON)

    assert outbox.outbox[0].to == ["guest@elo.example"]
    assert 'lang="fi"' in outbox.outbox[0].alternatives[0].content


@pytest.mark.parametrize("when", ["before", "between"])
def test_a_deactivated_reader_gets_nothing(when):
    user = make_user()
    owe_one(user)
    if when == "between":
        _gather_only(NOON)
    type(user).objects.filter(pk=user.pk).update(is_active=False)

    assert post_due(now=NOON) == 0
    assert outbox.outbox == []
    assert Owed.objects.get().suppressed_reason == "inactive"


def _gather_only(now):
    assert post_due(now=now, limit=0) == 0


def test_what_a_reader_may_no_longer_see_is_not_sent(sample_kinds):
    owe_one(make_user(), what="secret plan")
    sample_kinds.hidden.add("secret plan")

    assert post_due(now=NOON) == 0
    assert outbox.outbox == []
    assert Owed.objects.get().suppressed_reason == "not_visible"
    assert Mail.objects.get().stopped_at == NOON


def test_a_stopped_kind_is_not_sent_unless_it_is_mandatory():
    user = make_user()
    kinds = [NoticeKind.MEETING_REMINDER, NoticeKind.MEETING_CALLED]
    stop_kinds(subject=str(user.pk), kinds=kinds, now=NOON)
    stop_kinds(subject="guest@elo.example", kinds=kinds, now=NOON)

    for kind in kinds:
        owe_one(user, kind=kind)
        owe_guest(kind=kind)

    assert post_due(now=NOON) == 2
    reasons = Owed.objects.filter(kind=NoticeKind.MEETING_REMINDER)
    assert {row.suppressed_reason for row in reasons} == {"stopped"}


def test_gathered_kinds_of_one_person_and_day_are_one_mail():
    user, other = make_user(), make_user()
    for number in range(3):
        owe_one(user, kind=NoticeKind.MEETING_REMINDER, occasion=f"m{number}", what=f"m{number}")
    owe_one(other, kind=NoticeKind.MEETING_REMINDER, occasion="m0", what="m0")

    post_due(now=NOON)

    assert Mail.objects.count() == 2
    digest = next(message for message in outbox.outbox if message.to == [user.email])
    assert all(f"Text of m{number}" in digest.body for number in range(3))
    assert all(f"Text of m{number}" in digest.alternatives[0].content for number in range(3))


def test_a_later_message_joins_the_mail_that_has_not_left_or_opens_the_next():
    user = make_user()
    owe_one(user, kind=NoticeKind.MEETING_REMINDER, occasion="1")
    _gather_only(NOON)
    owe_one(user, kind=NoticeKind.ANSWER_REMINDER, occasion="2")
    post_due(now=NOON)
    owe_one(user, kind=NoticeKind.ANSWER_REMINDER, occasion="3")
    post_due(now=NOON)

    keys = list(Mail.objects.order_by("pk").values_list("key", flat=True))

    assert keys == [f"digest:{user.pk}:2026-11-23", f"digest:{user.pk}:2026-11-23:2"]
    assert [mail.owed.count() for mail in Mail.objects.order_by("pk")] == [2, 1]


def test_a_digest_leaves_out_what_its_reader_may_no_longer_see(sample_kinds):
    user = make_user()
    for what in ("open", "closed"):
        owe_one(user, kind=NoticeKind.MEETING_REMINDER, occasion=what, what=what)
    sample_kinds.hidden.add("closed")

    assert post_due(now=NOON) == 1
    assert "closed" not in str(outbox.outbox[0].message())


def test_a_person_gets_at_most_twenty_mails_a_day_and_the_rest_tomorrow():
    user = make_user()
    for number in range(25):
        owe_one(user, occasion=str(number))

    counts = [post_due(now=NOON + delay) for delay in (0 * MINUTE, MINUTE, DAY, DAY + MINUTE)]

    assert counts == [20, 0, 5, 0]
    assert Mail.objects.filter(sent_at=None).count() == 0


def test_mails_of_an_account_take_at_most_half_of_the_day():
    make_user(email="guest@elo.example")
    for number in range(15):
        owe_guest(occasion=str(number), kind=NoticeKind.ACCOUNT, what="code")

    assert post_due(now=NOON) == 10
    assert Mail.objects.filter(stopped_at=NOON).count() == 5


def test_secrets_are_forgotten_once_sent_or_given_up(sample_kinds):
    owe_guest(occasion="1", kind=NoticeKind.ACCOUNT, code="ABCD")
    owe_guest(occasion="2", kind=NoticeKind.ACCOUNT, code="EFGH", what="hidden")
    sample_kinds.hidden.add("hidden")

    post_due(now=NOON)

    assert [row.params for row in Owed.objects.all()] == [{}, {}]


def test_a_mail_that_cannot_be_written_holds_nobody_up(sample_kinds):
    for what in ("a", "broken", "c"):
        owe_one(make_user(), occasion=what, what=what)
    sample_kinds.broken.add("broken")

    assert post_due(now=NOON) == 2
    late = Mail.objects.get(sent_at=None)
    assert (late.attempts, late.last_error) == (1, "ValueError")
    assert late.next_try_at > NOON


def test_a_mail_is_tried_with_growing_pauses_and_then_given_up(sample_kinds):
    owe_one(make_user(), what="broken")
    sample_kinds.broken.add("broken")
    now, pauses = NOON, []
    for _number in range(MAX_ATTEMPTS):
        post_due(now=now)
        mail = Mail.objects.get()
        pauses.append((mail.next_try_at - now) // MINUTE)
        now = mail.next_try_at

    assert pauses[:-1] == [2, 4, 8, 16, 32, 64, 128]
    assert mail.attempts == MAX_ATTEMPTS
    assert mail.stopped_at


class Refusing(EmailBackend):
    """Refuses what the test says; the server's words hold the address, as they do."""

    answers: list[Exception] = []

    def send_messages(self, messages):
        if self.answers:
            raise self.answers.pop(0)
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    Refusing.answers = []
    return Refusing


def test_a_refused_address_is_given_up_at_once(server):
    owe_one(make_user(email="gone@elo.example"))
    server.answers = [smtplib.SMTPRecipientsRefused({"gone@elo.example": (550, b"gone@ unknown")})]

    assert post_due(now=NOON) == 0
    mail = Mail.objects.get()
    assert (mail.stopped_at, mail.last_error) == (NOON, "refused: 550")


def test_a_mailbox_that_is_full_today_is_tried_again(server):
    owe_one(make_user())
    server.answers = [smtplib.SMTPRecipientsRefused({"a@elo.example": (452, b"full")})]

    assert post_due(now=NOON) == 0
    assert post_due(now=NOON + 3 * MINUTE) == 1


@pytest.mark.parametrize(
    "answer",
    [
        smtplib.SMTPServerDisconnected("closed"),
        ConnectionResetError(),
        smtplib.SMTPSenderRefused(421, b"too many mails on this line", "no-reply@elo.example"),
    ],
)
def test_a_closed_connection_is_opened_again(server, answer):
    owe_one(make_user())
    server.answers = [answer]

    assert post_due(now=NOON) == 1


def test_a_mail_server_that_is_down_counts_against_no_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    owe_one(make_user())

    counts = [post_due(now=NOON + day * DAY) for day in range(3)]

    assert counts == [0, 0, 0]
    assert Mail.objects.get().attempts == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert post_due(now=NOON + 3 * DAY) == 1


def test_a_calendar_goes_both_as_an_alternative_and_as_a_file(monkeypatch):
    calendar = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    kind = "text/calendar; method=REQUEST; charset=utf-8"
    monkeypatch.setattr(
        "tests.notifications.samples.sample",
        lambda params, reader: {
            "folder": "account/test",
            "attachments": [("invite.ics", calendar, kind)],
        },
    )
    ports._resolve.cache_clear()
    owe_one(make_user())
    post_due(now=NOON)
    ports._resolve.cache_clear()

    message = message_from_bytes(outbox.outbox[0].message().as_bytes(), policy=policy.default)
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_filename() for part in parts] == [None, "invite.ics"]
    assert {part["Content-Type"].params["method"] for part in parts} == {"REQUEST"}
    assert all("BEGIN:VCALENDAR" in part.get_content() for part in parts)
