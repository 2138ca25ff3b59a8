"""Reading rendered HTML as strictly as a validator would, for what our pages use."""

import re
from html.parser import HTMLParser

VOID = frozenset(
    ["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
SVG_EMPTY = frozenset(["circle", "line", "path", "rect", "use"])
# Start tags that end an open <p> without saying so: a page that has them in a <p> is broken.
ENDS_P = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 "
        "header hr main menu nav ol p pre section table ul",
    )
)
ONLY_IN = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "legend": {"fieldset"},
    "summary": {"details"},
    "option": {"select", "optgroup", "datalist"},
}
LABELLED = frozenset(["input", "select", "textarea"])


class Reader(HTMLParser):
    """Collects what is wrong with a piece of HTML in `faults`."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.controls: list[dict[str, str | None]] = []
        self.labels: set[str] = set()
        self.pointed: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if len(values) < len(attrs):
            self.faults.append(f"<{tag}> says an attribute twice")
        self._check_place(tag)
        self._check_attributes(tag, values)
        self._note(tag, values)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID | SVG_EMPTY:
            self.faults.append(f"<{tag}/> closes itself")
        self._check_attributes(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> ends {self.open[-1:]}")
        else:
            self.open.pop()

    def _check_place(self, tag: str) -> None:
        parent = self.open[-1] if self.open else None
        if tag in ENDS_P and "p" in self.open:
            self.faults.append(f"<{tag}> in a <p>")
        if tag in {"a", "button", "label", "form"} and tag in self.open:
            self.faults.append(f"<{tag}> in a <{tag}>")
        if tag in {"a", "button"} and {"a", "button"} & set(self.open):
            self.faults.append(f"<{tag}> in a link or button")
        if parent in {"ul", "ol"} and tag != "li":
            self.faults.append(f"<{tag}> right under <{parent}>")
        if parent and tag in ONLY_IN and parent not in ONLY_IN[tag]:
            self.faults.append(f"<{tag}> in <{parent}>")

    def _check_attributes(self, tag: str, values: dict[str, str | None]) -> None:
        for name, value in values.items():
            if name == "style" or name.startswith("on"):
                self.faults.append(f"<{tag} {name}> is refused by the policy")
            if name in {"href", "src", "action"} and (value or "").startswith("javascript:"):
                self.faults.append(f"<{tag} {name}> runs a script")
        if tag in {"style", "script"}:
            self.faults.append(f"<{tag}> stands in the page")

    def _note(self, tag: str, values: dict[str, str | None]) -> None:
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "label" and values.get("for"):
            self.labels.add(str(values["for"]))
        for name in ("aria-describedby", "aria-labelledby", "popovertarget"):
            self.pointed.update((values.get(name) or "").split())
        if tag in LABELLED and values.get("type") != "hidden" and "hidden" not in values:
            self.controls.append(values)

    def all_faults(self) -> list[str]:
        """Return what is wrong, with what only shows at the end."""
        faults = [*self.faults, *[f"<{tag}> is never closed" for tag in self.open]]
        faults += [f"id {name} twice" for name in {n for n in self.ids if self.ids.count(n) > 1}]
        faults += [f"nothing has the id {name}" for name in self.pointed - set(self.ids)]
        faults += [
            f"no label for {control.get('name')}"
            for control in self.controls
            if control.get("id") not in self.labels and not control.get("aria-label")
        ]
        return faults


def faults_of(html: str) -> list[str]:
    """Return what is wrong with `html`; an empty list means well-formed."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.all_faults()
