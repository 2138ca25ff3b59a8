import re
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from groups.kinds import NodeKind
from groups.querysets.chain import ChainNode, NodeText, Ref
from tests.markup import faults_of

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
PAGES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "_components").glob("*.html"))
MOST_LINES = 120
STATUS = {"tone": "success", "icon": "check", "text": "Done"}


class Sample(forms.Form):
    """One field of each kind that the component draws."""

    form_key = forms.CharField(widget=forms.HiddenInput, initial="k")
    name = forms.CharField(label="Name", help_text="In full.")
    mail = forms.EmailField(label="Mail", required=False)
    text = forms.CharField(label="Text", widget=forms.Textarea, help_text="Never of clients.")
    body = forms.ChoiceField(label="Body", choices=[("1", "One"), ("2", "Two")])
    place = forms.ChoiceField(
        label="Place", widget=forms.RadioSelect, choices=[("a", "Here"), ("b", "There")]
    )
    days = forms.MultipleChoiceField(
        label="Days",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Monday"), ("b", "Tuesday")],
        help_text="One or more.",
    )
    shown = forms.BooleanField(label="Shown", help_text="Of your own will.")
    paper = forms.FileField(label="Paper", required=False)


class Twin(forms.Form):
    title_sv = forms.CharField(label="Title", initial="Hej")
    title_fi = forms.CharField(label="Title", required=False)


class Reader:
    is_authenticated = True
    is_staff = True
    name = "Alva Strand"
    email = "alva.strand@elo.example"
    initials = "AS"


NAV = {
    "groups": [{"id": 1, "label": "Group", "url": "/groups/1/", "current": True}],
    "regions_url": "/regions/",
    "unread": 4,
    "side": [{"url": "/me/", "label": "Mine", "icon": "users", "current": True}],
    "where": {"title": "Group", "sub": "Authority"},
    "languages": [
        {"code": "sv", "label": "SV", "name": "svenska", "url": "?lang=sv", "current": True},
        {"code": "fi", "label": "FI", "name": "suomi", "url": "?lang=fi", "current": False},
    ],
    "colour_scheme": "auto",
}


def chain() -> list[ChainNode]:
    """Return a chain with four survey themes, and a need that the page is about."""
    theme = NodeText("A theme", "/t/", detail="8 answers")
    need = NodeText("A need", "/n/", state="Open", tone="info")
    themes = [ChainNode(Ref(NodeKind.THEME, pk), theme) for pk in range(1, 5)]
    return [*themes, ChainNode(Ref(NodeKind.NEED, 1), need, is_here=True)]


GAP = {"name": "A", "often": "often", "text": "Vacant", "url": "/i/", "label": "Invite"}


def samples() -> dict[str, dict]:
    form = Sample({"name": "", "mail": "no"})
    twin = Twin()
    page = {"user": Reader(), "nav": NAV, "has_side": False}
    return {
        "as_of": {"field": Twin()["title_fi"], "text": "Today", "clear_url": "/", "dates": []},
        "avatar": {"initials": "AS", "tone": "lupin"},
        "brand": {"url": "/"},
        "button": {"label": "Save", "icon": "save", "name": "a", "value": "1", "tone": "danger"},
        "chain": {"nodes": chain()},
        "crumbs": {"crumbs": [{"url": "/", "label": "Home"}]},
        "diff": {"legend": "Time", "name": "at", "mine": "9", "theirs": "10", "chosen": "mine"},
        "download": {"xlsx": "/a.xlsx", "csv": "/a.csv", "of": "people"},
        "empty": {"title": "Nothing", "text": "Yet", "url": "/n/", "label": "Add", "icon": "plus"},
        "error_summary": {"form": form},
        "event_date": {"on": date(2026, 12, 1)},
        "facts": {"items": [("Place", "Vasa")]},
        "field": {"field": Sample()["name"]},
        "field_errors": {"field": form["name"]},
        "form": {"form": form},
        "group_switch": page,
        "hidden": {"form": form},
        "icon": {"name": "mail"},
        "icon_button": {"icon": "arrow-up", "label": "Move item 2 up", "name": "up", "value": 2},
        "key_figures": {"figures": [{"value": 9, "of": "of 12", "label": "seats", "note": "n"}]},
        "language_switch": {"languages": NAV["languages"]},
        "link_button": {"url": "/", "label": "Invite", "icon": "mail", "sr": "them"},
        "me_links": page,
        "me_menu": page,
        "messages": {"messages": []},
        "meter": {"percent": 61, "text": "17 of 28", "label": "Done"},
        "notice": {"title": "Note", "text": "A holiday.", "url": "/", "label": "See"},
        "pagination": {"page_obj": Paginator(range(500), 25).page(8)},
        "picture_links": {"links": [{"url": "/a.svg", "label": "SVG"}]},
        "representation_filled": {"names": ["A", "B"]},
        "representation_gaps": {"rows": [GAP, GAP | {"url": ""}]},
        "site_footer": {"demo": True, "nav": NAV},
        "site_header": page,
        "site_header_bare": page,
        "site_side": page,
        "status": STATUS,
        "steps": {"label": "Life", "steps": [{"label": "Draft", "is_done": True, "is_now": False}]},
        "tabs": {"label": "Group", "tabs": [{"url": "/", "label": "A"}]},
        "tag": {"text": "often"},
        "todo": {"what": "Answer", "icon": "clock", "sub": "today", "url": "/", "label": "Answer"},
        "twin": {"legend": "Title", "sv": twin["title_sv"], "fi": twin["title_fi"], "hint": "h"},
    }


