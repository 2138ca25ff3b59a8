"""Makers for the tests of networks, duties and operating models: one group with its people."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from elo_platform.accounts.models import User
from groups.models import Body, EloGroup, Network, OperatingModel, Organisation
from groups.permissions import Role
from groups.services.networks import MemberValues, NetworkValues, add_member, add_network
from groups.services.operating_models import change_model, publish_model, start_version
from tests.factories import make_actor, make_body, make_organisation, make_seat, today
from tests.groups.meetings import sit


@dataclass
class House:
    """A group with a coordinator, an organisation that sits in it, and a reader of another."""

    body: Body
    coordinator: User
    member: User
    organisation: Organisation
    stranger: User
    now: datetime = field(default_factory=timezone.now)

    @property
    def group(self) -> EloGroup:
        return self.body.group


def make_house() -> House:
    body = make_body()
    organisation = make_organisation()
    seat = make_seat(body=body, organisation=organisation)
    return House(
        body=body,
        coordinator=make_actor(role=Role.COORDINATOR, group=body.group, name="Siri Lund"),
        member=sit(seat=seat, name="Onni Lehtola"),
        organisation=organisation,
        stranger=make_actor(role=Role.COORDINATOR),
    )


def sent(**fields) -> dict:
    return {"form_key": str(uuid.uuid4()), **fields}


def network_of(house: House, *, name_sv="Nätverket Kompassen", **fields) -> Network:
    values = {"kind": "regional", "relation": "parallel", "starts_on": today()} | fields
    return add_network(
        group_id=house.group.pk,
        values=NetworkValues(name_sv=name_sv, **values),
        by=house.coordinator,
        now=house.now,
    )


def joined(house: House, network: Network, organisation=None, **fields):
    network.refresh_from_db()
    organisation = organisation or house.organisation
    return add_member(
        network_id=network.pk,
        version=network.version,
        values=MemberValues(organisation_id=organisation.pk, **fields),
        by=house.coordinator,
        now=house.now,
    )


def looked_through(network: Network, *, days: int) -> None:
    """Write that somebody looked a network through so many days ago."""
    Network.objects.filter(pk=network.pk).update(revised_on=today() - timedelta(days=days))


def published(house: House, *, text_sv="Vi träffas fyra gånger om året.") -> OperatingModel:
    given = {"by": house.coordinator, "now": house.now}
    model = start_version(group_id=house.group.pk, **given)
    change_model(model_id=model.pk, version=model.edits, text_sv=text_sv, text_fi="", **given)
    return publish_model(model_id=model.pk, version=model.edits + 1, **given)
