"""The register of organisations: what is found, what a page says to whom, and who keeps it."""

import uuid
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.audit.models import AuditEvent
from elo_platform.lib.business_id import checked_business_id
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from groups.forms.organisations import FactsForm, ProfileForm
from groups.models import (
    Agreement,
    Authority,
    AuthoritySuccession,
    Organisation,
    RoleGrant,
    Succession,
)
from groups.permissions import Role
from groups.services.organisation_profiles import ProfileValues, change_profile, open_profile
from groups.services.organisations import OrganisationValues, change_organisation
from plans.models import Offer
from tests.factories import (
    give_role,
    make_actor,
    make_body,
    make_category,
    make_group,
    make_mandate,
    make_organisation,
    make_region,
    make_seat,
    make_user,
    today,
)
from tests.plans.plans import make_goal, make_measure, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
EMPTY = dict.fromkeys(ProfileValues.__slots__, "") | {"is_provider": False}
LIST = "/organisations/"


@pytest.fixture
def organisation(body):
    organisation = make_organisation()
    make_seat(body=body, organisation=organisation)
    return organisation


@pytest.fixture
def contact(organisation):
    return make_actor(role=Role.CONTACT, organisation=organisation, name="Siri Ljung")


def page(user, path, **query):
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(path, {"lang": "en", **query})


def soup(user, path, **query):
    return BeautifulSoup(page(user, path, **query).content, "html.parser")


def post(reader, path, **data):
    client = Client()
    client.force_login(reader)
    return client.post(f"{path}?lang=en", {"form_key": str(uuid.uuid4()), **data})


def found(user, **query):
    return [link.text for link in soup(user, LIST, **query).select("tbody th a")]


def profile(organisation, *, by=None, version=None, **texts):
    return change_profile(
        organisation_id=organisation.pk,
        version=organisation.version if version is None else version,
        values=ProfileValues(**(EMPTY | texts)),
        by=by,
        now=timezone.now(),
    )


def make_authority(key):
    return Authority.objects.create(key=key, kind="te_office")


# The register


def test_the_register_is_searched_by_name_old_name_number_and_kind(coordinator):
    region = make_region(code="15", name_sv="Österbotten", name_fi="Pohjanmaa")
    youth = make_category(key="MUNYOUTH", sector="youth")
    make_organisation(name_sv="Ungdomsverkstaden", name_fi="", category=youth, is_provider=True)
    school = make_organisation(name_sv="Åkern", name_fi="Pelto", region=region)
    Organisation.objects.filter(pk=school.pk).update(business_id="0201256-6")
    school.names.update(name_sv="Lantbruksskolan", name_fi="", ends_on=date(2023, 12, 31))
    school.names.create(name_sv="Åkern", name_fi="Pelto", starts_on=date(2024, 1, 1))
    make_organisation(name_sv="Gamla byrån", name_fi="", ended_on=date(2025, 12, 31))

    assert found(coordinator, lang="sv") == ["Ungdomsverkstaden", "Åkern"]
    assert found(coordinator, q="lantbruks") == ["Pelto"]
    assert "earlier Lantbruksskolan" in page(coordinator, LIST, q="lantbruks").content.decode()
    assert found(coordinator, q="0201256-6") == ["Pelto"]
    assert found(coordinator, category=youth.pk) == ["Ungdomsverkstaden"]
    assert found(coordinator, sector="youth") == ["Ungdomsverkstaden"]
    assert found(coordinator, region=region.pk) == ["Pelto"]
    assert found(coordinator, provider="yes") == ["Ungdomsverkstaden"]
    assert found(coordinator, state="ended") == ["Gamla byrån"]
    assert len(found(coordinator, state="all")) == 3
    assert found(coordinator, category="nonsense", page="x") == ["Pelto", "Ungdomsverkstaden"]
    assert found(coordinator, q="finns inte") == []


