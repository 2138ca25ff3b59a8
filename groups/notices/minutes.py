"""What mails and the inbox say of minutes: missing, to be checked, to be changed, approved."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Reader
from groups.models import Meeting, Minutes, MinutesChecker, MinutesRevision
from groups.states import CheckAnswer, MeetingState, MinutesState

Values = dict[str, Any]
# The link of a checker works so long after the minutes were sent; taking them back ends it too.
LINK_DAYS = 60


def missing(params: Values, reader: Reader) -> Values | None:
    """Return a meeting whose minutes nobody has sent yet; None once they have been."""
    if not isinstance(reader, User):
        return None
    values = missing_listed([params], reader)[0]
    return values and values | {
        "url_label": gettext("Write the minutes"),
        "why": gettext("You get this message because you lead the meetings of this body."),
    }


def missing_listed(params: list[Values], reader: User) -> list[Values | None]:
    """Return title and page of the meetings whose minutes are missing, for the inbox."""
    rows = Meeting.objects.visible_to(reader).editable_by(reader)
    rows = rows.select_related("body__group", "minutes")
    found = {row.pk: row for row in rows.filter(pk__in={each["meeting"] for each in params})}
    return [_missing(each, found.get(each["meeting"])) for each in params]


def check(params: Values, reader: Reader) -> Values | None:
    """Return minutes that `reader` was named to check and has not answered; else None."""
    if not isinstance(reader, User):
        return None
    waiting = MinutesChecker.objects.visible_to(reader).waiting().filter(user=reader)
    rows = waiting.select_related("minutes__meeting__body__group")
    checker = rows.filter(minutes=params["minutes"]).first()
    return checker and _check(checker)


def check_listed(params: list[Values], reader: User) -> list[Values | None]:
    """Return title and page of the minutes that `reader` was asked to check, for the inbox."""
    rows = Minutes.objects.visible_to(reader).of_meeting()
    found = {row.pk: row for row in rows.filter(pk__in={each["minutes"] for each in params})}
    return [_line(found.get(each["minutes"])) for each in params]


def changes(params: Values, reader: Reader) -> Values | None:
    """Return what a checker asks to be changed in minutes that `reader` leads; else None."""
    if not isinstance(reader, User):
        return None
    values = changes_listed([params], reader)[0]
    return values and values | {
        "url_label": gettext("Open the minutes"),
        "why": gettext("You get this message because you lead the meetings of this body."),
    }


def changes_listed(params: list[Values], reader: User) -> list[Values | None]:
    """Return name and page of the checkers who still ask for changes, for the inbox."""
    led = Minutes.objects.editable_by(reader).filter(state=MinutesState.REVIEW)
    rows = MinutesChecker.objects.visible_to(reader).filter(answer=CheckAnswer.CHANGES)
    rows = rows.filter(minutes__in=led.values("pk"))
    rows = rows.select_related("minutes__meeting__body__group", "user")
    found = {row.pk: row for row in rows.filter(pk__in={each["checker"] for each in params})}
    return [_changes(found.get(each["checker"])) for each in params]


def approved(params: Values, reader: Reader) -> Values | None:
    """Return minutes that were approved, as long as that revision is the one in force."""
    if not isinstance(reader, User):
        return None
    values = approved_listed([params], reader)[0]
    return values and values | {
        "url_label": gettext("Read the minutes"),
        "why": gettext("You get this message because you belong to this body or were called."),
    }


def approved_listed(params: list[Values], reader: User) -> list[Values | None]:
    """Return title and page of approved minutes, for the inbox."""
    rows = MinutesRevision.objects.visible_to(reader)
    rows = rows.select_related("minutes__meeting__body__group")
    found = {
        (row.minutes_id, row.number): row
        for row in rows.filter(minutes__in={each["minutes"] for each in params})
    }
    return [_approved(found.get((each["minutes"], each["revision"]))) for each in params]


def _missing(params: Values, meeting: Meeting | None) -> Values | None:
    if meeting is None or meeting.state != MeetingState.CALLED:
        return None
    minutes = getattr(meeting, "minutes", None)
    if minutes is not None and (minutes.state != MinutesState.WRITING or minutes.sent_at):
        return None
    return _of_meeting(meeting) | {"days": params["days"], "is_begun": minutes is not None}


def _check(checker: MinutesChecker) -> Values:
    minutes = checker.minutes
    expires_at = _until(minutes.sent_at or minutes.begun_at)
    url = act_url(
        kind="minutes", object_id=checker.pk, subject=checker.user_id, expires_at=expires_at
    )
    return _of_meeting(minutes.meeting) | {
        "acts": [{"label": gettext("Read and check"), "url": url}],
        "acts_intro": gettext("The page behind the button needs no sign-in:"),
        "acts_until": expires_at,
        "url_label": gettext("Open the minutes"),
        "why": gettext("You get this message because you were named to check these minutes."),
    }


def _changes(checker: MinutesChecker | None) -> Values | None:
    if checker is None:
        return None
    return _of_meeting(checker.minutes.meeting) | {"who": checker.user.name, "note": checker.note}


def _line(minutes: Minutes | None) -> Values | None:
    return minutes and _of_meeting(minutes.meeting)


def _approved(revision: MinutesRevision | None) -> Values | None:
    if revision is None or revision.minutes.revision != revision.number:
        return None
    return _of_meeting(revision.minutes.meeting) | {
        "revision": revision.number,
        "reason": revision.reason,
    }


def _of_meeting(meeting: Meeting) -> Values:
    return {
        "title": meeting.title,
        "body_name": meeting.body.name,
        "region": meeting.body.group.name,
        "when": meeting.when,
        "url": absolute(reverse("groups:minutes_detail", args=[meeting.pk])),
    }


def _until(moment: datetime) -> datetime:
    return moment + timedelta(days=LINK_DAYS)
