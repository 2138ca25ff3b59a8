"""Needs of the demo: raised, supported, lifted, refused and merged, as people would."""

from datetime import timedelta

from elo_platform.accounts.models import User
from groups.demo.cast import account, cast
from groups.demo.deep import DeepGroup
from groups.demo.stage import Stage, rows
from groups.kinds import EvidenceKind
from groups.models import Meeting, Need
from groups.permissions import Visibility
from groups.querysets.needs import speaks_for
from groups.services.need_steps import lift_need, merge_needs, refuse_need
from groups.services.needs import (
    EvidenceValues,
    NeedValues,
    add_evidence,
    raise_need,
    support_need,
)

# Who of the printed accounts raised what.
OWN = {"nk-vuxna": "leading", "nk-glesbygd": "member", "nk-blankett": "working"}
LIFTED = ("nk-tapp", "mf-psykolog")
MERGED = {"nk-yrke": "nk-vuxna"}
REFUSED = {
    "nk-praktik": "Sysselsättningsområdet förmedlar praktikplatser sedan 2025. Vi har fört "
    "frågan vidare dit, och tar upp den igen om läget är oförändrat i vår. – Työllisyysalue "
    "välittää harjoittelupaikkoja. Veimme asian sinne ja palaamme siihen keväällä."
}


def raise_needs(stage: Stage, deep: DeepGroup, coordinator: User) -> dict[str, Need]:
    """Let people of the group raise what the demo's file says; return the needs by key."""
    listed = [row for row in rows("needs.csv") if row["group"] == deep.key]
    found = {row["key"]: _raise(stage, deep, row, place) for place, row in enumerate(listed)}
    for row in listed:
        _support(stage, deep, found[row["key"]], row)
    by = {"by": coordinator}
    meeting = Meeting.objects.upcoming(stage.now).filter(body=deep.bodies["leading"]).first()
    for key in sorted(found.keys() & LIFTED):
        at = stage.now - timedelta(days=2)
        lift_need(need_id=found[key].pk, meeting_id=meeting.pk, now=at, **by)
    for key in sorted(found.keys() & REFUSED.keys()):
        at = stage.now - timedelta(days=9)
        refuse_need(need_id=found[key].pk, reason=REFUSED[key], now=at, **by)
    for key in sorted(found.keys() & MERGED.keys()):
        at = stage.now - timedelta(days=6)
        merge_needs(need_id=found[key].pk, into_id=found[MERGED[key]].pk, now=at, **by)
    return found


def _raise(stage: Stage, deep: DeepGroup, row: dict[str, str], place: int) -> Need:
    by = _raiser(deep, row, place)
    at = stage.now - timedelta(days=int(row["days"]))
    is_inner = row["body"] == "working"
    texts = ("title_sv", "title_fi", "text_sv", "text_fi", "where")
    texts += ("transition", "area", "target_sv", "target_fi")
    organisations = sorted(speaks_for(by, deep.group.pk))
    values = NeedValues(
        raised_on=stage.in_days(-int(row["days"])),
        raised_for_id=organisations[0] if organisations else None,
        visibility=Visibility.BODY if is_inner else Visibility.GROUP,
        **{name: row[name] for name in texts},
    )
    body_id = deep.bodies["working"].pk if is_inner else None
    need = raise_need(group_id=deep.group.pk, body_id=body_id, values=values, by=by, now=at)
    if row["evidence"]:
        said = EvidenceValues(
            kind=EvidenceKind(row["evidence"]),
            on=values.raised_on,
            text_sv=row["evidence_sv"],
            text_fi=row["evidence_fi"],
            source=row["source"],
        )
        add_evidence(need_id=need.pk, values=said, by=by, now=at + timedelta(days=1))
    return need


def _raiser(deep: DeepGroup, row: dict[str, str], place: int) -> User:
    if row["key"] in OWN:
        return User.objects.with_address(account(OWN[row["key"]])).get()
    people = deep.members[row["body"]]
    return people[5 * place % len(people)]


def _support(stage: Stage, deep: DeepGroup, need: Need, row: dict[str, str]) -> None:
    """Let others say that it is theirs too; the printed accounts do that by hand."""
    own = {person.email for person in cast()}
    people = [
        user
        for user in deep.members[row["body"]]
        if user.email not in own and user.pk != need.raised_by_id
    ]
    first = need.pk % max(len(people), 1)
    for days, user in enumerate((people[first:] + people[:first])[: int(row["supports"])]):
        at = min(stage.now, need.made_at + timedelta(days=days + 1))
        organisations = sorted(speaks_for(user, deep.group.pk))
        support_need(
            need_id=need.pk,
            organisation_id=organisations[0] if organisations else None,
            by=user,
            now=at,
        )
