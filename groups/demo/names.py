"""Invented names of people and of organisations, the same at each run."""

from collections import Counter
from dataclasses import dataclass, field

FIRST = (
    "Alva", "Onni", "Saga", "Eino", "Tuva", "Väinö", "Lovisa", "Aarne", "Siri", "Ilmari", "Elsi",
    "Ture", "Hilja", "Sixten", "Aune", "Birger", "Kerttu", "Holger", "Lempi", "Ragnar", "Martta",
    "Valter", "Sylvi", "Torsten", "Impi", "Gunvor", "Toivo", "Signe", "Urho", "Astrid", "Armas",
    "Vendla", "Kauko", "Dagny", "Tauno", "Ebba", "Veikko", "Rut", "Sulo", "Majken", "Reino",
    "Tyra", "Jalmari", "Viola", "Aatos", "Greta", "Oiva", "Elna", "Taimi", "Hugo",
)  # fmt: skip
LAST = (
    "Strandvik", "Lehtola", "Björkåker", "Koivuranta", "Åkerfors", "Niittymaa", "Ljungholm",
    "Harjupelto", "Sundfors", "Kalliovuo", "Granholmen", "Saarenpolku", "Viksten", "Lampiniitty",
    "Hedåker", "Purolehto", "Almvik", "Kiviselkä", "Rönnskog", "Pihlajanoja", "Sjöstig",
    "Ojaranta", "Tallvik", "Mäkisalo", "Dalkulla", "Aaltovuo", "Fyrgård", "Lähdekorpi", "Myrstad",
    "Vuorenkangas", "Bäckås", "Salmikari", "Lindvass", "Kanervamaa", "Ängsholm", "Hakaniitty",
    "Forsåker", "Metsälampi", "Holmstig", "Peltosuo", "Stengrund", "Luotoranta", "Vågvik",
    "Honkavesi", "Klippås", "Kuusiharju", "Hamnskog",
)  # fmt: skip
WORDS = (
    ("Strand", "Ranta"), ("Ås", "Harju"), ("Udden", "Niemi"), ("Viken", "Poukama"),
    ("Åkern", "Pelto"), ("Skogen", "Metsä"), ("Ljungen", "Kanerva"), ("Bäcken", "Puro"),
    ("Klippan", "Kallio"), ("Björken", "Koivu"), ("Tallen", "Mänty"), ("Granen", "Kuusi"),
    ("Ängen", "Niitty"), ("Holmen", "Luoto"), ("Sundet", "Salmi"), ("Forsen", "Koski"),
    ("Sjön", "Järvi"), ("Lunden", "Lehto"), ("Stenen", "Kivi"), ("Fyren", "Majakka"),
    ("Hamnen", "Satama"), ("Bron", "Silta"), ("Ön", "Saari"), ("Berget", "Vuori"),
    ("Källan", "Lähde"), ("Rönnen", "Pihlaja"), ("Vågen", "Aalto"), ("Stigen", "Polku"),
    ("Dalen", "Laakso"), ("Heden", "Kangas"),
)  # fmt: skip

# By category: Swedish and Finnish pattern. {w} a word, {of} the region, {town} the town.
PATTERNS = {
    "CENTRE": ("Centralen {w}", "Keskus {w}"),
    "EMPL": ("{of} sysselsättningsområde", "{of} työllisyysalue"),
    "STATE": ("Statens tillsyn {w}", "Valtion valvonta {w}"),
    "HE": ("Yrkeshögskolan {w}", "Ammattikorkeakoulu {w}"),
    "VET": ("Yrkesinstitutet {w}", "Ammattiopisto {w}"),
    "REGCO": ("{of} förbund", "{of} liitto"),
    "LIBED": ("Medborgarinstitutet {w}", "Kansalaisopisto {w}"),
    "INTEREST": ("Arbetsmarknadsforumet {w}", "Työmarkkinafoorumi {w}"),
    "MUNYOUTH": ("{town}, ungdomsväsendet", "{town}, nuorisotoimi"),
    "MUNSOC": ("{of} välfärdsområde, socialväsendet", "{of} hyvinvointialue, sosiaalitoimi"),
    "MUNHEALTH": ("{of} välfärdsområde, hälsoväsendet", "{of} hyvinvointialue, terveystoimi"),
    "WORKSHOP": ("Ungdomsverkstaden {w}", "Nuorten työpaja {w}"),
    "OUTREACH": ("Uppsökande ungdomsarbetet {w}", "Etsivä nuorisotyö {w}"),
    "BUSINESS": ("Näringslivsforumet {w}", "Elinkeinofoorumi {w}"),
    "COMPANY": ("Mekaniska {w} Ab", "Konepaja {w} Oy"),
    "NGO": ("Föreningen {w}", "Yhdistys {w}"),
    "PROJECT": ("Projektet {w}", "Hanke {w}"),
    "MUN": ("{town}, bildningsväsendet", "{town}, sivistystoimi"),
    "SCHOOL": ("Gymnasiet {w}", "Lukio {w}"),
    "OTHER": ("Biblioteken {w}", "Kirjastot {w}"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A region's words, as names of organisations need them."""

    code: str
    of_sv: str
    of_fi: str
    town: str
    town_fi: str


@dataclass(slots=True)
class Namer:
    """Gives each person and each organisation a name that no other has."""

    people: int = 0
    suffix: str = ""
    used: Counter = field(default_factory=Counter)

    def person(self) -> str:
        """Return the next full name; FIRST and LAST have no common divisor of length."""
        name = f"{FIRST[self.people % len(FIRST)]} {LAST[self.people % len(LAST)]}"
        self.people += 1
        return name

    def organisation(self, key: str, place: Place) -> tuple[str, str]:
        """Return the Swedish and the Finnish name of the next organisation of a category."""
        number = self.used[key]
        self.used[key] += 1
        sv, fi = PATTERNS[key]
        word_sv, word_fi = WORDS[number % len(WORDS)]
        names = (
            sv.format(w=word_sv, of=place.of_sv, town=place.town),
            fi.format(w=word_fi, of=place.of_fi, town=place.town_fi),
        )
        # A second one of the same name says which it is.
        self.used[names] += 1
        more = self.used[names] + (number // len(WORDS) if "{w}" in sv else 0)
        tail = f" {more}" if more > 1 else ""
        return names[0] + tail + self.suffix, names[1] + tail + self.suffix


def address_of(name: str, domain: str) -> str:
    """Return a work address: the name in plain letters."""
    plain = name.lower().replace(" ", ".").translate(str.maketrans("åäö", "aao"))
    return f"{plain}@{domain}"
