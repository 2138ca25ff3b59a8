"""What the demo's respondents write: invented, by matter, an opening and what came of it."""

# Of each matter: how it begins, and how it goes on. Any of the first fits any of the second.
STORIES: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = {
    "fi": (
        (
            (
                "Yhdeksäsluokkalaisesta ei siirtynyt mitään tietoa toiselle asteelle.",
                "Opinto-ohjaaja vaihtui kesällä, ja kaikki sovittu jäi hänen muistiinsa.",
                "Uudessa oppilaitoksessa kysyttiin samat asiat kolmannen kerran.",
                "Tiedonsiirron lomake oli täytetty, mutta sitä ei ollut avattu.",
                "Lupa tietojen siirtoon kysyttiin vasta syyskuussa.",
            ),
            (
                "Tuki alkoi vasta syysloman jälkeen.",
                "Aloitimme elokuussa aivan alusta.",
                "Perhe joutui kertomaan kaiken uudestaan.",
                "Nuori ehti ajatella, ettei kukaan välitä.",
                "Ensimmäiset viikot menivät hukkaan.",
            ),
        ),
        (
            (
                "Psykologin ajan sai vasta kolmen kuukauden päähän.",
                "Kuraattori käy meillä kerran viikossa, eikä aikoja riitä.",
                "Matalan kynnyksen palvelu lopetettiin, eikä tilalle tullut mitään.",
                "Lähetteen jälkeen ei kuulunut mitään.",
            ),
            (
                "Sillä välin opinnot keskeytyivät.",
                "Opettaja hoiti tilannetta yksin koko syksyn.",
                "Nuori jäi kotiin, ja siitä oli vaikea palata.",
                "Soitin itse viiteen paikkaan ennen kuin joku vastasi.",
            ),
        ),
        (
            (
                "Alaa vaihtava aikuinen ei tiennyt, kenelle soittaa.",
                "Työtön kävi kolmessa toimistossa saman kysymyksen kanssa.",
                "Aikuisohjausta saa vain se, joka osaa pyytää sitä oikealla nimellä.",
                "Työssä oleva ei pääse ohjaukseen, koska kaikki ajat ovat päivällä.",
            ),
            (
                "Lopulta hän luopui koko ajatuksesta.",
                "Oikea paikka löytyi sattumalta.",
                "Jokainen neuvoi jonkun toisen luo.",
                "Hakuaika ehti mennä ohi.",
            ),
        ),
        (
            (
                "Työpaikalla ei ollut ketään, joka olisi ehtinyt ohjata.",
                "Työelämään tutustuminen peruttiin kahdesti.",
                "Opiskelija valmistui tuntematta yhtään alan työpaikkaa.",
            ),
            (
                "Harjoittelupaikka jäi saamatta.",
                "Ohjaus jäi opettajan puheluihin.",
                "Yrityksille pitäisi kertoa, mitä heiltä toivotaan.",
            ),
        ),
        (
            (
                "Maahan muuttanut sai ohjausta vain suomeksi, jota hän ei vielä osannut.",
                "Kotoutumissuunnitelma ja opintosuunnitelma eivät tienneet toisistaan.",
                "Aiempaa tutkintoa ei osattu tunnistaa.",
            ),
            (
                "Hän ohjautui alalle, jota ei ollut toivonut.",
                "Puoli vuotta kului odottaessa.",
                "Tulkki olisi ratkaissut asian yhdessä tapaamisessa.",
            ),
        ),
    ),
    "sv": (
        (
            (
                "Uppgifterna följde inte med från nian.",
                "Studiehandledaren byttes på sommaren, och det som hade avtalats försvann.",
                "I den nya skolan ställdes samma frågor för tredje gången.",
            ),
            (
                "Vi började om från noll i augusti.",
                "Stödet kom i gång först efter höstlovet.",
                "Familjen fick berätta allt en gång till.",
            ),
        ),
        (
            (
                "På svenska är väntetiden till psykolog flera månader.",
                "Kuratorn är hos oss en dag i veckan och hinner inte med alla.",
                "Lågtröskelmottagningen finns bara på finska.",
            ),
            (
                "Den unga hann avbryta studierna.",
                "Läraren stod ensam hela hösten.",
                "Vi ringde runt tills någon råkade ha tid.",
            ),
        ),
        (
            (
                "Den vuxna som ville byta yrke visste inte vem man ringer.",
                "En arbetslös skickades mellan tre kontor med samma fråga.",
                "Vägledning för vuxna finns bara på dagtid.",
            ),
            (
                "Ansökningstiden hann gå ut.",
                "Till slut gav personen upp.",
                "Rätt ställe hittades av en slump.",
            ),
        ),
        (
            (
                "På arbetsplatsen fanns ingen som hade tid att handleda.",
                "Praon ställdes in två gånger.",
            ),
            (
                "Den studerande blev färdig utan att ha sett branschen.",
                "Företagen borde få veta vad som väntas av dem.",
            ),
        ),
    ),
}
LACKING: dict[str, tuple[str, ...]] = {
    "fi": (
        "Mitä tukea on jo kokeiltu ja mikä auttoi",
        "Oppimisen tuen tarve ja tehdyt järjestelyt",
        "Kuka on yhteyshenkilö edellisessä paikassa",
        "Mitä nuoren kanssa on sovittu",
        "Kesken jääneet opinnot ja niiden syyt",
        "Muut palvelut, joissa asiakas jo käy",
        "Äidinkieli ja kielitaito",
        "Nuoren omat toiveet ja vahvuudet",
        "Lupa siirtää tietoja",
        "Työkyvyn rajoitteet siltä osin kuin ne vaikuttavat opintoihin",
    ),
    "sv": (
        "Vilket stöd som redan har prövats",
        "Vem man kan fråga i den förra skolan",
        "Vad som har avtalats med den unga",
        "Avbrutna studier och varför",
        "Språk och språkkunskaper",
        "Den ungas egna önskemål",
    ),
}
FIRST: dict[str, tuple[str, ...]] = {
    "fi": (
        "Jokaiselle siirtyvälle nimetty yhteyshenkilö elokuun loppuun",
        "Yksi yhteinen lomake koko maakuntaan",
        "Kartta palveluista, jossa on puhelinnumerot",
        "Iltavastaanotto aikuisille",
        "Yhteinen koulutuspäivä kaikille ohjaajille kerran vuodessa",
        "Jalkautuva psykologi oppilaitoksiin",
        "Työpaikkaohjaajille oma koulutus",
        "Säännöllinen tapaaminen työllisyyspalvelujen kanssa",
        "Lupa tiedonsiirtoon kysytään jo keväällä",
        "Ohjaamon palvelut myös pieniin kuntiin",
    ),
    "sv": (
        "En namngiven kontaktperson för var och en som byter skola",
        "En gemensam blankett i hela landskapet",
        "En karta över tjänsterna, med telefonnummer",
        "Kvällsmottagning för vuxna",
        "Psykologtjänster på svenska",
        "En gemensam utbildningsdag varje år",
    ),
}
