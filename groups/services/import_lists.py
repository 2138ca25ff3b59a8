"""Lists of people and organisations: uploaded, looked at, and imported in one transaction.

A list gives nobody a mandate. Whoever is new to a seat is invited and accepts, as everybody; of
a mandate that exists it changes what a coordinator may change by hand.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import (
    Body,
    Category,
    EloGroup,
    ImportDraft,
    Organisation,
    Region,
    SeatHolder,
)
from groups.policies.people import can_manage_seats
from groups.services.files import clean_name, hash_of
from groups.services.import_reading import Sheet, read_list
from groups.services.import_rows import ListVerdict, RowVerdict
from groups.services.import_verdicts import judge_list
from groups.services.invitations import Invitee, SeatAsked, invite_to_seat
from groups.services.organisations import create_organisation
from groups.services.seats import MandateValues, change_mandate, end_mandate, open_seat

# A row takes two dozen statements, and the group's seats are locked until the last one.
MOST_WRITTEN = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """How much an import has written."""

    organisations: int = 0
    seats: int = 0
    invitations: int = 0
    mandates: int = 0


@transaction.atomic
def keep_list(
    *, group: EloGroup, file: File, sends_mail: bool, by: User, now: datetime
) -> ImportDraft:
    """Keep what an uploaded list says until it is imported; an earlier list of `by` goes.

    Raises:
        PermissionDenied: `by` does not manage the group's seats.
        ValidationError: for the field `file`: see `read_list`.
    """
    require(can_manage_seats(by, group))
    sheet = read_list(file=file)
    ImportDraft.objects.filter(group=group, by=by).delete()
    name = file.name or ""
    return ImportDraft.objects.create(
        group=group,
        by=by,
        at=now,
        name=clean_name(name=name, ending=name.rpartition(".")[2].lower()),
        sends_mail=sends_mail,
        cells=sheet.stored(),
        sha256=hash_of(file=file),
    )


@transaction.atomic
def drop_list(*, draft_id: int, by: User) -> None:
    """Forget a list that is not to be imported.

    Raises:
        ImportDraft.DoesNotExist: `by` has uploaded no such list.
    """
    ImportDraft.objects.get(pk=draft_id, by=by).delete()


def verdict_of(*, draft: ImportDraft, now: datetime) -> ListVerdict:
    """Return what importing a kept list would do now."""
    return judge_list(
        sheet=Sheet.restored(draft.cells),
        group=draft.group,
        sends_mail=draft.sends_mail,
        on=helsinki_day(now),
    )


@transaction.atomic
def import_list(*, draft_id: int, seen: str, by: User, now: datetime) -> Imported:
    """Carry out a kept list as it was shown: everything or nothing; then forget it.

    `seen` is the fingerprint of the verdicts that were looked at.

    Raises:
        ImportDraft.DoesNotExist: `by` has uploaded no such list.
        PermissionDenied: `by` does not manage the group's seats.
        StaleEdit: the verdicts are others by now.
        ValidationError: a row has an error, or a service refuses what a row asks for.
    """
    draft = (
        ImportDraft.objects.select_for_update(of=["self"])
        .select_related("group")
        .get(pk=draft_id, by=by)
    )
    group = draft.group
    require(can_manage_seats(by, group))
    # Whoever opens a seat or invites waits for the body; so the verdicts hold until the end.
    list(Body.objects.select_for_update().filter(group=group).order_by("pk"))
    verdict = verdict_of(draft=draft, now=now)
    if verdict.has_errors:
        raise ValidationError(_("Put the errors right first, and upload the list again."))
    if verdict.fingerprint != seen:
        raise StaleEdit(verdict)
    if len(verdict.to_do) > MOST_WRITTEN:
        raise ValidationError(_("At most 500 rows are written at once. Divide the list."))
    writer = _Writer(group, by, now)
    for row in verdict.to_do:
        writer.write(row)
    record(
        kind=AuditKind.LIST_IMPORTED,
        target=group,
        by=by,
        at=now,
        data={"sha256": draft.sha256, "rows": len(verdict.rows), **writer.done},
        group_id=group.pk,
    )
    draft.delete()
    return Imported(**writer.done)


class _Writer:
    """Carries out rows, through the services that do each thing by hand."""

    def __init__(self, group: EloGroup, by: User, now: datetime) -> None:
        self.group, self.by, self.now = group, by, now
        self.made: dict[str, Organisation] = {}
        self.categories = Category.objects.in_bulk()
        self.done = dict.fromkeys(("organisations", "seats", "invitations", "mandates"), 0)
        regions = Region.objects.filter(
            pk__in=group.territory.on(helsinki_day(now)).values("region")
        )
        self.region = regions[0] if len(regions) == 1 else None

    def write(self, row: RowVerdict) -> None:
        organisation = self._organisation(row)
        self.done["seats"] += row.is_new_seat
        if row.is_invited:
            self._invite(row, organisation)
        elif row.is_new_seat:
            open_seat(
                body=row.body,
                organisation=organisation,
                category=self.categories[row.category_id],
                opened_on=helsinki_day(self.now),
                by=self.by,
                now=self.now,
            )
        if row.holder and row.is_changed:
            self._change(row, row.holder)

    def _organisation(self, row: RowVerdict) -> Organisation:
        if row.organisation:
            return Organisation.objects.get(pk=row.organisation.pk)
        if row.is_new_organisation:
            self.made[row.new_key] = create_organisation(
                name_sv=row.names[0],
                name_fi=row.names[1],
                category=self.categories[row.category_id],
                region=self.region,
                group=self.group,
                by=self.by,
                now=self.now,
            )
            self.done["organisations"] += 1
        return self.made[row.new_key]

    def _invite(self, row: RowVerdict, organisation: Organisation) -> None:
        seat = SeatAsked(
            body=row.body,
            category=self.categories[row.category_id],
            kind=row.kind,
            organisation=organisation,
            starts_on=row.days.get("starts_on"),
            ends_on=row.days.get("ends_on"),
            position=row.values.get("position", ""),
            may_commit=row.values.get("may_commit", ""),
        )
        person = Invitee(
            address=row.address,
            name=row.values["name"],
            language=row.values.get("language") or self.by.language,
        )
        invite_to_seat(seat=seat, person=person, by=self.by, now=self.now)
        self.done["invitations"] += 1

    def _change(self, row: RowVerdict, holder: SeatHolder) -> None:
        ends_on = row.days.get("ends_on", holder.ends_on)
        if ends_on and (holder.ends_on is None or ends_on < holder.ends_on):
            end_mandate(holder_id=holder.pk, last_day=ends_on, by=self.by, now=self.now)
        values = MandateValues(
            position=row.values.get("position", holder.position),
            may_commit=row.values.get("may_commit", holder.may_commit),
            ends_on=ends_on,
        )
        change_mandate(holder_id=holder.pk, values=values, by=self.by, now=self.now)
        self.done["mandates"] += 1
