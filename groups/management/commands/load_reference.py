from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from groups.services.reference import REFERENCE, load_reference
from groups.services.reference_files import ReferenceError


class Command(BaseCommand):
    """Load the reference data: `./dev manage load_reference`."""

    help = "Bring regions, authorities, categories, goals and words into line with the files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=REFERENCE, help="where the files are")

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        """Print what was created, changed and left, model by model.

        Raises:
            CommandError: a file cannot be used; nothing has been written.
        """
        try:
            report = load_reference(folder=folder, now=timezone.now())
        except ReferenceError as fault:
            raise CommandError(f"{fault} Nothing has been written.") from fault
        for name, counts in report.counts.items():
            self.stdout.write(
                f"{name:20}{counts.created:5} created{counts.changed:5} changed"
                f"{counts.unchanged:5} unchanged"
            )
        for row in report.kept:
            self.stdout.write(f"Left as edited by hand: {row}")
        for row in report.gone:
            self.stdout.write(f"Left, though in no file any more: {row}")
