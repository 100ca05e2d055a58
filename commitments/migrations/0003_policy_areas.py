"""OGP's policy areas of both tag sets, from commitments/data/policy_areas.toml."""

from django.db import migrations

from commitments.ogp.areas import areas


def load(apps, schema_editor):
    PolicyArea = apps.get_model("commitments", "PolicyArea")
    ids = {}
    for area in areas():
        row, _ = PolicyArea.objects.update_or_create(
            tag_set=area.tag_set,
            slug=area.slug,
            defaults={
                "parent_id": ids.get((area.tag_set, area.parent)),
                **{f"name_{language}": name for language, name in area.names.items()},
            },
        )
        ids[area.tag_set, area.slug] = row.pk


class Migration(migrations.Migration):
    dependencies = [("commitments", "0002_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
