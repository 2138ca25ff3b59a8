from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from elo_platform.audit.receipts import once
from elo_platform.lib.access import public
from elo_platform.notifications.forms import StopForm
from elo_platform.notifications.preferences import stop_kinds
from elo_platform.notifications.stops import BadStop, read_stop

# What a mail program posts when its reader presses its own button. Source: RFC 8058.
ONE_CLICK = "List-Unsubscribe"


# The signed link is the proof: mail programs post without a cookie.
@csrf_exempt
@public("one click to stop, from a mail")
@once
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    try:
        subject, kinds = read_stop(token)
    except BadStop:
        return render(request, "notifications/act_unknown.html", status=404)
    if request.method == "POST":
        stop_kinds(subject=subject, kinds=kinds, now=timezone.now())
        if ONE_CLICK not in request.POST:
            return redirect(f"{request.path}?stopped=1")
    is_stopped = request.method == "POST" or "stopped" in request.GET
    context = {"kinds": kinds, "form": StopForm(), "is_stopped": is_stopped}
    return render(request, "notifications/unsubscribe.html", context)
