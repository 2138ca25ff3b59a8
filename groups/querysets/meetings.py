"""Reads of meetings and of what belongs to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, IntegerField, OuterRef, Q

from elo_platform.lib.conditions import Condition, Written, among
from elo_platform.lib.statements import read_one
from groups.permissions import BodyPermission, GroupPermission
from groups.querysets.permitted import bodies_with, is_open_in_body, today_in_helsinki
from groups.querysets.reach import bodies_seated, is_reader, meetings_shared
from groups.querysets.standing import day_before
from groups.states import Answer

if TYPE_CHECKING:
    from elo_platform.accounts.models import User
    from groups.models import Attendance, Meeting

_CALLED = """SELECT count(*) FROM groups_attendance called
    WHERE called.meeting_id = {pk} AND called.answer = ANY(%s)"""


def is_upcoming(now: datetime) -> Condition:
    """Return the condition that a meeting is called and has not ended at `now`."""
    return Condition("{state} = 'called' AND {ends_at} > %s AND {closed_at} IS NULL", (now,))


def meeting_open_to(user: User | AnonymousUser) -> Condition:
    """Return the condition that `user` may open a meeting: that of `visible_to`."""
    open_to = is_open_in_body(user, GroupPermission.VIEW_GROUP, group="body__group")
    called = open_to | among("pk", meetings_shared(user))
    edits = among("body", bodies_with(user, BodyPermission.EDIT_MEETINGS))
    return edits | Condition("{state} <> 'draft'") & called


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> MeetingQuerySet:
        """Return the meetings that `user` may open.

        Drafts show to those who may edit them. Called and cancelled ones show as far as
        their visibility says: body, group, all regions, public; and to invited guests.
        """
        return self.filter(meeting_open_to(user))

    def seen_by(self, user: User | AnonymousUser, pk: int) -> Meeting | None:
        """Return the meeting `pk` if `visible_to` has it, as its page shows it.

        With its body, group and minutes, and the `day_before`: that of the body's last meeting.
        """
        wanted = Condition("{pk} = %s", (pk,)) & meeting_open_to(user)
        related = ("body", "body__group", "minutes")
        return read_one(self.model, wanted, *related, day_before=day_before())

    def editable_by(self, user: User | AnonymousUser) -> MeetingQuerySet:
        """Return the meetings that `user` may change, call and cancel."""
        edits = bodies_with(user, BodyPermission.EDIT_MEETINGS)
        return self.filter(body__in=edits)

    def upcoming(self, now: datetime) -> MeetingQuerySet:
        """Return the called meetings that have not ended at `now`, soonest first."""
        return self.filter(is_upcoming(now)).order_by("starts_at", "pk")

    def to_come(self, now: datetime) -> MeetingQuerySet:
        """Return the drafts and called meetings that have not begun at `now`, soonest first."""
        ahead = self.filter(state__in=["draft", "called"], starts_at__gt=now)
        return ahead.order_by("starts_at", "pk")

    def to_remind(self, now: datetime, until: date) -> MeetingQuerySet:
        """Return the called meetings that start after `now` and at latest on `until`."""
        return self.filter(state="called", starts_at__gt=now, day__lte=until)

    def without_minutes(self, now: datetime, since: date) -> MeetingQuerySet:
        """Return the meetings since a day that are over and whose minutes nobody has sent.

        A body that works informally needs none.
        """
        missing = Q(minutes=None) | Q(minutes__state="writing", minutes__sent_at=None)
        over = self.filter(missing, state="called", ends_at__lte=now, day__gte=since)
        return over.filter(body__is_informal=False).order_by("starts_at", "pk")

    def of_interest(self, user: User | AnonymousUser) -> MeetingQuerySet:
        """Return the meetings that `user` is called to, and those of the own bodies."""
        own = bodies_with(user, BodyPermission.VIEW_MEETINGS)
        called = apps.get_model("groups", "Attendance").objects.still_called(user)
        if not is_reader(user):
            return self.none()
        return self.visible_to(user).filter(
            ~Q(state="draft"), Q(body__in=own) | Q(pk__in=called.values("meeting"))
        )

    def with_answers(self) -> MeetingQuerySet:
        """Return the meetings with how many are `silent`, and how many are `coming`."""
        silent, coming = (
            Written(_CALLED, ([answer.value for answer in answers],), IntegerField())
            for answers in ((Answer.NONE,), (Answer.YES, Answer.DEPUTY))
        )
        return self.annotate(silent=silent, coming=coming)

    def invited(self, user: User | AnonymousUser) -> MeetingQuerySet:
        """Return the meetings that `user` is called to in person."""
        rows = apps.get_model("groups", "Attendance").objects
        if not is_reader(user):
            return self.none()
        return self.filter(Exists(rows.filter(meeting=OuterRef("pk"), user=user)))


class MeetingPartQuerySet(models.QuerySet):
    """Agenda items, papers and answers: as visible as their meeting."""

    def visible_to(self, user: User | AnonymousUser) -> MeetingPartQuerySet:
        """Return the rows of the meetings that `user` may open."""
        meetings = apps.get_model("groups", "Meeting").objects.visible_to(user)
        return self.filter(meeting__in=meetings.values("pk"))

    def editable_by(self, user: User | AnonymousUser) -> MeetingPartQuerySet:
        """Return the rows of the meetings that `user` may change."""
        meetings = apps.get_model("groups", "Meeting").objects.editable_by(user)
        return self.filter(meeting__in=meetings.values("pk"))


class AttendanceQuerySet(MeetingPartQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> AttendanceQuerySet:
        """Return who was called, for those of the body; a guest sees the own row alone."""
        if not is_reader(user):
            return self.none()
        reads = among("meeting__body", bodies_with(user, BodyPermission.VIEW_MEETINGS))
        return self.filter(reads | Condition("{user} = %s", (user.pk,)))

    def with_people(self) -> AttendanceQuerySet:
        """Return the rows with who they are and for whom they come: the names alone."""
        people = ("user", "seat__organisation", "organisation", "answered_by")
        names = ("user__name", "answered_by__name", "seat__organisation")
        places = (f"{path}__name_{code}" for path in people[1:3] for code in ("sv", "fi"))
        own = (field.name for field in self.model._meta.concrete_fields)
        return self.select_related(*people).only(*own, *names, *places)

    def for_act(self, pk: int) -> AttendanceQuerySet:
        """Return the row that a signed one-act link names; the link says who may answer."""
        rows = self.filter(pk=pk)
        return rows.select_related("meeting__body__group", "user", "seat__organisation")

    def for_answers_by(self, user: User | AnonymousUser) -> AttendanceQuerySet:
        """Return the rows that `user` may open to answer: the own, and those of led bodies."""
        if not is_reader(user):
            return self.none()
        meetings = apps.get_model("groups", "Meeting").objects.visible_to(user).values("pk")
        leads = bodies_with(user, BodyPermission.ANSWER_FOR_OTHERS)
        return self.filter(Q(user=user) | Q(meeting__body__in=leads), meeting__in=meetings)

    def standing(self) -> AttendanceQuerySet:
        """Return the rows of those who are still called today by the database's clock.

        A member as long as a mandate in the body holds, a guest with an account as long as
        the share of the meeting holds, a guest by address always.
        """
        holders = apps.get_model("groups", "SeatHolder").objects.current()
        shares = apps.get_model("groups", "MeetingUserObjectPermission").objects.in_force()
        sits = Exists(holders.filter(user=OuterRef("user"), seat__body=OuterRef("meeting__body")))
        guest = Exists(shares.filter(user=OuterRef("user"), content_object=OuterRef("meeting")))
        return self.filter(Q(user=None) | Q(user__is_active=True) & (Q(sits) | Q(guest)))

    def still_called(self, user: User | AnonymousUser) -> AttendanceQuerySet:
        """Return the rows of `user` that are `standing`: the same rule for one person."""
        if not is_reader(user):
            return self.none()
        sits, guest = Q(meeting__body__in=bodies_seated(user)), meetings_shared(user)
        return self.filter(sits | Q(meeting__in=guest), user=user)


def still_calls(attendance: Attendance, user: User | AnonymousUser) -> bool:
    """Tell whether an own row of `user` still calls them: `still_called`, of one row.

    In a reading without a query more.
    """
    bodies, shared = bodies_seated(user), meetings_shared(user)
    if isinstance(bodies, list) and isinstance(shared, list):
        return attendance.meeting.body_id in bodies or attendance.meeting_id in shared
    rows = apps.get_model("groups", "Attendance").objects.still_called(user)
    return rows.filter(pk=attendance.pk).exists()


class ShareQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> ShareQuerySet:
        """Return what is shared with `user`."""
        if not is_reader(user):
            return self.none()
        return self.filter(user=user)

    def in_force(self) -> ShareQuerySet:
        """Return the shares that have not ended today by the database's clock."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today_in_helsinki()))
