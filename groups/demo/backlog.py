"""What waits for the leading group of the demo, what it carried over, and who does what after."""

from datetime import timedelta

from elo_platform.accounts.models import User
from groups.demo.deep import DeepGroup
from groups.demo.stage import Stage
from groups.models import Meeting, Organisation
from groups.models.standing import Purpose
from groups.services.agenda import ItemValues, place_item
from groups.services.backlog import MatterValues, carry_item, suggest_matter
from groups.services.follow_ups import FollowUpValues, note_follow_up
from groups.states import MeetingState

CARRIED = ItemValues(
    title_sv="Gemensam väg till studie- och yrkesvägledning för vuxna",
    title_fi="Yhteinen polku aikuisten opinto- ja uraohjaukseen",
    text_sv="Förslag: en kontaktpunkt i varje kommun, samma blankett överallt.",
    text_fi="Ehdotus: yhteyspiste jokaisessa kunnassa, sama lomake kaikkialla.",
    purpose=Purpose.DECIDE,
    minutes=20,
    presenter="Arbetsgruppen",
    cost_sv="Två arbetsdagar per kommun, inga nya pengar.",
    cost_fi="Kaksi työpäivää kuntaa kohti, ei uutta rahaa.",
)
WAITING = (
    MatterValues(
        title_sv="Vägledning för dem som byter bransch",
        title_fi="Alanvaihtajien ohjaus",
        text_sv="Vi får frågor varje vecka och har inget gemensamt svar.",
        text_fi="Kysymyksiä tulee viikoittain, yhteistä vastausta ei ole.",
        minutes=25,
    ),
    MatterValues(
        title_sv="Besök hos Navigatorn",
        title_fi="Vierailu Ohjaamoon",
        purpose=Purpose.INFORM,
        minutes=10,
    ),
)


def fill_backlog(stage: Stage, deep: DeepGroup, coordinator: User) -> None:
    """Let matters wait, one come over from the last meeting, and an organisation do something."""
    body = deep.bodies["leading"]
    rows = Meeting.objects.filter(body=body, state=MeetingState.CALLED)
    last = rows.filter(ends_at__lt=stage.now).order_by("-starts_at").first()
    coming = rows.filter(starts_at__gt=stage.now).order_by("starts_at").first()
    if last is None or coming is None:
        return
    given = {"by": coordinator, "now": stage.now}
    before = last.starts_at - timedelta(days=1)
    item = place_item(meeting_id=last.pk, item=CARRIED, by=coordinator, now=before)
    carry_item(item_id=item.pk, meeting_id=coming.pk, **given)
    for values in WAITING:
        suggest_matter(body_id=body.pk, values=values, **given)
    members = Organisation.objects.members_of(group_id=deep.group.pk, body_id=body.pk)
    organisation = members.order_by("pk").first()
    if organisation is not None:
        values = FollowUpValues(
            organisation=organisation,
            due_on=stage.in_days(20),
            text_sv="Sammanställ kommunernas kontaktpunkter",
            text_fi="Kokoa kuntien yhteyspisteet",
        )
        note_follow_up(item_id=item.pk, values=values, **given)
