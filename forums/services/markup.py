"""From what somebody typed to what is shown: Markdown without HTML, through an allow-list, twice.

The list is short: paragraphs, emphasis, lists, quotations, code and links. Headings would break
the page's own order, and images would tell their server who reads.
"""

import re
import unicodedata

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a"})
ATTRIBUTES = {"a": {"href"}, "*": set()}
SCHEMES = frozenset({"http", "https", "mailto"})
REL = "noopener nofollow ugc"
# More of these in one post makes pages slow to show, and is no discussion.
MAX_LINKS = 100
# Characters that turn the direction of what follows, and such as nobody sees. The joiners stay:
# emoji and some scripts need them.
_UNSEEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Letters by name, and blank to the eye.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Marks piled on one letter run over the lines around it: three are the most that a script needs.
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILED = re.compile(f"([{_MARKS}]{{3}})[{_MARKS}]+")
_ADDRESS = re.compile(r"https?://[^\W_][^\s<>\"'`{}|\\^\[\]]*")
_AFTER = ".,;:!?*_~"

_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags={"script", "style"},
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    url_schemes=set(SCHEMES),
    url_relative="deny",
    link_rel=REL,
    generic_attribute_prefixes=set(),
)


def rendered(*, source: str) -> str:
    """Return Markdown as clean HTML. Line ends stay line ends, and addresses become links."""
    return cleaned(html=_markdown.render(source))


def cleaned(*, html: str) -> str:
    """Return what of some HTML is on the list. What was stored is not trusted either."""
    return _cleaner.clean(html)


def tidied(*, text: str) -> str:
    """Return a text without characters that nobody sees, or that turn it around."""
    return _PILED.sub(r"\1", _UNSEEN.sub("", text))


def is_blank(*, text: str) -> bool:
    """Tell whether a reader would see nothing of a text."""
    return all(char in _BLANK or unicodedata.category(char)[0] in "CZM" for char in text)


def _link_addresses(state: StateCore) -> None:
    """Make links of the web addresses in running text; code and links stay as they are."""
    left = MAX_LINKS
    for block in state.tokens:
        if block.type != "inline" or "://" not in block.content:
            continue
        parts: list[Token] = []
        inside = 0
        for token in block.children or []:
            inside += (token.type == "link_open") - (token.type == "link_close")
            if token.type == "text" and not inside and left > 0:
                found = _split(token, left)
                left -= sum(part.type == "link_open" for part in found)
                parts += found
            else:
                parts.append(token)
        block.children = parts


def _split(token: Token, most: int) -> list[Token]:
    """Return a text as texts and links."""
    parts: list[Token] = []
    place = 0
    for match in list(_ADDRESS.finditer(token.content))[:most]:
        address = _whole(match.group())
        end = match.start() + len(address)
        parts += [
            _text(token.content[place : match.start()]),
            Token("link_open", "a", 1, attrs={"href": address}),
            _text(address),
            Token("link_close", "a", -1),
        ]
        place = end
    return [*parts, _text(token.content[place:])]


def _whole(address: str) -> str:
    """Return an address without the signs of the sentence around it."""
    while address[-1] in _AFTER or address[-1] == ")" and address.count(")") > address.count("("):
        address = address[:-1]
    return address


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _parser() -> MarkdownIt:
    options = {"html": False, "linkify": False, "typographer": False, "breaks": True}
    parser = MarkdownIt("commonmark", {**options, "maxNesting": 12})
    parser.disable(["heading", "lheading", "hr", "image", "reference", "html_block", "html_inline"])
    parser.core.ruler.push("addresses", _link_addresses)
    return parser


_markdown = _parser()
