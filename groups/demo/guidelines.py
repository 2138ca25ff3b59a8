"""Guidelines of the demo: in force, before the leading group, open for comments, drafted."""

from datetime import date, timedelta

from elo_platform.accounts.models import User
from groups.demo.cast import cast
from groups.demo.stage import Stage
from groups.models import EloGroup, Guideline
from groups.models.group import BodyKind
from groups.permissions import GroupPermission, Role, Visibility
from groups.querysets.answerers import people_answering_for
from groups.querysets.readers import people_permitted_in_group
from groups.services.acknowledgements import acknowledge
from groups.services.guideline_steps import (
    approve_guideline,
    open_guideline,
    publish_guideline,
    revise_guideline,
    submit_guideline,
)
from groups.services.guidelines import (
    GuidelineValues,
    ask_for_comments,
    change_guideline,
    comment_on_guideline,
    draft_guideline,
    reply_to_comment,
)

GROUPS = ("pohjanmaa", "pohjois-karjala")
_TRANSITIONS = {
    "title_sv": "Ingen blir utan vägledning i en övergång",
    "title_fi": "Kukaan ei jää ilman ohjausta nivelvaiheessa",
    "basis_sv": "Strategin för livslång vägledning och de nationella kriterierna för god"
    " vägledning.",
    "basis_fi": "Elinikäisen ohjauksen strategia ja hyvän ohjauksen kansalliset kriteerit.",
}
_FIRST = {
    "text_sv": "Varje organisation namnger en kontaktperson för övergångar.\n\nDen som byter"
    " läroanstalt eller tjänst får ett namn och en tid innan den gamla kontakten upphör.",
    "text_fi": "Jokainen organisaatio nimeää yhteyshenkilön nivelvaiheisiin.\n\nOppilaitosta tai"
    " palvelua vaihtava saa nimen ja ajan ennen kuin aiempi yhteys päättyy.",
}
_SECOND = {
    "text_sv": "Varje organisation namnger en kontaktperson och en ersättare för övergångar.\n\n"
    "Den som byter läroanstalt eller tjänst får ett namn och en tid inom två veckor, innan den"
    " gamla kontakten upphör.",
    "text_fi": "Jokainen organisaatio nimeää yhteyshenkilön ja sijaisen nivelvaiheisiin.\n\n"
    "Oppilaitosta tai palvelua vaihtava saa nimen ja ajan kahdessa viikossa, ennen kuin aiempi"
    " yhteys päättyy.",
}
_LANGUAGES = GuidelineValues(
    title_sv="Vägledning på det språk som den sökande väljer",
    title_fi="Ohjausta hakijan valitsemalla kielellä",
    text_sv="Vägledning ges på svenska och finska, och vid behov med tolk. Språket frågas vid"
    " första kontakten.",
    text_fi="Ohjausta annetaan suomeksi ja ruotsiksi, tarvittaessa tulkin avulla. Kieltä"
    " kysytään ensimmäisessä yhteydenotossa.",
    basis_sv="Språklagen och behoven som nätverket har lyft.",
    basis_fi="Kielilaki ja verkoston nostamat tarpeet.",
)
_DISTANCE = GuidelineValues(
    title_sv="Vägledning på distans är lika bra som på plats",
    title_fi="Etäohjaus on yhtä hyvää kuin lähiohjaus",
    text_sv="Organisationerna ordnar vägledning på distans med samma tider och samma"
    " utbildade handledare som på plats.",
    text_fi="Organisaatiot järjestävät etäohjausta samoin ajoin ja samoin koulutetuin ohjaajin"
    " kuin lähellä.",
)
_MEANS = (
    ("sv", "Studiehandledarna delar upp övergångarna mellan sig och namnen finns på webben."),
    ("fi", "Yhteyshenkilö on nimetty, ja hänen aikansa on kirjattu työsuunnitelmaan."),
    ("sv", ""),
    ("fi", "Päivitämme siirtolomakkeen ja käymme sen läpi henkilöstön kanssa elokuussa."),
)


def lay_guidelines(stage: Stage, groups: dict[str, tuple[EloGroup, User]]) -> None:
    """Let two leading groups come to guidelines, each a different way along."""
    for key in GROUPS:
        group, coordinator = groups[key]
        _in_force(stage, group, coordinator)
        _on_its_way(stage, group, coordinator)
        _asked_about(stage, group, coordinator)


