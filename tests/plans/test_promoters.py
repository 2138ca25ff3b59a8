"""Who promotes an action of an approved plan: named by who leads the leading group."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from groups.models import RoleGrant
from plans.models import Plan, Promoter
from plans.notices.promoters import named
from plans.panels.due import due_promoted
from plans.services.promoters import name_promoter
from tests.browsing import client_of
from tests.factories import make_user
from tests.groups.guidelines import make_promoter
from tests.groups.networks import sent
from tests.groups.test_networks import read
from tests.world import make_world

pytestmark = pytest.mark.django_db


def test_who_leads_names_a_promoter_of_an_approved_action():
    world, now = make_world(), timezone.now()
    first = make_promoter(world)
    measure, chair, leading = first.measure, world.people["chair"], world.people["leading"]
    page, edit = (f"/measures/{measure.pk}/{part}" for part in ("", "promoter/"))
    member = world.people["working"]
    form = {"promoter": member.pk, "guidance": "Öppna dörrar."}

    assert client_of(leading).post(edit, sent(version=1, **form)).status_code == 403
    assert client_of(chair).post(edit, sent(version=1, **form)).status_code == 302
    assert client_of(chair).post(edit, sent(version=1, **form)).status_code == 409
    assert "Öppna dörrar." in read(client_of(world.people["member"]), page)
    params = {"promoter": first.pk}
    owed = Owed.objects.get(kind="promoter_named")
    assert (owed.reader, owed.params) == (member, params)
    assert named(params, member)["guidance"] == "Öppna dörrar."
    assert named(params, leading) is None
    assert [row["why"] for row in due_promoted(member, now)] == ["Öppna dörrar."]
    assert due_promoted(leading, now) == []
    assert AuditEvent.objects.filter(kind="promoter_named").count() == 1

    coordinator = world.people["coordinator"]
    assert due_promoted(coordinator, now) == []
    RoleGrant.objects.filter(user=member).delete()
    with translation.override("en"):
        [row] = due_promoted(coordinator, now)
    assert (row["why"], due_promoted(member, now)) == (f"{member.name} has left the group.", [])
    page = read(client_of(coordinator), f"{page}?lang=en")
    assert f"{member.name} has left the group." in page

    given = {"measure_id": measure.pk, "version": 2, "guidance": "", "language": "sv"}
    given |= {"by": chair, "now": now}
    with pytest.raises(ValidationError):
        name_promoter(user_id=make_user().pk, **given)
    with pytest.raises(StaleEdit):
        name_promoter(user_id=None, **(given | {"version": 1}))
    name_promoter(user_id=None, **given)
    assert due_promoted(member, now) == []
    Plan.objects.filter(pk=measure.plan_id).update(state="draft", edition=2)
    with translation.override("en"), pytest.raises(PermissionDenied, match="approved"):
        name_promoter(user_id=None, **(given | {"version": 3}))
    assert Promoter.objects.get().version == 3
