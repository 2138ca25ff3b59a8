"""Agendas that a body keeps to begin its meetings from."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import AgendaTemplate, Body, Meeting, TemplateItem
from groups.policies.series import can_keep_template
from groups.services.agenda import MAX_ITEMS, ItemValues, agenda_of

MAX_TEMPLATES = 20
# What an item of an agenda and one of a template have in common.
ITEM_FIELDS = tuple(
    name
    for name in ItemValues.__dataclass_fields__
    if name != "id" and name in {field.name for field in TemplateItem._meta.fields}
)


@dataclass(frozen=True, slots=True)
class TemplateValues:
    """What a form or a caller says of a template."""

    name_sv: str = ""
    name_fi: str = ""
    items: tuple[ItemValues, ...] = ()


def items_of(*, template: AgendaTemplate | None) -> tuple[ItemValues, ...]:
    """Return the items of `template` as an agenda takes them: each of them new."""
    if template is None:
        return ()
    return tuple(ItemValues(**row) for row in template.items.values(*ITEM_FIELDS))


@transaction.atomic
def make_template(*, body: Body, values: TemplateValues, by: User, now: datetime) -> AgendaTemplate:
    """Keep a new template of a body.

    Raises:
        PermissionDenied: `by` does not lead the body.
        ValidationError: no name, no item or one without a title, too many items or templates.
    """
    # Of two who add the last one at once, one waits and is told.
    body = Body.objects.select_for_update().get(pk=body.pk)
    require(can_keep_template(by, body))
    if body.templates.count() >= MAX_TEMPLATES:
        raise ValidationError(
            _("A body has at most %(number)s templates."), params={"number": MAX_TEMPLATES}
        )
    _check(values)
    template = AgendaTemplate.objects.create(
        body=body, name_sv=values.name_sv, name_fi=values.name_fi, made_by=by, made_at=now
    )
    _save_items(template, values.items)
    _record(template, by, now, "made")
    return template


@transaction.atomic
def change_template(
    *, template_id: int, version: int, values: TemplateValues, by: User, now: datetime
) -> AgendaTemplate:
    """Change a template that still stands at `version`; agendas made from it stay as they are.

    Raises:
        PermissionDenied: `by` does not lead the body.
        StaleEdit: somebody saved in between.
        ValidationError: no name, no item or one without a title, or too many items.
    """
    template = _locked(template_id)
    require(can_keep_template(by, template.body))
    if template.version != version:
        raise StaleEdit(template)
    _check(values)
    template.name_sv, template.name_fi = values.name_sv, values.name_fi
    template.version += 1
    template.save()
    template.items.all().delete()
    _save_items(template, values.items)
    _record(template, by, now, "changed")
    return template


@transaction.atomic
def remove_template(*, template_id: int, by: User, now: datetime) -> None:
    """Remove a template; meetings made from it keep their agendas, series go on without.

    Raises:
        PermissionDenied: `by` does not lead the body.
    """
    template = _locked(template_id)
    require(can_keep_template(by, template.body))
    _record(template, by, now, "removed")
    template.delete()


@transaction.atomic
def keep_agenda(
    *, meeting_id: int, name_sv: str, name_fi: str, by: User, now: datetime
) -> AgendaTemplate:
    """Keep the agenda of a meeting as a template of its body.

    Raises:
        PermissionDenied: `by` does not lead the body.
        ValidationError: no name, an agenda without items, or too many templates.
    """
    meeting = Meeting.objects.select_related("body").get(pk=meeting_id)
    values = TemplateValues(name_sv, name_fi, agenda_of(meeting=meeting))
    return make_template(body=meeting.body, values=values, by=by, now=now)


def _locked(template_id: int) -> AgendaTemplate:
    rows = AgendaTemplate.objects.select_for_update(of=("self",)).select_related("body")
    return rows.get(pk=template_id)


def _check(values: TemplateValues) -> None:
    if not (values.name_sv or values.name_fi):
        raise ValidationError({"name_sv": _("Give the template a name in one language at least.")})
    if not values.items:
        raise ValidationError(_("Put at least one item on the template."))
    if len(values.items) > MAX_ITEMS:
        raise ValidationError(
            _("An agenda has at most %(number)s items."), params={"number": MAX_ITEMS}
        )
    if any(not (item.title_sv or item.title_fi) for item in values.items):
        raise ValidationError(_("Give each agenda item a title."))


def _save_items(template: AgendaTemplate, items: Sequence[ItemValues]) -> None:
    TemplateItem.objects.bulk_create(
        TemplateItem(
            template=template,
            number=number,
            **{name: value for name, value in asdict(item).items() if name in ITEM_FIELDS},
        )
        for number, item in enumerate(items, start=1)
    )


def _record(template: AgendaTemplate, by: User, now: datetime, what: str) -> None:
    record(
        kind=AuditKind.TEMPLATE_CHANGED,
        target=template,
        by=by,
        at=now,
        data={"what": what},
        group_id=template.body.group_id,
    )