def _in_force(stage: Stage, group: EloGroup, coordinator: User) -> None:
    """Publish a guideline in its second edition, and let organisations take it in."""
    chair = _chair(group, coordinator)
    body = group.bodies.get(kind=BodyKind.LEADING)
    starts_on = date(stage.today.year, 1, 1)
    held = {"starts_on": starts_on, "ends_on": date(stage.today.year + 3, 12, 31)}
    first = GuidelineValues(**_TRANSITIONS, **_FIRST, **held)
    at = stage.now - timedelta(days=200)
    guideline = draft_guideline(body_id=body.pk, values=first, by=coordinator, now=at)
    _approve(guideline, chair, coordinator, at)
    at = stage.now - timedelta(days=24)
    revise_guideline(guideline_id=guideline.pk, by=coordinator, now=at)
    guideline.refresh_from_db()
    change_guideline(
        guideline_id=guideline.pk,
        version=guideline.version,
        values=GuidelineValues(**_TRANSITIONS, **_SECOND, **held),
        by=chair,
        now=at,
    )
    _approve(guideline, chair, coordinator, at)
    given = {"guideline_id": guideline.pk, "by": coordinator, "now": at}
    publish_guideline(answer_by=stage.today + timedelta(days=5), **given)
    open_guideline(visibility=Visibility.ALL_REGIONS, **given)
    _take_in(stage, guideline, coordinator)


def _approve(guideline: Guideline, chair: User, coordinator: User, at: object) -> None:
    submit_guideline(guideline_id=guideline.pk, by=coordinator, now=at)
    guideline.refresh_from_db()
    approve_guideline(
        guideline_id=guideline.pk, version=guideline.version, outcome_id=None, by=chair, now=at
    )


def _take_in(stage: Stage, guideline: Guideline, coordinator: User) -> None:
    """Let every second organisation answer; those of the printed accounts do so by hand."""
    own = {person.email for person in cast()}
    rows = guideline.acknowledgements.order_by("pk")[::2]
    for place, row in enumerate(rows):
        people = people_answering_for(row.organisation_id, guideline.group_id).order_by("pk")
        person = people.exclude(email__in=own).exclude(pk=coordinator.pk).first()
        language, meaning = _MEANS[place % len(_MEANS)]
        if person:
            acknowledge(
                acknowledgement_id=row.pk,
                version=0,
                meaning=meaning,
                language=language,
                by=person,
                now=stage.now - timedelta(days=10),
            )


def _on_its_way(stage: Stage, group: EloGroup, coordinator: User) -> None:
    body, at = group.bodies.get(kind=BodyKind.LEADING), stage.now - timedelta(days=4)
    given = {"by": coordinator, "now": at}
    guideline = draft_guideline(body_id=body.pk, values=_LANGUAGES, **given)
    submit_guideline(guideline_id=guideline.pk, **given)


def _asked_about(stage: Stage, group: EloGroup, coordinator: User) -> None:
    """Ask for comments on a draft; two have come, and one has a reply."""
    body, at = group.bodies.get(kind=BodyKind.LEADING), stage.now - timedelta(days=6)
    given = {"by": coordinator, "now": at}
    guideline = draft_guideline(body_id=body.pk, values=_DISTANCE, **given)
    until = stage.today + timedelta(days=12)
    ask_for_comments(guideline_id=guideline.pk, comments_by=until, **given)
    own = {person.email for person in cast()}
    people = people_permitted_in_group(group.pk, GroupPermission.GIVE_PULSE)
    one, other = people.exclude(pk=coordinator.pk).exclude(email__in=own).order_by("pk")[:2]
    said = (
        (one, "sv", "Bra. Nämn också att rummet ska gå att boka kvällstid."),
        (other, "fi", "Tarvitsemme ensin yhteiset välineet."),
    )
    for person, language, text in said:
        comment = comment_on_guideline(
            guideline_id=guideline.pk, text=text, language=language, by=person, now=stage.now
        )
        if person == one:
            text = "Tack, det skrivs in i nästa version."
            reply_to_comment(comment_id=comment.pk, text=text, by=coordinator, now=stage.now)


def _chair(group: EloGroup, coordinator: User) -> User:
    """Return who chairs the leading group; the coordinator where nobody does."""
    chairs = User.objects.filter(
        role_grants__role=Role.CHAIR, role_grants__body__group=group, is_active=True
    )
    chairs = chairs.filter(role_grants__body__kind=BodyKind.LEADING)
    return chairs.order_by("pk").first() or coordinator
