"""Reads of what a body uses to arrange its meetings: series, templates, polls, backlog."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from groups.permissions import BodyPermission
from groups.querysets.permitted import bodies_with
from groups.querysets.reach import is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class BodyToolQuerySet(models.QuerySet):
    """Rows of a body, for its people; to change by who leads it."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of bodies whose meetings `user` sees from the inside."""
        return self.filter(body__in=bodies_with(user, BodyPermission.VIEW_MEETINGS))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the rows of bodies whose meetings `user` arranges."""
        return self.filter(body__in=bodies_with(user, BodyPermission.EDIT_MEETINGS))


class TemplatePartQuerySet(models.QuerySet):
    """Items of a template, as visible as the template."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the items of templates that `user` may open."""
        templates = apps.get_model("groups", "AgendaTemplate").objects.visible_to(user)
        return self.filter(template__in=templates.values("pk"))


class PollPartQuerySet(models.QuerySet):
    """Times of a date poll and who is asked, as visible as the poll; the own row always."""

    to_poll = "poll"

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of polls that `user` may open."""
        if not is_reader(user):
            return self.none()
        polls = apps.get_model("groups", "DatePoll").objects.visible_to(user)
        return self.filter(**{f"{self.to_poll}__in": polls.values("pk")})


class DatePollQuerySet(BodyToolQuerySet):
    def open_on(self, day: date) -> Self:
        """Return the polls that can be answered on `day`."""
        return self.filter(state="open", closes_on__gte=day)


class PollAskedQuerySet(PollPartQuerySet):
    """Who is asked in a date poll."""

    def standing(self) -> Self:
        """Return the rows of those who still hold a seat in the body, by the database's clock."""
        holders = apps.get_model("groups", "SeatHolder").objects.current()
        sits = Exists(holders.filter(user=OuterRef("user"), seat__body=OuterRef("poll__body")))
        return self.filter(sits, user__is_active=True)

    def own(self, user: User | AnonymousUser) -> Self:
        """Return the rows of `user` that are `standing`."""
        return self.standing().filter(user=user.pk) if is_reader(user) else self.none()

    def silent(self) -> Self:
        """Return the rows that nobody has answered."""
        return self.filter(answered_at=None)

    def rested(self, *, since: datetime) -> Self:
        """Return the rows of those who were neither asked nor reminded after `since`."""
        owed = apps.get_model("notifications", "Owed").objects.filter(
            kind="poll_reminder", reader=OuterRef("user"), made_at__gt=since
        )
        poll = Cast(KeyTextTransform("poll", "params"), models.BigIntegerField())
        owed = owed.annotate(about=poll).filter(about=OuterRef("poll"))
        return self.filter(~Exists(owed), asked_at__lte=since)

    def for_act(self, pk: int) -> Self:
        """Return the row that a signed one-act link names; the link says who may answer."""
        return self.filter(pk=pk).select_related("poll__body__group", "user")


class SlotVoteQuerySet(PollPartQuerySet):
    """Answers to a proposed time, as visible as the poll."""

    to_poll = "slot__poll"
