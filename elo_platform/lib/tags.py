"""The smallest components as template tags: pages hold hundreds, and an include costs more.

They are built in, so no template loads them. `templates/_components/` has each under its name
too, for whoever prefers an include.
"""

import html
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache

from django import template
from django.core.paginator import Page
from django.forms.utils import ErrorDict
from django.template import Context, Node, RequestContext
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language

register = template.Library()


@cache
def icon(name: str) -> SafeString:
    """Return one drawing out of the sprite, hidden from screen readers."""
    return mark_safe(  # noqa: S308 - the name is escaped
        f'<svg class="i" aria-hidden="true">'
        f'<use href="{static("img/sprite.svg")}#i-{escape(name)}"/></svg>'
    )


def status(tone: str, name: str, text: str) -> SafeString:
    """Return an icon, a word and a colour."""
    return mark_safe(  # noqa: S308 - all parts are escaped
        f'<span class="st" data-color="{escape(tone)}">{icon(name)}{escape(text)}</span>'
    )


def tag(text: str) -> SafeString:
    """Return a word in a frame."""
    return mark_safe(f'<span class="tag">{escape(text)}</span>')  # noqa: S308 - escaped


def avatar(initials: str, tone: str = "", organisation: object = False) -> SafeString:
    """Return initials, hidden from screen readers."""
    kind = " org" if organisation else ""
    return mark_safe(  # noqa: S308 - all parts are escaped
        f'<span class="av{kind}" data-color="{escape(tone or "accent")}" aria-hidden="true">'
        f"{escape(initials)}</span>"
    )


def link_button(
    url: str,
    label: str,
    icon_name: str = "",
    variant: str = "",
    sr: str = "",
    size: str = "",
    full: object = False,
) -> SafeString:
    """Return a link that looks like a button."""
    kind = f" {escape(size)}" if size else ""
    kind += " full" if full else ""
    hidden = f'<span class="sr"> {escape(sr)}</span>' if sr else ""
    drawing = icon(str(icon_name)) if icon_name else ""
    return mark_safe(  # noqa: S308 - all parts are escaped
        f'<a class="ds-button{kind}" data-variant="{escape(variant or "primary")}" '
        f'href="{escape(url)}">{drawing}{escape(label)}{hidden}</a>'
    )


def meter(percent: float, text: str, label: str, tone: str = "") -> SafeString:
    """Return parts of a known whole, always with words."""
    words = escape(text)
    return mark_safe(  # noqa: S308 - all parts are escaped
        f'<span class="meter" data-color="{escape(tone or "accent")}" role="img" '
        f'aria-label="{escape(label)}: {words}"><svg class="pb" viewBox="0 0 100 8" '
        f'preserveAspectRatio="none" aria-hidden="true"><rect width="{int(percent)}" height="8"/>'
        f"</svg><span>{words}</span></span>"
    )


def dots(letters: str) -> SafeString:
    """Return one dot for each seat: f filled, d deputy only, v vacant."""
    if not letters:
        return SafeString()
    drawn = "".join(
        "<i></i>" if each == "f" else f'<i class="{escape(each)}"></i>' for each in letters
    )
    return mark_safe(f'<span class="dots" aria-hidden="true">{drawn}</span>')  # noqa: S308


def options(choices: Iterable[tuple[object, object]], chosen: object) -> SafeString:
    """Return the options of a select, with one of their values chosen."""
    return mark_safe(  # noqa: S308 - all parts are escaped
        "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
            f"{escape(text)}</option>"
            for value, text in choices
        )
    )


@cache
def _leaf(on: date, tone: str, _language: str) -> SafeString:
    month = date_format(on, "N").lower().rstrip(".")  # "M" makes "mar" of "marras"
    return mark_safe(  # noqa: S308 - all parts are escaped
        f'<div class="date" data-color="{escape(tone or "accent")}" aria-hidden="true">'
        f"<b>{on.day}</b><span>{escape(month)}</span></div>"
    )


def event_date(on: date | datetime, tone: str = "") -> SafeString:
    """Return the leaf of a calendar; the full date stands in words beside it."""
    day = localtime(on).date() if isinstance(on, datetime) else on
    return _leaf(day, tone, get_language() or "")


