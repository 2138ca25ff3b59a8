"""From the ground up: a lower module never imports a higher one."""

from plans.models.goal import Goal, GoalNational
from plans.models.measure import (
    Measure,
    MeasureNational,
    MeasurePartner,
    Progress,
    Step,
)
from plans.models.offer import Offer
from plans.models.plan import Plan, PlanClause, PlanVersion, Position
from plans.models.promoter import Promoter

__all__ = [
    "Goal",
    "GoalNational",
    "Measure",
    "MeasureNational",
    "MeasurePartner",
    "Offer",
    "Plan",
    "PlanClause",
    "PlanVersion",
    "Position",
    "Progress",
    "Promoter",
    "Step",
]
