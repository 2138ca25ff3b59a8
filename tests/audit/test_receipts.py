"""A form sent twice has one effect, one after the other or at the same moment."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.utils import timezone

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent, FormReceipt
from elo_platform.audit.receipts import once
from elo_platform.audit.services import record
from elo_platform.overview.proofs.together import together


def _post(key, user=None):
    request = RequestFactory().post("/somewhere/", {"form_key": str(key)})
    request.user = user or AnonymousUser()
    return request


def _act(request):
    event = record(kind=AuditKind.DENIED, target=None, by=None, at=timezone.now())
    return HttpResponseRedirect(f"/done/{event.pk}/")


@pytest.mark.django_db
def test_the_second_press_leads_where_the_first_led():
    key = uuid.uuid4()

    first, second = once(_act)(_post(key)), once(_act)(_post(key))

    assert first["Location"] == second["Location"]
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_another_form_has_its_own_effect():
    once(_act)(_post(uuid.uuid4()))
    once(_act)(_post(uuid.uuid4()))

    assert AuditEvent.objects.count() == 2


@pytest.mark.django_db
def test_a_form_that_is_shown_again_leaves_nothing_behind():
    key = uuid.uuid4()

    def refuse(request):
        _act(request)
        return HttpResponse("again", status=422)

    assert once(refuse)(_post(key)).status_code == 422

    assert not AuditEvent.objects.exists()
    assert not FormReceipt.objects.exists()
    assert once(_act)(_post(key)).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_have_one_effect():
    key = uuid.uuid4()

    answers = together(lambda _number: once(_act)(_post(key)))

    locations = [answer["Location"] for answer in answers]
    assert len(set(locations)) == 1
    assert len(locations) == 8
    assert AuditEvent.objects.count() == 1
    with transaction.atomic(), connection.cursor() as cursor:
        # The log refuses deletion row by row; an emptied table leaves the next test alone.
        cursor.execute("TRUNCATE audit_auditevent, audit_formreceipt")


@pytest.mark.django_db
def test_an_address_of_any_length_is_kept():
    key, far = uuid.uuid4(), f"/done/?{'x' * 3000}"
    request = RequestFactory().post(f"/act/{'x' * 900}/", {"form_key": str(key)})
    request.user = AnonymousUser()

    answer = once(lambda _request: HttpResponseRedirect(far))(request)

    assert answer["Location"] == far
    assert FormReceipt.objects.get(key=key).location == far
