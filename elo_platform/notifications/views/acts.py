from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from elo_platform import ports
from elo_platform.audit.receipts import once
from elo_platform.lib.access import public
from elo_platform.notifications.acts import BadAct, ExpiredAct, read_token, record_use


@public("one-act link")
@once
def act(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        what = read_token(token, now=now)
    except BadAct:
        return render(request, "notifications/act_unknown.html", status=404)
    except ExpiredAct:
        return render(request, "notifications/act_expired.html", status=410)
    answer = ports.entry("ACTS", what.kind)
    if answer is None:
        return render(request, "notifications/act_unknown.html", status=404)
    response = answer(request, what)
    if request.method == "POST" and response.status_code in {302, 303}:
        record_use(act=what, now=now)
    return response
