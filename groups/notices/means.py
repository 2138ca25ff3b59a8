"""What mails and the inbox say of the yearly pulse and of wishes to the national level."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import start_of_day
from elo_platform.lib.http import absolute
from elo_platform.lib.text import other_language
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Reader
from groups.models import EloGroup, Wish
from groups.permissions import GroupPermission
from groups.policies.mandate import can_answer_wishes
from groups.querysets.pulse import closes_on, own_pulse

Values = dict[str, Any]


def pulse(params: Values, reader: Reader) -> Values | None:
    """Return the yearly question with its link; None for who has answered or has no seat."""
    if not isinstance(reader, User):
        return None
    groups = EloGroup.objects.permitted(reader, GroupPermission.GIVE_PULSE)
    group, year = groups.filter(pk=params["group"]).first(), params["year"]
    if group is None or own_pulse(reader.pk, group.pk, year):
        return None
    last_day = closes_on(year)
    expires_at = start_of_day(last_day + timedelta(days=1))
    link = {"object_id": group.pk, "subject": reader.pk, "expires_at": expires_at}
    return {
        **_of_pulse(group, year),
        "last_day": last_day,
        "acts": [{"label": gettext("Answer"), "url": act_url(kind="pulse", **link)}],
        "acts_until": start_of_day(last_day),
        "url": absolute(reverse("groups:group_mandate", args=[group.pk])),
        "url_label": gettext("Open the group's page"),
        "why": gettext("You get this message because you have a seat in the group."),
    }


def pulses(params: list[Values], reader: User) -> list[Values | None]:
    """Return the groups that asked, for the inbox."""
    rows = EloGroup.objects.permitted(reader, GroupPermission.GIVE_PULSE)
    found = rows.in_bulk([each["group"] for each in params])
    return [
        {
            **_of_pulse(group, each["year"]),
            "url": absolute(reverse("groups:pulse_give", args=[group.pk])),
        }
        if (group := found.get(each["group"]))
        else None
        for each in params
    ]


def _of_pulse(group: EloGroup, year: int) -> Values:
    return {"region": group.name, "year": year}


def wish(params: Values, reader: Reader) -> Values | None:
    """Return a wish and its answer, to who may read it today."""
    return wishes([params], reader)[0] if isinstance(reader, User) else None


def wishes(params: list[Values], reader: User) -> list[Values | None]:
    """Return many wishes: one read."""
    rows = Wish.objects.visible_to(reader).newest_first()
    found = {row.pk: row for row in rows.filter(pk__in={each["wish"] for each in params})}
    is_national = bool(can_answer_wishes(reader))
    return [_wish(found.get(each["wish"]), is_national) for each in params]


def _wish(row: Wish | None, is_national: bool) -> Values | None:
    if row is None:
        return None
    page = reverse("groups:group_mandate", args=[row.group_id])
    answer = reverse("groups:wish_answer", args=[row.pk])
    return {
        "region": row.group.name,
        "text": row.text,
        "language_name": other_language(row.language),
        "answer": row.answer,
        "by": row.sent_by.name,
        "url": absolute(answer if is_national else page),
        "url_label": gettext("Answer the wish") if is_national else gettext("Open the wishes"),
        "why": gettext("You get this message because you coordinate nationally.")
        if is_national
        else gettext("You get this message because you coordinate the group."),
    }
