"""Django's own tags `translate` and `url`, with what stays the same made once.

A page holds dozens of both. Listed in the settings under Django's name `i18n` too, so that
`{% load i18n %}` leads here.
"""

from collections.abc import Callable

from django import template
from django.template import Context, Node
from django.template.base import NodeList, Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags import i18n
from django.templatetags.i18n import TranslateNode
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from elo_platform.lib.http import address
from elo_platform.lib.tags import FixedNode

register = template.Library()
LONGEST_WORD = 8
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class FixedText(FixedNode):
    """A text that stands in the template; where it is given a name, it is put under that."""

    def __init__(self, node: TranslateNode) -> None:
        self.name, node.asvar = node.asvar, None
        super().__init__(NodeList([node]))

    def render(self, context: Context) -> SafeString:
        text = super().render(context)
        if not self.name:
            return text
        context[self.name] = text
        return SafeString()


class Address(Node):
    """An address by numbers and words, which `address` has at hand; Django makes any other."""

    child_nodelists = ()

    def __init__(self, node: URLNode, name: str) -> None:
        self.node, self.name = node, name

    def render(self, context: Context) -> SafeString:
        values = [each.resolve(context) for each in self.node.args]
        if not all(type(each) is int or _is_word(each) for each in values):
            return self.node.render(context)
        try:
            found = address(self.name, *values)
        except NoReverseMatch:
            # Django's tag knows whether that is an error, or an empty name.
            return self.node.render(context)
        if self.node.asvar:
            context[self.node.asvar] = found
            return SafeString()
        return conditional_escape(found)


def _is_word(value: object) -> bool:
    """Tell whether `value` is out of a few, as endings of files are; a key is not kept at hand."""
    return isinstance(value, str) and len(value) <= LONGEST_WORD


def _translate(parser: Parser, token: Token) -> Node:
    node = i18n.do_translate(parser, token)
    expression = node.filter_expression
    is_fixed = expression.var.lookups is None and not (expression.filters or node.message_context)
    return FixedText(node) if is_fixed else node


def _is_ours(name: str) -> bool:
    """Tell whether an address hangs on nothing but its arguments: the admin's on its site too."""
    return ":" in name and not name.startswith("admin:")


def _url(parser: Parser, token: Token) -> Node:
    node = django_url(parser, token)
    name = node.view_name.var
    if node.kwargs or not isinstance(name, str) or node.view_name.filters or not _is_ours(name):
        return node
    return Address(node, str(name))


_TAGS: dict[str, Callable[[Parser, Token], Node]] = {
    "translate": _translate,
    "trans": _translate,
    "url": _url,
}
register.tags.update(_TAGS)
