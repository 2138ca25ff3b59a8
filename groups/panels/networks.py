"""Other networks and the division of labour in words, and what of them waits for coordinators."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, start_of_day
from elo_platform.lib.tags import status as status_tag
from elo_platform.lib.text import alphabetical, day, in_language
from groups.kinds import NetworkKind, NetworkRelation
from groups.models import Network
from groups.querysets.networks import REVISION_DAYS
from groups.querysets.waiting import nothing_waits

Row = dict[str, Any]
KINDS = {kind.value: kind.label for kind in NetworkKind}
RELATIONS = {relation.value: relation.label for relation in NetworkRelation}
TOWNS_SHOWN = 3


def is_overdue(network: Network, today: date) -> bool:
    """Tell whether nobody has looked a living network through for a year."""
    since = today - timedelta(days=REVISION_DAYS)
    is_alive = network.ends_on is None or network.ends_on >= today
    return is_alive and (network.revised_on or network.starts_on) < since


def revision(network: Network, today: date) -> tuple[str, str, str]:
    """Return when a network was looked through, as colour, icon and words."""
    if network.ends_on and network.ends_on < today:
        return "neutral", "archive", gettext("Ended %(day)s") % {"day": day(network.ends_on)}
    if is_overdue(network, today):
        if network.revised_on is None:
            return "hjortron", "hourglass", gettext("Never looked through")
        text = gettext("Look through: last done %(day)s")
        return "hjortron", "hourglass", text % {"day": day(network.revised_on)}
    done = network.revised_on or network.starts_on
    return "success", "circle-check", gettext("Looked through %(day)s") % {"day": day(done)}


def network_rows(networks: Iterable[Network], today: date) -> list[Row]:
    """Return the rows of the register; municipalities and who leads have been fetched."""
    base = reverse("groups:network_detail", args=[0])[:-2]
    rows = []
    for each in networks:
        towns = sorted((town.name for town in each.municipalities.all()), key=alphabetical)
        rows.append(
            {
                "url": f"{base}{each.pk}/",
                "name": each.name,
                "kind": KINDS[each.kind],
                "relation": RELATIONS[each.relation],
                "home": each.home.name if each.home else "",
                "towns": ", ".join(towns[:TOWNS_SHOWN]),
                "more_towns": max(len(towns) - TOWNS_SHOWN, 0),
                "organisations": each.organisations,
                "status": status_tag(*revision(each, today)),
            }
        )
    return rows


@dataclass(slots=True)
class Overlap:
    """An organisation, or an address, and where it takes part."""

    name: str
    networks: dict[int, str] = field(default_factory=dict)
    in_group: bool = False

    @property
    def places(self) -> int:
        return len(self.networks) + self.in_group


def overlaps(members: Iterable[Any], in_group: set[int]) -> list[Overlap]:
    """Return the organisations that take part in several networks, or in one and the group.

    `members` are rows with organisation, its names, network and its names; `in_group` the ids
    of the organisations that sit in the group. Most places first.
    """
    found: dict[int, Overlap] = {}
    for row in members:
        each = found.setdefault(row.organisation, Overlap(in_language(row, "organisation__name")))
        each.networks[row.network] = in_language(row, "network__name")
        each.in_group = row.organisation in in_group
    return _shared(found.values())


def shared_contacts(members: Iterable[Any]) -> list[Overlap]:
    """Return the addresses that are asked in several networks, with the person's name."""
    found: dict[str, Overlap] = {}
    for row in members:
        if address := row.contact_address.casefold():
            name = f"{row.contact_name} · {address}" if row.contact_name else address
            each = found.setdefault(address, Overlap(name))
            each.networks[row.network] = in_language(row, "network__name")
    return _shared(found.values())


def _shared(rows: Iterable[Overlap]) -> list[Overlap]:
    shared = [row for row in rows if row.places > 1]
    return sorted(shared, key=lambda row: (-row.places, alphabetical(row.name)))


def tasks_side_by_side(networks: Iterable[Network], members: Iterable[Any]) -> list[Row]:
    """Return what each network is for, and the networks that share organisations with it."""
    organisations: dict[int, set[int]] = defaultdict(set)
    for row in members:
        organisations[row.network].add(row.organisation)
    listed = list(networks)
    base = reverse("groups:network_detail", args=[0])[:-2]
    rows = []
    for each in listed:
        own = organisations[each.pk]
        shared = [
            f"{other.name} ({len(own & organisations[other.pk])})"
            for other in listed
            if other.pk != each.pk and own & organisations[other.pk]
        ]
        rows.append(
            {
                "url": f"{base}{each.pk}/",
                "name": each.name,
                "relation": RELATIONS[each.relation],
                "purpose": each.purpose,
                "shared": ", ".join(shared),
            }
        )
    return rows


def due_networks(user: User, now: datetime) -> list[dict[str, object]]:
    """Return in one line for each group how many networks of `user` wait for the yearly look."""
    if nothing_waits(user, "networks", now):
        return []
    today = helsinki_day(now)
    rows = Network.objects.editable_by(user).overdue(today).select_related("group")
    by_group: dict[int, list[Network]] = defaultdict(list)
    for each in rows.order_by("pk"):
        by_group[each.group_id].append(each)
    return [_due(networks) for networks in by_group.values()]


def _due(networks: list[Network]) -> dict[str, object]:
    number = len(networks)
    title = ngettext("Look through %(number)s network", "Look through %(number)s networks", number)
    since = min(each.revised_on or each.starts_on for each in networks)
    group = networks[0].group
    return {
        "title": title % {"number": number},
        "why": gettext("%(group)s: nobody has looked through the register for a year.")
        % {"group": group.name},
        "due_at": start_of_day(since + timedelta(days=REVISION_DAYS)),
        "url": f"{reverse('groups:group_networks', args=[group.pk])}?show=overdue",
        "label": gettext("Open the register"),
    }
