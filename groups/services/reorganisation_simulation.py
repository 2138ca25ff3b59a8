"""The simulation of a reorganisation: a pure read of all that it touches."""

from collections.abc import Callable

from groups.models import Reorganisation
from groups.services.reorganisation_agreements import plan_agreements
from groups.services.reorganisation_authorities import plan_authorities
from groups.services.reorganisation_groups import plan_bodies, plan_groups
from groups.services.reorganisation_inquiry import Inquiry, Simulation, concluded
from groups.services.reorganisation_lines import lines_of
from groups.services.reorganisation_places import plan_categories, plan_municipalities
from groups.services.reorganisation_seats import plan_organisations

# In the order in which carrying out does it: what is new comes before what moves to it.
_PLANNERS: tuple[Callable[..., None], ...] = (
    plan_authorities,
    plan_municipalities,
    plan_groups,
    plan_organisations,
    plan_bodies,
    plan_categories,
    plan_agreements,
)


def simulate(*, reorganisation_id: int) -> Simulation:
    """Return what a reorganisation would touch and do, and what people must choose; it reads only.

    Raises:
        Reorganisation.DoesNotExist: there is no such reorganisation.
    """
    reorganisation = Reorganisation.objects.get(pk=reorganisation_id)
    inquiry = Inquiry(
        reorganisation, {choice.key: choice for choice in reorganisation.choices.all()}
    )
    lines = lines_of(reorganisation=reorganisation)
    for plan in _PLANNERS:
        plan(inquiry=inquiry, lines=lines)
    return concluded(inquiry=inquiry, heirs=(heir for line in lines for heir in line.heirs))