IN_A_LIST = {"me_links", "todo"}
# Their controls point at what stands elsewhere on the page.
POINTS_OUT = {"site_header": '<nav id="side"></nav>', "site_side": ""}


def _text(name: str) -> str:
    return (TEMPLATES / name).read_text()


def render(name: str, context: dict) -> str:
    html = render_to_string(
        f"_components/{name}.html", context, request=RequestFactory().get("/x/?q=a&page=2")
    )
    return f"<ul>{html}</ul>" if name in IN_A_LIST else html + POINTS_OUT.get(name, "")


@pytest.mark.parametrize(
    "html",
    [
        "<p><div></div></p>",
        "<ul><a href='/'>x</a></ul>",
        "<a href='/'><button type='submit'>x</button></a>",
        "<div>",
        "<p style='color: red'>x</p>",
        "<button onclick='x()'>x</button>",
        "<input name='a' id='a'>",
        "<b id='a'></b><i id='a'></i>",
        "<p aria-describedby='none'></p>",
    ],
)
def test_the_reader_of_markup_bites(html):
    assert faults_of(html) != []


def test_every_component_has_a_sample():
    assert sorted(samples()) == COMPONENTS


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_is_well_formed(name):
    html = render(name, samples()[name])

    assert faults_of(html) == []
    assert html.strip() or name == "messages"


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_says_what_it_takes(name):
    first = (TEMPLATES / "_components" / f"{name}.html").read_text().splitlines()[0]

    assert first.startswith(f"{{# {name}: "), first


def test_form_ties_hints_and_errors_to_controls():
    html = render("form", {"form": Sample({"name": "", "mail": "no"})})

    assert 'href="#id_name"' in html
    assert 'href="#id_place_0"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'class="ds-input"' in html
    assert "id_form_key" not in html, "several forms share a page: hidden fields have no id"


def test_untouched_form_shows_no_errors():
    html = render("form", {"form": Sample()})

    assert "ds-error-summary" not in html
    assert faults_of(html) == []


def test_text_is_escaped_everywhere():
    nasty = "<script>x</script>"
    html = render("todo", {"what": nasty, "sub": nasty, "url": "/", "label": nasty})
    html += render("status", STATUS | {"text": nasty})
    html += render("diff", {"legend": nasty, "name": "n", "mine": nasty, "theirs": nasty})

    assert "<script" not in html


def test_what_is_made_once_follows_the_language_and_the_arguments():
    source = (
        '{% load i18n %}{% translate "Groups" as word %}{{ word }} {% translate "Groups" %} '
        '{% url "groups:need_detail" pk %}{% url "groups:need_detail" nothing as none %}{{ none }}'
    )
    page = engines["django"].from_string(source)

    drawn = []
    for pk, language in enumerate(("sv", "fi", "sv"), 1):
        with override(language):
            drawn.append(page.render({"pk": pk, "nothing": None}))

    assert drawn == [
        "Grupper Grupper /needs/1/",
        "Ryhmät Ryhmät /needs/2/",
        "Grupper Grupper /needs/3/",
    ]