def test_who_has_no_role_reads_of_public_organisations_alone(coordinator):
    make_organisation(name_sv="Sluten", name_fi="")
    public = make_organisation(name_sv="Öppen", name_fi="", is_public=True)

    for reader in (None, make_user()):
        assert found(reader, state="all") == ["Öppen"]
        assert page(reader, f"{LIST}{public.pk}/").status_code == 200
    assert set(found(coordinator)) == {"Sluten", "Öppen"}


def test_the_register_costs_the_same_with_one_row_and_with_many(coordinator):
    def cost():
        client = Client()
        client.force_login(coordinator)
        client.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(LIST, {"q": "s"})
        return len(asked)

    make_organisation()
    one = cost()
    for number in range(30):
        make_organisation(name_sv=f"Strand {number}", region=make_region())

    assert cost() == one <= 8
    assert len(found(coordinator)) == 25
    assert len(found(coordinator, page=2)) == 6


# The page of one


def test_a_page_says_to_each_reader_what_is_theirs(organisation, body, contact, coordinator):
    member = make_mandate(seat=organisation.seats.get(), user=make_user(name="Onni Lehtola")).user
    profile(organisation, does_sv="Vi vägleder.", mail="info@elo.example", is_provider=True)
    path = f"{LIST}{organisation.pk}/"

    for reader in (contact, member, coordinator):
        text = page(reader, path).content.decode()
        assert "Vi vägleder." in text
        assert "Siri Ljung" in text
        assert "Onni Lehtola" in text
    elsewhere = page(make_actor(role=Role.COORDINATOR), path).content.decode()
    assert "Siri Ljung" in elsewhere
    assert "Onni Lehtola" not in elsewhere
    assert "Siri Ljung" not in page(make_actor(role=Role.RESEARCHER), path).content.decode()
    assert page(None, path).status_code == 404

    above = make_organisation(name_fi="Salainen kuntayhtymä")
    Organisation.objects.filter(pk=organisation.pk).update(is_public=True, parent=above)
    assert "Salainen kuntayhtymä" in page(contact, path).content.decode()
    public = page(None, path).content.decode()
    assert "Salainen kuntayhtymä" not in public
    assert "Vi vägleder." in public
    assert "info@elo.example" in public
    assert "Siri Ljung" not in public
    assert "Onni Lehtola" not in public
    User.objects.filter(pk=contact.pk).update(is_name_public=True)
    shown = page(None, path).content.decode()
    assert "Siri Ljung" in shown
    assert contact.email not in shown


def test_a_page_shows_the_names_and_seats_of_a_day(organisation, coordinator):
    seat = organisation.seats.get()
    make_mandate(
        seat=seat,
        user=make_user(name="Första Holm"),
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 12, 31),
    )
    make_mandate(seat=seat, user=make_user(name="Andra Holm"), starts_on=date(2025, 1, 1))
    organisation.names.update(ends_on=date(2024, 12, 31))
    organisation.names.create(name_sv="Nya", name_fi="Uusi", starts_on=date(2025, 1, 1))
    Organisation.objects.filter(pk=organisation.pk).update(name_sv="Nya", name_fi="Uusi")
    path = f"{LIST}{organisation.pk}/"

    then = soup(coordinator, path, on="2024-06-01")
    assert then.h1.text == "Ammattiopisto Ranta"
    assert "Första Holm" in then.text
    assert "Andra Holm" not in then.text
    now = soup(coordinator, path)
    assert now.h1.text == "Uusi"
    assert "Första Holm" in now.select_one("details.mini").text


def test_a_page_costs_no_more_with_many_seats(organisation, coordinator, contact):
    path = f"{LIST}{organisation.pk}/"

    def cost(user, path):
        client = Client()
        client.force_login(user)
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    make_mandate(seat=organisation.seats.get())
    before = [cost(user, path) for user in (coordinator, contact)]
    ours = cost(contact, f"{path}ours/")
    for _number in range(4):
        seat = make_seat(body=make_body(), organisation=organisation)
        make_mandate(seat=seat)
        make_organisation(parent=organisation)
        give_role(user=make_user(), role=Role.CONTACT, held_in=organisation)

    assert [cost(user, path) for user in (coordinator, contact)] == before
    assert max(before) <= 14
    # The own page gathers from every app, as one's own work does.
    assert cost(contact, f"{path}ours/") == ours <= 16


