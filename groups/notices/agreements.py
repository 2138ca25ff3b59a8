"""What mails and the inbox say of partnership agreements."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import start_of_day
from elo_platform.lib.http import absolute
from elo_platform.lib.text import day
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Reader
from groups.kinds import agreed_period, signed_words
from groups.models import Agreement, Party
from groups.querysets.answerers import answers_for, people_answering_for
from groups.querysets.permitted import today_in_helsinki

Values = dict[str, Any]
# A link lives on where the day to sign by is moved; the agreement's state ends it early.
LINK_DAYS = 180
PROMISES_SHOWN = 6


def asked(params: Values, reader: Reader) -> Values | None:
    """Return what the reader's organisation is asked to sign, while it waits; else None."""
    if not isinstance(reader, User):
        return None
    rows = Party.objects.waiting().in_time().with_agreement()
    party = rows.filter(pk=params["party"], version=params["version"]).first()
    if party is None or not _is_theirs(party, reader):
        return None
    agreement = party.agreement
    values = {
        **_named(party),
        "facts": _facts(party),
        "promises": [each.text for each in agreement.commitments.all()[:PROMISES_SHOWN]],
        **_why(party),
    }
    if answers_for(reader, party.organisation_id, agreement.group_id):
        return values | _acts(party, reader)
    return values | {
        "is_for_others": True,
        "url": absolute(reverse("groups:party_enter", args=[party.pk])),
        "url_label": gettext("Enter its signature"),
    }


def told(params: Values, reader: Reader) -> Values | None:
    """Return what a party answered, for coordinators, or what became of the whole, for parties."""
    if not isinstance(reader, User):
        return None
    is_answer = params["event"] == "answered"
    rows = Party.objects.editable_by(reader) if is_answer else Party.objects.all()
    party = rows.with_agreement().filter(pk=params["party"]).first()
    if party is None or is_answer and party.version != params["version"]:
        return None
    if not is_answer and not _is_theirs(party, reader):
        return None
    agreement = Agreement.objects.with_progress().get(pk=party.agreement_id)
    return {
        **_named(party),
        "event": params["event"],
        "state": party.state,
        "who": party.answered_by.name if party.answered_by else "",
        "reason": party.reason,
        "facts": [
            *_facts(party),
            (gettext("State"), signed_words(agreement.signed, agreement.asked)),
        ],
        "why": gettext("You get this message because you coordinate the group."),
        **({} if is_answer else _why(party)),
        **_page(party.agreement_id),
    }


def ending(params: Values, reader: Reader) -> Values | None:
    """Return an agreement that ends and has no renewal, for those who manage the group."""
    if not isinstance(reader, User):
        return None
    rows = Agreement.objects.editable_by(reader).unrenewed()
    rows = rows.filter(pk=params["agreement"], ends_on__gte=today_in_helsinki())
    row = rows.select_related("group").first()
    return row and {
        **_ending(row),
        "facts": [
            (gettext("Agreement"), row.title),
            (gettext("In force"), agreed_period(row.starts_on, row.ends_on)),
        ],
        "why": gettext("You get this message because you coordinate the group."),
        **_page(row.pk),
    }


def listed_parties(params: list[Values], reader: User) -> list[Values | None]:
    """Return title and page of what `reader` was asked or told, for the inbox."""
    found = {
        row.pk: row
        for row in Party.objects.visible_to(reader)
        .with_agreement()
        .filter(pk__in={each["party"] for each in params})
    }
    return [_listed(found.get(each["party"]), each) for each in params]


def listed_endings(params: list[Values], reader: User) -> list[Values | None]:
    """Return title and page of the agreements that end, for the inbox."""
    rows = Agreement.objects.editable_by(reader).select_related("group")
    found = rows.in_bulk({each["agreement"] for each in params})
    return [
        {**_ending(row), **_page(row.pk)} if (row := found.get(each["agreement"])) else None
        for each in params
    ]


def link_for(party: Party, person: User) -> str:
    """Return the address at which `person` signs or declines without signing in."""
    agreement = party.agreement
    last_day = (agreement.answer_by or agreement.starts_on) + timedelta(days=LINK_DAYS)
    given = {"kind": "agreement", "object_id": party.pk, "subject": person.pk}
    return act_url(expires_at=start_of_day(last_day), **given)


def _is_theirs(party: Party, reader: User) -> bool:
    people = people_answering_for(party.organisation_id, party.agreement.group_id)
    return bool(people.filter(pk=reader.pk).exists())


def _named(party: Party) -> Values:
    agreement = party.agreement
    return {
        "title": agreement.title,
        "organisation": party.organisation.name,
        "region": agreement.group.name,
        "answer_by": agreement.answer_by,
    }


def _ending(row: Agreement) -> Values:
    return {"title": row.title, "region": row.group.name, "ends_on": row.ends_on}


def _listed(party: Party | None, params: Values) -> Values | None:
    if party is None:
        return None
    event = {"event": params.get("event", ""), "state": party.state}
    return {**_named(party), **event, **_page(party.agreement_id)}


def _facts(party: Party) -> list[tuple[str, str]]:
    agreement = party.agreement
    facts = [
        (gettext("Agreement"), agreement.title),
        (gettext("Group"), agreement.group.name),
        (gettext("Party"), party.organisation.name),
        (gettext("In force"), agreed_period(agreement.starts_on, agreement.ends_on)),
        (gettext("Sign by"), day(agreement.answer_by) if agreement.answer_by else ""),
    ]
    return [(label, value) for label, value in facts if value]


def _why(party: Party) -> Values:
    sentence = gettext("You get this message because you answer for %(organisation)s.")
    return {"why": sentence % {"organisation": party.organisation.name}}


def _acts(party: Party, reader: User) -> Values:
    url = link_for(party, reader)
    return {
        "acts": [
            {"label": gettext("Read and sign"), "url": url},
            {"label": gettext("We decline"), "url": f"{url}&answer=decline"},
        ],
        "acts_intro": gettext("Read the whole text and answer here, without signing in:"),
    }


def _page(agreement_id: int) -> Values:
    url = absolute(reverse("groups:agreement_detail", args=[agreement_id]))
    return {"url": url, "url_label": gettext("See the agreement")}


def _signed(agreement: Agreement) -> str:
    return signed_words(agreement.signed, agreement.asked)


def _period(agreement: Agreement) -> str:
    return agreed_period(agreement.starts_on, agreement.ends_on)
