"""What a browser would send: every form of every page, filled in so that it has its effect."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup, SoupStrainer, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.notifications.acts import make_token
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Attendance, NeedComment, ThemeSuggestion
from tests.access_matrix import MATRIX
from tests.world import World

# What stands in a field that a page leaves empty, by the name of the field.
TYPED = {
    "address": "alva.strand@elo.example",
    "name": "Alva Strand",
    "suggested_name": "Alva Strand",
    "suggested_address": "alva.strand@elo.example",
    "name_sv": "Ny",
    "name_fi": "Uusi",
    "title": "rektor",
    "title_sv": "Mote",
    "title_fi": "Kokous",
    "begins": "09.00",
    "ends": "11.00",
    "minutes": "15",
    "agreed": "Ledningsgruppen 12.2.2025",
    "subject_sv": "Hej",
    "subject_fi": "Hei",
    "about_sv": "Ny",
    "about_fi": "Uusi",
    "text": "Hej alla",
    "text_sv": "Hej alla",
    "text_fi": "Hei kaikki",
    "reason": "Because",
    "comment": "Later",
    "phone": "050 1234567",
}


def in_a_month() -> str:
    """Return a day as people write it."""
    day = timezone.localdate() + timedelta(days=30)
    return f"{day.day}.{day.month}.{day.year}"


DAYS = {"day", "last_day", "ends_on", "due_on"}

# Where the first choice does not fit: an organisation is chosen and not named, and has a member;
# and what an edit changes, since a form that comes back as it was has no effect.
CHOSEN = {
    "groups:agreement_new": {"starts_on": "1.1.2026"},
    "groups:agreement_send": {"answer_by": in_a_month()},
    "groups:body_close": {"closing_note_sv": "Klart"},
    "groups:body_create": {"kind": "working", "given_by": "Ledningsgruppen"},
    "groups:commission_new": {"given_by": "Ledningsgruppen"},
    "groups:coordinator_end": {"last_day": ""},
    "groups:coordinator_new": {"name": "", "address": ""},
    "groups:mandate_edit": {"ends_on": ""},
    "groups:mandate_end": {"last_day": ""},
    "groups:mandate_replace": {"name": "", "address": ""},
    "groups:party_enter": {"signer": "rektor", "signed_on": "1.1.2026"},
    "groups:poll_new": {"title_sv": "Extra möte", "closes_on": in_a_month()}
    | {f"slot-{n}-day": in_a_month() for n in range(3)}
    | {f"slot-{n}-begins": str(9 + n) for n in range(3)}
    | {f"slot-{n}-ends": "15" for n in range(3)},
    "groups:template_new": {"name_sv": "Vanligt", "item-0-title_sv": "Läget"},
    "groups:responsibility_edit": {"deputy": ""},
    "groups:responsibility_new": {"area_sv": "Ny", "deputy": ""},
    "groups:duty_new": {"task_sv": "Bereda mötena"},
    "groups:network_new": {"name_sv": "Kompassen", "starts_on": "1.9.2020"},
    "groups:handover_new": {"name": "", "address": ""},
    "groups:import_new": {
        "file": SimpleUploadedFile("list.csv", b"Organisation;Represents\nNy;VET\n", "text/csv")
    },
    "groups:invite": {"name_sv": "", "name_fi": "", "region": "", "kind": "deputy"},
    "groups:basis_edit": {"powers_sv": "Ny", "ends_on": ""},
    "groups:basis_new": {"powers_sv": "Ny", "starts_on": "1.1.2026"},
    "groups:clause_new": {"starts_on": "1.1.2026"},
    "groups:funding_edit": {"amount": "7"},
    "groups:funding_new": {"source": "Ny", "amount": "7", "starts_on": "1.1.2026"},
    "groups:life_new": {"on": "1.2.2020"},
    "groups:minutes_approve": {"despite_open": "on"},
    "groups:need_answer": {"answer_sv": "Ja"},
    "groups:needs_terms": {"answer_days": "21"},
    "groups:study_edit": {"title_sv": "Ny"},
    "groups:year_entry_edit": {"title_sv": "Ny", "last_day": ""},
    "groups:year_entry_new": {"day": "", "last_day": ""},
    "groups:year_rule_edit": {"title_sv": "Ny"},
    "groups:year_theme": {"theme_sv": "Ny"},
    "groups:work_time_edit": {"own_planning_agreed": "7"},
    "groups:body_edit": {"ends_on": "", "name_sv": "Ny"},
    "groups:echo_answer": {"tried_from": "1.2.2026"},
    "groups:statement_edit": {"title_sv": "Ny"},
    "groups:statement_new": {"title_sv": "Ny"},
    "groups:group_settings": {"name_en": "New"},
    "groups:organisation_facts": {"business_id": "0201256-6"},
    "groups:outcome_new": {"decided_by": ""},
    "groups:reorganisation_edit": {"title_sv": "Ny"},
    "groups:reorganisation_new": {"on": "1.1.2099"},
    "plans:goal_edit": {"title_sv": "Ny"},
    "plans:measure_edit": {"title_sv": "Ny"},
    "plans:measure_steps": {"text_sv_0": "Ny", "text_fi_0": "Uusi"},
    "plans:plan_approve": {"decided_by": ""},
    "plans:plan_edit": {"title_sv": "Ny"},
    "plans:position_edit": {"text_sv": "Ny"},
    "surveys:said_share": {"visibility": "public"},
    "surveys:section_edit": {"title_sv": "Ny"},
    "surveys:survey_coding": {"new_theme": "Ny"},
    "surveys:survey_edit": {"title_sv": "Ny"},
    "surveys:theme_edit": {"name_sv": "Ny"},
}


URLENCODED = "application/x-www-form-urlencoded"
OPENED = {"visibility": "public"}
# Forms of a later step, which stand on no page of the world as it is made.
LATER = {
    "forums:post_edit",
    "groups:echo_spread",  # who answers for an organisation ticks
    "groups:event_feedback",  # who came follows the link of a mail
    "groups:event_participants",  # who came is marked once it has begun
    "groups:event_send",  # national coordinators send it
    "groups:agreement_renew",
    "groups:operating_accept",
    "groups:operating_enter",  # while an organisation has not accepted
    "groups:operating_start",
    "groups:meeting_close",  # while it runs
    "groups:meeting_open",  # in the half hour before it begins
    "groups:minutes_begin",  # once the meeting has begun
    "groups:minutes_check",  # who was named to check them
    "groups:minutes_items",  # where the agenda has grown
    "groups:national_event_new",  # national coordinators arrange
    "groups:national_series_new",
    "groups:need_merge",
    "groups:need_reopen",
    "groups:need_withdraw",
    "groups:poll_answer",  # who is asked answers
    "groups:poll_remind",  # three days after the question
    "groups:party_sign",  # who answers for a party signs
    "groups:reorganisation_choices",
    "groups:reorganisation_confirm",
    "groups:reorganisation_step_new",
    "groups:reorganisation_step_remove",
    "groups:seat_suggest",  # contact persons suggest
    "groups:skills_withdraw",  # nobody has said anything yet
    "groups:suggestion_invite",
    "groups:year_usual",  # while there are no rules
    "groups:wish_answer",  # national coordinators answer
    "plans:offer_repeat",
    "plans:offer_settle",
    "plans:plan_offers",
    "plans:plan_take_back",
    "surveys:fragment_remove",
    "surveys:theme_remove",
}
# Forms whose filling has no effect in this world: it asks for what stands in another form, or
# for a state that the world does not reach. What they take is tried in the tests of their room.
IDLE = {
    "groups:meeting_presence",  # nobody was called to this one
    "groups:organisation_contacts",  # the coordinator of one of its groups may name nobody
    "groups:organisation_open",
    # Entries of the year are ticked before a button is pressed.
    "groups:group_year_of confirm",
    "groups:group_year_of drop",
    "groups:group_year_of finish",
    "groups:group_year_of meet",
    # The day, the clock and the last day of sign-up of an event go together.
    "groups:event_edit",
    "groups:event_new",
    "groups:event_sign_up",
    # Steps of a guideline in another state, or that ask for a day and a reason.
    "groups:guideline_ask",
    "groups:guideline_publish",
    "groups:guideline_reject",
    "groups:guideline_reply",
    "groups:guideline_return",
    "plans:measure_needs",
    "plans:measure_new",
    "plans:offer_new",
    "surveys:section_move down",
}
# Forms that change nothing as they stand: a page before the last one, and what has been read.
STEPS = {
    "surveys:survey_answer next",
    "forums:space_read",
    # The days are shown first.
    "groups:series_new",
    "groups:series_edit",
}


@dataclass(frozen=True)
class Filled:
    """A form of the site, filled in: the address it goes to, its name, and all its fields."""

    name: str
    path: str
    data: dict[str, Any]
    fields: frozenset[str]
    value: str = ""

    def __str__(self) -> str:
        return self.name if self.value.isdigit() else f"{self.name} {self.value}".strip()


def filled_forms(client: Client, paths: list[str]) -> list[Filled]:
    """Return each form that posts to us from the pages at `paths`, and each of its buttons."""
    found: dict[tuple[str, str, str], Filled] = {}
    only = SoupStrainer("form")  # the rest of a page is most of it
    for path in paths:
        response = client.get(path)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            for form in _forms(
                BeautifulSoup(response.content, "html.parser", parse_only=only), path
            ):
                found.setdefault((form.name, form.value, form.path), form)
        if response.streaming:
            response.getvalue()  # reading to the end closes the file
    return [found[key] for key in sorted(found)]


def prepare(world: World, client: Client) -> None:
    """Let a guest be called and a message wait, so that every form stands on some page."""
    guest = {"name": "Onni Lehtola", "address": "guest@elo.example", "language": "fi"}
    press(client, reverse("groups:attendance_guest", args=[world.meeting.pk]), guest)
    owe(
        kind=NoticeKind.MEETING_CALLED,
        readers=User.objects.filter(pk=world.people["coordinator"].pk),
        occasion=f"meeting:{world.meeting.pk}:called",
        params={"meeting": world.meeting.pk},
        now=timezone.now() - timedelta(hours=1),
    )


def pages(world: World) -> list[str]:
    """Return every address of ours, and the links of the mails that are out."""
    paths = [
        reverse(name, kwargs=row.kwargs(world))
        for name, row in sorted(MATRIX.items())
        if name != "groups:attendance_remove"  # of the guest below: members cannot be removed
    ]
    soon = timezone.now() + timedelta(days=3)
    for kind, row, subject in (
        ("invitation", world.invitation, world.invitation.address),
        ("attendance", world.attendance, world.attendance.user_id),
    ):
        token = make_token(kind=kind, object_id=row.pk, subject=subject, expires_at=soon)
        paths.append(reverse("notifications:act", args=[token]))
    # Themes and comments have their forms where they stand.
    themes = ThemeSuggestion.objects.filter(event__group=world.group)
    comments = NeedComment.objects.filter(need__group=world.group)
    guests = Attendance.objects.filter(meeting=world.meeting, seat=None)
    return paths + [
        reverse(name, args=[pk])
        for name, rows, key in (
            ("groups:event_detail", themes, "event"),
            ("groups:need_detail", comments, "need"),
            ("groups:attendance_remove", guests, "pk"),
        )
        for pk in rows.values_list(key, flat=True)
    ]


def browser_of(user: User | None) -> Client:
    """Return a browser in which `user` has signed in."""
    client = Client()
    if user:
        client.force_login(user)
    return client


def press(client: Client, path: str, data: dict[str, Any]) -> Any:
    """Post `data`, as a form that has not been sent before.

    Like a browser, in parts only where there is a file: hundreds of parts take long to read.
    """
    data = data | {"form_key": str(uuid.uuid4())}
    files = [value for value in data.values() if hasattr(value, "seek")]
    for file in files:
        file.seek(0)
    if files:
        return client.post(path, data)
    return client.post(path, urlencode(data, doseq=True), content_type=URLENCODED)


def _forms(page: BeautifulSoup, path: str) -> Iterator[Filled]:
    for form in page.find_all("form", method="post"):
        action = urlsplit(form.get("action") or path).path
        try:
            name = resolve(action).view_name
        except Resolver404:
            continue
        if name not in MATRIX:
            continue
        names = frozenset(tag["name"] for tag in form.find_all(attrs={"name": True}))
        buttons = form.find_all("button", attrs={"name": True, "value": True})
        if form.find("button", attrs={"name": False}):
            buttons = []
        for value in [(tag["name"], tag["value"]) for tag in buttons] or [("", "")]:
            data = _data(form) | CHOSEN.get(name, OPENED if name.endswith("_open") else {})
            data |= {value[0]: value[1]} if value[0] else {}
            yield Filled(name, action, data, names, value[1])


def _data(form: Tag) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for tag in form.find_all(["input", "textarea", "select"], attrs={"name": True}):
        value = _value(tag, data)
        if value is not None:
            data[tag["name"]] = value
    return data


def _value(tag: Tag, data: dict[str, Any]) -> Any:
    name, kind = tag["name"], tag.get("type", "")
    if tag.name == "select":
        options = [option["value"] for option in tag.find_all("option") if option.get("value")]
        chosen = tag.find("option", selected=True)
        value = chosen.get("value") if chosen else ""
        return value or (options[0] if options else None)
    if kind in {"radio", "checkbox"}:
        if kind == "radio" and name not in data:
            return tag["value"]
        return tag.get("value", "on") if tag.has_attr("checked") else None
    if kind == "file":
        return SimpleUploadedFile("plan.pdf", b"%PDF-1.4 plan", "application/pdf")
    written = tag.get("value") if tag.name == "input" else tag.text.strip()
    if written:
        return written
    last = name.rpartition("-")[2]
    return in_a_month() if last in DAYS else TYPED.get(last, "")
