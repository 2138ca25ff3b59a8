"""Ten words that somebody new meets first, explained, with what the others call them."""

from django.utils.translation import get_language, gettext, override

from elo_platform.lib.text import FALLBACK


def ten_words() -> list[tuple[str, str]]:
    """Return each word with its names in the other two languages and what it means."""
    here = (get_language() or "fi").split("-")[0]
    others = []
    for code in sorted(set(FALLBACK) - {here}, reverse=True):
        with override(code):
            others.append([word for word, _meaning in _words()])
    return [
        (word, f"({' · '.join(names)}) {meaning}")
        for (word, meaning), *names in zip(_words(), *others, strict=True)
    ]


def _words() -> list[tuple[str, str]]:
    return [*_of_people(), *_of_work()]


def _of_people() -> list[tuple[str, str]]:
    return [
        (
            gettext("lifelong guidance"),
            gettext("Help with choices of study, work and life, at any age."),
        ),
        (
            gettext("ELO group"),
            gettext("The region's group that plans lifelong guidance together."),
        ),
        (
            gettext("leading group"),
            gettext("Those who lead the organisations; it agrees on the direction."),
        ),
        (
            gettext("network"),
            gettext("Those who do the work; it prepares, tries out and learns."),
        ),
        (
            gettext("coordinator"),
            gettext("Prepares, calls, records and sees that things go on."),
        ),
        (
            gettext("seat"),
            gettext("An organisation's place in a body; it names who sits and who is the deputy."),
        ),
        (
            gettext("economic development centre"),
            gettext("The state's regional authority; it coordinates the ELO groups."),
        ),
    ]


def _of_work() -> list[tuple[str, str]]:
    return [
        (
            gettext("need"),
            gettext("What people lack in guidance, raised by members or found in a survey."),
        ),
        (
            gettext("outcome"),
            gettext("What a body came to: numbered, kept as it is, and followed up."),
        ),
        (
            gettext("action"),
            gettext("A step of the plan, with somebody who answers for it and a day."),
        ),
    ]
