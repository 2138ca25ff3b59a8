from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError

from elo_platform.overview.catalogues import LANGUAGES, found, problems, update


class Command(BaseCommand):
    help = (
        "Bring the Finnish and Swedish catalogues in step with the source, or check that they are."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail on a gap")

    def handle(self, *, check: bool, **_options: object) -> None:
        places = found()
        if check:
            said = [line for language in LANGUAGES for line in problems(language, set(places))]
            if said:
                raise CommandError("\n".join(said))
            self.stdout.write(f"{len(places)} texts, complete in {' and '.join(LANGUAGES)}")
            return
        for language in LANGUAGES:
            missing = update(language, places)
            self.stdout.write(f"{language}: {len(places)} texts, {missing} to translate")
