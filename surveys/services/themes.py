"""Passages of answers are gathered in themes; a theme may raise a need and speaks for it."""

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.kinds import EvidenceKind, NodeKind, Relation
from groups.models import Need
from groups.querysets.chain import Ref
from groups.services.links import join, part
from groups.services.needs import EvidenceValues, NeedValues, raise_need, refresh_evidence
from surveys.models import Answer, Choice, Fragment, Survey, Theme
from surveys.policies.themes import can_code
from surveys.querysets.results import background_of
from surveys.querysets.themes import Weight, marked_in, needs_by_theme, weights_of

MAX_THEMES = 100


@dataclass(frozen=True, slots=True)
class ThemeValues:
    """What a form says of a theme."""

    name_sv: str = ""
    name_fi: str = ""
    definition_sv: str = ""
    definition_fi: str = ""


@transaction.atomic
def make_theme(*, survey_id: int, values: ThemeValues, by: User, now: datetime) -> Theme:
    """Make a theme of a survey; the chain runs from the survey to it.

    Raises:
        PermissionDenied: `by` makes no surveys of the group, or the answers do not show.
        ValidationError: by field; see `_check`.
    """
    survey = _to_code(survey_id, by)
    _check(survey, values)
    theme = Theme(survey=survey, made_by=by, changed_by=by, made_at=now, changed_at=now)
    _take(theme, values)
    theme.save(force_insert=True)
    join(**_grouping(theme), group_id=survey.group_id, by=by, now=now)
    _record(theme, by, now, act="made")
    return theme


@transaction.atomic
def change_theme(
    *, theme_id: int, version: int, values: ThemeValues, by: User, now: datetime
) -> Theme:
    """Reword a theme that still stands at `version`; nothing happens where all is equal.

    Raises:
        PermissionDenied: `by` makes no surveys of the group, or the answers do not show.
        StaleEdit: somebody saved in between.
        ValidationError: by field; see `_check`.
    """
    theme = _theme_to_code(theme_id, by)
    if theme.version != version:
        raise StaleEdit(theme)
    _check(theme.survey, values, theme)
    before = values_of(theme=theme)
    if before == values:
        return theme
    _take(theme, values)
    theme.version += 1
    theme.changed_by, theme.changed_at = by, now
    theme.save()
    old, new = asdict(before), asdict(values)
    _record(theme, by, now, fields=[name for name in new if old[name] != new[name]])
    _refresh(theme, now)
    return theme


@transaction.atomic
def remove_theme(*, theme_id: int, by: User, now: datetime) -> Survey:
    """Remove a theme that gathers nothing; return its survey.

    Raises:
        PermissionDenied: `by` makes no surveys of the group, or the answers do not show.
        ValidationError: it gathers answers, or it has raised a need.
    """
    theme = _theme_to_code(theme_id, by)
    if theme.fragments.exists() or raised_from(theme=theme):
        raise ValidationError(_("The theme gathers answers or has raised a need, so it stays."))
    part(**_grouping(theme), by=by, now=now)
    _record(theme, by, now, act="removed")
    theme.delete()
    return theme.survey


@transaction.atomic
def mark_passage(
    *,
    survey_id: int,
    answer_id: UUID,
    passage: str,
    theme_id: int | None = None,
    new_theme: ThemeValues | None = None,
    by: User,
    now: datetime,
) -> Fragment:
    """Put a passage of an answer into a theme; once, however often said. Its need hears of it.

    `new_theme` names a theme that is made with it, or found where there is one of that name.

    Raises:
        PermissionDenied: `by` makes no surveys of the group, or the answers do not show.
        ValidationError: by field; answer or theme are not of the survey, or the passage does
            not stand in the answer.
    """
    survey = _to_code(survey_id, by)
    answer = Answer.objects.filter(pk=answer_id, question__survey=survey).exclude(text="").first()
    if answer is None:
        raise ValidationError(_("The answer is not among those of this survey."))
    start, end = _place(answer.text, passage)
    theme = _theme_for(survey, theme_id, new_theme, by, now)
    fragment, is_new = Fragment.objects.get_or_create(
        theme=theme, answer=answer, start=start, end=end, defaults={"by": by, "at": now}
    )
    if is_new:
        _gathered(theme, by, now)
    return fragment


@transaction.atomic
def remove_mark(*, fragment_id: int, by: User, now: datetime) -> Theme | None:
    """Take a passage out of its theme; return the theme, None where it was out already.

    Raises:
        PermissionDenied: `by` makes no surveys of the group, or the answers do not show.
    """
    fragment = Fragment.objects.filter(pk=fragment_id).select_related("theme").first()
    if fragment is None:
        return None
    _to_code(fragment.theme.survey_id, by)
    Fragment.objects.filter(pk=fragment_id).delete()
    _gathered(fragment.theme, by, now)
    return fragment.theme


@transaction.atomic
def raise_theme_need(*, theme_id: int, values: NeedValues, by: User, now: datetime) -> Need:
    """Raise a need from a theme, with what its answers say for it; one need, however often.

    Raises:
        PermissionDenied: `by` sorts no answers here, or raises no needs in the group.
        ValidationError: by field; the theme gathers nothing, or see `raise_need`.
    """
    theme = _theme_to_code(theme_id, by)
    if not theme.fragments.exists():
        raise ValidationError(_("The theme gathers no answers yet, so nothing speaks for it."))
    return raise_need(
        group_id=theme.survey.group_id,
        values=values,
        source=Ref(NodeKind.THEME, theme.pk),
        evidence=evidence_of(theme=theme),
        by=by,
        now=now,
    )


