"""What people say of a need: comments, how much it weighs, and which needs resemble it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from elo_platform.accounts.models import User
from elo_platform.lib.text import initials
from groups.forms.need_words import RemoveCommentForm
from groups.models import Need, NeedComment
from groups.panels.needs import grade_text
from groups.permissions import GroupPermission
from groups.policies.needs import Rights, can_remove_comment
from groups.querysets.needs import VOTES_SHOWN
from groups.querysets.priorities import grades_given


def may_take_part(rights: Rights) -> bool:
    """Tell whether a reader belongs to those for whom comments and votes are written."""
    return bool({GroupPermission.VIEW_NEEDS, GroupPermission.RAISE_NEEDS} & rights)


def comment_rows(
    need: Need, user: User | AnonymousUser, rights: Rights
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the comments on a need, oldest first, each with a form where `user` may remove it."""
    rows = NeedComment.objects.visible_to(user).filter(need=need).select_related("by")
    found = []
    for comment in rows:
        comment.need = need
        may_remove = can_remove_comment(user, comment, rights)
        found.append(
            {
                "pk": comment.pk,
                "text": comment.text,
                "language": comment.language,
                "by": comment.by.name,
                "initials": initials(comment.by.name),
                "at": comment.at,
                "is_removed": comment.removed_at is not None,
                "form": RemoveCommentForm(auto_id=False) if may_remove else None,
            }
        )
    return found


def grades_of(need: Need, user: User | AnonymousUser) -> dict[str, Any]:
    """Return how many have weighed a need, the means from three votes on, and the own grades."""
    found = grades_given(need, user)
    return {
        "number": found["number"],
        "is_shown": found["number"] >= VOTES_SHOWN,
        "most": VOTES_SHOWN,
        "importance": grade_text(found["mean_importance"]),
        "influence": grade_text(found["mean_influence"]),
        "own": (found["own_importance"], found["own_influence"]),
    }
