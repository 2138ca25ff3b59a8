"""What becomes of partnership agreements, plans and files that several parts have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from elo_platform.lib.text import period
from elo_platform.ports import entries
from groups.kinds import ChoiceKind, Fate, StepRelation, SuccessionOf, Touched
from groups.models import Agreement, Document, Organisation, Party
from groups.services.reorganisation_authorities import regions_of
from groups.services.reorganisation_inquiry import ALL, ENDS, STAYS, Inquiry, Way
from groups.services.reorganisation_lines import Heir, Line
from groups.states import AgreementState


@dataclass(frozen=True, slots=True)
class Found:
    """What a room found that is touched: its row, and the group that it belongs to."""

    touched: Touched
    pk: int
    group_id: int
    label: str
    is_closed: bool = False
    count: int = 1


def plan_agreements(*, inquiry: Inquiry, lines: list[Line]) -> None:
    """Tell what becomes of agreements, plans and files, and ask where several share them."""
    divided = {
        line.predecessor_id: line
        for line in lines
        if line.kind == SuccessionOf.GROUP and not _is_renamed(line)
    }
    _of_groups(inquiry, divided)
    _of_organisations(inquiry, lines, set(divided))
    _of_rooms(inquiry, lines, divided)


def _is_renamed(line: Line) -> bool:
    return line.relation == StepRelation.RENAME and line.heirs[0].object_id is None


def _living(on: date) -> Q:
    return Q(ends_on=None) | Q(ends_on__gte=on)


def _of_groups(inquiry: Inquiry, divided: dict[int, Line]) -> None:
    agreements = Agreement.objects.filter(_living(inquiry.on), group__in=divided)
    for agreement in agreements.exclude(state=AgreementState.ENDED).order_by("pk"):
        line = divided[agreement.group_id]
        if agreement.state == AgreementState.DRAFT:
            inquiry.touch(
                Touched.AGREEMENT,
                Fate.STAYS,
                agreement.pk,
                _called(agreement),
                group_id=agreement.group_id,
            )
            continue
        _ask_of_agreement(inquiry, agreement, line, list(line.heirs))
    for group, line in divided.items():
        count = Document.objects.filter(group=group).count()
        if count:
            _ask_of_files(inquiry, group, line, count)


def _called(agreement: Agreement) -> str:
    """Return what names an agreement to administrators, who do not read its title."""
    return _("Agreement %(period)s") % {"period": period(agreement.starts_on, agreement.ends_on)}


def _ask_of_agreement(
    inquiry: Inquiry, agreement: Agreement, line: Line, heirs: list[Heir]
) -> None:
    chosen = inquiry.ask(
        ChoiceKind.AGREEMENT,
        str(agreement.pk),
        agreement.pk,
        _called(agreement),
        [
            Way(ALL, _("Copies with a common origin, one for each"))
            if len(heirs) > 1
            else Way(ALL, _("A copy goes on with the successor")),
            *(Way(h.code, _("Stays with %(name)s") % {"name": h.label}) for h in heirs),
            Way(ENDS, _("Ends the day before")),
        ],
        line.label,
    )
    if chosen == ALL:
        for heir in heirs:
            inquiry.act("copy_agreement", agreement=agreement.pk, part=heir.part_id)
    if chosen in {ALL, ENDS}:
        inquiry.act("end_agreement", agreement=agreement.pk)
    going = [heir for heir in heirs if chosen in {ALL, heir.code}]
    inquiry.touch(
        Touched.AGREEMENT,
        Fate.DIVIDES if chosen == ALL else Fate.ENDS if chosen == ENDS else Fate.FOLLOWS,
        agreement.pk,
        _called(agreement),
        heirs=going,
        group_id=agreement.group_id,
    )


def _ask_of_files(inquiry: Inquiry, group: int, line: Line, count: int) -> None:
    heirs = line.heirs
    chosen = ALL
    if len(heirs) > 1:
        chosen = inquiry.ask(
            ChoiceKind.FILES,
            str(group),
            group,
            line.label,
            [
                Way(ALL, _("All who go on read them")),
                *(Way(h.code, _("Those of %(name)s read them") % {"name": h.label}) for h in heirs),
            ],
        )
    readers = [heir for heir in heirs if chosen in {ALL, heir.code}]
    inquiry.touch(
        Touched.FILE,
        Fate.STAYS,
        group,
        line.label,
        heirs=readers,
        group_id=group,
        count=count,
    )
    inquiry.act("share_files", group=group, parts=[heir.part_id for heir in readers])


def _of_organisations(inquiry: Inquiry, lines: Iterable[Line], divided: set[int]) -> None:
    """An ending organisation stays a party by its old name; its heir answers for it."""
    by_organisation = _by_organisation(lines)
    parties = (
        Party.objects.filter(
            Q(agreement__ends_on=None) | Q(agreement__ends_on__gte=inquiry.on),
            organisation__in=by_organisation,
        )
        .exclude(agreement__state=AgreementState.ENDED)
        .exclude(agreement__group__in=divided)
        .select_related("agreement")
        .order_by("agreement", "pk")
    )
    territory = regions_of(groups={party.agreement.group_id for party in parties}, on=inquiry.on)
    homes = _homes({party.agreement_id for party in parties})
    for party in parties:
        line = by_organisation[party.organisation_id]
        agreement = party.agreement
        regions = territory.get(agreement.group_id, set()) | homes.get(agreement.pk, set())
        heirs = line.heirs_in(regions)
        if len(heirs) > 1 and agreement.state != AgreementState.DRAFT:
            _ask_of_agreement(inquiry, agreement, line, heirs)
            continue
        inquiry.touch(
            Touched.AGREEMENT,
            Fate.FOLLOWS,
            agreement.pk,
            _called(agreement),
            heirs=heirs,
            group_id=agreement.group_id,
        )


def _by_organisation(lines: Iterable[Line]) -> dict[int, Line]:
    ending = [line for line in lines if not line.goes_on and not _is_renamed(line)]
    found = {line.predecessor_id: line for line in ending if line.kind == SuccessionOf.ORGANISATION}
    authorities = {
        line.predecessor_id: line for line in ending if line.kind == SuccessionOf.AUTHORITY
    }
    rows = Organisation.objects.filter(authority__in=authorities, ended_on=None)
    for pk, authority in rows.order_by("pk").values_list("pk", "authority"):
        found.setdefault(pk, authorities[authority])
    return found


def _homes(agreements: set[int]) -> dict[int, set[int]]:
    """Return the regions in which the parties of agreements are at home."""
    found: dict[int, set[int]] = {}
    rows = Party.objects.filter(agreement__in=agreements, organisation__region__isnull=False)
    for agreement, region in rows.values_list("agreement", "organisation__region"):
        found.setdefault(agreement, set()).add(region)
    return found


def _of_rooms(inquiry: Inquiry, lines: Iterable[Line], divided: dict[int, Line]) -> None:
    """Ask the rooms above what they hold of groups that end and of organisations that end."""
    organisations = _by_organisation(lines)
    for find in entries("TOUCHED").values():
        for found in find(groups=list(divided), organisations=list(organisations), on=inquiry.on):
            line = divided.get(found.group_id)
            if found.touched == Touched.PLAN and line and not found.is_closed:
                _ask_of_plan(inquiry, found, line)
                continue
            inquiry.touch(
                found.touched,
                Fate.FROZEN if found.is_closed else Fate.FOLLOWS,
                found.pk,
                found.label,
                group_id=found.group_id,
                count=found.count,
            )


def _ask_of_plan(inquiry: Inquiry, found: Found, line: Line) -> None:
    heirs = line.heirs
    chosen = inquiry.ask(
        ChoiceKind.PLAN,
        str(found.pk),
        found.pk,
        found.label,
        [
            Way(ALL, _("Plans with a common origin, one for each"))
            if len(heirs) > 1
            else Way(ALL, _("A plan of the successor begins from it")),
            *(
                Way(h.code, _("Goes on with %(name)s alone") % {"name": h.label})
                for h in heirs
                if len(heirs) > 1
            ),
            Way(STAYS, _("Stays as it is, for the record")),
        ],
        line.label,
    )
    going = [heir for heir in heirs if chosen in {ALL, heir.code}]
    inquiry.touch(
        Touched.PLAN,
        Fate.DIVIDES if going else Fate.FROZEN,
        found.pk,
        found.label,
        heirs=going,
        group_id=found.group_id,
    )
    for heir in going:
        inquiry.act("copy_plan", plan=found.pk, part=heir.part_id)
