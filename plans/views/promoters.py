"""Who promotes an action for the leading group."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.decisions import require
from plans.forms.promoters import PromoterForm
from plans.models import Promoter
from plans.policies.approval import can_name_promoter
from plans.services.promoters import name_promoter
from plans.views.editing import edited, under_measure
from plans.views.frame import seen_measure


@members_only
@once
def measure_promoter(request: HttpRequest, pk: int) -> HttpResponse:
    measure = seen_measure(request, pk)
    require(can_name_promoter(request.user, measure))
    rows = Promoter.objects.visible_to(request.user).filter(measure=measure)
    initial = PromoterForm.initial_of(rows.select_related("user").first() or Promoter())
    page = under_measure(
        measure,
        message=gettext("The promoter is saved."),
        form=lambda data: PromoterForm(data, initial=initial, group_id=measure.plan.group_id),
        initial_of=PromoterForm.initial_of,
        template="plans/measure_promoter.html",
    )
    return edited(request, page, name_promoter, measure_id=pk)
