"""The register of other networks: added, changed, looked through once a year; their members."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day, require_order
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import Network, NetworkMember
from groups.policies.networks import can_keep
from groups.services.refusals import refused

NO_NAME = _("Give the name in one language at least.")
_ONE_CONTACT = {
    "a_contact_is_in_a_network_once": (
        "contact_address",
        _("The organisation is in this network already, with this address."),
    ),
}


@dataclass(frozen=True, slots=True)
class NetworkValues:
    """What is known of a network; the municipalities are ids."""

    kind: str
    relation: str
    starts_on: date
    ends_on: date | None = None
    name_sv: str = ""
    name_fi: str = ""
    purpose_sv: str = ""
    purpose_fi: str = ""
    home_id: int | None = None
    website: str = ""
    municipalities: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberValues:
    """An organisation in a network, with whom to ask there where somebody is known."""

    organisation_id: int
    contact_name: str = ""
    contact_address: str = ""


@transaction.atomic
def add_network(*, group_id: int, values: NetworkValues, by: User, now: datetime) -> Network:
    """Put a network in the register of a group; who adds it has looked it through.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        ValidationError: by field: it has no name, or ends before it begins.
    """
    require(can_keep(by, group_id))
    network = Network(group_id=group_id, revised_on=helsinki_day(now))
    _fill(network, values)
    _record(AuditKind.NETWORK_ADDED, network, by, now)
    return network


@transaction.atomic
def change_network(
    *, network_id: int, version: int, values: NetworkValues, by: User, now: datetime
) -> Network:
    """Change what is known of a network, or say that it has ended.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
        ValidationError: by field: it has no name, or ends before it begins.
    """
    network = _locked(network_id, version, by)
    network.version += 1
    _fill(network, values)
    _record(AuditKind.NETWORK_CHANGED, network, by, now)
    return network


@transaction.atomic
def revise_network(*, network_id: int, by: User, now: datetime) -> Network:
    """Say that what the register knows of a network has been looked through today.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
    """
    network = _locked(network_id, None, by)
    network.revised_on = helsinki_day(now)
    network.save(update_fields=["revised_on"])
    _record(AuditKind.NETWORK_REVISED, network, by, now)
    return network


@transaction.atomic
def add_member(
    *, network_id: int, version: int, values: MemberValues, by: User, now: datetime
) -> NetworkMember:
    """Add an organisation, or one more contact person of it, to a network.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
        ValidationError: by field: it is there already.
    """
    network = _locked(network_id, version, by)
    member = NetworkMember(network=network)
    _fill_member(member, values)
    _members_changed(network, {"member": member.pk, "made": True}, by, now)
    return member


@transaction.atomic
def change_member(
    *, member_id: int, version: int, values: MemberValues, by: User, now: datetime
) -> NetworkMember:
    """Change which organisation takes part in a network, or whom to ask there.

    Raises:
        NetworkMember.DoesNotExist: it has been removed.
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
        ValidationError: by field: it is there already.
    """
    member = NetworkMember.objects.get(pk=member_id)
    network = _locked(member.network_id, version, by)
    _fill_member(member, values)
    _members_changed(network, {"member": member.pk}, by, now)
    return member


@transaction.atomic
def remove_member(*, member_id: int, by: User, now: datetime) -> Network:
    """Take an organisation, or one contact person of it, out of a network.

    Raises:
        NetworkMember.DoesNotExist: it has been removed.
        PermissionDenied: `by` does not coordinate the group.
    """
    member = NetworkMember.objects.get(pk=member_id)
    network = _locked(member.network_id, None, by)
    member.delete()
    _members_changed(network, {"organisation": member.organisation_id, "removed": True}, by, now)
    return network


def _locked(network_id: int, version: int | None, by: User) -> Network:
    """Return the network, locked: it is the lock and the version of its members too."""
    network = Network.objects.select_for_update().get(pk=network_id)
    require(can_keep(by, network.group_id))
    if version is not None and network.version != version:
        raise StaleEdit(network)
    return network


def _fill(network: Network, values: NetworkValues) -> None:
    if not (values.name_sv or values.name_fi):
        raise ValidationError({"name_sv": NO_NAME})
    require_order(values.starts_on, values.ends_on)
    for field in NetworkValues.__slots__:
        if field != "municipalities":
            setattr(network, field, getattr(values, field))
    network.save()
    network.municipalities.set(values.municipalities)


def _fill_member(member: NetworkMember, values: MemberValues) -> None:
    for field in MemberValues.__slots__:
        setattr(member, field, getattr(values, field))
    with refused(sentences=_ONE_CONTACT):
        member.save()


def _members_changed(network: Network, data: dict[str, object], by: User, now: datetime) -> None:
    network.version += 1
    network.save(update_fields=["version"])
    _record(AuditKind.NETWORK_CHANGED, network, by, now, data)


def _record(
    kind: AuditKind,
    network: Network,
    by: User,
    now: datetime,
    data: dict[str, object] | None = None,
) -> None:
    record(kind=kind, target=network, by=by, at=now, data=data or {}, group_id=network.group_id)
