"""Events with all that is written of one, and a study with its file: more doors of the canary."""

from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from groups.models import Document, Event, EventSeries, Study, StudyUse
from groups.models.document import DocumentReach
from groups.services.documents import keep_document
from tests.factories import today
from tests.plans.plans import make_goal, make_plan
from tests.world import World, make_event

# How each event stands, by what its door is called.
EVENTS: dict[str, dict[str, Any]] = {
    "draft": {"state": "draft", "opened_at": None},
    "of a body": {"visibility": "body"},
    "of a group": {"wants_suggestions_until": today()},
    "gone by": {"days": -2, "visibility": "all_regions"},
    "follow-up": {"days": -1, "visibility": "public", "is_open_signup": True},
}
PAGES = ("event_detail", "event_participants", "event_calendar", "event_notes", "event_send")


def whole_doors(world: World) -> dict[str, str]:
    """Return the pages of events that are written full, and of a study that has a file."""
    doors = {}
    for name, fields in EVENTS.items():
        event = _whole(world, **fields)
        for page in PAGES:
            doors[f"{page} {name}"] = reverse(f"groups:{page}", args=[event.pk])
    study = _study(world)
    doors["study with a file"] = reverse("groups:study_detail", args=[study.pk])
    for document in Document.objects.filter(name="whole.pdf"):
        url = reverse("groups:document_file", args=[document.pk])
        doors[f"file {document.pk}"] = url
    goal = StudyUse.objects.get(study=study).node_id
    return doors | {"goal with a study": reverse("plans:goal_detail", args=[goal])}


def _whole(world: World, **fields: Any) -> Event:
    by, now = world.people["coordinator"], timezone.now()
    series = EventSeries.objects.create(
        group=world.group, title_sv="Serie", made_by=by, made_at=now
    )
    if fields.get("visibility") == "body":
        fields = fields | {"body": world.leading}
    event = make_event(world, series=series, **fields)
    event.programme.create(number=1, title_sv="Kaffe", speaker="Alva Strand")
    event.materials.create(document=_file(world))
    event.suggestions.create(text="Övergångar", language="sv", by=by, at=now, is_chosen=True)
    guest = {"name": "Tyyne Vieras", "address": f"guest{event.pk}@elo.example", "language": "fi"}
    guest |= {"organisation_text": "Ranta", "needs_text": "Hiss", "shows_name": True}
    place = {"state": "coming", "number": 2, "placed_at": now, "at": now, "changed_at": now}
    event.signups.create(**guest, **place)
    for useful in range(1, 6):
        event.feedback.create(useful=useful, text="Mera tid", language="sv", on=today())
    return event


def _study(world: World) -> Study:
    given = {"added_by": world.people["coordinator"], "changed_at": timezone.now()}
    given |= {"added_at": timezone.now(), "document": _file(world)}
    study = Study.objects.create(group=world.group, title_sv="Framsyn", **given)
    goal = make_goal(plan=make_plan(group=world.group))
    place = {"node_kind": "goal", "node_id": goal.pk}
    StudyUse.objects.create(study=study, by=given["added_by"], at=timezone.now(), **place)
    return study


def _file(world: World) -> Document:
    file = ContentFile(b"%PDF-1.7 slides", name="whole.pdf")
    given = {"reach": DocumentReach.MANAGERS, "by": world.people["coordinator"]}
    return keep_document(group=world.group, file=file, now=timezone.now(), **given)
