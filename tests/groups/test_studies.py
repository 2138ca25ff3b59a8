"""The library of studies: who reads, adds and opens one, and where it is used."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elo_platform.lib.forms import StaleEdit
from groups.kinds import NodeKind
from groups.models import Document, Study, StudyUse
from groups.permissions import Role
from groups.querysets.chain import Ref
from groups.services.need_steps import merge_needs
from groups.services.studies import StudyValues, add_study, change_study, use_study
from tests.browsing import client_of, soup
from tests.factories import make_actor
from tests.groups.meetings import make_hall
from tests.groups.needs import make_need
from tests.groups.test_need_weight import path, typed
from tests.plans.plans import make_goal, make_measure, make_plan

pytestmark = pytest.mark.django_db


def make_study(hall, *, by=None, **fields) -> Study:
    given = {"title_sv": "Framsyn 2030", "publisher": "Landskapet", "year": 2026}
    values = StudyValues(**(given | fields))
    by = by or hall.members[0]
    return add_study(group_id=hall.body.group_id, values=values, by=by, now=timezone.now())


def test_a_member_adds_a_study_corrects_it_and_a_coordinator_opens_it(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    hall = make_hall()
    writer, other = hall.members
    client = client_of(writer)
    address = path("study_new", hall.body.group_id)
    refused = client.post(address, typed(client.get(address)) | {"kind": "study"})
    kept = client.post(
        address,
        typed(client.get(address))
        | {"kind": "study", "title_sv": "Framsyn", "url": "javascript:1"},
    )
    assert (refused.status_code, kept.status_code) == (422, 422)
    file = ContentFile(b"%PDF-1.7 foresight", name="framsyn-2026.pdf")
    given = {"kind": "foresight", "title_sv": "Framsyn", "year": "2026", "file": file}
    assert client.post(address, typed(client.get(address)) | given).status_code == 302
    study = Study.objects.get()
    assert study.document.name == "framsyn-2026.pdf"

    assert client_of(other).get(path("study_edit", study.pk)).status_code == 403
    page = client.get(path("study_edit", study.pk))
    assert "visibility" not in page.context["form"].fields
    changed = typed(page) | {"kind": "study", "findings_sv": "Färre unga 2035."}
    assert client.post(path("study_edit", study.pk), changed).status_code == 302
    outsider = make_actor(role=Role.COORDINATOR)
    assert client_of(outsider).get(path("study_detail", study.pk)).status_code == 404
    wrong = ContentFile(b"MZ program", name="framsyn.pdf")
    changed = typed(client.get(path("study_edit", study.pk))) | {"kind": "study", "file": wrong}
    assert client.post(path("study_edit", study.pk), changed).status_code == 422
    for name in ("framsyn.pdf", "rapport.pdf"):
        file = ContentFile(b"%PDF-1.7 report", name=name)
        changed = typed(client.get(path("study_edit", study.pk))) | {"kind": "study", "file": file}
        assert client.post(path("study_edit", study.pk), changed).status_code == 302
    kept = Document.objects.get()
    assert kept.name == "rapport.pdf"
    assert path("document_file", kept.pk) in str(soup(client.get(path("study_detail", study.pk))))
    sent = client.get(path("document_file", kept.pk))
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 report"
    assert client_of(outsider).get(path("document_file", kept.pk)).status_code == 404
    study.refresh_from_db()
    opened = StudyValues(title_sv="Framsyn", visibility="all_regions")
    acts = {"study_id": study.pk, "version": study.version, "values": opened}
    with pytest.raises(PermissionDenied):
        change_study(by=writer, now=timezone.now(), **acts)
    change_study(by=hall.coordinator, now=timezone.now(), **acts)
    assert client_of(outsider).get(path("study_detail", study.pk)).status_code == 200
    sent = client_of(outsider).get(path("document_file", kept.pk))
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 report"
    with pytest.raises(StaleEdit):
        change_study(by=hall.coordinator, now=timezone.now(), **acts)


def test_a_study_is_evidence_for_a_need_and_noted_for_a_goal_and_a_merge_keeps_it(hall):
    study, need, into = make_study(hall), make_need(hall), make_need(hall)
    goal = make_goal(plan=make_plan(group=hall.body.group))
    client = client_of(hall.coordinator)

    for place in (f"need:{need.pk}", f"goal:{goal.pk}"):
        sent = typed(client.get(path("study_use", study.pk))) | {"place": place}
        assert client.post(path("study_use", study.pk), sent).status_code == 302
    by_form = typed(client.get(path("need_evidence", into.pk)))
    by_form |= {"kind": "study", "study": str(study.pk)}
    assert client.post(path("need_evidence", into.pk), by_form).status_code == 302

    assert need.evidence.get().text_sv == into.evidence.get().text_sv == "Framsyn 2030"
    action = make_measure(goal=goal)
    offered = str(soup(client.get(path("study_use", study.pk))))
    assert f"measure:{action.pk}" in offered
    behind = reverse("groups:study_behind", args=["measure", action.pk])
    sent = typed(client.get(behind)) | {"study": str(study.pk)}
    assert client.post(behind, sent)["location"] == f"/measures/{action.pk}/"
    for page_of in (f"/measures/{action.pk}/", f"/goals/{goal.pk}/"):
        assert path("study_detail", study.pk) in str(soup(client.get(page_of)))
    assert client.get(reverse("groups:study_behind", args=["need", need.pk])).status_code == 404
    page = soup(client.get(path("study_detail", study.pk)))
    assert path("need_detail", need.pk) in str(page)
    assert StudyUse.objects.count() == 4
    assert path("study_detail", study.pk) in str(soup(client.get(path("need_detail", need.pk))))
    hidden = make_need(make_hall())
    with pytest.raises(ValidationError):
        use_study(
            study_id=study.pk,
            place=Ref(NodeKind.NEED, hidden.pk),
            by=hall.members[0],
            now=timezone.now(),
        )
    merge_needs(need_id=need.pk, into_id=into.pk, by=hall.coordinator, now=timezone.now())
    assert StudyUse.objects.filter(node_kind="need", node_id=into.pk).count() == 1
    assert into.evidence.count() == 2


def test_the_list_is_searched_leaves_as_a_file_and_costs_the_same_with_many(hall):
    make_study(hall, findings_sv="Färre unga")
    client = client_of(hall.members[0])
    address = path("group_studies", hall.body.group_id)

    def cost() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    before = cost()
    for year in range(2020, 2026):
        make_study(hall, title_sv=f"Studie {year}", year=year)
    assert cost() == before <= 8
    found = soup(client.get(address, {"q": "färre"}))
    assert [each.text for each in found.select("tbody th a")] == ["Framsyn 2030"]
    file = client.get(f"{address[:-1]}.csv", {"q": "studie 2021"}).content.decode("utf-8-sig")
    assert "Studie 2021" in file
    assert "Studie 2020" not in file
