"""Reads of guidelines, and of what the network and the organisations say of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, IntegerField, OuterRef, Q, Subquery

from elo_platform.lib.conditions import Condition, Written, among
from groups.permissions import BodyPermission, GroupPermission
from groups.querysets.answerers import is_answered_by
from groups.querysets.permitted import bodies_with, groups_with, is_open_to, today_in_helsinki

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

_ASKED = """SELECT count(*) FROM groups_acknowledgement asked
    WHERE asked.guideline_id = {{pk}} AND asked.edition = {{published_edition}} {more}"""


def _is_read_live(user: User | AnonymousUser, path: str = "") -> Any:
    """Return the condition that `user` reads the text as it stands, whatever its state.

    Whoever manages the group or belongs to its leading group; the group's people from the day
    on which they are asked for comments.
    """
    manages = among(f"{path}group", groups_with(user, GroupPermission.MANAGE_GROUP))
    leads = among(f"{path}body", bodies_with(user, BodyPermission.VIEW_MEETINGS))
    inside = among(f"{path}group", groups_with(user, GroupPermission.VIEW_NEEDS))
    asked = Condition(f"{{{path}comments_by}} IS NOT NULL") & inside
    return manages | leads | asked


def _is_published_to(user: User | AnonymousUser, path: str = "") -> Any:
    """Return the condition that `user` may read the edition that is published."""
    is_out = Condition(f"{{{path}published_edition}} > 0")
    return is_out & is_open_to(user, GroupPermission.VIEW_GROUP, path)


class GuidelineQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the guidelines of which `user` may read the text or the published edition."""
        return self.filter(_is_read_live(user) | _is_published_to(user))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the guidelines that `user` may write while they are written."""
        return self.filter(body__in=bodies_with(user, BodyPermission.TAKE_PART_IN_BODY))

    def marked_live(self, user: User | AnonymousUser) -> Self:
        """Return the guidelines with `is_live`: whether `user` reads them as they stand.

        Others read the published edition, and nothing of the text itself.
        """
        return self.annotate(is_live=_is_read_live(user))

    def with_progress(self) -> Self:
        """Return the guidelines with `asked` and `answered`, of the published edition."""
        given = _ASKED.format(more="AND asked.answered_at IS NOT NULL")
        return self.annotate(
            asked=Written(_ASKED.format(more=""), (), IntegerField()),
            answered=Written(given, (), IntegerField()),
        )

    def open_beyond(self) -> Self:
        """Return the published guidelines that are open beyond their group and in force."""
        rows = self.filter(published_edition__gt=0, visibility__in=("all_regions", "public"))
        return rows.exclude(state="retired")

    def open_for_comments(self) -> Self:
        """Return the guidelines whose last day for comments is today or later."""
        return self.filter(comments_by__gte=today_in_helsinki())

    def awaiting(self, user: User | AnonymousUser) -> Self:
        """Return the guidelines that `user`, who leads their leading group, may settle."""
        led = bodies_with(user, BodyPermission.RECORD_OUTCOMES)
        return self.filter(state="submitted", body__in=led)

    def for_act(self, pk: int) -> Self:
        """Return the row that a signed one-act link names; the link says who may comment."""
        return self.filter(pk=pk).select_related("body__group", "group")


class GuidelinePartQuerySet(models.QuerySet):
    """What the network says of a draft: for those who read the draft itself."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of guidelines that `user` reads as they stand."""
        return self.filter(_is_read_live(user, "guideline__"))

    def for_act(self, guideline_id: int, subject: str) -> Self:
        """Return what the person, a user id, of a signed one-act link says of its guideline."""
        return self.filter(guideline=guideline_id, by=subject)


class GuidelineEditionQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the editions that `user` may read: others read none after the published one."""
        kept = Condition("{number} <= {guideline__published_edition}")
        published = kept & _is_published_to(user, "guideline__")
        return self.filter(_is_read_live(user, "guideline__") | published)

    def for_act(self, guideline_id: int, number: int) -> Self:
        """Return the edition that a row asks about; the row says who may answer."""
        return self.filter(guideline=guideline_id, number=number)

    def published(self) -> Self:
        """Return of each guideline the edition that is published."""
        return self.filter(number=F("guideline__published_edition"))


class AcknowledgementQuerySet(models.QuerySet):
    """What organisations say, for the people of the group."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the answers in groups whose people `user` sees."""
        people = among("guideline__group", groups_with(user, GroupPermission.VIEW_PEOPLE))
        readable = _is_read_live(user, "guideline__") | _is_published_to(user, "guideline__")
        return self.filter(people & readable)

    def own(self, user: User | AnonymousUser) -> Self:
        """Return the rows of the organisations that `user` answers for today."""
        return self.filter(
            is_answered_by(user, organisation="organisation", group="guideline__group")
        )

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the rows that `user` may answer: the own, and those of groups they manage."""
        managed = groups_with(user, GroupPermission.MANAGE_GROUP)
        own = is_answered_by(user, organisation="organisation", group="guideline__group")
        return self.filter(own | Q(guideline__group__in=managed)).with_guideline()

    def current(self) -> Self:
        """Return the rows of editions that are published and in force."""
        rows = self.filter(edition=F("guideline__published_edition"))
        return rows.exclude(guideline__state="retired")

    def unanswered(self) -> Self:
        """Return the current rows that wait for an answer."""
        return self.current().filter(answered_at=None)

    def due_until(self, day: date) -> Self:
        """Return the rows that wait, whose answer is wanted by `day` or before."""
        return self.unanswered().filter(guideline__answer_by__lte=day)

    def with_titles(self) -> Self:
        """Return the rows with `title_sv` and `title_fi` of the edition that they are about."""
        editions = apps.get_model("groups", "GuidelineEdition").objects
        said = editions.filter(guideline=OuterRef("guideline"), number=OuterRef("edition"))
        names = ("title_sv", "title_fi")
        return self.annotate(**{name: Subquery(said.values(name)) for name in names})

    def with_guideline(self) -> Self:
        """Return the rows with all that a page about one of them reads."""
        return self.select_related("guideline__body__group", "organisation", "answered_by")

    def for_act(self, pk: int) -> Self:
        """Return the row that a signed one-act link names; the link says who may answer."""
        return self.filter(pk=pk).with_guideline()
