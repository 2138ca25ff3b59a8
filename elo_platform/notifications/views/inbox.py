from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.notifications.forms import ReadForm, SettingsForm
from elo_platform.notifications.inbox import lines
from elo_platform.notifications.models import Owed
from elo_platform.notifications.preferences import choose_kinds, mark_read, wanted_kinds

PER_PAGE = 25


@members_only
def inbox(request: HttpRequest) -> HttpResponse:
    rows = Owed.objects.visible_to(request.user).arrived().order_by("-due_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = lines(page.object_list, request.user)
    newest = max((line.id for line in shown if line.is_new), default=None)
    form = ReadForm(initial={"newest": newest}) if newest else None
    context = {"page_obj": page, "lines": shown, "form": form}
    return render(request, "notifications/inbox.html", context)


@require_POST
@members_only
@once
def inbox_read(request: HttpRequest) -> HttpResponse:
    form = ReadForm(request.POST)
    if form.is_valid():
        mark_read(newest=form.cleaned_data["newest"], by=request.user, now=timezone.now())
        messages.success(request, _("The notices are marked as read"))
    return redirect("notifications:inbox")


@members_only
@once
def settings(request: HttpRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, initial={"kinds": wanted_kinds(user=request.user)})
    if request.method == "POST" and form.is_valid():
        choose_kinds(wanted=form.cleaned_data["kinds"], by=request.user, now=timezone.now())
        messages.success(request, _("Your choices are saved"))
        return redirect("notifications:settings")
    status = 422 if form.errors else 200
    return render(request, "notifications/settings.html", {"form": form}, status=status)