def test_an_ended_organisation_leads_on(organisation, coordinator):
    after = make_organisation(name_sv="Nya Strand", name_fi="Uusi Ranta")
    Succession.objects.create(
        kind="organisation",
        predecessor_id=organisation.pk,
        successor_id=after.pk,
        on=date(2026, 1, 1),
        relation="merge",
    )
    Organisation.objects.filter(pk=organisation.pk).update(ended_on=date(2025, 12, 31))

    bar = soup(coordinator, f"{LIST}{organisation.pk}/").select_one("main .bar")

    assert bar.a["href"] == f"{LIST}{after.pk}/"
    assert "It has become part of Uusi Ranta" in " ".join(bar.text.split())
    Succession.objects.all().delete()
    old, new = (make_authority(key) for key in ("te", "ta"))
    AuthoritySuccession.objects.create(
        predecessor=old, successor=new, on=date(2026, 1, 1), relation="split"
    )
    Organisation.objects.filter(pk=organisation.pk).update(authority=old)
    Organisation.objects.filter(pk=after.pk).update(authority=new)
    assert "A part of its work" in soup(coordinator, f"{LIST}{organisation.pk}/").text
    with pytest.raises(PermissionDenied, match="has ended"):
        profile(Organisation.objects.get(pk=organisation.pk), by=coordinator, does_sv="Nytt")


# What it says of itself


def test_a_profile_is_written_by_its_contact_and_who_keeps_it(organisation, contact, coordinator):
    saved = profile(organisation, by=contact, does_sv="Vi vägleder.")
    profile(saved, by=coordinator, does_sv="Vi vägleder vuxna.")
    with pytest.raises(StaleEdit):
        profile(organisation, version=0, by=contact, does_sv="Senare")
    for other in (make_mandate(seat=organisation.seats.get()).user, make_user()):
        with pytest.raises(PermissionDenied):
            profile(Organisation.objects.get(pk=organisation.pk), by=other, does_sv="Nej")

    organisation.refresh_from_db()
    assert (organisation.does_sv, organisation.version) == ("Vi vägleder vuxna.", 2)
    assert organisation.profile_on == today()
    event = AuditEvent.objects.filter(kind="organisation_changed").order_by("-pk")[0]
    assert (event.actor_id, event.data) == (coordinator.pk, {"fields": ["does_sv"]})


def test_a_stale_edit_of_the_profile_shows_both_texts(organisation, contact):
    form = ProfileForm.initial_of(organisation)
    profile(organisation, does_fi="Ohjaamme.")
    path = f"{LIST}{organisation.pk}/edit/"
    sent = {name: value for name, value in form.items() if value}

    answer = post(contact, path, **(sent | {"version": 0, "does_fi": "Neuvomme."}))

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Neuvomme." in text
    assert "Ohjaamme." in text
    again = post(contact, path, version=1, does_fi="Neuvomme.", website="not a site")
    assert again.status_code == 422
    assert "Neuvomme." in again.content.decode()
    assert post(contact, path, version=1, does_fi="Neuvomme.").status_code == 302


