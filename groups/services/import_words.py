"""What the columns and the fixed values of an imported list may be called, in three languages."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from groups.kinds import MayCommit, PositionLevel
from groups.states import HolderKind

# The columns, in the order of the template and of the export, under the names they have there.
LABELS: dict[str, Promise] = {
    "body": _("Body"),
    "organisation": _("Organisation"),
    "organisation_sv": _("Organisation in Swedish"),
    "organisation_fi": _("Organisation in Finnish"),
    "category": _("Represents"),
    "kind": _("Member or deputy"),
    "name": _("Name"),
    "address": _("E-mail"),
    "language": _("Language"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "position": _("Position level"),
    "may_commit": _("May commit"),
}
# What people call them in lists of their own.
HEADERS: dict[str, str] = {
    "body": "toimielin|ryhmä|organ|grupp|body|group",
    "organisation": (
        "organisaatio|taustaorganisaatio|työnantaja|organisation|organization|arbetsgivare|employer"
    ),
    "organisation_sv": (
        "organisaatio ruotsiksi|organisation på svenska|organisation in swedish"
        "|organisaatio (sv)|organisation (sv)"
    ),
    "organisation_fi": (
        "organisaatio suomeksi|organisation på finska|organisation in finnish"
        "|organisaatio (fi)|organisation (fi)"
    ),
    "category": (
        "taho|edustaa|edustettu taho|instans|kategori|representerar|företräder|category|represents"
    ),
    "kind": (
        "jäsen tai varajäsen|jäsen/varajäsen|jäsenyys|rooli|ordinarie eller ersättare"
        "|ledamot eller ersättare|roll|som|as|role|member or deputy"
    ),
    "name": "nimi|henkilö|jäsenen nimi|namn|person|name",
    "address": "sähköposti|sähköpostiosoite|e-post|epost|e-postadress|email|e-mail|e-mail address",
    "language": "kieli|asiointikieli|språk|kontaktspråk|language",
    "starts_on": (
        "alkaen|alku|alkaa|toimikausi alkaa|toimikauden alku|ensimmäinen päivä|från|fr.o.m.|börjar"
        "|första dag|första dagen|from|start|first day"
    ),
    "ends_on": (
        "asti|päättyy|loppu|toimikausi päättyy|toimikauden loppu|viimeinen päivä|till|t.o.m."
        "|slutar|sista dag|sista dagen|to|until|end|last day"
    ),
    "position": "asema organisaatiossa|asemataso|ställning i organisationen|befattningsnivå|level",
    "may_commit": "valtuus|voi sitoutua|mandat|fullmakt|får binda|mandate|may commit",
}
KINDS = {
    HolderKind.PRINCIPAL: (
        "jäsen|varsinainen|varsinainen jäsen|ordinarie|ordinarie medlem|ordinarie ledamot|ledamot"
        "|medlem|member|principal"
    ),
    HolderKind.DEPUTY: "vara|varajäsen|ersättare|suppleant|deputy|deputy member",
}
POSITIONS = {
    PositionLevel.LEADING: "johto|johtaja|ledning|chef|leading|manager",
    PositionLevel.MIDDLE: "keskijohto|mellanledning|mellanchef|middle",
    PositionLevel.EXPERT: "asiantuntija|suunnittelija|sakkunnig|expert|planerare|planner",
    PositionLevel.PRACTITIONER: "ohjaustyö|ohjaaja|vägledningsarbete|vägledare|practitioner",
}
COMMITS = {
    MayCommit.YES: "kyllä|ja|yes|x",
    MayCommit.CONSULTING: "kuultuaan|efter samråd|consulting|after consulting",
    MayCommit.NO: "ei|nej|no",
}
LANGUAGES = {
    "sv": "sv|ruotsi|svenska|swedish",
    "fi": "fi|suomi|finska|finnish",
    "en": "en|englanti|engelska|english",
}


def bare(*, text: str) -> str:
    """Return `text` as it is compared: without case, blanks and what marks a required column."""
    return "".join(text.casefold().split()).rstrip(":*")


def header_words() -> dict[str, str]:
    """Return the field of each header known, as `bare` gives it."""
    return _words(HEADERS, LABELS.items())


def value_words() -> dict[str, dict[str, str]]:
    """Return, for each field with fixed values, the value of each word known."""
    return {
        "kind": _words(KINDS, _choices(HolderKind)),
        "position": _words(POSITIONS, _choices(PositionLevel)),
        "may_commit": _words(COMMITS, _choices(MayCommit)),
        "language": _words(LANGUAGES, settings.LANGUAGE_NAMES.items()),
    }


def _choices(choices: type[models.TextChoices]) -> list[tuple[str, str | Promise]]:
    return [(value, label) for value, label in choices.choices if value]


def _words(known: Mapping[str, str], labels: Iterable[tuple[str, str | Promise]]) -> dict[str, str]:
    """Join the words in the table with the names that the pages use, in every language."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {bare(text=str(label)): str(value) for value, label in labels}
    for value, words in known.items():
        found |= {bare(text=word): str(value) for word in words.split("|")}
    return found
