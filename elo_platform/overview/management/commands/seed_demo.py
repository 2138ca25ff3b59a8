from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from elo_platform.lib.statistics import refresh_statistics
from elo_platform.overview.joining import join_demo
from forums.demo.load import load_discussions
from forums.demo.national import load_national_discussions
from groups.demo.load import load_demo
from groups.demo.national import load_national
from groups.services.reference import load_reference
from plans.demo.load import load_plans
from plans.demo.national import load_national_plans
from plans.demo.offers import load_offers
from surveys.demo.load import load_surveys
from surveys.demo.national import load_national_surveys
from surveys.demo.themes import load_themes


class Command(BaseCommand):
    """Fill the database with the demo's invented groups, or with the load set of the bench."""

    help = "Load the demo once, or with --scale national the load set; both are invented."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale",
            choices=["demo", "national"],
            default="demo",
            help="national adds 21 groups, 2,000 people, 4,000 meetings and what belongs to them",
        )

    def handle(self, *args: object, scale: str, **options: object) -> None:
        """Load the reference data first, then what is asked for; twice is as good as once."""
        now = timezone.now()
        load_reference(now=now)
        groups = (load_national if scale == "national" else load_demo)(now=now)
        refresh_statistics()
        (load_national_discussions if scale == "national" else load_discussions)(now=now)
        (load_national_surveys if scale == "national" else load_surveys)(now=now)
        if scale == "national":
            load_national_plans(now=now)
        else:
            load_plans(now=now)
            load_themes(now=now)
            join_demo(now=now)
            load_offers(now=now)
        if groups:
            self.stdout.write(f"Loaded: {groups} groups.")
        else:
            self.stdout.write("It was there already; nothing has been changed.")
