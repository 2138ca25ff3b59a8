"""What the demo's people talk about: transitions, pain points, agreed things tried in practice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A post: who of the body wrote it (a place in its list, or the coordinator), and how late."""

    by: int | str
    hours: float
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A discussion, begun so many days ago. `becomes` is what the coordinator made of it."""

    group: str
    space: str
    days: int
    title: str
    posts: tuple[Said, ...]
    language: str = "sv"
    becomes: str = ""
    is_closed: bool = False
    other_title: str = ""


COORDINATOR = "coordinator"

TALKS = (
    Talk(
        "pohjois-karjala", "network", 12, "Det saknas svensk studiepsykolog på andra stadiet",
        (
            Said(3, 0, "Våra studerande får vänta på svenska betydligt längre än på finska. I höst"
                 " har två avbrutit studierna under väntetiden.\n\nFinns det någon i regionen som"
                 " har löst detta?"),
            Said(6, 4.5, "Samma här. Vi köpte tjänsten av grannkommunen en termin, men avtalet tog"
                 " slut."),
            Said(9, 23, "Meillä jono on lyhyempi, ja voimme ottaa **kaksi nuorta viikossa**"
                 " joulukuuhun asti.", "fi"),
            Said(12, 48, "Vi utreder köptjänst för våren. Jag tar gärna med detta till"
                 " ledningsgruppen, om samordnaren lyfter ärendet."),
            Said(COORDINATOR, 72.5, "Tack, alla. Jag gör ett behov av det här, så att det får ett"
                 " svar."),
            Said(3, 241.2, "Väntetiden är nu sju veckor. På finska är den två."),
        ),
        becomes="need", other_title="Toiselta asteelta puuttuu ruotsinkielinen opintopsykologi",
    ),
    Talk(
        "pohjois-karjala", "network", 6, "Mikä tieto siirtyy, kun oppilas vaihtaa oppilaitosta?",
        (
            Said(5, 0, "Kerätään tähän lomakkeet, joita käytätte siirtymissä:\n\n- mitä kysytään\n"
                 "- kuka täyttää\n- kuka saa nähdä\n\nMeillä on oma malli, mutta se ei kata"
                 " aikuisia."),
            Said(8, 25.5, "Meillä käytetään kahta lomaketta, ja kumpikin kysyy samoja asioita"
                 " hiukan eri sanoin. Yksi riittäisi."),
            Said(2, 29, "Vi har en blankett på två språk. Den finns hos oss, be gärna om den.",
                 "sv"),
            Said(11, 50, "> Yksi riittäisi\n\nKannatan. Työryhmä voisi tehdä ehdotuksen"
                 " kevääksi."),
        ),
        language="fi", becomes="item",
        other_title="Vilken information följer med när en elev byter läroanstalt?",
    ),
    Talk(
        "pohjois-karjala", "group", 3, "Vägledarnas dag i februari: vem kan vara värd?",
        (
            Said(COORDINATOR, 0, "Seminariet om livslång vägledning hålls i år över två dagar."
                 " Vem har en sal för 120 personer och ett kök som räcker?\n\nSkriv här senast"
                 " i slutet av månaden."),
            Said(4, 5, "Vi har salen, men inte köket. Går det med catering?"),
            Said(7, 24.4, "Meillä on molemmat, mutta vain torstaina.", "fi"),
        ),
    ),
    Talk(
        "pohjois-karjala", "group", 30, "Arbetslivsmodulen: testgrupp sökes",
        (
            Said(1, 0, "Vi provar modulen med två grupper i vår. Vill någon vara med?"),
            Said(10, 30, "Gärna, med en grupp vuxna."),
            Said(1, 52, "Fint, då är vi tre grupper. Vi berättar i juni hur det gick."),
        ),
        is_closed=True,
    ),
    Talk(
        "pohjois-karjala", "leading", 8, "Hur får vi med näringslivet?",
        (
            Said(0, 0, "Platsen är tom sedan i somras. Vem känner någon som vi kan fråga?"),
            Said(2, 7, "Kauppakamarilla on koulutusvaliokunta. Voin kysyä sen"
                 " puheenjohtajalta.", "fi"),
            Said(1, 28, "Bra. Fråga också företagarna: de har olika kretsar."),
        ),
    ),
    Talk(
        "pohjois-karjala", "working", 5, "Nivelvaiheiden kuvaus: ensimmäinen luonnos",
        (
            Said(0, 0, "Luonnos kattaa viisi siirtymää. Kommentoikaa erityisesti kohtaa, jossa"
                 " opinnot keskeytyvät."),
            Said(1, 24.3, "Keskeytyksessä puuttuu se, kuka soittaa ensin. Nyt odotetaan, että"
                 " nuori soittaa."),
        ),
        language="fi",
    ),
    Talk(
        "keski-suomi", "network", 15, "Kipupiste: nuori odottaa, kun palvelut neuvottelevat",
        (
            Said(2, 0, "Kolme palvelua, kolme lähetettä ja sama nuori. Kuka sopii järjestyksestä?"),
            Said(5, 9, "Meillä sovittiin, että se, jonka luona nuori on, soittaa muille saman"
                 " päivän aikana. Toimii, kun on numerot."),
            Said(8, 29.6, "Numerot ovat se, mikä puuttuu. Yhteinen lista auttaisi jo paljon."),
        ),
        language="fi", becomes="need",
        other_title="Smärtpunkt: den unga väntar medan tjänsterna förhandlar",
    ),
    Talk(
        "keski-suomi", "group", 4, "Miten kerrotte Ohjaamosta yhdeksäsluokkalaisille?",
        (
            Said(1, 0, "Meillä käydään luokissa, mutta nuoret eivät muista siitä keväällä mitään."),
            Said(4, 6, "Tuokaa nuoret käymään. Yksi aamupäivä riittää."),
        ),
        language="fi",
    ),
    Talk(
        "pohjois-savo", "network", 9, "Sovittu käytäntöön: mitä kokeilitte syksyllä?",
        (
            Said(0, 0, "Keväällä sovimme, että työpaikkaohjaajien koulutus vakiinnutetaan."
                 " Miten teillä kävi?"),
            Said(3, 6.2, "1. Kaksi ryhmää alkoi\n2. Toinen jäi kesken\n3. Keväällä uudelleen"),
            Said(6, 31, "Meillä yksi ryhmä, ja palaute oli hyvää."),
        ),
        language="fi", becomes="item",
        other_title="Det överenskomna i praktiken: vad prövade ni i höst?",
    ),
    Talk(
        "pohjanmaa", "group", 7, "Vuxna vet inte vart de vänder sig",
        (
            Said(1, 0, "Den som vill byta yrke mitt i livet får tre olika svar av tre av oss."
                 " Kan vi åtminstone säga samma sak först?"),
            Said(4, 8, "Vi har en kort lista på nätet. Den behöver en ägare."),
            Said(2, 27, "Työllisyysalueella on sama ongelma. Lista kahdella kielellä,"
                 " kiitos.", "fi"),
            Said(COORDINATOR, 49, "Jag tar ägandet till nästa möte."),
        ),
        becomes="item", other_title="Aikuiset eivät tiedä, kenen puoleen kääntyä",
    ),
    Talk(
        "pohjanmaa", "network", 2, "Yhteinen tiedotustilaisuus: mistä haluatte kuulla?",
        (
            Said(3, 0, "Työllisyysalueen palvelut muuttuivat. Kysykää tässä etukäteen, niin"
                 " vastaamme paikalla."),
            Said(0, 4, "Hur går det till med handledning på svenska?", "sv"),
        ),
        language="fi",
    ),
)  # fmt: skip

ABOUT = {
    ("pohjois-karjala", "network"): (
        "Fråga, berätta vad ni har prövat, lyft det som skaver.",
        "Kysy, kerro kokeiluista, nosta esiin se, mikä hiertää.",
    ),
    ("pohjois-karjala", "group"): (
        "För alla i gruppen: sådant som rör mer än ett organ.",
        "Kaikille ryhmässä: asiat, jotka koskevat useampaa kuin yhtä toimielintä.",
    ),
    ("pohjanmaa", "group"): (
        "Skriv på ditt eget språk.",
        "Kirjoita omalla kielelläsi.",
    ),
}
