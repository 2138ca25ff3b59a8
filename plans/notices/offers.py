"""What mails say of an offer of responsibility, from what holds at that moment."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from elo_platform.accounts.models import User
from elo_platform.lib.dates import start_of_day
from elo_platform.lib.http import absolute
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Reader
from groups.kinds import NodeKind
from groups.models import Organisation
from groups.permissions import GroupPermission
from groups.querysets.answerers import people_answering_for
from groups.querysets.chain import earlier, named
from groups.querysets.permitted import rights_in
from plans.models import Offer
from plans.states import OPEN_STATUSES, OfferState, PlanState

Values = dict[str, Any]
# An offer can still be answered so long after the answer was wanted.
LATE_DAYS = 60
REASONS_SHOWN = 2


def offer(params: dict[str, Any], reader: Reader) -> Values | None:
    """Return what is asked of the reader's organisation, or what became of it since.

    `shared` tells a partner of the action who carries it.
    """
    found = _of_organisation(params, reader)
    if found is None:
        return None
    event = params["event"]
    if event == "asked" and found.state != OfferState.OFFERED:
        return None
    values = {
        **_values(found, reader),
        "event": event,
        "note": found.comment if event == "asked" else "",
        "offered_by": found.offered_by.name,
        "answer_by": found.answer_by,
    }
    if event == "asked":
        answer_by = (_("Answer by"), date_format(found.answer_by, "SHORT_DATE_FORMAT"))
        return {**values, "facts": [*values["facts"], answer_by], **_acts(found, reader)}
    if event == "shared":
        partner = found.measure.partners.get(pk=params["partner"])
        return {**values, **_why(partner), **_measure_page(found)}
    return {**values, **_page(found)}


def offer_reminder(params: dict[str, Any], reader: Reader) -> Values | None:
    """Return an offer that still waits for the reader's organisation."""
    found = _of_organisation(params, reader)
    if found is None or found.state != OfferState.OFFERED:
        return None
    return {
        **_values(found, reader),
        "answer_by": found.answer_by,
        "is_late": params["stage"] < 0,
        **_acts(found, reader),
    }


def offer_answered(params: dict[str, Any], reader: Reader) -> Values | None:
    """Return what an organisation answered, for those who write the group's plans."""
    if not isinstance(reader, User):
        return None
    found = _offer(params)
    if found is None or found.version != params["version"]:
        return None
    if GroupPermission.EDIT_PLANS not in rights_in(reader, found.measure.plan.group_id):
        return None
    reason = str(found.get_decline_reason_display()) if found.decline_reason else ""
    text = found.decline_text if found.state == OfferState.DECLINED else found.comment
    values = _values(found, reader)
    if reason:
        values["facts"].append((_("Reason"), reason))
    return {
        **values,
        "answer": found.state,
        "who": found.answered_by.name if found.answered_by else "",
        "is_on_behalf": found.is_on_behalf,
        "text": text,
        **_page(found),
    }


def answer_url(row: Offer, reader: User) -> str:
    """Return the address at which `reader` answers an offer without signing in."""
    ends_at = start_of_day(row.answer_by + timedelta(days=LATE_DAYS))
    return act_url(kind="offer", object_id=row.pk, subject=reader.pk, expires_at=ends_at)


def facts_of(row: Offer, reader: User) -> list[tuple[str, str]]:
    """Return what an organisation must know of an action that it is asked to carry."""
    measure = row.measure
    partners = [each.name for each in measure.partners.all() if each.pk != row.organisation_id]
    facts = [
        (_("Plan"), f"{measure.plan.title} {measure.plan.year_from}–{measure.plan.year_to}"),
        (_("Goal"), measure.goal.title),
        (_("Why"), "; ".join(_needs(row, reader))),
        (_("Ready by"), date_format(row.agreed_due_on or row.offered_day, "SHORT_DATE_FORMAT")),
        (_("Partners"), ", ".join(partners)),
        (_("About"), measure.description),
    ]
    return [(label, value) for label, value in facts if value]


def _needs(row: Offer, reader: User) -> list[str]:
    refs = earlier(NodeKind.MEASURE, [row.measure_id]).get(row.measure_id, [])
    needs = [ref for ref in refs if ref.kind == NodeKind.NEED][:REASONS_SHOWN]
    return [text.title for text in named(needs, reader).values()] if needs else []


def _offer(params: dict[str, Any]) -> Offer | None:
    rows = Offer.objects.for_act(params["offer"])
    found: Offer | None = rows.exclude(measure__plan__state=PlanState.ENDED).first()
    return found


def _of_organisation(params: dict[str, Any], reader: Reader) -> Offer | None:
    """Return the offer as it was owed, where the reader still is who its matters go to."""
    if not isinstance(reader, User):
        return None
    found = _offer(params)
    if found is None or found.version != params["version"]:
        return None
    if found.measure.status not in OPEN_STATUSES:
        return None
    asked = params.get("partner", found.organisation_id)
    people = people_answering_for(asked, found.measure.plan.group_id)
    return found if people.filter(pk=reader.pk).exists() else None


def _values(row: Offer, reader: User) -> Values:
    return {
        "title": row.measure.title,
        "plan": row.measure.plan.title,
        "organisation": row.organisation.name,
        "region": row.measure.plan.group.name,
        "due_on": row.due_on,
        "facts": [(_("Organisation"), row.organisation.name), *facts_of(row, reader)],
        **_why(row.organisation),
    }


def _why(organisation: Organisation) -> Values:
    sentence = _("You get this message because you answer for %(organisation)s.")
    return {"why": sentence % {"organisation": organisation.name}}


def _acts(row: Offer, reader: User) -> Values:
    url = answer_url(row, reader)
    return {
        "acts": [
            {"label": _("We take the responsibility"), "url": url},
            {"label": _("We propose a change"), "url": f"{url}&answer=negotiate"},
            {"label": _("We decline"), "url": f"{url}&answer=decline"},
        ],
        "acts_intro": _("Answer here, without signing in:"),
        "acts_until": start_of_day(row.answer_by + timedelta(days=LATE_DAYS))
        - timedelta(seconds=1),
    }


def _measure_page(row: Offer) -> Values:
    return {
        "url": absolute(reverse("plans:measure_detail", args=[row.measure_id])),
        "url_label": _("Open the action"),
    }


def _page(row: Offer) -> Values:
    return {
        "url": absolute(reverse("plans:offer_detail", args=[row.pk])),
        "url_label": _("Open the offer"),
    }
