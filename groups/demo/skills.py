"""What people of the demo's groups say that they can do: in some, much hangs on one."""

from datetime import timedelta

from elo_platform.accounts.models import User
from groups.demo.stage import Stage
from groups.kinds import SkillLevel, TaskKind
from groups.models import EloGroup
from groups.permissions import GroupPermission
from groups.querysets.readers import people_permitted_in_group
from groups.services.skills import say_skills

# Of the six kinds of work, in order; the first to say is the coordinator.
SAID = (
    "lead part lead lead part none",
    "lead lead part none learn learn",
    "part lead none none learn part",
    "part part learn none part learn",
    "learn part part none none none",
    "none part part part learn none",
)
GROUPS = ("pohjanmaa", "pohjois-karjala", "satakunta")


def say_who_can(stage: Stage, groups: dict[str, tuple[EloGroup, User]]) -> None:
    """Let the coordinator and some others of three groups say what they can do."""
    for key in GROUPS:
        group, coordinator = groups[key]
        people = people_permitted_in_group(group.pk, GroupPermission.SHARE_SKILLS)
        others = people.exclude(pk=coordinator.pk).order_by("pk")[: len(SAID) - 1]
        for place, (person, said) in enumerate(zip([coordinator, *others], SAID, strict=False)):
            levels = dict(zip(TaskKind.values, map(SkillLevel, said.split()), strict=True))
            now = stage.now - timedelta(days=40 - place)
            say_skills(group_id=group.pk, levels=levels, by=person, now=now)