def test_pagination_keeps_the_other_query_values(rf):
    included = '{% include "_components/pagination.html" with page_obj=page_obj only %}'
    page = engines["django"].from_string(included)

    html = page.render(samples()["pagination"], request=rf.get("/x/?q=a&page=2"))

    assert "q=a" in html
    assert 'aria-current="page"' in html
    assert "page=20" in html


@pytest.mark.parametrize("name", ["base.html", "base_aside.html", "base_public.html", "500.html"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_frame_is_well_formed(name, signed_in):
    nav = NAV if signed_in else NAV | {"groups": [], "side": [], "where": None, "unread": 0}
    user = Reader() if signed_in else type("Nobody", (), {"is_authenticated": False})()

    html = render_to_string(name, {"nav": nav, "user": user, "demo": True})

    assert faults_of(html) == []
    assert html.count("<main") == 1
    assert ('id="side"' in html) == (signed_in and "public" not in name and name != "500.html")


def test_the_page_of_our_own_faults_asks_nothing():
    html = render_to_string("500.html")

    assert "<h1" in html
    assert "popover" not in html


def test_every_template_compiles_and_is_short():
    for name in PAGES:
        get_template(name)

    long = [name for name in PAGES if len(_text(name).splitlines()) > MOST_LINES]
    assert long == []


def test_templates_name_icons_that_exist():
    drawn = set(re.findall(r'id="i-([a-z0-9-]+)"', (ROOT / "static/img/sprite.svg").read_text()))
    named = [
        (name, icon)
        for name in PAGES
        for pattern in (r'icon\.html" with name="([^"]+)"', r'\bicon="([^"]+)"', r"#i-([a-z0-9-]+)")
        for icon in re.findall(pattern, _text(name))
    ]

    assert len(named) > len(PAGES) / 4
    assert [(name, icon) for name, icon in named if icon not in drawn] == []


def test_includes_pass_only_what_they_name():
    includes = [
        (name, text)
        for name in PAGES
        for text in re.findall(r'{% include "_components/[^%]*%}', _text(name))
    ]

    assert len(includes) > len(PAGES)
    assert [pair for pair in includes if not pair[1].endswith(" only %}")] == []


def test_forms_that_are_included_get_the_token_that_lets_them_be_sent():
    """An include that passes `only` what it names leaves the token out, and the form is refused."""
    with_form = {name for name in PAGES if "{% csrf_token %}" in _text(name)}
    without = [
        (name, included)
        for name in PAGES
        for included, passed in re.findall(r'{% include "([^"]+)"([^%]*)%}', _text(name))
        if included in with_form and " only" in passed and "csrf_token=" not in passed
    ]

    assert len(with_form) > 50
    assert without == []


def test_what_is_fixed_knows_no_reader_and_speaks_each_language():
    template = engines["django"].from_string(
        '{% fixed %}{{ name }}{% translate "Groups" %}{% endfixed %} {{ name }}'
    )

    with override("sv"):
        assert template.render({"name": "Alva Strand"}) == "Grupper Alva Strand"
        assert template.render({"name": "Onni Lehtola"}) == "Grupper Onni Lehtola"
    with override("fi"):
        assert template.render({"name": "Onni Lehtola"}) == "Ryhmät Onni Lehtola"


def test_rows_put_in_what_each_row_has_as_text():
    template = engines["django"].from_string(
        '{% rows people %}<a href="{url}" title="{{ label }}">{title}</a>{% endrows %}'
    )
    people = [NodeText("Alva & Onni", "/1/"), NodeText("{url.x}", "/2/")]

    drawn = template.render({"people": people, "label": '"{title.x}'})

    assert drawn == (
        '<a href="/1/" title="&quot;{title.x}">Alva &amp; Onni</a>'
        '<a href="/2/" title="&quot;{title.x}">{url.x}</a>'
    )
