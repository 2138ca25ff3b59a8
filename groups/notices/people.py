"""What people are told about seats, invitations and messages to their bodies."""

from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.lib.text import current_language, language_used, other_language
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Reader
from groups.models import BodyMessage, Invitation, SeatHolder
from groups.querysets.permitted import today_in_helsinki

Values = dict[str, Any]


def invitation(params: dict[str, Any], reader: Reader) -> Values | None:
    """Return an invitation that waits for the reader's answer, for its mail and its reminders."""
    found = (
        Invitation.objects.for_act(reader.email)
        .waiting(Now())
        .with_seat(today_in_helsinki())
        .filter(pk=params["invitation"])
        .first()
    )
    return invitation_values(found) if found else None


def invitation_values(asked: Invitation) -> Values:
    """Return what the mail of an invitation says, in the active language; it may be unsaved."""
    url = answer_url(asked) if asked.pk else absolute(f"/act/…/?lang={current_language()}")
    return {
        **seat_values(asked),
        "region": asked.seat.body.group.name,
        "name": asked.name,
        "greeting": asked.greeting,
        "inviter": asked.invited_by.name,
        "inviter_title": asked.invited_by.title,
        "answer_by": asked.answer_by,
        "acts": [
            {"label": gettext("Accept the seat"), "url": url},
            {"label": gettext("Decline"), "url": f"{url}&answer=no"},
            {"label": gettext("Name somebody else"), "url": f"{url}&answer=other"},
        ],
        "acts_until": asked.expires_at - timedelta(seconds=1),
        "why": gettext("You get this message because %(name)s has invited you.")
        % {"name": asked.invited_by.name},
    }


def seat_values(row: Invitation | SeatHolder) -> Values:
    """Return the seat that an invitation or a mandate is for, in the active language."""
    seat = row.seat
    return {
        "body": seat.body.name,
        "group": seat.body.group.name,
        "organisation": seat.organisation.name,
        "category": seat.category.name,
        "kind": row.get_kind_display(),
    }


def answer_url(asked: Invitation) -> str:
    """Return the address at which the invitee answers, in the invitation's language."""
    return act_url(
        kind="invitation",
        object_id=asked.pk,
        subject=asked.address,
        expires_at=asked.expires_at,
    )


def answered_url(asked: Invitation) -> str:
    """Return where the inviter goes on: to whom the invitee named, or to the group's people."""
    if asked.suggested_address:
        return absolute(reverse("groups:invitation_detail", args=[asked.pk]))
    return absolute(reverse("groups:group_people", args=[asked.seat.body.group_id]))


def invitation_answered(params: dict[str, Any], reader: Reader) -> Values | None:
    """Return what an invitee answered, for the inviter as long as they manage the seats."""
    if not isinstance(reader, User):
        return None
    answered = (
        Invitation.objects.visible_to(reader)
        .with_seat(today_in_helsinki())
        .filter(pk=params["invitation"])
        .first()
    )
    if answered is None or answered.answered_at is None:
        return None
    group = answered.seat.body.group
    return {
        **seat_values(answered),
        "region": group.name,
        "name": answered.holder.user.name if answered.holder else answered.name,
        "is_accepted": answered.holder is not None,
        "starts_on": answered.holder.starts_on if answered.holder else None,
        "reason": answered.reason,
        # Whom they named is shown on the platform alone: a mail could not be erased again.
        "names_another": bool(answered.suggested_address),
        "url": answered_url(answered),
        "url_label": gettext("See whom they named")
        if answered.suggested_address
        else gettext("See the group's people"),
        "why": gettext("You get this message because you sent the invitation."),
    }


def seat_suggested(params: dict[str, Any], reader: Reader) -> Values | None:
    """Return a person's being suggested for a seat, without the person: the page names them."""
    if not isinstance(reader, User):
        return None
    rows = Invitation.objects.visible_to(reader).filter(state="suggested")
    rows = rows.with_seat(today_in_helsinki())
    suggestion = rows.filter(pk=params["invitation"]).first()
    return suggestion and {
        **seat_values(suggestion),
        "region": suggestion.seat.body.group.name,
        "by": suggestion.invited_by.name,
        "url": absolute(reverse("groups:invitation_detail", args=[suggestion.pk])),
        "url_label": gettext("See whom they suggest"),
        "why": gettext("You get this message because you coordinate the group."),
    }


def seat_started(params: dict[str, Any], reader: Reader) -> Values | None:
    """Return a mandate that the reader holds, or will hold."""
    holder = (
        SeatHolder.objects.not_over()
        .with_seat(today_in_helsinki())
        .filter(pk=params["holder"], user=getattr(reader, "pk", None))
        .first()
    )
    if holder is None:
        return None
    return {
        **seat_values(holder),
        "region": holder.seat.body.group.name,
        "starts_on": holder.starts_on,
        "ends_on": holder.ends_on,
        "address": reader.email,
        "url": absolute(reverse("account_request_login_code")),
        "url_label": gettext("Sign in with a code"),
        "why": gettext("You get this message because you hold a seat in %(body)s.")
        % {"body": holder.seat.body.name},
    }


def body_message(params: dict[str, Any], reader: Reader) -> Values | None:
    """Return a message to a body in the reader's language, or in the other one with a note."""
    if not isinstance(reader, User):
        return None
    message = (
        BodyMessage.objects.visible_to(reader)
        .select_related("body__group", "sent_by")
        .filter(pk=params["message"])
        .first()
    )
    if message is None:
        return None
    language, text = language_used(message, "text")
    subject = getattr(message, f"subject_{language}")
    body_url = absolute(reverse("groups:body_detail", args=[message.body_id]))
    return {
        "region": message.body.group.name,
        "body": message.body.name,
        "message_subject": subject,
        "text": text,
        "text_language": language,
        "language_name": other_language(language),
        "sender": message.sent_by.name,
        "sender_title": message.sent_by.title,
        "url": f"{body_url}#message-{message.pk}",
        "url_label": gettext("Open it on the platform"),
        "why": gettext("You get this message because you belong to %(body)s.")
        % {"body": message.body.name},
    }
