"""The smallest components as template tags: pages hold hundreds, and an include is not free.

They are built in, so no template loads them. `templates/_components/` has each under its name
too, for whoever prefers an include.
"""

from functools import cache
from typing import Any

from django import template
from django.template import Context, Node
from django.template.base import FilterExpression, Parser, Token
from django.templatetags.static import static
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe

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


class IconNode(Node):
    """`{% icon "users" %}`, or with a variable."""

    def __init__(self, name: FilterExpression) -> None:
        self.name = name

    def render(self, context: Context) -> SafeString:
        return icon(str(self.name.resolve(context)))


class PartNode(Node):
    """A tag that gives its values, in order, to a function."""

    def __init__(self, make: Any, values: list[FilterExpression]) -> None:
        self.make = make
        self.values = values

    def render(self, context: Context) -> SafeString:
        return self.make(*(value.resolve(context) for value in self.values))


def _values(parser: Parser, token: Token, number: int) -> list[FilterExpression]:
    name, *words = token.split_contents()
    if len(words) != number:
        raise template.TemplateSyntaxError(f"{name} takes {number} values, not {len(words)}.")
    return [parser.compile_filter(word) for word in words]


@register.tag("icon")
def _icon(parser: Parser, token: Token) -> Node:
    return IconNode(*_values(parser, token, 1))


@register.tag("status")
def _status(parser: Parser, token: Token) -> Node:
    return PartNode(status, _values(parser, token, 3))


@register.tag("tag")
def _tag(parser: Parser, token: Token) -> Node:
    return PartNode(tag, _values(parser, token, 1))
