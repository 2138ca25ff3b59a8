"""What somebody new should know of a group: always current, the same on the page and on paper.

The pack is a document as `templates/pdf/document.typ` takes it: a title, a lead, a foot and
sections of blocks. `lang` marks a text that is not in the reader's language.
"""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.text import current_language, day, language_used
from elo_platform.ports import entries
from groups.models import (
    Body,
    Duty,
    EloGroup,
    NationalGoal,
    OperatingModel,
    RoleGrant,
    Welcome,
)
from groups.panels.duties import responsible
from groups.panels.words import ten_words

Block = dict[str, Any]
Reader = User | AnonymousUser
GOALS_SHOWN = 12
# Names that wait for their text from the ministry are no goals that a reader understands.
WITHOUT_TEXT = "name_fi"


def welcome_pack(group: EloGroup, coordinator: str, reader: Reader, on: date) -> dict[str, Any]:
    """Return the welcome pack of a group as `reader` may read it; `coordinator` is an authority."""
    language, lead = language_used(group, "about")
    sections = (
        (gettext("Welcome"), _greeting(group, reader)),
        (gettext("What the group wants"), _goals(group, reader)),
        (gettext("What is wanted in the whole country"), _national_goals(reader, on)),
        (gettext("What you gain"), [_list(_benefits())]),
        (gettext("Who we are"), _who(group, coordinator, reader)),
        (gettext("How we work"), _how(group, reader, on)),
        (gettext("How to take part"), [_list(_taking_part())]),
        (gettext("Ten words"), [{"kind": "terms", "items": ten_words()}]),
    )
    foot = gettext("%(group)s – welcome pack of %(day)s") % {"group": group.name, "day": day(on)}
    return {
        "title": gettext("Welcome to %(group)s") % {"group": group.name},
        "lead": lead,
        **_marked(language),
        "foot": foot,
        "sections": [{"title": title, "blocks": blocks} for title, blocks in sections if blocks],
    }


def _greeting(group: EloGroup, reader: Reader) -> list[Block]:
    welcome = Welcome.objects.visible_to(reader).filter(group=group).first()
    return [_text(welcome, "text")] if welcome and welcome.text else []


def _goals(group: EloGroup, reader: Reader) -> list[Block]:
    """Return the goals of the group's plans, as the rooms tell them: port GOALS."""
    goals = [
        text for answer in entries("GOALS").values() for _k, _pk, text in answer(group.pk, reader)
    ]
    return [_list(goals[:GOALS_SHOWN])] if goals else []


def _national_goals(reader: Reader, on: date) -> list[Block]:
    rows = NationalGoal.objects.visible_to(reader).exclude(verify__contains=WITHOUT_TEXT)
    goals = rows.select_related("framework").order_by("-framework__year_from", "number")
    blocks: dict[str, list[str]] = {}
    for goal in goals:
        blocks.setdefault(goal.framework.name, []).append(goal.name)
    return [
        block
        for name, items in blocks.items()
        for block in ({"kind": "heading", "text": name}, _list(items))
    ]


def _benefits() -> list[str]:
    return [
        gettext("You know whom to call: the people who guide in the region know each other."),
        gettext("What people lack is brought to those who can do something about it."),
        gettext("Guidance hangs together when somebody moves from one service to the next."),
        gettext("You hear early what changes, and take part in what is agreed."),
    ]


def _who(group: EloGroup, coordinator: str, reader: Reader) -> list[Block]:
    """Return who coordinates, the bodies and the people, as far as the reader may see them."""
    blocks: list[Block] = []
    if coordinator:
        text = gettext("The group is coordinated by %(name)s.") % {"name": coordinator}
        blocks.append({"kind": "text", "text": text})
    bodies = Body.objects.visible_to(reader).filter(group=group).current()
    names = [
        f"{body.name}: {body.level.name}" if body.level else body.name
        for body in bodies.select_related("level").in_order()
    ]
    if names:
        blocks += [{"kind": "heading", "text": gettext("Our bodies")}, _list(names)]
    if people := whom_to_ask(group, reader):
        blocks += [{"kind": "heading", "text": gettext("Whom to ask")}, *people]
    return blocks


def whom_to_ask(group: EloGroup, reader: Reader) -> list[Block]:
    """Return who coordinates the group and chairs its bodies, as a table; nothing for nobody."""
    grants = RoleGrant.objects.responsible(reader, group.pk).select_related("user", "body")
    rows = [
        [grant.user.name, grant.title, grant.body.name if grant.body else group.name]
        for grant in grants
    ]
    head = [gettext("Name"), gettext("Task"), gettext("Where")]
    return [{"kind": "table", "head": head, "rows": rows}] if rows else []


def _how(group: EloGroup, reader: Reader, on: date) -> list[Block]:
    """Return the operating model in force and the division of labour, for the group's people."""
    blocks: list[Block] = []
    models = OperatingModel.objects.visible_to(reader).filter(group=group)
    if model := models.published().first():
        blocks.append(_text(model, "text"))
    duties = Duty.objects.visible_to(reader).filter(group=group).marked_for(reader).on(on)
    rows = [[each.task, responsible(each)] for each in duties.order_by("agreed_on", "pk")]
    if rows:
        head = [gettext("Task"), gettext("Answers for it")]
        blocks += [
            {"kind": "heading", "text": gettext("Who does what")},
            {"kind": "table", "head": head, "rows": rows},
        ]
    if blocks:
        return blocks
    text = gettext(
        "The group meets regularly. A coordinator prepares the meetings, and what the group comes "
        "to is recorded and followed up. Members read here how the work is agreed."
    )
    return [{"kind": "text", "text": text}]


def _taking_part() -> list[str]:
    return [
        gettext("Answer the call to a meeting from the mail; it needs no password."),
        gettext("Bring the meetings into your own calendar with one link."),
        gettext("Raise a need when you meet something that people lack. A few words are enough."),
        gettext("Tell what became of outcomes that your organisation is asked about."),
        gettext("Let your deputy come when you cannot."),
        gettext("Never write anything about clients."),
    ]


def _list(items: list[str]) -> Block:
    return {"kind": "list", "items": items}


def _text(row: Any, field: str) -> Block:
    language, text = language_used(row, field)
    return {"kind": "text", "text": text, **_marked(language)}


def _marked(language: str) -> dict[str, str]:
    return {} if language == current_language() else {"lang": language}
