"""A form changes what its own fields say, whatever other names are sent with them."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from elo_platform.accounts.models import User
from elo_platform.accounts.views import profile
from tests.access_matrix import MATRIX
from tests.factories import make_user
from tests.security.browser import (
    IDLE,
    LATER,
    STEPS,
    Filled,
    browser_of,
    filled_forms,
    pages,
    prepare,
    press,
)
from tests.security.rows import Reading, changes, comparable, hostile, read, written
from tests.test_access import ALL
from tests.world import World, make_world

pytestmark = pytest.mark.django_db


def the_forms(world: World) -> list[tuple[Client, Filled]]:
    """Return the forms of a coordinator, and those that administrators alone have."""
    coordinator, admin = (browser_of(world.people[name]) for name in ("coordinator", "admin"))
    prepare(world, coordinator)
    paths = pages(world)
    reorganisations = reverse("groups:reorganisation_list")
    of_admins = [path for path in paths if path.startswith(reorganisations)]
    return [
        (client, form)
        for client, found in ((coordinator, paths), (admin, of_admins))
        for form in filled_forms(client, found)
    ]


def besides(form: Filled, more: dict[str, list[str]], turn: int) -> dict[str, str]:
    """Return one value for each name that is no field of `form`; each turn takes the next ones."""
    return {
        name: values[turn % len(values)] for name, values in more.items() if name not in form.fields
    }


def effect(client, form: Filled, more: dict[str, str], before: Reading) -> tuple[int, list[str]]:
    """Return the status of a press and what it changed; all of it is undone."""
    with transaction.atomic():
        since = written()
        status = press(client, form.path, more | form.data).status_code
        found = comparable(changes(before, since), before)
        transaction.set_rollback(True)
    return status, found


def test_a_form_has_its_effect_and_nothing_but_its_own_fields_is_taken():
    forms, more, before = the_forms(make_world()), hostile(), read()

    takers = {name for name in MATRIX if getattr(ALL[name], "takes_form_key", False)}
    assert takers - {form.name for _client, form in forms} <= LATER
    idle = set()
    for turn, (client, form) in enumerate(forms):
        first, clean = effect(client, form, {}, before)
        idle |= set() if (first, bool(clean)) == (302, True) else {str(form)}
        status, found = effect(client, form, besides(form, more, turn), before)
        # A refusal says something only of a form that has an effect when it is left alone.
        is_refused = status == 422 and not found and bool(clean)
        assert is_refused or (status, set(found) ^ set(clean)) == (first, set()), form
    assert sorted(idle - STEPS - IDLE) == []


def test_a_form_that_takes_more_is_seen(monkeypatch):
    class Careless(profile.ProfileForm):
        def clean(self):
            if "is_staff" in self.data:
                User.objects.filter(pk=user.pk).update(is_staff=True)
            return super().clean()

    user = make_user()
    client = browser_of(user)
    (form,) = filled_forms(client, ["/me/profile/"])
    before, more = read(), besides(form, hostile(), 0)
    clean = effect(client, form, {}, before)
    assert effect(client, form, more, before) == clean

    monkeypatch.setattr(profile, "ProfileForm", Careless)

    assert effect(client, form, {}, before) == clean
    assert effect(client, form, more, before) != clean


def test_an_administrator_sets_no_more_of_an_account_than_the_form_shows():
    admin, user = make_user(is_staff=True, is_superuser=True), make_user()
    shown = {"name": user.name, "title": "rektor", "language": user.language}
    more = {name: values for name, values in hostile().items() if name != "is_staff"}
    client, path = browser_of(admin), f"/admin/accounts/user/{user.pk}/change/"

    assert (
        client.post(path, {name: values[0] for name, values in more.items()} | shown).status_code
        == 302
    )

    after = User.objects.get(pk=user.pk)
    assert after.title == "rektor"
    for name in ("email", "password", "is_superuser", "is_active", "joined_at", "is_staff"):
        assert getattr(after, name) == getattr(user, name), name
