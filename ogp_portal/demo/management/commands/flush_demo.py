"""`manage.py flush_demo`: takes the demonstration away."""

from typing import Any

from django.core.management.base import BaseCommand

from ogp_portal.demo.flush import flush_demo


class Command(BaseCommand):
    """Deletes demonstration rows only; imported and entered data stays."""

    help = "Delete the demonstration data and its cast; nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        deleted = flush_demo()
        self.stdout.write(f"Demonstration data deleted: {sum(deleted.values())} rows.")
