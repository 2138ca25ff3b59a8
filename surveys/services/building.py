"""A survey is built: its texts, its sections, its questions."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import EloGroup
from groups.permissions import Visibility
from surveys.models import Section, Survey
from surveys.policies.surveys import can_edit, can_edit_questions, can_make
from surveys.services.answers import questionnaire_of
from surveys.services.completeness import completeness_of
from surveys.services.questions import save_questions
from surveys.services.values import (
    MAX_SECTIONS,
    SECTION_FIELDS,
    TEXT_FIELDS,
    SectionValues,
    SurveyTexts,
    section_values,
    texts_of,
)
from surveys.states import SurveyState

SHOWABLE = (Visibility.GROUP, Visibility.ALL_REGIONS, Visibility.PUBLIC)


@transaction.atomic
def make_survey(
    *,
    group: EloGroup,
    texts: SurveyTexts,
    sections: tuple[SectionValues, ...] = (),
    by: User,
    now: datetime,
) -> Survey:
    """Draft a survey of `group`, with the given sections or with an empty one.

    Raises:
        PermissionDenied: `by` makes no surveys of the group.
        ValidationError: by field; see `_check`.
    """
    require(can_make(by, group.pk))
    _check(texts)
    own = {field: getattr(texts, field) for field in TEXT_FIELDS}
    survey = Survey(group=group, made_by=by, changed_by=by, made_at=now, changed_at=now, **own)
    survey.save(force_insert=True)
    for number, values in enumerate(sections or (SectionValues(),), start=1):
        section = _section(survey, number, values)
        save_questions(section=section, questions=values.questions)
    _record(AuditKind.SURVEY_MADE, survey, by, now)
    return survey


@transaction.atomic
def change_texts(
    *, survey_id: int, version: int, texts: SurveyTexts, by: User, now: datetime
) -> Survey:
    """Change a survey's own texts and who may read its results; nothing happens where all is equal.

    Raises:
        PermissionDenied: `by` makes no surveys of the group.
        StaleEdit: somebody saved in between.
        ValidationError: by field; a survey that people can answer must stay whole.
    """
    survey = _locked(survey_id)
    require(can_edit(by, survey))
    _must_stand_at(survey, version)
    _check(texts)
    before = texts_of(survey=survey)
    changed = [field for field in TEXT_FIELDS if getattr(before, field) != getattr(texts, field)]
    if not changed:
        return survey
    for field in changed:
        setattr(survey, field, getattr(texts, field))
    _must_be_whole(survey)
    survey.version += 1
    survey.changed_by, survey.changed_at = by, now
    survey.save()
    data: dict[str, object] = {"fields": changed}
    if SHOWABLE.index(texts.visibility) > SHOWABLE.index(before.visibility):
        data["opened"] = [before.visibility, texts.visibility]
    _record(AuditKind.SURVEY_CHANGED, survey, by, now, **data)
    return survey


@transaction.atomic
def add_section(*, survey_id: int, by: User, now: datetime) -> Section:
    """Add an empty section at the end.

    Raises:
        PermissionDenied: `by` makes no surveys of the group, or the questions are locked.
        ValidationError: there are too many.
    """
    survey = _to_build(survey_id, by)
    count = survey.sections.count()
    if count >= MAX_SECTIONS:
        raise ValidationError(_("There is room for %(number)s sections.") % {"number": count})
    section = _section(survey, count + 1, SectionValues())
    _built(survey, by, now)
    return section


@transaction.atomic
def save_section(
    *, section_id: int, version: int, values: SectionValues, by: User, now: datetime
) -> Section:
    """Make a section and its questions equal to `values`; nothing happens where all is equal.

    Raises:
        PermissionDenied: `by` makes no surveys of the group, or the questions are locked.
        StaleEdit: somebody saved in between.
        ValidationError: a question or a limit; see `save_questions`.
    """
    survey = _to_build(Section.objects.get(pk=section_id).survey_id, by)
    _must_stand_at(survey, version)
    section = Section.objects.select_related("survey").get(pk=section_id)
    if section_values(section=section) == values:
        return section
    for field in SECTION_FIELDS:
        setattr(section, field, getattr(values, field))
    section.save()
    save_questions(section=section, questions=values.questions)
    _must_be_whole(survey)
    _built(survey, by, now)
    return section


@transaction.atomic
def move_section(*, section_id: int, is_up: bool, by: User, now: datetime) -> Section:
    """Let a section change places with the one before or after it, where there is one.

    Raises:
        PermissionDenied: `by` makes no surveys of the group, or the questions are locked.
    """
    section = Section.objects.get(pk=section_id)
    survey = _to_build(section.survey_id, by)
    section.refresh_from_db()
    wanted = section.number - 1 if is_up else section.number + 1
    other = survey.sections.filter(number=wanted).first()
    if other:
        section.number, other.number = other.number, section.number
        section.save(update_fields=["number"])
        other.save(update_fields=["number"])
        _built(survey, by, now)
    return section


@transaction.atomic
def remove_section(*, section_id: int, by: User, now: datetime) -> Survey:
    """Remove a section with its questions.

    Raises:
        PermissionDenied: `by` makes no surveys of the group, or the questions are locked.
        ValidationError: an open survey would be left without questions.
    """
    survey = _to_build(Section.objects.get(pk=section_id).survey_id, by)
    Section.objects.filter(pk=section_id).delete()
    for number, section in enumerate(survey.sections.order_by("number"), start=1):
        section.number = number
        section.save(update_fields=["number"])
    _must_be_whole(survey)
    _built(survey, by, now)
    return survey


def _section(survey: Survey, number: int, values: SectionValues) -> Section:
    own = {field: getattr(values, field) for field in SECTION_FIELDS}
    return Section.objects.create(survey=survey, number=number, **own)


def _locked(survey_id: int) -> Survey:
    return Survey.objects.select_for_update().get(pk=survey_id)


def _to_build(survey_id: int, by: User) -> Survey:
    survey = _locked(survey_id)
    require(can_edit_questions(by, survey))
    return survey


def _must_stand_at(survey: Survey, version: int) -> None:
    if survey.version != version:
        raise StaleEdit(survey)


def _built(survey: Survey, by: User, now: datetime) -> None:
    """Keep that the questions have changed: an answer begun before is shown again."""
    survey.version += 1
    survey.edition += 1
    survey.changed_by, survey.changed_at = by, now
    survey.save()
    _record(AuditKind.SURVEY_CHANGED, survey, by, now, fields=["questions"])


def _check(texts: SurveyTexts) -> None:
    """Check what every survey needs.

    Raises:
        ValidationError: no title, or a visibility that results cannot have.
    """
    if not (texts.title_sv or texts.title_fi):
        raise ValidationError({"title_sv": _("Give the survey a title in one language at least.")})
    if texts.visibility not in SHOWABLE:
        raise ValidationError({"visibility": _("Choose who may read the results.")})


def _must_be_whole(survey: Survey) -> None:
    """Refuse to leave a gap in what people can answer.

    Raises:
        ValidationError: with each text that is missing.
    """
    if survey.state == SurveyState.DRAFT:
        return
    found = completeness_of(questionnaire=questionnaire_of(survey=survey))
    if not found:
        raise ValidationError(
            _("People can answer the survey, so no text may be missing in either language.")
        )


def _record(kind: AuditKind, survey: Survey, by: User, now: datetime, **data: object) -> None:
    record(kind=kind, target=survey, by=by, at=now, data=data, group_id=survey.group_id)
