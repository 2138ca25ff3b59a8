"""What an imported list would change, row by row and cell by cell, before anything is written."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from elo_platform.lib.forms import FinnishDate
from elo_platform.lib.text import alphabetical, day
from groups.models import EloGroup, SeatHolder
from groups.services.import_facts import Facts, Known, SeatKey, facts_for
from groups.services.import_reading import FAULTS, Sheet
from groups.services.import_rows import CellVerdict, ListVerdict, RowVerdict, Verdict
from groups.services.import_words import LABELS, bare, value_words
from groups.states import HolderKind, InvitationState

ORGANISATION = ("organisation", "organisation_sv", "organisation_fi")
PERSON = ("name", "address", "kind", "language", "starts_on", "ends_on", "position", "may_commit")
TERMS = ("starts_on", "ends_on")
MOST_CHARACTERS = dict.fromkeys(ORGANISATION, 160) | {"name": 120, "address": 254}


def judge_list(*, sheet: Sheet, group: EloGroup, sends_mail: bool, on: date) -> ListVerdict:
    """Return what importing `sheet` into `group` would do, without doing it.

    With `sends_mail` people are invited by mail; without it their seats alone are opened.
    """
    names = [name for _letter, name, _header in sheet.columns]
    rows = [
        RowVerdict(number, {n: c.text for n, c in zip(names, cells, strict=True) if c.text})
        for number, cells in sheet.rows
    ]
    facts = facts_for(group=group, addresses={row.address for row in rows}, on=on)
    judge = _Judge(facts, sends_mail=sends_mail)
    for row, (_number, cells) in zip(rows, sheet.rows, strict=True):
        for name, cell in zip(names, cells, strict=True):
            if cell.fault:
                row.refuse(name, str(FAULTS[cell.fault]))
        judge.judge(row)
        _finish(row, sheet)
    return ListVerdict(rows, sheet.left_out)


def _finish(row: RowVerdict, sheet: Sheet) -> None:
    """Write down the verdicts of the cells; what is missing stands under its usual name."""
    inside = set()
    for letter, name, header in sheet.columns:
        inside.add(name)
        verdict, note = row.notes.get(name, (Verdict.SAME, ""))
        if row.texts.get(name) or note:
            row.cells.append(CellVerdict(letter, header, row.texts.get(name, ""), verdict, note))
    for name, (verdict, note) in row.notes.items():
        if name not in inside and verdict == Verdict.ERROR:
            row.cells.append(CellVerdict("", str(LABELS[name]), "", verdict, note))
    if row.is_refused:
        row.verdict = Verdict.ERROR
    elif row.is_new_organisation or row.is_new_seat or row.is_invited:
        row.verdict = Verdict.NEW
    elif row.is_changed:
        row.verdict = Verdict.CHANGED


class _Judge:
    """Judges the rows in order: a later row meets what the earlier ones will have made."""

    def __init__(self, facts: Facts, *, sends_mail: bool) -> None:
        self.facts = facts
        self.sends_mail = sends_mail
        self.words = value_words()
        self.field = FinnishDate()
        self.bodies = ", ".join(
            sorted({body.name for body in facts.bodies.values()}, key=alphabetical)
        )
        self.made: dict[str, RowVerdict] = {}
        self.opened: dict[SeatKey, int] = {}
        self.seen: dict[tuple[SeatKey, str], int] = {}
        self.members: dict[SeatKey, list[RowVerdict]] = {}

    def judge(self, row: RowVerdict) -> None:
        self._values(row)
        self._body(row)
        self._organisation(row)
        if row.has_person:
            self._address(row)
        if row.is_refused:
            return
        self._seat(row)
        if row.has_person and not row.is_refused:
            self._person(row)

    def _values(self, row: RowVerdict) -> None:
        for name, most in MOST_CHARACTERS.items():
            if len(row.texts.get(name, "")) > most:
                row.refuse(name, _("At most %(number)s characters.") % {"number": most})
        for name, words in self.words.items():
            if text := row.texts.get(name):
                row.values[name] = words.get(bare(text=text), "")
                if not row.values[name]:
                    row.refuse(name, _("This word is not known here."))
        for name in TERMS:
            if text := row.texts.get(name):
                try:
                    row.days[name] = self.field.to_python(text)
                except ValidationError:
                    row.refuse(name, _("Write a day, for example 28.3.2027."))
        starts_on, ends_on = (row.days.get(name) for name in TERMS)
        if starts_on and ends_on and ends_on < starts_on:
            row.refuse("ends_on", _("The last day is before the first day."))

    def _body(self, row: RowVerdict) -> None:
        text = row.texts.get("body", "")
        row.body = self.facts.bodies.get(bare(text=text))
        if row.body:
            last, ends_on = row.body.ends_on, row.days.get("ends_on")
            if last and ends_on and ends_on > last:
                row.refuse("ends_on", _("The body ends on %(day)s.") % {"day": day(last)})
            return
        if not text:
            if row.has_person:
                row.refuse("body", _("Say which body."))
            return
        ended = self.facts.over.get(bare(text=text))
        row.refuse(
            "body",
            _("The body ended on %(day)s.") % {"day": day(ended)}
            if ended
            else _("The group has no body of this name. Its bodies: %(names)s.")
            % {"names": self.bodies},
        )

    def _organisation(self, row: RowVerdict) -> None:
        texts = {name: row.texts[name] for name in ORGANISATION if row.texts.get(name)}
        self._category(row)
        if not texts:
            row.refuse("organisation", _("Say which organisation."))
            return
        found: set[Known] = set()
        for text in texts.values():
            found |= self.facts.organisations.get(bare(text=text), set())
        same_kind = {each for each in found if each.category_id == row.category_id}
        found = same_kind if len(found) > 1 and same_kind else found
        where = next(iter(texts))
        if len(found) > 1:
            row.refuse(where, _("Several organisations are called this. Invite by the form."))
        elif found:
            row.organisation = found.pop()
            row.category_id = row.category_id or row.organisation.category_id
            self._names_agree(row, row.organisation)
        else:
            self._new_organisation(row, where)

    def _names_agree(self, row: RowVerdict, known: Known) -> None:
        for name in ("name_sv", "name_fi"):
            column = name.replace("name", "organisation")
            text, there = row.texts.get(column), getattr(known, name)
            if text and bare(text=text) != bare(text=there):
                sentence = _("The register says “%(name)s”. Rename it on the organisation's page.")
                row.refuse(column, sentence % {"name": there or "–"})

    def _new_organisation(self, row: RowVerdict, where: str) -> None:
        sv, fi = (row.texts.get(f"organisation_{code}", "") for code in ("sv", "fi"))
        if not sv and not fi:
            text = row.texts["organisation"]
            is_swedish = self.facts.group.languages.split()[:1] == ["sv"]
            sv, fi = (text, "") if is_swedish else ("", text)
        row.names = (sv, fi)
        earlier = next(
            (self.made[k] for k in [bare(text=name) for name in row.names] if k in self.made), None
        )
        if earlier:
            row.names, row.category_id = earlier.names, row.category_id or earlier.category_id
            row.note(where, Verdict.SAME, _("As in row %(row)s.") % {"row": earlier.number})
            return
        if row.category_id is None:
            row.refuse("category", _("Say what kind of organisation it is."))
            return
        row.is_new_organisation = True
        row.note(where, Verdict.NEW, _("Is added to the register."))
        self.made |= {bare(text=name): row for name in row.names if name}

    def _category(self, row: RowVerdict) -> None:
        text = bare(text=row.texts.get("category", ""))
        row.category_id = self.facts.categories.get(text)
        if row.category_id is None and text in self.facts.former:
            now = self.facts.former[text]
            row.refuse(
                "category",
                _("This was the name before. It is “%(name)s” now.") % {"name": now}
                if now
                else _("There is no such kind of organisation any more."),
            )
        elif row.category_id is None and text:
            row.refuse("category", _("No kind of organisation is called this."))

    def _address(self, row: RowVerdict) -> None:
        if not row.address:
            row.refuse("address", _("Give the e-mail address too."))
            return
        try:
            validate_email(row.address)
        except ValidationError:
            row.refuse("address", _("This is not an e-mail address."))
        person = self.facts.people.get(row.address)
        if person and not person.is_active:
            row.refuse("address", _("The account of this address has been closed."))
        row.values["name"] = row.texts.get("name") or (person.name if person else "")
        if not row.values["name"]:
            row.refuse("name", _("Give the name too."))

    def _seat(self, row: RowVerdict) -> None:
        key = row.key
        if key is None or key in self.facts.seats or key in self.opened:
            return
        row.is_new_seat = True
        self.opened[key] = row.number
        row.note("body", Verdict.NEW, _("A new seat."))
        row.note("category", Verdict.NEW)

    def _person(self, row: RowVerdict) -> None:
        key, person = row.key, self.facts.people.get(row.address)
        assert key is not None  # noqa: S101 - a person without body has been refused
        earlier = self.seen.setdefault((key, row.address), row.number)
        if earlier != row.number:
            text = _("Row %(row)s has the same person in the same seat.")
            row.refuse("address", text % {"row": earlier})
            return
        seat_id = self.facts.seats.get(key, 0)
        sitting = self.facts.holders.get(seat_id, [])
        own = [each for each in sitting if person and each.user_id == person.pk]
        asked = self.facts.asked.get((seat_id, row.address))
        if own:
            row.holder = next((each for each in own if each.kind == row.kind), own[0])
            self._holder(row, row.holder)
        elif asked:
            row.note("address", Verdict.SAME, _asked(asked.state))
        else:
            self._invited(row, key, sitting)

    def _holder(self, row: RowVerdict, holder: SeatHolder) -> None:
        if row.texts.get("kind") and holder.kind != row.kind:
            kind = holder.get_kind_display().lower()
            row.refuse(
                "kind", _("The person holds the seat already, as %(kind)s.") % {"kind": kind}
            )
        starts_on, ends_on = (row.days.get(name) for name in TERMS)
        if starts_on and starts_on != holder.starts_on:
            text = _("The mandate began on %(day)s, and an import does not move that.")
            row.refuse("starts_on", text % {"day": day(holder.starts_on)})
        if ends_on and ends_on != holder.ends_on:
            if ends_on < self.facts.on:
                row.refuse("ends_on", _("This day is over. End the mandate on the people page."))
            was = day(holder.ends_on) if holder.ends_on else _("open")
            row.note("ends_on", Verdict.CHANGED, _("Was: %(before)s") % {"before": was})
            row.is_changed = True
        for name in ("position", "may_commit"):
            before = getattr(holder, name)
            if row.values.get(name, before) != before:
                was = getattr(holder, f"get_{name}_display")()
                row.note(name, Verdict.CHANGED, _("Was: %(before)s") % {"before": was})
                row.is_changed = True
        if bare(text=row.texts.get("name", holder.user.name)) != bare(text=holder.user.name):
            text = _("“%(name)s” in their own account, and it stays so.")
            row.note("name", Verdict.SAME, text % {"name": holder.user.name})

    def _invited(self, row: RowVerdict, key: SeatKey, sitting: list[SeatHolder]) -> None:
        if row.days.get("ends_on", self.facts.on) < self.facts.on:
            row.refuse("ends_on", _("This day is over."))
        if row.kind == HolderKind.PRINCIPAL:
            self._refuse_second_member(row, key, sitting)
        if not self.sends_mail:
            row.note("address", Verdict.SAME, _("Is not invited now."))
            return
        row.is_invited = True
        for name in PERSON:
            row.note(name, Verdict.NEW)

    def _refuse_second_member(
        self, row: RowVerdict, key: SeatKey, sitting: list[SeatHolder]
    ) -> None:
        for each in sitting:
            if each.kind == HolderKind.PRINCIPAL and each.ends_on is None:
                text = _("The seat has a member without a last day: %(name)s.")
                row.refuse("kind", text % {"name": each.user.name})
        for other in self.members.setdefault(key, []):
            if _overlap(row, other):
                text = _("Row %(row)s has a member for the same seat in that time.")
                row.refuse("kind", text % {"row": other.number})
        self.members[key].append(row)


def _overlap(one: RowVerdict, other: RowVerdict) -> bool:
    first, second = (
        (row.days.get("starts_on", date.min), row.days.get("ends_on", date.max))
        for row in (one, other)
    )
    return first[0] <= second[1] and second[0] <= first[1]


def _asked(state: str) -> str:
    if state == InvitationState.DECLINED:
        return _("Has declined, and is not asked again.")
    return _("Has been asked, and is not mailed again.")
