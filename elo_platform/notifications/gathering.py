"""What is due becomes mails: one of its own, or one a day for each person's gathered kinds."""

from collections import defaultdict
from datetime import datetime

from django.db import connection, transaction
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from elo_platform.lib.dates import helsinki_day
from elo_platform.notifications.kinds import RULES, NoticeKind
from elo_platform.notifications.models import Mail, Muted, Owed

BATCH = 1000
# Any number that nothing else in this database locks.
GATHERING = 7_310_021

STOPPED_BY_READER = "stopped"
INACTIVE = "inactive"

Person = tuple[int | None, str]


def gather(*, now: datetime) -> int:
    """Put what is due at `now` into mails; return how many messages found one.

    One process gathers at a time; another that comes meanwhile leaves it to the first.
    """
    total = 0
    while found := _gather_batch(now):
        total += found
    return total


@transaction.atomic
def _gather_batch(now: datetime) -> int:
    if not _alone():
        return 0
    due = Owed.objects.to_gather(now).select_related("reader")
    batch = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    if not batch:
        return 0
    wanted = _without_unwanted(batch)
    _own_mails([row for row in wanted if not RULES[NoticeKind(row.kind)].gathered], now)
    _digests([row for row in wanted if RULES[NoticeKind(row.kind)].gathered], now)
    return len(batch)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [GATHERING])
        return bool(cursor.fetchone()[0])


def _person(row: Owed | Muted | Mail) -> Person:
    who = row.reader_id if isinstance(row, Owed) else row.user_id
    return (who, "" if who else row.address)


def _without_unwanted(batch: list[Owed]) -> list[Owed]:
    """Return what its reader still wants, and note of the rest why it is not sent."""
    readers = {row.reader_id for row in batch if row.reader_id}
    addresses = {row.address for row in batch if not row.reader_id}
    muted = Muted.objects.filter(Q(user_id__in=readers) | Q(user=None, address__in=addresses))
    stopped = {(row.kind, _person(row)) for row in muted}
    reasons: dict[str, list[int]] = defaultdict(list)
    wanted = []
    for row in batch:
        if row.reader is not None and not row.reader.is_active:
            reasons[INACTIVE].append(row.pk)
        elif (row.kind, _person(row)) in stopped and not RULES[NoticeKind(row.kind)].mandatory:
            reasons[STOPPED_BY_READER].append(row.pk)
        else:
            wanted.append(row)
    for reason, ids in reasons.items():
        Owed.objects.filter(pk__in=ids).update(suppressed_reason=reason)
    return wanted


def _mail(key: str, row: Owed, now: datetime) -> Mail:
    user_id, address = _person(row)
    return Mail(
        key=key,
        user_id=user_id,
        address=address,
        language=row.language,
        made_at=now,
        next_try_at=now,
    )


def _own_mails(rows: list[Owed], now: datetime) -> None:
    mails = [_mail(f"owed:{row.pk}", row, now) for row in rows]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    mine = Mail.objects.filter(key=Concat(Value("owed:"), OuterRef("pk"))).values("pk")
    Owed.objects.filter(pk__in=[row.pk for row in rows]).update(mail=Subquery(mine))


def _digests(rows: list[Owed], now: datetime) -> None:
    """Put each person's rows into the day's mail that is still open, or into the next one."""
    by_person: dict[Person, list[Owed]] = defaultdict(list)
    for row in rows:
        by_person[_person(row)].append(row)
    taken = _digests_of_today(list(by_person), now)
    still_open = _open_digests([mail.pk for mails in taken.values() for mail in mails])
    new = {
        person: _mail(_next_key(person, len(taken[person]), now), of_person[0], now)
        for person, of_person in by_person.items()
        if person not in still_open
    }
    Mail.objects.bulk_create(new.values())
    for person, of_person in by_person.items():
        for row in of_person:
            row.mail = still_open.get(person) or new[person]
    Owed.objects.bulk_update(rows, ["mail"], batch_size=BATCH)


def _digests_of_today(people: list[Person], now: datetime) -> dict[Person, list[Mail]]:
    users = [user_id for user_id, _address in people if user_id]
    addresses = [address for _user_id, address in people if address]
    mails = Mail.objects.filter(
        Q(user_id__in=users) | Q(user=None, address__in=addresses),
        key__startswith="digest:",
        key__contains=f":{helsinki_day(now)}",
    )
    found: dict[Person, list[Mail]] = defaultdict(list)
    for mail in mails:
        found[_person(mail)].append(mail)
    return found


def _open_digests(ids: list[int]) -> dict[Person, Mail]:
    """Return the mails that may still grow, locked; one that is being sent is past that."""
    mails = Mail.objects.filter(pk__in=ids, sent_at=None, stopped_at=None)
    return {_person(mail): mail for mail in mails.select_for_update(skip_locked=True)}


def _next_key(person: Person, taken: int, now: datetime) -> str:
    base = f"digest:{person[0] or person[1]}:{helsinki_day(now)}"
    return f"{base}:{taken + 1}" if taken else base
