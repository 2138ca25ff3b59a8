"""Groups, organisations and appointments in the Django admin, written by the services."""

from datetime import date

import pytest
from django.contrib import admin as django_admin
from django.urls import reverse

from elo_platform.audit.models import AuditEvent
from groups.models import Authority, Coordination, EloGroup, Invitation, Organisation, RoleGrant
from groups.permissions import Role
from tests.factories import (
    make_actor,
    make_body,
    make_category,
    make_group,
    make_invitation,
    make_mandate,
    make_organisation,
    make_region,
    make_user,
    today,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def add(admin, model, **data):
    return admin.post(reverse(f"admin:groups_{model}_add"), data)


def errors(page):
    return {name for form in [page.context["adminform"].form] for name in form.errors}


def test_the_front_of_the_admin_is_ours_in_our_languages(admin):
    page = admin.get("/admin/?lang=sv").content.decode()

    assert "ELO-nätverket" in page
    assert "Enkäter" in page
    assert "Django" not in page
    assert "Surveys" not in page


def role(user, role, **fields):
    given = {"user": user.pk, "role": role, "starts_on": today().isoformat(), "ends_on": ""}
    return given | {name: getattr(value, "pk", value) for name, value in fields.items()}


def test_an_administrator_appoints_the_first_coordinator(admin):
    group, user = make_group(), make_user()

    page = add(admin, "rolegrant", **role(user, Role.COORDINATOR, group=group))

    assert page.status_code == 302
    grant = RoleGrant.objects.get()
    assert (grant.user, grant.role, grant.group) == (user, "coordinator", group)
    assert AuditEvent.objects.get(kind="role_granted").group_id == group.pk


def test_a_national_role_is_held_nowhere(admin):
    user, group = make_user(), make_group()

    assert errors(add(admin, "rolegrant", **role(user, Role.NATIONAL, group=group))) == {"group"}
    assert add(admin, "rolegrant", **role(user, Role.NATIONAL)).status_code == 302


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"role": Role.COORDINATOR}, {"group"}),
        ({"role": Role.LEADING_MEMBER}, {"role"}),
        ({"role": Role.NATIONAL, "ends_on": "2020-01-01"}, {"ends_on"}),
        ({"role": ""}, {"role"}),
    ],
)
def test_an_appointment_says_what_is_missing(admin, given, wrong):
    user = make_user()

    page = add(admin, "rolegrant", **(role(user, "") | given))

    assert page.status_code == 200
    assert wrong <= errors(page)
    assert not RoleGrant.objects.exists()


def test_a_role_is_not_given_twice(admin):
    user = make_actor(role=Role.NATIONAL)

    page = add(admin, "rolegrant", **role(user, Role.NATIONAL))

    assert errors(page) == {"user"}


def test_ending_appointments_at_once_spares_the_last_coordinator(admin):
    group = make_group()
    last = make_actor(role=Role.COORDINATOR, group=group).role_grants.get()
    national = make_actor(role=Role.NATIONAL).role_grants.get()
    seat = make_mandate().role_grants.get()

    page = admin.post(
        reverse("admin:groups_rolegrant_changelist"),
        {"action": "dismiss_at_once", "_selected_action": [last.pk, national.pk, seat.pk]},
        follow=True,
    )

    levels = sorted(message.level_tag for message in page.context["messages"])
    assert levels == ["error", "error", "success"]
    current = RoleGrant.objects.current()
    assert set(current) == {last, seat}


