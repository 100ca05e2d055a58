"""`manage.py build_report --country georgia --plan 5 --languages all --out DIR`: a PDF per language."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from tqdm import tqdm

from monitoring.reports.actions import report_blocker
from monitoring.reports.gathering import build_snapshot
from monitoring.reports.pool import render_all
from monitoring.reports.snapshot import Snapshot
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.models import Country
from plans.models import ActionPlan


class Command(BaseCommand):
    """Builds a country progress report without Celery, with the engine that the portal uses."""

    help = "Build the progress report of a plan as PDF, one file per language."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Country and plan, which languages, and where to."""
        parser.add_argument("--country", required=True, help="a country's address, such as georgia")
        parser.add_argument("--plan", required=True, help="a plan's key, such as 5-demo, or its number")
        parser.add_argument("--languages", default="all", help='"all", or codes such as "en,ka"')
        parser.add_argument("--out", required=True, type=Path, help="the folder to write to")

    def handle(self, *args: Any, **options: Any) -> None:
        """Freeze the data, then render each language."""
        languages = _languages(options["languages"])
        snapshot = _snapshot(options["country"], options["plan"], languages)
        out: Path = options["out"]
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"Cannot write to {out}: {error.strerror}.") from error
        stem = f"{snapshot.country.slug}-plan-{snapshot.plan.key}"
        failed = []
        with tqdm(total=len(languages), disable=not sys.stderr.isatty(), unit="file", desc="reports") as bar:
            for outcome in render_all(snapshot, languages, lambda language: out / f"{stem}-{language}.pdf"):
                bar.update()
                if outcome.rendered is None:
                    failed.append(f"{outcome.language}: {outcome.failure}")
                    continue
                made = outcome.rendered
                with bar.external_write_mode():
                    self.stdout.write(
                        f"{made.path}: {made.pages} pages, {made.size // 1024} kB, {made.seconds:.1f} s"
                    )
        if failed:
            raise CommandError("\n".join(failed))


def _languages(given: str) -> list[str]:
    codes = list(LANGUAGES) if given == "all" else [code.strip() for code in given.split(",") if code.strip()]
    unknown = [code for code in codes if code not in LANGUAGES]
    if unknown or not codes:
        raise CommandError(f"--languages takes all, or some of {','.join(LANGUAGES)}; not {given!r}.")
    return list(dict.fromkeys(codes))


def _snapshot(country_slug: str, plan_name: str, languages: list[str]) -> Snapshot:
    country = Country.objects.filter(slug=country_slug).first()
    if country is None:
        known = ", ".join(Country.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"There is no country {country_slug!r}; there are {known}.")
    with country_scope(country):
        plan = _plan(plan_name)
        if plan is None:
            keys = ", ".join(ActionPlan.objects.order_by("number", "key").values_list("key", flat=True))
            raise CommandError(f"{country_slug} has no plan {plan_name!r}; it has {keys or 'none'}.")
        if blocker := report_blocker(plan, languages):
            raise CommandError(blocker)
        return build_snapshot(plan)


def _plan(name: str) -> ActionPlan | None:
    """The plan of that key, else of that number; of several, the one with most commitments."""
    plan = ActionPlan.objects.filter(key=name).first()
    if plan is not None or not name.isdecimal():
        return plan
    numbered = ActionPlan.objects.filter(number=int(name)).annotate(promises=Count("commitments"))
    return numbered.order_by("-promises", "key").first()