def test_opening_a_profile_is_an_act_of_its_own(organisation, contact):
    path = f"{LIST}{organisation.pk}/visibility/"
    refused = post(contact, path, version=0, is_public="yes")
    assert refused.status_code == 422
    assert "First write in the profile" in refused.content.decode()

    profile(organisation, does_sv="Vi vägleder.")
    assert post(contact, path, version=0, is_public="yes").status_code == 409
    assert post(contact, path, version=1, is_public="yes").status_code == 302
    assert AuditEvent.objects.order_by("-pk")[0].data == {"is_public": True}
    assert page(None, f"{LIST}{organisation.pk}/").status_code == 200
    emptied = post(contact, f"{LIST}{organisation.pk}/edit/", version=2, does_sv="")
    assert emptied.status_code == 422

    open_profile(
        organisation_id=organisation.pk, version=2, is_public=False, by=contact, now=timezone.now()
    )
    assert page(None, f"{LIST}{organisation.pk}/").status_code == 404


# What the register knows of it


@pytest.mark.parametrize("text", ["0201256-6", " 201256-6", "1572860-0", ""])
def test_a_business_id_is_checked(text):
    assert checked_business_id(text) == (text.strip().zfill(9) if text else "")


@pytest.mark.parametrize("text", ["0201256-7", "02012566", "9999901-0", "FI02012566", "٠٢٠١٢٥٦-٦"])
def test_what_is_no_business_id_is_refused(text):
    with pytest.raises(ValidationError):
        checked_business_id(text)


def test_facts_are_corrected_by_who_keeps_the_organisation(organisation, contact, coordinator):
    region = make_region(code="15", name_sv="Österbotten", name_fi="Pohjanmaa")
    path = f"{LIST}{organisation.pk}/facts/"
    sent = {"version": 0, "category": organisation.category_id, "region": region.pk}

    wrong = post(coordinator, path, **sent, business_id="0201256-7")
    assert wrong.status_code == 422
    assert "does not fit" in wrong.content.decode()
    assert post(coordinator, path, **sent, business_id="201256-6").status_code == 302
    assert post(coordinator, path, **sent, business_id="").status_code == 409
    refused = page(contact, path)
    assert refused.status_code == 403
    assert "coordinators of its groups" in refused.content.decode()

    organisation.refresh_from_db()
    assert (organisation.region, organisation.business_id) == (region, "0201256-6")
    part = make_organisation(parent=organisation)
    form = FactsForm.initial_of(organisation)
    values = {name: form[name] for name in ("category", "region", "municipality", "business_id")}
    with pytest.raises(ValidationError) as refusal:
        change_organisation(
            organisation_id=organisation.pk,
            version=1,
            values=OrganisationValues(**values, authority=None, ended_on=None, parent=part),
            by=coordinator,
            now=timezone.now(),
        )
    assert list(refusal.value.message_dict) == ["parent"]


def test_a_new_name_holds_from_its_day(organisation, coordinator):
    path = f"{LIST}{organisation.pk}/rename/"
    assert post(coordinator, path, name_sv="Nya", starts_on="1.1.2026").status_code == 302
    between = post(coordinator, path, name_sv="Andra", starts_on="1.1.2025")
    assert between.status_code == 422
    assert "already has a name" in between.content.decode()
    assert post(coordinator, path, name_sv="Gamla", starts_on="1.1.2019").status_code == 302

    names = organisation.names.order_by("starts_on").values_list("name_sv", "ends_on")
    assert list(names) == [
        ("Gamla", date(2019, 12, 31)),
        ("Yrkesinstitutet Strand", date(2025, 12, 31)),
        ("Nya", None),
    ]


def test_an_organisation_is_added_without_an_invitation(coordinator, organisation, contact):
    path = f"{LIST}new/"
    sent = {"name_sv": "Vuxenskolan", "category": organisation.category_id}
    double = post(coordinator, path, **(sent | {"name_sv": organisation.name_sv}))
    assert double.status_code == 422
    assert "is in the register" in double.content.decode()
    assert post(contact, path, **sent).status_code == 403

    answer = post(coordinator, path, **sent)

    made = Organisation.objects.get(name_sv="Vuxenskolan")
    assert answer["Location"] == f"{LIST}{made.pk}/"
    # It sits nowhere: any coordinator writes its profile, nobody is named for it.
    assert page(coordinator, f"{LIST}{made.pk}/edit/").status_code == 200
    assert page(coordinator, f"{LIST}{made.pk}/contacts/").status_code == 403


