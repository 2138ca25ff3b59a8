"""Earlier states of what people write of a group: kept by triggers, whatever path wrote it.

A row says what stood until its moment; what stands now is in the row itself. Who changed it
stands in the audit log.
"""

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _
from pghistory.models import Event

from groups.models.agreement import Agreement, Commitment
from groups.models.group import Body, EloGroup
from groups.models.network import Duty, Network, OperatingModel
from groups.models.organisation import Organisation
from groups.models.resources import Basis, Clause
from groups.querysets.versions import KeptQuerySet

_NAMES = ("name_sv", "name_fi", "name_en")
_TEXTS = ("text_sv", "text_fi")
_PERIOD = ("starts_on", "ends_on")


class Kept(Event):
    """What stood until a moment; no code path changes or deletes it."""

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True


def _kept(model: type[models.Model], *fields: str, called: tuple[object, object]) -> Any:
    """Return the base of a table that keeps `fields` of a row before each change of them.

    Its Meta is not to be written again: it holds the trigger that refuses changes.
    """
    changed = pghistory.UpdateEvent(
        "changed", row=pghistory.Old, condition=pgtrigger.AnyChange(*fields)
    )
    return pghistory.create_event_model(
        model,
        changed,
        pghistory.DeleteEvent("deleted"),
        fields=list(fields),
        base_model=Kept,
        context_field=None,
        append_only=True,
        level=pgtrigger.Row,
        obj_field=pghistory.ObjForeignKey(related_name="+", db_index=True),
        meta={"verbose_name": called[0], "verbose_name_plural": called[1]},
    )


_group = _kept(
    EloGroup,
    *_NAMES,
    *("kind", "about_sv", "about_fi", "state", "founded_on"),
    called=(_("earlier state of a group"), _("earlier states of groups")),
)
_body = _kept(
    Body,
    *_NAMES,
    *("kind", "mandate", "tasks_sv", "tasks_fi", "deliverable_sv", "deliverable_fi"),
    *("closing_note_sv", "closing_note_fi", "visibility"),
    *_PERIOD,
    called=(_("earlier state of a body"), _("earlier states of bodies")),
)
_organisation = _kept(
    Organisation,
    *("name_sv", "name_fi", "does_sv", "does_fi", "for_whom_sv", "for_whom_fi"),
    *("does_not_sv", "does_not_fi", "referring_sv", "referring_fi", "is_public"),
    called=(_("earlier state of an organisation"), _("earlier states of organisations")),
)
_basis = _kept(
    Basis,
    *("kind", "source_sv", "source_fi", "powers_sv", "powers_fi"),
    *("resources_sv", "resources_fi"),
    *_PERIOD,
    called=(_("earlier state of a basis"), _("earlier states of bases")),
)
_clause = _kept(
    Clause,
    "parties",
    *_TEXTS,
    *_PERIOD,
    called=(_("earlier state of a clause"), _("earlier states of clauses")),
)
_agreement = _kept(
    Agreement,
    *("title_sv", "title_fi"),
    *_TEXTS,
    "state",
    *_PERIOD,
    called=(_("earlier state of an agreement"), _("earlier states of agreements")),
)
_commitment = _kept(
    Commitment,
    *_TEXTS,
    *("hours", "seats"),
    called=(_("earlier state of a promise"), _("earlier states of promises")),
)
_duty = _kept(
    Duty,
    *("task_sv", "task_fi", "body", "organisation", "agreed_on", "agreed_where", "ends_on"),
    called=(_("earlier state of a task"), _("earlier states of tasks")),
)
_operating_model = _kept(
    OperatingModel,
    *_TEXTS,
    "published_on",
    called=(_("earlier state of an operating model"), _("earlier states of operating models")),
)
_network = _kept(
    Network,
    *("name_sv", "name_fi", "kind", "relation", "purpose_sv", "purpose_fi"),
    *_PERIOD,
    called=(_("earlier state of a network"), _("earlier states of networks")),
)


class EloGroupVersion(_group):  # type: ignore[misc, valid-type]
    """What a group said of itself until a moment."""


class BodyVersion(_body):  # type: ignore[misc, valid-type]
    """What a body was called and for until a moment."""


class OrganisationVersion(_organisation):  # type: ignore[misc, valid-type]
    """What an organisation said of itself until a moment."""


class BasisVersion(_basis):  # type: ignore[misc, valid-type]
    """What a group might do, and on what ground, until a moment."""


class ClauseVersion(_clause):  # type: ignore[misc, valid-type]
    """What was stored of a performance agreement until a moment."""


class AgreementVersion(_agreement):  # type: ignore[misc, valid-type]
    """What an agreement said, and how far it had come, until a moment."""


class CommitmentVersion(_commitment):  # type: ignore[misc, valid-type]
    """What the parties of an agreement promised until a moment."""


class DutyVersion(_duty):  # type: ignore[misc, valid-type]
    """Whose a task was until a moment."""


class OperatingModelVersion(_operating_model):  # type: ignore[misc, valid-type]
    """What an operating model said until a moment."""


class NetworkVersion(_network):  # type: ignore[misc, valid-type]
    """What the register said of another network until a moment."""
