from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from forums.forms import LiftForm, NeedForm
from forums.policies import can_carry_on
from forums.services.raising import lift_topic, raise_topic
from forums.views.frame import found_topic, topic_crumbs
from groups.permissions import Visibility
from groups.policies.needs import can_raise
from groups.services.needs import NeedValues


@members_only
@once
def topic_need(request: HttpRequest, pk: int) -> HttpResponse:
    topic = found_topic(request, pk)
    require(can_carry_on(request.user, topic))
    require(can_raise(request.user, topic.space.group_id, topic.space.body))
    form = NeedForm(request.POST or None, topic=topic)
    if request.method == "POST" and form.is_valid():
        values = NeedValues(
            raised_on=helsinki_day(topic.started_at),
            where=topic.space.name[:160],
            visibility=form.cleaned_data.get("visibility", Visibility.GROUP),
            **form.texts(),
        )
        given = {"topic_id": pk, "values": values, "by": request.user, "now": timezone.now()}
        if done(form, raise_topic, **given):
            messages.success(request, gettext("The need is raised."))
            return redirect("forums:topic_detail", pk=pk)
    context = {"topic": topic, "crumbs": topic_crumbs(topic)}
    return form_page(request, "forums/topic_need.html", form, **context)


@members_only
@once
def topic_lift(request: HttpRequest, pk: int) -> HttpResponse:
    topic = found_topic(request, pk)
    require(can_carry_on(request.user, topic))
    now = timezone.now()
    form = LiftForm(request.POST or None, topic=topic, by=request.user, now=now)
    if request.method == "POST" and form.is_valid():
        given = {"topic_id": pk, "meeting_id": form.cleaned_data["meeting"].pk}
        if done(form, lift_topic, **given, item=form.item(), by=request.user, now=now):
            messages.success(request, gettext("The discussion is on the agenda."))
            return redirect("forums:topic_detail", pk=pk)
    context = {"topic": topic, "crumbs": topic_crumbs(topic)}
    context["has_meetings"] = form.fields["meeting"].queryset.exists()
    return form_page(request, "forums/topic_lift.html", form, **context)
