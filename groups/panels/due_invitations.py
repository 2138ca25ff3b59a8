"""What waits for a person because of invitations."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.notifications.acts import act_url
from groups.models import Invitation
from groups.querysets.waiting import nothing_waits


def due_invitations(user: User, now: datetime) -> list[dict[str, object]]:
    """Return the invitations that wait for `user`'s answer, and those of theirs to go on with."""
    return [
        *(_to_answer(each) for each in _asked(user, now)),
        *(_to_send_again(each) for each in _silent(user, now)),
        *(_to_ask_instead(each) for each in _named(user, now)),
    ]


def _asked(user: User, now: datetime) -> Iterable[Invitation]:
    if nothing_waits(user, "invitations", now):
        return ()
    rows = Invitation.objects.for_act(user.email).waiting(now)
    return rows.select_related("seat__body__group", "seat__organisation").order_by("expires_at")


def _silent(user: User, now: datetime) -> Iterable[Invitation]:
    if nothing_waits(user, "run_out", now):
        return ()
    rows = Invitation.objects.visible_to(user).run_out(now).filter(invited_by=user)
    return rows.select_related("seat__body", "seat__organisation").order_by("expires_at")


def _named(user: User, now: datetime) -> Iterable[Invitation]:
    if nothing_waits(user, "substitutes", now):
        return ()
    rows = Invitation.objects.visible_to(user).filter(invited_by=user, state="declined")
    rows = rows.exclude(suggested_address="").order_by("answered_at")
    return rows.select_related("seat__body", "seat__organisation")


def _to_ask_instead(declined: Invitation) -> dict[str, object]:
    return {
        "title": gettext("%(organisation)s names somebody else for %(body)s")
        % {"organisation": declined.seat.organisation.name, "body": declined.seat.body.name},
        "why": gettext("Invite the person with one click."),
        "due_at": declined.answered_at,
        "url": reverse("groups:invitation_detail", args=[declined.pk]),
        "label": gettext("See whom they named"),
    }


def _to_answer(asked: Invitation) -> dict[str, object]:
    return {
        "title": gettext("Do you take the seat in %(body)s?") % {"body": asked.seat.body.name},
        "why": gettext("%(organisation)s has been invited. Answer by %(day)s.")
        % {
            "organisation": asked.seat.organisation.name,
            "day": date_format(asked.answer_by, "SHORT_DATE_FORMAT"),
        },
        "due_at": asked.expires_at,
        "url": act_url(
            kind="invitation",
            object_id=asked.pk,
            subject=asked.address,
            expires_at=asked.expires_at,
        ),
        "label": gettext("Answer the invitation"),
    }


def _to_send_again(silent: Invitation) -> dict[str, object]:
    return {
        "title": gettext("%(organisation)s has not answered")
        % {"organisation": silent.seat.organisation.name},
        "why": gettext("The invitation to %(body)s ran out on %(day)s.")
        % {
            "body": silent.seat.body.name,
            "day": date_format(silent.answer_by, "SHORT_DATE_FORMAT"),
        },
        "due_at": silent.expires_at,
        "url": reverse("groups:invitation_detail", args=[silent.pk]),
        "label": gettext("Send again or withdraw"),
    }
