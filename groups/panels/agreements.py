"""Partnership agreements in words: how they stand, who has signed, how they run."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.text import alphabetical, day, language_used
from groups.kinds import agreed_period, signed_words
from groups.models import Agreement, Annex, Commitment, Party
from groups.states import AgreementState, PartyState

# So many days before its end an agreement that nothing renews is shown as ending.
WARNED_DAYS = 180
_PARTY = {
    PartyState.DRAFT: ("neutral", "circle-dashed"),
    PartyState.ASKED: ("hjortron", "hourglass"),
    PartyState.SIGNED: ("success", "circle-check"),
    PartyState.DECLINED: ("neutral", "circle-slash"),
    PartyState.ON_BEHALF: ("success", "circle-check"),
}


def renewal_of(agreement: Agreement) -> Agreement | None:
    """Return what renews the agreement, where there is something; read `with_renewal`."""
    return getattr(agreement, "renewal", None)


def is_ending(agreement: Agreement, today: date) -> bool:
    """Tell whether an agreement that holds ends soon, with no renewal signed or being signed."""
    if agreement.state != AgreementState.IN_FORCE or agreement.ends_on is None:
        return False
    renewal = renewal_of(agreement)
    is_renewed = renewal is not None and renewal.state in {
        AgreementState.SIGNING,
        AgreementState.IN_FORCE,
    }
    return not is_renewed and 0 <= (agreement.ends_on - today).days <= WARNED_DAYS


def status_of(agreement: Agreement, today: date) -> dict[str, str]:
    """Return how an agreement (`with_progress`) stands today, as icon, colour and words."""
    ends_on = agreement.ends_on
    if agreement.state == AgreementState.DRAFT:
        tone, icon, text = "neutral", "circle-dashed", gettext("Draft")
    elif agreement.state == AgreementState.SIGNING:
        tone, icon = "hjortron", "hourglass"
        text = signed_words(agreement.signed, agreement.asked)
    elif agreement.state == AgreementState.ENDED:
        words = gettext("Ended %(day)s") if agreement.concluded_on else gettext("Withdrawn %(day)s")
        tone, icon = "neutral", "archive"
        text = words % {"day": day(agreement.ended_on or today)}
    elif ends_on and ends_on < today:
        tone, icon, text = "neutral", "archive", gettext("Ended %(day)s") % {"day": day(ends_on)}
    elif agreement.starts_on > today:
        text = gettext("Concluded, in force from %(day)s") % {"day": day(agreement.starts_on)}
        tone, icon = "info", "circle-check"
    elif is_ending(agreement, today):
        text = gettext("In force, ends %(day)s") % {"day": day(ends_on)} if ends_on else ""
        tone, icon = "hjortron", "triangle-alert"
    else:
        tone, icon, text = "success", "circle-check", gettext("In force")
    return {"tone": tone, "icon": icon, "text": text}


def share_signed(agreement: Agreement) -> dict[str, Any]:
    """Return how far the signing of an agreement (`with_progress`) has come, for a meter."""
    percent = 100 * agreement.signed // agreement.asked if agreement.asked else 0
    return {"percent": percent, "text": signed_words(agreement.signed, agreement.asked)}


def list_row(agreement: Agreement, today: date) -> dict[str, Any]:
    """Return a line of the list of agreements (`with_progress`, `with_renewal`)."""
    language, title = language_used(agreement, "title")
    renews = agreement.renews
    status = status_of(agreement, today)
    if agreement.state == AgreementState.SIGNING:
        # The meter beside it says how many.
        status["text"] = str(AgreementState.SIGNING.label)
    return {
        "url": f"/agreements/{agreement.pk}/",
        "title": title,
        "language": language,
        "period": agreed_period(agreement.starts_on, agreement.ends_on),
        "renews": agreed_period(renews.starts_on, renews.ends_on) if renews else "",
        "parties": agreement.asked,
        "share": share_signed(agreement) if agreement.sent_at else None,
        **status,
    }


def party_rows(
    parties: Iterable[Party], *, own: set[int], manages: bool, today: date
) -> list[dict[str, Any]]:
    """Return the parties by name, each with how it stands and what the reader can do about it."""
    rows = [_party_row(party, own, manages, today) for party in parties]
    return sorted(rows, key=lambda row: alphabetical(row["name"]))


def _party_row(party: Party, own: set[int], manages: bool, today: date) -> dict[str, Any]:
    tone, icon = _PARTY[PartyState(party.state)]
    text = str(PartyState(party.state).label)
    agreement = party.agreement
    waits = party.state == PartyState.ASKED
    if waits and agreement.answer_by and agreement.answer_by < today:
        tone, icon, text = "danger", "triangle-alert", gettext("Asked, late")
    is_closed = agreement.state == AgreementState.ENDED
    can_sign = party.state in {PartyState.ASKED, PartyState.DECLINED} and not is_closed
    by = party.answered_by
    return {
        "pk": party.pk,
        "name": party.organisation.name,
        "is_own": party.organisation_id in own,
        "signer": party.signer,
        "who": by.name if by and party.state != PartyState.ASKED else "",
        "on": _day_of(party),
        "reason": party.reason if manages or party.organisation_id in own else "",
        "evidence": f"/documents/{party.evidence_id}/" if manages and party.evidence_id else "",
        "sign_url": f"/parties/{party.pk}/sign/"
        if can_sign and party.organisation_id in own
        else "",
        "enter_url": f"/parties/{party.pk}/enter/" if can_sign and manages else "",
        "tone": tone,
        "icon": icon,
        "text": text,
    }


def _day_of(party: Party) -> str:
    if party.signed_on:
        return day(party.signed_on)
    if party.answered_at:
        return day(helsinki_day(party.answered_at))
    return day(helsinki_day(party.asked_at)) if party.asked_at else ""


def promise_rows(promises: Iterable[Commitment], goals: dict[Any, Any]) -> list[dict[str, Any]]:
    """Return what the parties promise, each with its measure and the goal that it carries out.

    `goals` are the goals that the reader may see, by kind and id, as the chain names them.
    """
    return [
        {
            "pk": promise.pk,
            "text": promise.text,
            "measure": measure_of(promise),
            "goal": goals.get((promise.goal_kind, promise.goal_id)),
        }
        for promise in promises
    ]


def measure_of(promise: Commitment) -> str:
    """Return in words how much each party promises; empty where it is not measured."""
    parts = []
    if promise.hours:
        hours = ngettext("%(number)s hour a year", "%(number)s hours a year", promise.hours)
        parts.append(hours % {"number": promise.hours})
    if promise.seats:
        seats = ngettext("%(number)s seat", "%(number)s seats", promise.seats)
        parts.append(seats % {"number": promise.seats})
    return ", ".join(parts)


def annex_rows(annexes: Iterable[Annex]) -> list[dict[str, Any]]:
    """Return the annexes, numbered anew, each with its file."""
    return [
        {
            "pk": annex.pk,
            "label": gettext("Annex %(number)s. %(title)s")
            % {"number": number, "title": annex.title},
            "url": f"/documents/{annex.document_id}/",
            "name": annex.document.name,
            "size": annex.document.size,
        }
        for number, annex in enumerate(annexes, start=1)
    ]


def timeline(agreement: Agreement, today: date) -> list[dict[str, Any]]:
    """Return how the agreement runs: what has happened and what comes, in order."""
    renewal = renewal_of(agreement)
    rows = [
        (agreement.sent_at and helsinki_day(agreement.sent_at), gettext("Sent for signing")),
        (_if_signing(agreement), gettext("The day to sign by")),
        (agreement.concluded_on, gettext("Concluded")),
        (agreement.starts_on, gettext("The first day")),
        (agreement.renews and agreement.renews.ends_on, gettext("The one before it ends")),
        (
            renewal and renewal.sent_at and helsinki_day(renewal.sent_at),
            gettext("The renewal was sent for signing"),
        ),
        (
            agreement.ended_on,
            gettext("Ended before its time") if agreement.concluded_on else gettext("Withdrawn"),
        ),
        (None if agreement.ended_on else agreement.ends_on, gettext("The last day")),
    ]
    dated = sorted(((on, text) for on, text in rows if on), key=lambda row: row[0])
    return [{"on": day(on), "text": text, "done": on <= today} for on, text in dated]


def _if_signing(agreement: Agreement) -> date | None:
    return agreement.answer_by if agreement.state == AgreementState.SIGNING else None
