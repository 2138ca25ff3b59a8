from argparse import ArgumentParser

from django.conf import settings
from django.core.management import BaseCommand

from elo_platform.overview.diagrams import states_document


class Command(BaseCommand):
    help = "Show the state tables as diagrams, or write them to STATES.md."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *, write: bool, **_options: object) -> None:
        if write:
            (settings.BASE_DIR / "STATES.md").write_text(states_document(), encoding="utf-8")
        else:
            self.stdout.write(states_document())
