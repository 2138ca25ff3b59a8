"""Mails leave one at a time: lock, check, render, mark, send, commit; then the next.

The row lock is held over the sending, so two workers never hold the same mail, and a worker
that dies gives it back. Between the server's answer and the commit lies the only moment in
which a death sends a mail twice; its Message-ID is then the same.
"""

import logging
import time as stopwatch
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone, translation

from elo_platform.lib.dates import HELSINKI, helsinki_day, start_of_day, wall_to_utc
from elo_platform.lib.reading import one_reading
from elo_platform.notifications.gathering import INACTIVE, gather
from elo_platform.notifications.kinds import RULES, NoticeKind
from elo_platform.notifications.letters import Postman, PostOffline, Refused, make_message
from elo_platform.notifications.models import Mail, Owed
from elo_platform.notifications.readers import Reader, reader_of, subject_of
from elo_platform.notifications.refusals import REFUSED
from elo_platform.notifications.rendering import Letter, Notice, compose, notice_for

logger = logging.getLogger(__name__)

LIMIT = 20_000
SECONDS = 150.0
MAX_ATTEMPTS = 8
FIRST_DELAY = timedelta(minutes=2)
MORNING = time(8)
NOT_VISIBLE = "not_visible"


def post_due(*, now: datetime, limit: int = LIMIT, seconds: float = SECONDS) -> int:
    """Send what is due at `now`; return how many mails left.

    Ends after `limit` mails or about `seconds`, or when the mail server does not answer; what
    is left waits for the next call. Any number of processes may call this at once.
    """
    gather(now=now)
    end = stopwatch.monotonic() + seconds
    sent = 0
    with Postman() as postman:
        for _number in range(limit):
            try:
                outcome = _next(now, postman)
            except PostOffline as error:
                logger.warning("the mail server does not answer: %s", error)
                break
            if outcome is None or stopwatch.monotonic() > end:
                sent += bool(outcome)
                break
            sent += outcome
    return sent


@transaction.atomic
def _next(now: datetime, postman: Postman) -> bool | None:
    """Deal with the next mail; tell whether it left, None where there is no next one."""
    mails = Mail.objects.sendable(now).select_related("user")
    mail = mails.select_for_update(skip_locked=True, of=("self",)).first()
    if mail is None:
        return None
    try:
        with transaction.atomic():
            return _deal_with(mail, now, postman)
    except PostOffline:
        raise
    except Refused as error:
        _give_up(mail, now, reason=f"{REFUSED}: {_code(error)}")
    except Exception as error:
        logger.exception("mail %s did not leave", mail.pk)
        _try_later(mail, now, reason=type(error).__name__)
    return False


def _deal_with(mail: Mail, now: datetime, postman: Postman) -> bool:
    owed = list(
        mail.owed.filter(suppressed_reason="").select_related("reader").order_by("due_at", "pk")
    )
    if not owed or not reader_of(owed[0]).is_active:
        Owed.objects.filter(pk__in=[row.pk for row in owed]).update(suppressed_reason=INACTIVE)
        return _give_up(mail, now, reason=INACTIVE)
    if _is_over_cap(mail, owed, now):
        return _postpone(mail, owed, now)
    reader = reader_of(owed[0])
    letter = _write(mail, owed, reader)
    if letter is None:
        return _give_up(mail, now, reason="nothing left to say")
    mail.sent_at, mail.language, mail.last_error = now, reader.language, ""
    mail.save(update_fields=["sent_at", "language", "last_error"])
    if _is_secret(owed):
        _wipe(mail)
    postman.post(make_message(mail=mail, letter=letter, address=reader.email))
    return True


def _write(mail: Mail, owed: list[Owed], reader: Reader) -> Letter | None:
    """Return the letter of what the reader may see now, in their language; None if nothing."""
    with one_reading(), translation.override(reader.language), timezone.override(HELSINKI):
        notices: list[Notice] = []
        hidden: list[int] = []
        for row in owed:
            notice = notice_for(row, reader)
            if notice is None:
                hidden.append(row.pk)
            else:
                notices.append(notice)
        Owed.objects.filter(pk__in=hidden).update(suppressed_reason=NOT_VISIBLE)
        return compose(notices, reader, subject=subject_of(mail)) if notices else None


def _is_over_cap(mail: Mail, owed: list[Owed], now: datetime) -> bool:
    """Tell whether the person has had the day's share of mails.

    Half of the share is the most that account mails may take, since anyone can ask for those.
    The lock keeps two workers from sending the last one both.
    """
    address = reader_of(owed[0]).email
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"mails:{address}"])
    of_person = Q(address=address) | (Q(user=mail.user_id) if mail.user_id else Q())
    today = start_of_day(helsinki_day(now))
    sent = Mail.objects.filter(of_person, sent_at__gte=today)
    if sent.count() >= settings.MAX_MAILS_A_DAY:
        return True
    if not _is_secret(owed):
        return False
    return sent.filter(owed__kind=NoticeKind.ACCOUNT).count() >= settings.MAX_MAILS_A_DAY // 2


def _postpone(mail: Mail, owed: list[Owed], now: datetime) -> bool:
    """Let the mail wait for tomorrow morning; a code would be worth nothing by then."""
    if _is_secret(owed):
        return _give_up(mail, now, reason="too many mails today")
    tomorrow = helsinki_day(now) + timedelta(days=1)
    Mail.objects.filter(pk=mail.pk).update(next_try_at=wall_to_utc(day=tomorrow, at=MORNING))
    return False


def _give_up(mail: Mail, now: datetime, *, reason: str) -> bool:
    Mail.objects.filter(pk=mail.pk).update(stopped_at=now, last_error=reason)
    _wipe(mail)
    return False


def _try_later(mail: Mail, now: datetime, *, reason: str) -> None:
    attempts = mail.attempts + 1
    if attempts >= MAX_ATTEMPTS:
        Mail.objects.filter(pk=mail.pk).update(attempts=attempts)
        _give_up(mail, now, reason=reason)
        return
    Mail.objects.filter(pk=mail.pk).update(
        attempts=attempts,
        last_error=reason,
        next_try_at=now + FIRST_DELAY * 2 ** (attempts - 1),
    )


def _is_secret(owed: list[Owed]) -> bool:
    return any(RULES[NoticeKind(row.kind)].secret for row in owed)


def _wipe(mail: Mail) -> None:
    """Forget values that open an account."""
    secret = [kind for kind, rule in RULES.items() if rule.secret]
    Owed.objects.filter(mail=mail, kind__in=secret).update(params={})


def _code(error: Refused) -> str:
    """Return the server's number and not its words: they repeat the address."""
    cause = error.__cause__
    refused = getattr(cause, "recipients", None)
    codes = (
        [code for code, _text in refused.values()] if refused else [getattr(cause, "smtp_code", 0)]
    )
    return ", ".join(str(code) for code in codes)
