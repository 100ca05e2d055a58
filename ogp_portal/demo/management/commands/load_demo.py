"""`manage.py load_demo`: demonstration data for all six countries."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from ogp_portal.demo.cast import load_cast
from ogp_portal.demo.content import country_slugs
from ogp_portal.demo.load import load_country
from ogp_portal.tenancy import every_country
from plans.models import ActionPlan


class Command(BaseCommand):
    """Loads what is not there yet; running it again changes nothing."""

    help = "Load the demonstration data of the six countries and its cast; what is there already stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="only into a portal that has no plans at all"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PORTAL_DEMO:
            raise CommandError(
                "Nothing was loaded. Without PORTAL_DEMO=1 no page would say that the data is invented."
            )
        if options["if_empty"]:
            with every_country():
                if ActionPlan.objects.exists():
                    return
        today = timezone.localdate()
        slugs = country_slugs()
        loaded = [slug for slug in tqdm(slugs, disable=None, unit="country") if load_country(slug, today)]
        load_cast()
        self.stdout.write(f"Demonstration data loaded: {', '.join(loaded) or 'nothing, it was all there'}.")
