"""Who covers which kind of a group's work, in words: what nobody leads, what hangs on one."""

from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from elo_platform.lib.text import alphabetical, day
from groups.kinds import SkillLevel, TaskKind
from groups.querysets.skills import SOON, Person, Skills

Row = dict[str, Any]


def skill_rows(skills: Skills, on: date) -> list[Row]:
    """Return each kind of work: who can lead it, take part, wants to learn; how it stands."""
    return [
        {
            "label": capfirst(str(task.label)),
            "status": _status(skills, task, on),
            **{
                level.value: _named(skills.names(task.value, level))
                for level in (SkillLevel.LEAD, SkillLevel.PART, SkillLevel.LEARN)
            },
        }
        for task in TaskKind
    ]


def silent(skills: Skills) -> str:
    """Return who has said nothing within a year, by name; empty where everybody has."""
    names = [person.name for person in skills.people.values() if not person.has_said]
    return ", ".join(sorted(names, key=alphabetical))


def _named(names: list[str]) -> Row:
    return {"number": len(names), "names": ", ".join(sorted(names, key=alphabetical))}


def _status(skills: Skills, task: TaskKind, on: date) -> Row:
    leaders = skills.said.get((task.value, SkillLevel.LEAD), [])
    if not leaders:
        return _state("danger", "triangle-alert", gettext("Nobody can lead"))
    if len(leaders) > 1:
        text = ngettext("%(n)s person can lead", "%(n)s people can lead", len(leaders))
        return _state("success", "circle-check", text % {"n": len(leaders)})
    note = _ending(skills.people[leaders[0]], on)
    tone, icon = ("hjortron", "hourglass") if note else ("info", "circle-dot")
    return _state(tone, icon, gettext("Hangs on one person")) | {"note": note}


def _ending(person: Person, on: date) -> str:
    """Return that a seat ends soon, and who is the deputy; empty where it does not end."""
    if person.ends_on is None or person.ends_on > on + SOON:
        return ""
    if not person.deputies:
        return gettext("The seat ends %(day)s. There is no deputy.") % {"day": day(person.ends_on)}
    words = gettext("The seat ends %(day)s. Deputy: %(names)s.")
    return words % {"day": day(person.ends_on), "names": ", ".join(person.deputies)}


def _state(tone: str, icon: str, text: str) -> Row:
    return {"tone": tone, "icon": icon, "text": text}
