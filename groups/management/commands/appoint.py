from argparse import ArgumentParser

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone, translation

from groups.models import EloGroup
from groups.permissions import Role
from groups.services.appointing import Appointee, appoint_by_address, make_administrator

ADMIN = "admin"
ROLES = (ADMIN, Role.COORDINATOR.value, Role.NATIONAL.value, Role.RESEARCHER.value)


class Command(BaseCommand):
    """Appoint somebody: `./dev manage appoint alva@elo.example coordinator --group 3`."""

    help = "Make an administrator, a coordinator of a group, or give a national role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the work address; an account is made if it has none")
        parser.add_argument("role", choices=ROLES)
        parser.add_argument("--group", type=int, metavar="ID", help="the number in /groups/ID/")
        parser.add_argument("--name", default="", help="of a new account; else from the address")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)

    def handle(self, *args: object, email: str, role: str, **options: object) -> None:
        """Appoint, and owe the mail that tells how to sign in.

        Raises:
            CommandError: what was written does not fit; nothing has been changed.
        """
        group = _group(role, options["group"])
        try:
            validate_email(email)
            person = Appointee(
                email, str(options["name"]) or _name(email), str(options["language"])
            )
            if role == ADMIN:
                user = make_administrator(person=person, now=timezone.now())
            else:
                given = {"role": Role(role), "held_in": group, "by": None}
                user = appoint_by_address(person=person, **given, now=timezone.now())
        except ValidationError as refusal:
            with translation.override("en"):
                raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{user.name} <{user.email}>: {role}. A mail tells how to sign in.")


def _group(role: str, number: object) -> EloGroup | None:
    if (role == Role.COORDINATOR) != (number is not None):
        raise CommandError("A coordinator, and nobody else, is appointed with --group ID.")
    if number is None:
        return None
    group = EloGroup.objects.filter(pk=number).first()
    if group is None:
        raise CommandError(f"There is no group {number}; /groups/ lists them.")
    return group


def _name(email: str) -> str:
    return email.partition("@")[0].replace(".", " ").replace("_", " ").title()