def test_an_organisation_is_added_renamed_and_corrected_by_date(admin):
    category, region = make_category(), make_region()
    inline = {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}
    data = {"name_sv": "Strand", "name_fi": "", "category": category.pk, "region": region.pk}

    assert add(admin, "organisation", **data, **inline).status_code == 302
    organisation = Organisation.objects.get()
    path = reverse("admin:groups_organisation_change", args=[organisation.pk])
    organisation.names.update(starts_on=date(2020, 1, 1))
    changed = data | {"name_sv": "Stranden", "named_from": "1.1.2026", "business_id": "1234567-1"}
    assert admin.post(path, changed | inline).status_code == 302

    organisation.refresh_from_db()
    assert (organisation.name_sv, organisation.business_id) == ("Stranden", "1234567-1")
    rows = organisation.names.order_by("starts_on").values_list("name_sv", "starts_on", "ends_on")
    assert list(rows) == [
        ("Strand", date(2020, 1, 1), date(2025, 12, 31)),
        ("Stranden", date(2026, 1, 1), None),
    ]
    kinds = AuditEvent.objects.filter(target_id=organisation.pk).values_list("kind", flat=True)
    assert "organisation_renamed" in kinds


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"name_sv": "yrkesinstitutet STRAND"}, "name_sv"),
        ({"name_sv": "A", "named_from": "1.1.2190"}, "named_from"),
        ({"name_sv": ""}, "__all__"),
    ],
)
def test_what_is_wrong_with_an_organisation_is_said(admin, given, wrong):
    known = make_organisation()
    inline = {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}

    page = add(admin, "organisation", **given, **inline, category=known.category.pk)

    assert page.status_code == 200
    assert wrong in errors(page)
    assert Organisation.objects.count() == 1


def rows(prefix, initial, *forms):
    data = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": initial}
    for number, form in enumerate(forms):
        data |= {f"{prefix}-{number}-{name}": value for name, value in form.items()}
    return data


def group_data(group, coordinations):
    land = group.territory.get()
    territory = {
        "id": land.pk,
        "group": group.pk,
        "region": land.region_id,
        "is_whole": "on",
        "starts_on": "2020-01-01",
        "ends_on": "",
    }
    names = ("name_sv", "name_fi", "name_en", "kind", "languages", "state")
    return {
        **{name: getattr(group, name) for name in names},
        "founded_on": "",
        **rows("territory", 1, territory),
        **coordinations,
        **rows("levels", 0),
    }


def test_another_authority_takes_over_on_one_page(admin):
    group = make_group()
    old, new = (
        Authority.objects.create(key=key, kind="economic_development_centre")
        for key in ("old", "new")
    )
    link = Coordination.objects.create(group=group, authority=old, starts_on=date(2020, 1, 1))
    path = reverse("admin:groups_elogroup_change", args=[group.pk])
    first = {"id": link.pk, "group": group.pk, "authority": old.pk, "starts_on": "2020-01-01"}
    second = {"group": group.pk, "authority": new.pk, "starts_on": "2026-01-01", "ends_on": ""}

    overlapping = rows("coordinations", 1, first | {"ends_on": "2026-01-01"}, second)
    assert admin.post(path, group_data(group, overlapping)).status_code == 200
    assert Coordination.objects.count() == 1

    one_after_the_other = rows("coordinations", 1, first | {"ends_on": "2025-12-31"}, second)
    assert admin.post(path, group_data(group, one_after_the_other)).status_code == 302
    assert set(Coordination.objects.values_list("authority__key", "starts_on")) == {
        ("old", date(2020, 1, 1)),
        ("new", date(2026, 1, 1)),
    }
    assert AuditEvent.objects.filter(kind="coordination_changed", group_id=group.pk).exists()
    assert EloGroup.objects.get().version == group.version + 1


READ_ONLY = ("body", "seat", "seatholder", "invitation")


@pytest.mark.parametrize("model", READ_ONLY)
def test_what_has_a_service_is_only_read(admin, model):
    invitation = make_invitation(body=make_body(), greeting="Hemlig hälsning")
    make_mandate(body=invitation.seat.body)
    row = {each._meta.model_name: each for each in django_admin.site._registry}[
        model
    ].objects.first()

    listing = admin.get(reverse(f"admin:groups_{model}_changelist"))
    page = admin.get(reverse(f"admin:groups_{model}_change", args=[row.pk]))

    assert (listing.status_code, page.status_code) == (200, 200)
    assert "Hemlig hälsning" not in page.content.decode()
    assert admin.get(reverse(f"admin:groups_{model}_add")).status_code == 403
    change = reverse(f"admin:groups_{model}_change", args=[row.pk])
    assert admin.post(change, {"state": "revoked"}).status_code == 403
    assert Invitation.objects.get().state == "pending"


@pytest.mark.parametrize("model", [*READ_ONLY, "organisation", "rolegrant", "elogroup"])
def test_lists_open_and_are_searched(admin, model):
    make_invitation()
    make_mandate()

    assert (
        admin.get(reverse(f"admin:groups_{model}_changelist"), {"q": "Strand"}).status_code == 200
    )