# Its people


def test_contact_persons_are_appointed_and_dismissed(organisation, contact, coordinator):
    sits = make_mandate(seat=organisation.seats.get(), user=make_user(name="Onni Lehtola")).user
    path = f"{LIST}{organisation.pk}/contacts/"
    for may, reader in ((True, make_user(is_staff=True)), (True, coordinator), (False, sits)):
        assert (path in page(reader, f"{LIST}{organisation.pk}/").content.decode()) is may

    nobody = post(contact, path, language="sv")
    assert nobody.status_code == 422
    assert "Choose a person" in nobody.content.decode()
    new = {"address": "NY@elo.example", "name": "Ny Person", "language": "fi"}
    assert post(contact, path, user=sits.pk, **new).status_code == 422
    assert post(contact, path, user=sits.pk, language="sv").status_code == 302
    assert post(coordinator, path, **new).status_code == 302
    again = post(coordinator, path, **new)
    assert again.status_code == 422
    assert "already has this role" in again.content.decode()

    people = RoleGrant.objects.filter(role=Role.CONTACT, organisation=organisation)
    assert {grant.user.name for grant in people} == {"Siri Ljung", "Onni Lehtola", "Ny Person"}
    assert Owed.objects.filter(kind="account").count() == 2
    own, other = people.get(user=contact), people.get(user=sits)
    for grant, words in ((own, "Leave as contact person"), (other, "of Onni Lehtola")):
        asked = soup(contact, f"{path}{grant.pk}/end/")
        assert words in asked.h1.text
        assert people.filter(pk=grant.pk).exists()
    assert post(contact, f"{path}{other.pk}/end/")["Location"] == path
    assert post(contact, f"{path}{own.pk}/end/")["Location"] == LIST
    assert page(contact, path).status_code == 404
    assert post(coordinator, f"{path}{own.pk}/end/").status_code == 404
    assert [grant.user.name for grant in people.current()] == ["Ny Person"]


def test_the_own_page_gathers_seats_promises_and_dates_of_all_groups(organisation, contact):
    elsewhere = make_body(group=make_group(name_fi="Pohjanmaan ELO-ryhmä"))
    seat = make_seat(body=elsewhere, organisation=organisation)
    make_mandate(seat=seat, ends_on=today() + timedelta(days=40))
    group = organisation.seats.earliest("pk").body.group
    measure = make_measure(
        goal=make_goal(plan=make_plan(group=group)), responsible=organisation, title_fi="Silta"
    )
    measure.plan.__class__.objects.filter(pk=measure.plan_id).update(approved_at=timezone.now())
    agreement = Agreement.objects.create(
        group=group, title_fi="Kumppanuus", starts_on=date(2026, 1, 1)
    )
    agreement.parties.create(organisation=organisation, state="signed", signed_on=today())
    agreement.commitments.create(number=1, text_fi="Osallistumme 40 tuntia")
    Agreement.objects.filter(pk=agreement.pk).update(state="in_force")
    path = reverse("groups:organisation_ours", args=[organisation.pk])

    offered = make_measure(goal=measure.goal, number=2, title_fi="Portti")
    given = {"offered_by": contact, "offered_at": timezone.now(), "answer_by": today()}
    Offer.objects.create(measure=offered, organisation=organisation, **given)
    client = Client()
    client.force_login(contact)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    text = soup(contact, path).text

    assert len(asked) <= 14
    assert "Portti" in text
    assert "Pohjanmaan ELO-ryhmä" in text
    assert "Silta" in text
    assert "Osallistumme 40 tuntia" in text
    assert "The mandate of Alva Strand ends" in text
    assert page(make_actor(role=Role.COORDINATOR, group=group), path).status_code == 403
    assert path in page(contact, "/me/").content.decode()