class PartNode(Node):
    """A tag that gives its values to a function, in order or by name."""

    def __init__(
        self,
        make: Callable[..., SafeString],
        plain: list[FilterExpression],
        named: dict[str, FilterExpression],
    ) -> None:
        self.make, self.plain, self.named = make, plain, named

    def render(self, context: Context) -> SafeString:
        plain = [value.resolve(context) for value in self.plain]
        named = {name: value.resolve(context) for name, value in self.named.items()}
        return self.make(*plain, **named)


class FixedNode(Node):
    """What is the same for every reader of a language: rendered once, without the page's values.

    None of them is at hand in it, so that nothing of one reader can stay for the next.
    """

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.texts: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self.texts:
            self.texts[language] = self.nodelist.render(context.new())
        return self.texts[language]


@register.tag
def fixed(parser: Parser, _token: Token) -> FixedNode:
    """Keep what stands until `endfixed`: for parts of the frame, which is in every page."""
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist)


class RowsNode(Node):
    """Markup that is repeated for each row: `{name}` stands for what the row has of that name.

    It is rendered once for all rows, and what stands in braces is put in as text.
    """

    def __init__(self, rows: FilterExpression, nodelist: NodeList) -> None:
        self.rows, self.nodelist = rows, nodelist

    def render(self, context: Context) -> SafeString:
        parts = _IN_BRACES.split(self.nodelist.render(context))
        fixed, names = parts[::2], parts[1::2]
        drawn = []
        for row in self.rows.resolve(context):
            for text, name in zip(fixed, names, strict=False):
                drawn += (text, _escaped(getattr(row, name)))
            drawn.append(fixed[-1])
        return mark_safe("".join(drawn))  # noqa: S308 - a template's own text, values escaped


_IN_BRACES = re.compile(r"\{(\w+)\}")


def _escaped(value: str) -> str:
    return value if isinstance(value, SafeString) else html.escape(value)


@register.tag
def rows(parser: Parser, token: Token) -> RowsNode:
    """Repeat what stands until `endrows` for each row: for tables of a hundred rows."""
    nodelist = parser.parse(("endrows",))
    parser.delete_first_token()
    return RowsNode(parser.compile_filter(token.split_contents()[1]), nodelist)


def _filters(
    parser: Parser, words: list[str]
) -> tuple[list[FilterExpression], dict[str, FilterExpression]]:
    named = {}
    plain = []
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name.isidentifier():
            named[name] = parser.compile_filter(value)
        else:
            plain.append(parser.compile_filter(word))
    return plain, named


def _compile(make: Callable[..., SafeString]) -> Callable[[Parser, Token], Node]:
    def compiled(parser: Parser, token: Token) -> Node:
        plain, named = _filters(parser, token.split_contents()[1:])
        return PartNode(make, plain, named)

    return compiled


@register.simple_tag(takes_context=True)
def page_links(context: RequestContext, page_obj: Page) -> list[tuple[int, str]]:
    """Return the numbers and addresses of the pages to lead to, 0 for a gap.

    The first, the last and two to each side; the other values of the query stay.
    """
    number, last = page_obj.number, page_obj.paginator.num_pages
    query = context.request.GET.copy()
    near = range(max(number - 2, 1), min(number + 2, last) + 1)
    shown = sorted({1, last, *near})
    links: list[tuple[int, str]] = []
    for each, before in zip(shown, [0, *shown], strict=False):
        query["page"] = str(each)
        links += [(0, "")] if each - before > 1 else []
        links.append((each, f"?{query.urlencode()}"))
    return links


@register.filter
def error_count(errors: ErrorDict) -> int:
    """Return how many messages a form's `errors` hold: a field, or the form, can have several."""
    return sum(len(messages) for messages in errors.values())


for _name, _make in (
    ("icon", lambda name: icon(str(name))),
    ("status", status),
    ("tag", tag),
    ("avatar", avatar),
    ("link_button", link_button),
    ("meter", meter),
    ("dots", dots),
    ("options", options),
    ("event_date", event_date),
):
    register.tag(_name, _compile(_make))
