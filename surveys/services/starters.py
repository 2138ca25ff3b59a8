"""Questions to begin with: an open survey to those who guide.

Source: the question examples of the ELO groups' method guide, in our own words.
"""

from surveys.kinds import QuestionKind
from surveys.services.values import ChoiceValues, QuestionValues, SectionValues, SurveyTexts

_SECTORS = (
    ("Grundläggande utbildning", "Perusopetus"),
    ("Gymnasium", "Lukio"),
    ("Yrkesutbildning", "Ammatillinen koulutus"),
    ("Högskola", "Korkeakoulu"),
    ("Fritt bildningsarbete", "Vapaa sivistystyö"),
    ("Sysselsättningstjänster", "Työllisyyspalvelut"),
    ("Ungdomsarbete och Ohjaamo", "Nuorisotyö ja Ohjaamo"),
    ("Social- och hälsovård", "Sosiaali- ja terveyspalvelut"),
    ("Organisationer och församlingar", "Järjestöt ja seurakunnat"),
    ("Arbetslivet", "Työelämä"),
)
_AGES = (
    ("Under 13 år", "Alle 13-vuotiaita"),
    ("13–15 år", "13–15-vuotiaita"),
    ("16–19 år", "16–19-vuotiaita"),
    ("20–29 år", "20–29-vuotiaita"),
    ("30–64 år", "30–64-vuotiaita"),
    ("65 år eller äldre", "65 vuotta täyttäneitä"),
)
_TRANSITIONS = (
    ("Från förskola till grundläggande utbildning", "Esiopetuksesta perusopetukseen"),
    ("Från grundläggande utbildning till andra stadiet", "Perusopetuksesta toiselle asteelle"),
    ("Från andra stadiet till högskola eller arbete", "Toiselta asteelta korkeakouluun tai työhön"),
    (
        "Från avbrutna studier tillbaka till studier",
        "Keskeytyneistä opinnoista takaisin opintoihin",
    ),
    ("Från arbetslöshet till utbildning eller arbete", "Työttömyydestä koulutukseen tai työhön"),
    ("Från arbete till ett nytt yrke", "Työstä uuteen ammattiin"),
    ("Integration till studier eller arbete", "Kotoutumisesta opintoihin tai työhön"),
    ("Jag kan inte säga", "En osaa sanoa"),
)
_FORMS = (
    ("Gemensamma utbildningar", "Yhteiset koulutukset"),
    ("Träffar inom den egna sektorn", "Oman toimialan tapaamiset"),
    ("Träffar över sektorgränserna", "Toimialarajat ylittävät tapaamiset"),
    ("En karta över tjänster och kontaktpersoner", "Kartta palveluista ja yhteyshenkilöistä"),
    ("Gemensamma blanketter för överföring av uppgifter", "Yhteiset lomakkeet tiedonsiirtoon"),
    ("Kollegial handledning", "Vertaisohjaus"),
)
NO_CLIENTS = (
    "Skriv inte namn eller andra uppgifter om klienter.",
    "Älä kirjoita nimiä tai muita asiakkaan tietoja.",
)


def _choices(pairs: tuple[tuple[str, str], ...]) -> tuple[ChoiceValues, ...]:
    return tuple(ChoiceValues(sv, fi) for sv, fi in pairs)


GUIDANCE_STAFF_TEXTS = SurveyTexts(
    title_sv="Enkät till vägledare",
    title_fi="Kysely ohjaustyötä tekeville",
    intro_sv=(
        "Vi vill veta var vägledningen fungerar och var den brister. Det tar ungefär sex minuter."
    ),
    intro_fi=(
        "Haluamme tietää, missä ohjaus toimii ja missä se takkuaa. "
        "Vastaaminen vie noin kuusi minuuttia."
    ),
    audience_sv="Alla som vägleder barn, unga eller vuxna i regionen",
    audience_fi="Kaikki, jotka ohjaavat lapsia, nuoria tai aikuisia alueella",
    thanks_sv="Svaren förs samman i teman, och på en egen sida berättar vi vad de ledde till.",
    thanks_fi="Vastaukset kootaan teemoiksi, ja kerromme omalla sivullaan, mihin ne johtivat.",
)
GUIDANCE_STAFF: tuple[SectionValues, ...] = (
    SectionValues(
        "Var du arbetar",
        "Missä työskentelet",
        questions=(
            QuestionValues(
                kind=QuestionKind.SINGLE,
                text_sv="Inom vilken sektor vägleder du?",
                text_fi="Millä toimialalla ohjaat?",
                is_required=True,
                is_sector=True,
                choices=_choices(_SECTORS),
            ),
            QuestionValues(
                kind=QuestionKind.MULTIPLE,
                text_sv="Hur gamla är de som du vägleder?",
                text_fi="Minkä ikäisiä ohjattavasi ovat?",
                choices=_choices(_AGES),
            ),
        ),
    ),
    SectionValues(
        "Övergångarna",
        "Siirtymävaiheet",
        questions=(
            QuestionValues(
                kind=QuestionKind.MULTIPLE,
                text_sv="I vilken övergång fungerar samarbetet sämst där du arbetar?",
                text_fi="Missä siirtymässä yhteistyö toimii heikoimmin siellä, missä työskentelet?",
                help_sv="Välj en eller två.",
                help_fi="Valitse yksi tai kaksi.",
                is_required=True,
                max_choices=2,
                choices=_choices(_TRANSITIONS),
            ),
            QuestionValues(
                text_sv="Berätta om en situation där vägledningen brast",
                text_fi="Kerro tilanteesta, jossa ohjaus ei toiminut",
                help_sv=NO_CLIENTS[0],
                help_fi=NO_CLIENTS[1],
            ),
            QuestionValues(
                text_sv="Vilka uppgifter saknas oftast när någon byter skola eller tjänst?",
                text_fi="Mitkä tiedot puuttuvat useimmin, kun joku vaihtaa koulua tai palvelua?",
                help_sv=NO_CLIENTS[0],
                help_fi=NO_CLIENTS[1],
            ),
        ),
    ),
    SectionValues(
        "Nätverket",
        "Verkosto",
        questions=(
            QuestionValues(
                kind=QuestionKind.SCALE,
                text_sv="Jag vet vem jag ska kontakta när någon behöver annat stöd än mitt",
                text_fi="Tiedän, kehen otan yhteyttä, kun joku tarvitsee muuta kuin minun tukeani",
                is_required=True,
                low_sv="Stämmer inte alls",
                low_fi="Ei pidä lainkaan paikkaansa",
                high_sv="Stämmer helt",
                high_fi="Pitää täysin paikkansa",
            ),
            QuestionValues(
                kind=QuestionKind.MULTIPLE,
                text_sv="Vad skulle hjälpa dig mest i ditt arbete?",
                text_fi="Mikä auttaisi sinua eniten työssäsi?",
                choices=_choices(_FORMS),
            ),
            QuestionValues(
                text_sv="Vilken förändring skulle du göra först?",
                text_fi="Minkä muutoksen tekisit ensimmäisenä?",
                help_sv=NO_CLIENTS[0],
                help_fi=NO_CLIENTS[1],
            ),
        ),
    ),
)
