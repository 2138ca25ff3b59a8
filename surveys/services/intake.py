"""Takes an answer in: no person and no moment are known here, so none can be stored."""

import uuid
from enum import Enum
from hashlib import sha256

from django.db import connection, transaction

from surveys.models import Survey, Waiting
from surveys.services.answers import Typed, check_answers, questionnaire_of
from surveys.services.sealing import seal
from surveys.states import SurveyState


class Intake(Enum):
    """What became of an answer that was sent."""

    TAKEN = "taken"
    CLOSED = "closed"
    CHANGED = "changed"


@transaction.atomic
def take_in(
    *, survey_id: int, edition: int, form_key: uuid.UUID, language: str, typed: Typed
) -> Intake:
    """Seal an answer and let it wait; the same form sent again is taken once.

    No service of another kind: nobody is asked who they are, and nothing is recorded in the
    audit log or owed, since each would tell when somebody answered.

    Raises:
        ValidationError: by question; see `check_answers`.
    """
    # The first answer locks the questions. Before the shared lock: two first ones wait in turn.
    Survey.objects.filter(
        pk=survey_id, is_locked=False, edition=edition, state=SurveyState.OPEN
    ).update(is_locked=True)
    present = _hold(survey_id)
    if present is None:
        return Intake.CLOSED
    if present != edition:
        return Intake.CHANGED
    questionnaire = questionnaire_of(survey=Survey(pk=survey_id))
    given = check_answers(asked=questionnaire.asked, typed=typed)
    if _is_new(survey_id, form_key):
        row = Waiting(pk=uuid.uuid4(), survey_id=survey_id)
        row.sealed = seal(content={"language": language, "given": given}, bound_to=str(row.pk))
        row.save(force_insert=True)
    return Intake.TAKEN


def _hold(survey_id: int) -> int | None:
    """Return the edition of an open survey, kept open and unchanged until the commit; else None.

    KEY SHARE: many answer at once, and moving answers does not make them wait; changing and
    closing the survey do.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT edition FROM surveys_survey
            WHERE id = %s AND state = 'open'
              AND (closes_on IS NULL OR closes_on >= (now() AT TIME ZONE 'Europe/Helsinki')::date)
            FOR KEY SHARE
            """,
            [survey_id],
        )
        found = cursor.fetchone()
    return found[0] if found else None


def _is_new(survey_id: int, form_key: uuid.UUID) -> bool:
    """Store the hash of the form's key; tell whether it had not been stored."""
    digest = sha256(f"{survey_id}:{form_key}".encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO surveys_usedkey (key_hash, survey_id) VALUES (%s, %s)"
            " ON CONFLICT DO NOTHING",
            [digest, survey_id],
        )
        return cursor.rowcount == 1
