"""`manage.py invite_administrator EMAIL NAME`: how the first person gets in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from ogp_portal.accounts.invitations import DAYS, invite_administrator
from ogp_portal.languages.registry import LANGUAGES


class Command(BaseCommand):
    """Sends the mail that anybody else would be sent from the desk."""

    help = "Invite somebody by mail to be administrator; everybody else is invited at the desk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--language", choices=LANGUAGES, default="en", help="of the mail")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(
                f"{options['email']} is not an e-mail address such as name@example.org."
            ) from error
        invite_administrator(options["email"], options["name"], language=options["language"])
        self.stdout.write(f"A mail with a link is on its way to {options['email']}, good for {DAYS} days.")
