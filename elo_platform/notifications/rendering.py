"""Mails made at the moment they are sent, in their reader's language.

A kind is a folder under templates/emails/ with subject.txt, body.txt and body.mjml. Its values
come from the port NOTICES: `(params, reader) -> dict`, or None where the reader may no longer
see the matter. What the frame understands of those values: `folder` (instead of the kind's),
`region`, `acts` (list of {label, url}), `acts_intro`, `acts_until`, `url`, `url_label`, `why`,
and `attachments` (list of (file name, bytes, type)).
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from elo_platform import ports
from elo_platform.lib.http import absolute
from elo_platform.lib.text import printable
from elo_platform.notifications.models import Owed
from elo_platform.notifications.readers import Addressee, Reader
from elo_platform.notifications.stops import stop_url, stoppable

Attachment = tuple[str, bytes, str]
# What an address keeps when it is asked for in another language; an answer is chosen anew.
_KEPT_QUERY = {"on", "body"}
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n+")


class NoSuchNotice(Exception):
    """No entry of the port NOTICES answers for the kind."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message, ready to be rendered: what its entry of NOTICES gave."""

    kind: str
    values: dict[str, Any]

    @property
    def folder(self) -> str:
        """The folder of its templates."""
        return f"emails/{self.values.get('folder', self.kind)}"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail's content."""

    subject: str
    text: str
    html: str
    stop_url: str = ""
    attachments: list[Attachment] = field(default_factory=list)


def notice_for(owed: Owed, reader: Reader) -> Notice | None:
    """Return what `reader` may see now of what is owed; None where that is nothing.

    Raises:
        NoSuchNotice: nobody answers for the kind.
    """
    answer = ports.entry("NOTICES", owed.kind)
    if answer is None:
        raise NoSuchNotice(owed.kind)
    values = answer(owed.params, reader)
    return None if values is None else Notice(owed.kind, values)


def subject_line(notice: Notice, reader: Reader) -> str:
    """Return a notice's subject in the active language: one line."""
    return _line(f"{notice.folder}/subject.txt", _context(notice, reader))


def compose(notices: list[Notice], reader: Reader, *, subject: int | str) -> Letter:
    """Return one mail that holds `notices`, in the active language.

    Several become a digest of the bodies that they would have had alone. `subject` is for
    whom the stop link is signed.
    """
    frame = _frame([notice.kind for notice in notices], reader, subject)
    whole = notices[0] if len(notices) == 1 else _digest(notices, reader)
    context = {**frame, **_context(whole, reader)}
    context["other_languages"] = _other_languages(_page(context, frame["settings_url"]))
    context["subject"] = _line(f"{whole.folder}/subject.txt", context)
    bases = {"base_mjml": "emails/_base.mjml", "base_txt": "emails/_base.txt"}
    return Letter(
        subject=context["subject"],
        text=_text(f"{whole.folder}/body.txt", {**context, **bases}),
        html=_html(f"{whole.folder}/body.mjml", {**context, **bases}),
        stop_url=frame["stop_url"],
        attachments=[part for notice in notices for part in notice.values.get("attachments", [])],
    )


def _digest(notices: list[Notice], reader: Reader) -> Notice:
    bases = {"base_mjml": "emails/_item.mjml", "base_txt": "emails/_item.txt"}
    items = []
    for notice in notices:
        context = {**_context(notice, reader), **bases}
        context["subject"] = _line(f"{notice.folder}/subject.txt", context)
        items.append(
            {
                "subject": context["subject"],
                "mjml": _mjml(f"{notice.folder}/body.mjml", context),
                "text": _text(f"{notice.folder}/body.txt", context),
            }
        )
    ends = [end for notice in notices if (end := notice.values.get("acts_until"))]
    return Notice("digest", {"items": items, "acts_until": min(ends, default=None)})


def _frame(kinds: list[str], reader: Reader, subject: int | str) -> dict[str, Any]:
    has_account = not isinstance(reader, Addressee)
    return {
        "settings_url": absolute(reverse("notifications:settings")) if has_account else "",
        "stop_url": stop_url(subject=subject, kinds=kinds) if stoppable(kinds) else "",
        "why": gettext("You get this message because you take part in the ELO network."),
    }


def _context(notice: Notice, reader: Reader) -> dict[str, Any]:
    """Return a notice's values over defaults, so that templates never meet a missing name."""
    defaults = {
        "region": "",
        "acts": [],
        "acts_intro": "",
        "acts_until": None,
        "url": "",
        "url_label": "",
        "reader": reader,
        "language": get_language(),
        "site_url": settings.SITE_URL,
    }
    return {**defaults, **notice.values}


def _page(context: dict[str, Any], settings_url: str) -> str:
    """Return the page to read in another language: the matter's, its act's, or the inbox."""
    acts = context["acts"]
    inbox = absolute(reverse("notifications:inbox")) if settings_url else ""
    return context["url"] or (acts[0]["url"] if acts else inbox)


def _other_languages(url: str) -> list[dict[str, str]]:
    if not url:
        return []
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name in _KEPT_QUERY]
    return [
        {
            "code": code,
            "name": name,
            "url": urlunsplit(parts._replace(query=urlencode([*kept, ("lang", code)]))),
        }
        for code, name in settings.LANGUAGES
        if code != get_language()
    ]


def _plain(template: str, context: dict[str, Any]) -> str:
    """Render a text template: nothing is HTML there, so nothing is escaped."""
    return get_template(template).template.render(Context(context, autoescape=False))


def _line(template: str, context: dict[str, Any]) -> str:
    """Render a header: a line end in a name must not begin another header."""
    return " ".join(_plain(template, context).split())


def _text(template: str, context: dict[str, Any]) -> str:
    lines = (line.strip() for line in _plain(template, context).splitlines())
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


def _mjml(template: str, context: dict[str, Any]) -> SafeString:
    # A Django template has escaped every value in it; what XML cannot hold has no escape.
    return mark_safe(printable(get_template(template).template.render(Context(context))))  # noqa: S308


def _html(template: str, context: dict[str, Any]) -> str:
    from mjml import mjml2html  # noqa: PLC0415 - web workers never need it

    return mjml2html(_mjml(template, context), disable_comments=False)
