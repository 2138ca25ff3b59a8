"""What those who raised or support a need are told: each step, from what they may see now."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.notifications.readers import Reader
from groups.kinds import NeedStep, NodeKind
from groups.models import Need
from groups.querysets.chain import NodeText, Ref, named
from groups.states import NeedState

Values = dict[str, Any]
# In which states a step still holds; a step that is not named here always does.
HOLDS = {
    NeedStep.REFUSED: {NeedState.REFUSED},
    NeedStep.REOPENED: {NeedState.OPEN, NeedState.LIFTED},
    NeedStep.MERGED: {NeedState.MERGED},
}


def need_step(params: Values, reader: Reader) -> Values | None:
    """Return what was done to a need; None where it no longer holds or the reader may not see."""
    return need_steps([params], reader)[0] if isinstance(reader, User) else None


def need_steps(params: list[Values], reader: User) -> list[Values | None]:
    """Return the values of many steps: one read of needs, one for each kind of what followed."""
    rows = Need.objects.visible_to(reader).select_related("group", "settled_by", "answered_by")
    needs = {need.pk: need for need in rows.filter(pk__in={each["need"] for each in params})}
    texts = named({ref for each in params if (ref := _about(each))}, reader)
    return [_values(each, needs.get(each["need"]), texts, reader) for each in params]


def _about(params: Values) -> Ref | None:
    about = params.get("about")
    return Ref(NodeKind(about[0]), about[1]) if about else None


def _values(
    params: Values, need: Need | None, texts: dict[Ref, NodeText], reader: User
) -> Values | None:
    step = NeedStep(params["step"])
    if need is None or need.state not in HOLDS.get(step, set(NeedState)):
        return None
    ref = _about(params)
    about = texts.get(ref) if ref else None
    reason, by = "", None
    if step is NeedStep.REFUSED:
        reason, by = need.refusal, need.settled_by
    elif step is NeedStep.REPLIED:
        reason, by = need.answer, need.answered_by
    return {
        "title": need.title,
        "region": need.group.name,
        "step": step.value,
        "about": about.title if about else "",
        "about_detail": about.detail if about else "",
        "waits": step is NeedStep.LIFTED and ref is None,
        "reason": reason,
        "by": by.name if by else "",
        "url": absolute(reverse("groups:need_detail", args=[need.pk])),
        "url_label": gettext("Open the need"),
        "why": gettext("You get this message because you raised the need.")
        if need.raised_by_id == reader.pk
        else gettext("You get this message because you support the need."),
    }


def need_overdue(params: Values, reader: Reader) -> Values | None:
    """Return the need whose answer is late; None where it has come or the reader manages none."""
    return needs_overdue([params], reader)[0] if isinstance(reader, User) else None


def needs_overdue(params: list[Values], reader: User) -> list[Values | None]:
    """Return the values of many late needs in one read."""
    rows = Need.objects.editable_by(reader).owed().select_related("group")
    needs = {need.pk: need for need in rows.filter(pk__in={each["need"] for each in params})}
    return [_overdue(needs.get(each["need"])) for each in params]


def _overdue(need: Need | None) -> Values | None:
    if need is None or need.answer_by is None:
        return None
    return {
        "title": need.title,
        "region": need.group.name,
        "answer_by": need.answer_by,
        "url": absolute(reverse("groups:need_detail", args=[need.pk])),
        "url_label": gettext("Open the need"),
        "why": gettext("You get this message because you coordinate the group."),
    }
