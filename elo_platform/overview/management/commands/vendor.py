"""Copy the named third-party files into static/ and write down what they are."""

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


@dataclass(frozen=True)
class Package:
    """One npm package: where its files go, and under which licence they are."""

    name: str
    licence: str
    home: str
    files: dict[str, str]


PACKAGES = (
    Package(
        name="@digdir/designsystemet-css",
        licence="MIT",
        home="https://github.com/digdir/designsystemet",
        files={
            "dist/src/index.css": "vendor/designsystemet/designsystemet.css",
            "LICENSE": "vendor/designsystemet/LICENSE",
        },
    ),
    Package(
        name="@fontsource-variable/source-sans-3",
        licence="OFL-1.1",
        home="https://github.com/adobe-fonts/source-sans",
        files={
            "files/source-sans-3-latin-wght-normal.woff2": (
                "vendor/source-sans-3/source-sans-3-latin-wght-normal.woff2"
            ),
            "LICENSE": "vendor/source-sans-3/LICENSE",
        },
    ),
    Package(
        name="lucide-static",
        licence="ISC",
        home="https://github.com/lucide-icons/lucide",
        files={"LICENSE": "vendor/lucide/LICENSE"},
    ),
    # For PDF and pictures: typst reads no woff2.
    Package(
        name="source-sans",
        licence="OFL-1.1",
        home="https://github.com/adobe-fonts/source-sans",
        files={
            "OTF/SourceSans3-Regular.otf": "vendor/source-sans/SourceSans3-Regular.otf",
            "OTF/SourceSans3-Semibold.otf": "vendor/source-sans/SourceSans3-Semibold.otf",
            "LICENSE.md": "vendor/source-sans/LICENSE",
        },
    ),
)

SPRITE = "img/sprite.svg"

INNER = re.compile(r"<svg[^>]*>(?P<drawing>.*)</svg>", re.DOTALL)


class Command(BaseCommand):
    help = "Copy what `npm ci` has fetched into static/, with a list of hashes (maintainers only)."

    def handle(self, *args: Any, **options: Any) -> None:
        modules = Path(settings.BASE_DIR) / "node_modules"
        if not modules.is_dir():
            raise CommandError("node_modules is missing. Run `npm ci` first, or `./dev vendor`.")
        static = Path(settings.BASE_DIR) / "static"
        written = [*copy_files(modules, static), write_sprite(modules, static)]
        (static / "vendor/VENDOR.md").write_text(manifest(modules, static, written))
        self.stdout.write(f"{len(written)} files written; see static/vendor/VENDOR.md")


def copy_files(modules: Path, static: Path) -> list[str]:
    """Copy the named files and return their places under `static`."""
    places = []
    for package in PACKAGES:
        for source, place in package.files.items():
            target = static / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(modules / package.name / source, target)
            places.append(place)
    return places


def write_sprite(modules: Path, static: Path) -> str:
    """Gather the icons that package.json names into one file of symbols; return its place."""
    symbols = [symbol(modules, name) for name in icon_names(static.parent)]
    version = version_of(modules, "lucide-static")
    notice = f"<!-- Lucide {version} (ISC). Fill none, stroke currentColor, stroke-width 2. -->"
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', notice, *symbols, "</svg>", ""]
    (static / SPRITE).parent.mkdir(parents=True, exist_ok=True)
    (static / SPRITE).write_text("\n".join(lines))
    return SPRITE


def icon_names(root: Path) -> list[str]:
    """Return the icons in use. A template that names another fails tests/test_templates.py."""
    return sorted(json.loads((root / "package.json").read_text())["icons"])


def symbol(modules: Path, name: str) -> str:
    """Return one icon as a symbol on one line."""
    icon = (modules / "lucide-static/icons" / f"{name}.svg").read_text()
    found = INNER.search(icon)
    if found is None:
        raise CommandError(f"The icon {name} is not a drawing.")
    drawing = re.sub(r"\s*\n\s*", "", found["drawing"].strip()).replace(" />", "/>")
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{drawing}</symbol>'


def version_of(modules: Path, package: str) -> str:
    """Return the version of an installed package."""
    return str(json.loads((modules / package / "package.json").read_text())["version"])


def manifest(modules: Path, static: Path, places: list[str]) -> str:
    """Return VENDOR.md: the packages, and the sha256 of each file under static/."""
    lines = [
        "# Third-party files",
        "",
        "Written by `./dev vendor` (npm packages named in package.json); do not edit.",
        "`tests/test_vendor.py` compares the hashes with the files. The sprite is drawn from",
        "lucide-static from the icons that package.json names. `css/theme.css` is generated from",
        "six colours by Designsystemet's own theme command (MIT) and is ours; its dark values are",
        "for screens alone, so that paper is white.",
        "",
        "| package | version | licence | home |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| {package.name} | {version_of(modules, package.name)} "
        f"| {package.licence} | {package.home} |"
        for package in PACKAGES
    ]
    lines += ["", "| file under static/ | sha256 |", "| --- | --- |"]
    lines += [f"| {place} | {sha256(static / place)} |" for place in sorted(places)]
    return "\n".join(lines) + "\n"


def sha256(path: Path) -> str:
    """Return the hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
