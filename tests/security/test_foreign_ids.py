"""What a coordinator may do in one group does nothing in another, wherever its ids are put."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from elo_platform.accounts.models import User
from tests.security.browser import (
    IDLE,
    STEPS,
    Filled,
    browser_of,
    filled_forms,
    pages,
    prepare,
    press,
)
from tests.security.rows import Change, Reading, changes, read, written
from tests.world import World, make_world

pytestmark = pytest.mark.django_db

# The register of organisations is common to all groups, and one's own traces are one's own.
COMMON = {"groups.Organisation", "groups.OrganisationName", "audit.FormReceipt"}
# Their forms change the register alone, and who keeps it is tried in tests/groups.
REGISTER = {f"groups:organisation_{act}" for act in ("new", "edit", "facts", "rename", "contacts")}
# It owes mails and changes no row of the group.
MAILS = {"groups:agreement_remind"}
# A link from a mail, or the one that a place shows, opens for whoever holds it.
BEARER = {"notifications:act", "notifications:unsubscribe", "groups:capture_new"}
# A national event is followed up by every region; an open one is signed up to by whoever reads it.
FOR_ALL = {"groups:event_follow_up", "groups:event_visit"}
Keys = dict[str, set]


def a_world() -> tuple[World, dict[str, Filled], Keys]:
    """Return a world, its coordinator's forms by name, and the keys of all its rows."""
    before = read()
    world = make_world()
    User.objects.filter(email="invited@elo.example").update(
        email=f"asked{world.group.pk}@elo.example"
    )
    client = browser_of(world.people["coordinator"])
    prepare(world, client)
    forms = {str(form): form for form in filled_forms(client, pages(world))}
    rows = {
        table: now.keys() - before.rows[table].keys()
        for table, now in read().rows.items()
        if table not in COMMON
    }
    return world, {key: form for key, form in forms.items() if form.name not in BEARER}, rows


def touched(before: Reading, since: dict[str, int], theirs: Keys) -> list[Change]:
    """Return the changes in a group's rows, and the rows that newly point to one of them."""
    return [
        change
        for change in changes(before, since)
        if change.key in theirs.get(change.table, ()) or _points(change, theirs)
    ]


def _points(change: Change, theirs: Keys) -> bool:
    if change.kind == "gone" or change.table in COMMON:
        return False
    fields = apps.get_model(change.table)._meta.concrete_fields
    pointers = [field for field in fields if field.is_relation and field.attname in change.values]
    return any(
        change.values[field.attname] in theirs.get(field.related_model._meta.label, ())
        for field in pointers
    )


def swaps(own: Filled, foreign: Filled) -> Iterator[tuple[str, dict]]:
    """Yield addresses and data of `own`, in part or as a whole those of `foreign`."""
    differ = [
        name
        for name, value in foreign.data.items()
        if str(value).isdigit() and name in own.data and value != own.data[name]
    ]
    if foreign.path != own.path and own.name not in FOR_ALL:
        yield foreign.path, own.data
    if differ:
        yield foreign.path, foreign.data
        yield own.path, foreign.data
    for name in differ if len(differ) > 1 else ():
        yield own.path, own.data | {name: foreign.data[name]}


def test_no_form_reaches_another_group_but_its_own_coordinators():
    world, own, _rows = a_world()
    other, foreign, theirs = a_world()
    client, theirs_client = (browser_of(each.people["coordinator"]) for each in (world, other))
    before = read()

    assert own.keys() == foreign.keys()
    idle = set()
    for key, form in own.items():
        for path, data in swaps(form, foreign[key]):
            assert after(client, path, data, before, theirs) == [], (key, path)
        done = after(theirs_client, foreign[key].path, foreign[key].data, before, theirs)
        idle |= set() if done else {key}
    assert sorted(idle - STEPS - IDLE - REGISTER - MAILS) == []


def after(client: Client, path: str, data: dict, before: Reading, theirs: Keys) -> list[Change]:
    """Return what a press did to a group; all of it is undone."""
    with transaction.atomic():
        since = written()
        press(client, path, data)
        found = touched(before, since, theirs)
        transaction.set_rollback(True)
    return found