def evidence_of(*, theme: Theme) -> EvidenceValues:
    """Return what a theme says for its need: how many answers, and of which sectors."""
    survey = theme.survey
    own = [each for each in marked_in(survey) if each.theme == theme.pk]
    weight = weights_of(own, background_of(survey).hidden).get(theme.pk, Weight())
    sectors = () if weight.is_few else weight.sectors
    named = list(Choice.objects.filter(pk__in=sectors).order_by("number"))
    titles = dict.fromkeys(title for title in (survey.title_sv, survey.title_fi) if title)
    return EvidenceValues(
        kind=EvidenceKind.SURVEY,
        on=helsinki_day(survey.closed_at or survey.changed_at),
        text_sv=theme.name_sv,
        text_fi=theme.name_fi,
        source=" / ".join(titles)[:300],
        answers=None if weight.is_few else weight.answers,
        is_few=weight.is_few,
        sectors_sv=tuple((choice.text_sv or choice.text_fi)[:120] for choice in named),
        sectors_fi=tuple((choice.text_fi or choice.text_sv)[:120] for choice in named),
    )


def values_of(*, theme: Theme) -> ThemeValues:
    """Return what `theme` says at present, in the shape in which it is changed."""
    return ThemeValues(theme.name_sv, theme.name_fi, theme.definition_sv, theme.definition_fi)


def raised_from(*, theme: Theme) -> int | None:
    """Return the id of the need that a theme has raised."""
    return needs_by_theme([theme.pk]).get(theme.pk)


def _to_code(survey_id: int, by: User) -> Survey:
    """Return the survey, locked first: answers are written anew while they are mixed."""
    survey = Survey.objects.select_for_update(no_key=True).get(pk=survey_id)
    require(can_code(by, survey))
    return survey


def _theme_to_code(theme_id: int, by: User) -> Theme:
    survey = _to_code(Theme.objects.get(pk=theme_id).survey_id, by)
    theme = Theme.objects.select_for_update(of=("self",)).get(pk=theme_id)
    theme.survey = survey
    return theme


def _theme_for(
    survey: Survey, theme_id: int | None, new: ThemeValues | None, by: User, now: datetime
) -> Theme:
    """Return the theme that a passage goes into.

    Raises:
        ValidationError: it is not of the survey, or a new one cannot be made.
    """
    themes = Theme.objects.filter(survey=survey)
    if new:
        same = Q(pk=None)
        for field in ("name_sv", "name_fi"):
            if name := getattr(new, field):
                same |= Q(**{f"{field}__iexact": name})
        found = themes.filter(same).first()
        return found or make_theme(survey_id=survey.pk, values=new, by=by, now=now)
    theme = themes.filter(pk=theme_id).first()
    if theme is None:
        raise ValidationError({"theme": _("Choose a theme of this survey.")})
    theme.survey = survey
    return theme


def _place(text: str, passage: str) -> tuple[int, int]:
    """Return where a passage stands in an answer; runs of blanks and line ends are alike.

    Raises:
        ValidationError: it stands nowhere in it.
    """
    words = [re.escape(word) for word in passage.split()]
    found = re.search(r"\s+".join(words), text) if words else None
    if found is None:
        raise ValidationError(
            {"passage": _("The passage must stand in the answer, word for word.")}
        )
    return found.span()


def _check(survey: Survey, values: ThemeValues, theme: Theme | None = None) -> None:
    """Refuse what is no theme.

    Raises:
        ValidationError: no name, a name that another theme has, or too many themes.
    """
    if not (values.name_sv or values.name_fi):
        raise ValidationError({"name_sv": _("Give the theme a name in one language at least.")})
    others = Theme.objects.filter(survey=survey).exclude(pk=theme.pk if theme else None)
    for field in ("name_sv", "name_fi"):
        name = getattr(values, field)
        if name and others.filter(Q(**{f"{field}__iexact": name})).exists():
            raise ValidationError({field: _("Another theme has this name. Choose that one.")})
    if theme is None and others.count() >= MAX_THEMES:
        raise ValidationError(_("There is room for %(number)s themes.") % {"number": MAX_THEMES})


def _take(theme: Theme, values: ThemeValues) -> None:
    for field, value in asdict(values).items():
        setattr(theme, field, value)


def _gathered(theme: Theme, by: User, now: datetime) -> None:
    """Keep that a theme gathers something else; which answer it was stands in no log."""
    _record(theme, by, now, act="gathered")
    _refresh(theme, now)


def _refresh(theme: Theme, now: datetime) -> None:
    source = Ref(NodeKind.THEME, theme.pk)
    if raised_from(theme=theme):
        refresh_evidence(source=source, values=evidence_of(theme=theme), now=now)


def _grouping(theme: Theme) -> dict[str, Any]:
    """Return the link from the survey to a theme, as the services of links take it."""
    return {
        "start": Ref(NodeKind.SURVEY, theme.survey_id),
        "relation": Relation.GROUPED_IN,
        "end": Ref(NodeKind.THEME, theme.pk),
    }


def _record(theme: Theme, by: User, now: datetime, **data: object) -> None:
    record(
        kind=AuditKind.THEME_CHANGED,
        target=theme,
        by=by,
        at=now,
        data=data,
        group_id=theme.survey.group_id,
    )
