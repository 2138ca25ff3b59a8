"""Texts that stand in one of a group's two languages alone, for whoever completes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Left

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

SHOWN_LETTERS = 120


class Kept(NamedTuple):
    """Where texts in two languages lie: columns without their language, and the page they are on.

    `group` is the path to the group, `page` the name of the URL, `target` the path to its id;
    `only` is what must hold of a row for its texts to be completed.
    """

    model: str
    texts: tuple[str, ...]
    group: str
    page: str
    target: str
    only: Q = Q()


class OneLanguage(NamedTuple):
    """A text that lacks a language: where it is, its column without language, what it says."""

    model: str
    part: str
    page: str
    target: int
    text: str
    lacks: str


_KEPT = (
    Kept("groups.EloGroup", ("name", "about"), "pk", "groups:group_settings", "pk"),
    Kept(
        "groups.Body",
        ("name", "nickname", "tasks", "deliverable", "closing_note"),
        "group",
        "groups:body_detail",
        "pk",
    ),
    Kept("groups.Commission", ("text",), "body__group", "groups:body_detail", "body"),
    Kept("groups.Responsibility", ("area",), "group", "groups:responsibility_edit", "pk"),
    Kept("groups.Basis", ("source", "powers", "resources"), "group", "groups:basis_edit", "pk"),
    Kept("groups.Clause", ("text",), "group", "groups:clause_edit", "pk"),
    Kept("groups.Agreement", ("title", "text"), "group", "groups:agreement_detail", "pk"),
    Kept(
        "groups.Commitment",
        ("text",),
        "agreement__group",
        "groups:agreement_detail",
        "agreement",
    ),
    Kept("groups.Network", ("name", "purpose"), "group", "groups:network_detail", "pk"),
    Kept("groups.OperatingModel", ("text",), "group", "groups:operating_model", "group"),
    Kept("groups.Duty", ("task",), "group", "groups:duty_edit", "pk"),
    Kept("groups.Need", ("title", "text"), "group", "groups:need_detail", "pk"),
    Kept(
        "groups.Outcome",
        ("title", "text"),
        "body__group",
        "groups:outcome_texts",
        "pk",
        # What has been corrected holds no more.
        Q(correction=None),
    ),
    Kept(
        "groups.Statement",
        ("title", "text", "answer", "effect_text"),
        "group",
        "groups:statement_edit",
        "pk",
    ),
    Kept("groups.Meeting", ("title",), "body__group", "groups:meeting_detail", "pk"),
    Kept(
        "groups.AgendaItem",
        ("title", "text"),
        "meeting__body__group",
        "groups:meeting_detail",
        "meeting",
    ),
)


def in_one_language(user: User | AnonymousUser, group_id: int) -> list[OneLanguage]:
    """Return the texts of a group in one language alone that `user` may read: one query."""
    return read_one_language(_KEPT, user, group_id)


def read_one_language(
    kept: Iterable[Kept], user: User | AnonymousUser, group_id: int
) -> list[OneLanguage]:
    """Return the same out of the tables that `kept` names."""
    first, *others = [_rows(each, part, user, group_id) for each in kept for part in each.texts]
    found = first.union(*others, all=True) if others else first
    return sorted((OneLanguage(*row) for row in found), key=lambda row: (row.model, row.text))


def _rows(kept: Kept, part: str, user: User | AnonymousUser, group_id: int) -> models.QuerySet:
    sv, fi = f"{part}_sv", f"{part}_fi"
    rows = apps.get_model(kept.model).objects.visible_to(user)
    lacking = Q(**{sv: ""}) ^ Q(**{fi: ""})
    rows = rows.filter(lacking, kept.only, **{kept.group: group_id}).order_by()
    there = Case(When(**{sv: ""}, then=F(fi)), default=F(sv), output_field=CharField())
    lacks = Case(When(**{sv: ""}, then=Value("sv")), default=Value("fi"))
    # Names of their own, since a union asks for equal columns and not for equal models.
    return rows.annotate(
        t_model=Value(kept.model),
        t_part=Value(part),
        t_page=Value(kept.page),
        t_target=F(kept.target),
        t_text=Left(there, SHOWN_LETTERS),
        t_lacks=lacks,
    ).values_list("t_model", "t_part", "t_page", "t_target", "t_text", "t_lacks")
