"""The smallest components as template tags: pages hold hundreds, and an include costs more.

They are built in, so no template loads them. `templates/_components/` has each under its name
too, for whoever prefers an include.
"""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.utils import ErrorDict
from django.template import Context, Node, RequestContext
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from elo_platform.lib.text import foreign

register = template.Library()

Link = Mapping[str, Any]


def escape(value: object) -> str:
    """Return what Django's `conditional_escape` does; a page asks for it hundreds of times."""
    if value.__class__ is SafeString:
        return value  # type: ignore[return-value] # it is one
    return html.escape(value) if value.__class__ is str else conditional_escape(value)  # type: ignore[arg-type] # it is a text


_NOW = ' aria-current="true"'


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


def foreign_mark(code: str) -> SafeString:
    """Return the attribute of a text in `code` where that is not the reader's language."""
    other = foreign(code)
    return mark_safe(f' lang="{escape(other)}"') if other else SafeString()  # noqa: S308 - escaped


def link_items(links: Iterable[Link], current: str = "page") -> SafeString:
    """Return links as items of a list, with their icons; the present one is marked as `current`.

    None is marked where that is empty.
    """
    mark = f' aria-current="{escape(current)}"' if current else ""
    return mark_safe(  # noqa: S308 - all parts are escaped
        "".join(
            f'<li><a href="{escape(link["url"])}"{mark if link.get("current") else ""}>'
            f"{icon(link['icon']) if link.get('icon') else ''}{escape(link['label'])}</a></li>"
            for link in links
        )
    )


def chips(links: Iterable[Link]) -> SafeString:
    """Return the choices over a list, each with how many there are where it says so."""
    return mark_safe(  # noqa: S308 - all parts are escaped
        "".join(
            f'<a class="chip" href="{escape(link["url"])}"'
            f"{_NOW if link['current'] else ''}>{escape(link['label'])}"
            f"{' ' + str(link['count']) if 'count' in link else ''}</a>"
            for link in links
        )
    )


def language_links(languages: Iterable[Link]) -> SafeString:
    """Return the links to a page in its languages, each marked as of its language."""
    return mark_safe(  # noqa: S308 - all parts are escaped
        "".join(
            f'<a lang="{each["code"]}" hreflang="{each["code"]}" href="{escape(each["url"])}" '
            f'aria-label="{each["label"]}, {escape(each["name"])}"'
            f"{_NOW if each['current'] else ''}>{each['label']}</a>"
            for each in languages
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
        pattern, values_of = _line(self.nodelist.render(context))
        drawn = [pattern % values_of(row) for row in self.rows.resolve(context)]
        return mark_safe("".join(drawn))  # noqa: S308 - a template's own text, values escaped


_IN_BRACES = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=256)
def _line(markup: str) -> tuple[str, Callable[[object], tuple[str, ...]]]:
    """Return `markup` as a pattern for `%`, and what puts a row's values into it."""
    parts = _IN_BRACES.split(markup)
    names = parts[1::2]

    def values_of(row: object) -> tuple[str, ...]:
        return tuple([escape(getattr(row, name)) for name in names])

    return "%s".join(part.replace("%", "%%") for part in parts[::2]), values_of


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
def page_links(context: RequestContext, page_obj: Page) -> SafeString:
    """Return the links to the first page, the last and two to each side, as items of a list.

    The other values of the query stay.
    """
    number, last = page_obj.number, page_obj.paginator.num_pages
    query = context.request.GET.copy()
    query.pop("page", None)
    others = escape(f"{query.urlencode()}&") if query else ""
    near = range(max(number - 2, 1), min(number + 2, last) + 1)
    shown = sorted({1, last, *near})
    word = escape(gettext("Page"))
    drawn = []
    for each, before in zip(shown, [0, *shown], strict=False):
        drawn += ['<li aria-hidden="true">…</li>'] if each - before > 1 else []
        mark = ' aria-current="page"' if each == number else ""
        drawn.append(
            f'<li><a class="chip num" href="?{others}page={each}"{mark}>'
            f'<span class="sr">{word} </span>{each}</a></li>'
        )
    return mark_safe("".join(drawn))  # noqa: S308 - all parts are escaped


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
    ("link_items", link_items),
    ("chips", chips),
    ("language_links", language_links),
    ("event_date", event_date),
):
    register.tag(_name, _compile(_make))
