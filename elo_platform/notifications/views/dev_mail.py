"""The demo's mail catcher: what would have been sent. It exists in the demo only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from elo_platform.lib.access import public
from elo_platform.notifications.mailboxes import Caught, caught_mail, caught_mails

# Mails are styled inline and run nothing; their links open a page of their own.
_MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
)


@public("the demo's mails, which reach nobody")
def dev_mail(request: HttpRequest) -> HttpResponse:
    _only_in_the_demo()
    to = request.GET.get("to", "")
    return render(request, "notifications/dev_mail.html", {"mails": caught_mails(to=to), "to": to})


@public("the demo's mails, which reach nobody")
def dev_mail_detail(request: HttpRequest, mail_id: str) -> HttpResponse:
    mail = _mail(mail_id)
    response = render(request, "notifications/dev_mail_detail.html", {"mail": mail})
    response._csp_update = {"frame-src": ["'self'"]}  # type: ignore[attr-defined]
    return response


@public("the demo's mails, which reach nobody")
@xframe_options_sameorigin
def dev_mail_html(request: HttpRequest, mail_id: str) -> HttpResponse:
    html = _mail(mail_id).html.replace("<head>", '<head><base target="_blank">', 1)
    return HttpResponse(html, headers={"Content-Security-Policy": _MAIL_POLICY})


@public("the demo's mails, which reach nobody")
def dev_mail_part(request: HttpRequest, mail_id: str, number: int) -> HttpResponse:
    part = next((one for one in _mail(mail_id).parts if one.number == number), None)
    if part is None:
        raise Http404
    headers = {
        "Content-Disposition": f'attachment; filename="{part.name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return HttpResponse(part.content, content_type=part.kind, headers=headers)


def _mail(mail_id: str) -> Caught:
    _only_in_the_demo()
    mail = caught_mail(mail_id)
    if mail is None:
        raise Http404
    return mail


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Http404
