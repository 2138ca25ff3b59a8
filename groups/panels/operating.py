"""The operating model in words: what changed, who has accepted it, and for whom it waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.text import alphabetical, day
from groups.models import Acceptance, OperatingModel, Organisation
from groups.policies.networks import accepted_until
from groups.querysets.waiting import nothing_waits


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of two versions: `kind` is same, gone or new."""

    kind: str
    text: str


def compared(before: str, after: str) -> list[Passage]:
    """Return the paragraphs of two texts in order, each as it was kept, taken out or added."""
    was, now = (_paragraphs(text) for text in (before, after))
    found: list[Passage] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Passage("same", text) for text in now[j1:j2]]
            continue
        found += [Passage("gone", text) for text in was[i1:i2]]
        found += [Passage("new", text) for text in now[j1:j2]]
    return found


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def acceptance_rows(
    model: OperatingModel,
    members: Iterable[Organisation],
    acceptances: Iterable[Acceptance],
    *,
    manages: bool,
) -> list[dict[str, Any]]:
    """Return the organisations with who accepted for them and when; those who have not first.

    Who accepted and has left the group stands with the others.
    """
    given = {each.organisation_id: each for each in acceptances}
    organisations = {each.pk: each.name for each in members}
    organisations |= {pk: each.organisation.name for pk, each in given.items()}
    rows = [
        {"name": name}
        | (_accepted(given[pk], manages) if pk in given else _silent(model, pk, manages))
        for pk, name in organisations.items()
    ]
    return sorted(rows, key=lambda row: ("at" in row, alphabetical(row["name"])))


def _accepted(row: Acceptance, manages: bool) -> dict[str, Any]:
    on = row.signed_on or helsinki_day(row.at)
    if not row.is_on_behalf:
        return {"at": day(on), "by": row.user.name}
    entered = {"at": day(on), "by": row.signer, "who": row.user.name, "is_on_behalf": True}
    evidence = f"/documents/{row.evidence_id}/" if row.evidence_id else ""
    return entered | ({"reason": row.reason, "evidence": evidence} if manages else {})


def _silent(model: OperatingModel, organisation_id: int, manages: bool) -> dict[str, Any]:
    url = f"/operating-models/{model.pk}/organisations/{organisation_id}/enter/"
    return {"enter_url": url} if manages else {}


def due_models(user: User, now: datetime) -> list[dict[str, object]]:
    """Return the operating models that an organisation of `user` has not accepted."""
    if nothing_waits(user, "models", now):
        return []
    rows = OperatingModel.objects.visible_to(user).awaiting(user).select_related("group")
    return [
        {
            "title": gettext("Does your organisation accept the operating model?"),
            "why": gettext("%(group)s published version %(number)s on %(day)s.")
            % {"group": each.group.name, "number": each.number, "day": day(each.published_on)},
            "due_at": accepted_until(each),
            "url": reverse("groups:operating_model", args=[each.group_id]),
            "label": gettext("Read and accept"),
        }
        for each in rows
    ]
