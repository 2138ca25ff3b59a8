from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.accounts.views.limits import asks_too_much, too_many
from elo_platform.lib.access import members_only, public
from elo_platform.lib.pdf import png
from groups.models import Body
from groups.panels.history import Beside, history_rows
from groups.panels.levels import levels_of
from groups.panels.pictures import Caption, levels_picture, matrix_picture, national_picture
from groups.panels.representation import scope_names
from groups.querysets.coverage import read_seats
from groups.views.frame import seen_group, today
from groups.views.national import matrix_of
from groups.views.papers import FILE_POLICY
from groups.views.representation import facts_of, half_of

TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@members_only
def representation_picture(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    facts = facts_of(request, pk)
    of = f"{facts.group.name} · {', '.join(scope_names(facts.scope))}"
    ask = {"group_id": pk, "body_id": None, "may_invite": False}
    beside = Beside(facts.earlier, {}, {})
    drawn = matrix_picture(
        Caption(gettext("Representation"), of, facts.on),
        days=[half_of(each) for each in facts.days],
        history=history_rows(facts.found, facts.days, facts.scope, beside, ask),
        today=today(),
    )
    return _picture(request, drawn, kind, f"representation-{pk}-{facts.on}")


@members_only
def national_representation_picture(request: HttpRequest, kind: str) -> HttpResponse:
    matrix = matrix_of(request)
    title = gettext("Representation in the whole country")
    caption = Caption(title, gettext("All groups"), matrix.on)
    drawn = national_picture(caption, matrix, today())
    return _picture(request, drawn, kind, f"national-{matrix.on}")


@public("the levels stand on the group's card; each body asks whether its reader may know of it")
def group_levels_picture(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    group = seen_group(request, pk)
    on = today()
    bodies = list(Body.objects.countable_by(request.user).filter(group=group).on(on).in_order())
    seats = read_seats([body.pk for body in bodies], timezone.now())
    levels = levels_of(request.user, group, bodies, seats, on=on, is_inside=False)
    caption = Caption(gettext("How the levels work"), group.name, on)
    drawn = levels_picture(caption, levels, on)
    return _picture(request, drawn, kind, f"levels-{pk}-{on}")


def _picture(request: HttpRequest, drawn: str, kind: str, name: str) -> HttpResponse:
    if kind not in TYPES:
        raise Http404
    if kind == "png" and asks_too_much(request):
        return too_many(request)
    body = drawn.encode() if kind == "svg" else png(drawn)
    response = HttpResponse(body, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
