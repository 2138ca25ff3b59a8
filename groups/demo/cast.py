"""The accounts that the demo prints, and the words for what people do."""

from elo_platform.accounts.services.load_sets import Person

DOMAIN = "elo.example"
PASSWORD = "elo-demo"  # noqa: S105 - printed at every start of the demo

_CAST = (
    ("coordinator", "Saga Strandbäck", "sv", "samordnare"),
    ("coordinator.osterbotten", "Tuva Fjärdvik", "sv", "samordnare"),
    ("leading", "Onni Lehtovaara", "fi", "rehtori"),
    ("chair", "Alva Strandqvarn", "sv", "direktör"),
    ("deputy", "Aune Koivupelto", "fi", "järjestösihteeri"),
    ("member", "Eino Niittylampi", "sv", "studiehandledare"),
    ("working", "Hilja Harjuvesi", "fi", "opinto-ohjaaja"),
    ("contact", "Siri Ljungås", "sv", "utbildningschef"),
    ("staff", "Väinö Purokangas", "fi", "opinto-ohjaaja"),
    ("national", "Kerttu Saarivuo", "fi", "neuvotteleva virkamies"),
    ("researcher", "Holger Björkstig", "en", "researcher"),
    ("admin", "Lempi Kallioranta", "sv", "administratör"),
    ("admin.second", "Gunnel Rosnäset", "sv", "administratör"),
    ("outsider", "Ture Vågholm", "sv", "lärare"),
)
TITLES = {
    "sv": ("rektor", "utvecklingschef", "sakkunnig", "planerare", "enhetschef", "handledare"),
    "fi": ("rehtori", "kehityspäällikkö", "asiantuntija", "suunnittelija", "yksikön päällikkö"),
}


def account(key: str) -> str:
    """Return the address of a demo account."""
    return f"{key}@{DOMAIN}"


def cast() -> list[Person]:
    """Return the people whose accounts are printed."""
    return [
        Person(
            email=account(key),
            name=name,
            language=language,
            title=title,
            password=PASSWORD,
            is_staff=key.startswith("admin"),
            is_name_public=key.startswith("coordinator"),
        )
        for key, name, language, title in _CAST
    ]
