"""The countries' standing over the years, from ogp_portal/tenancy/data/memberships.toml."""

import tomllib
from pathlib import Path

from django.db import migrations

from ogp_portal.tenancy import every_country

DATA = Path(__file__).resolve().parents[1] / "data" / "memberships.toml"


def load(apps, schema_editor):
    Country = apps.get_model("tenancy", "Country")
    MembershipStatus = apps.get_model("tenancy", "MembershipStatus")
    ids = dict(Country.objects.values_list("slug", "pk"))
    with every_country():
        for entry in tomllib.loads(DATA.read_text(encoding="utf-8"))["memberships"]:
            MembershipStatus.objects.update_or_create(
                country_id=ids[entry["country"]],
                since=entry["since"],
                state=entry["state"],
                defaults={
                    "since_precision": entry["since_precision"],
                    "until": entry.get("until"),
                    "source_url": entry["source_url"],
                    **{f"basis_{language}": text for language, text in entry["basis"].items()},
                },
            )


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0002_six_countries")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
