"""The six countries as data, with the forms of their names that GLOSSARY fixes per language."""

from django.db import migrations

LANGUAGES = ("en", "az", "be", "hy", "ka", "ro", "uk")

# code, slug, languages, currency, time zone, then per language "nominative; genitive; locative"
COUNTRIES = [
    ("AM", "armenia", ["hy", "en"], "AMD", "Asia/Yerevan",
     "Armenia; Armenia; in Armenia", "Ermənistan; Ermənistanın; Ermənistanda",
     "Арменія; Арменіі; у Арменіі", "Հայաստան; Հայաստանի; Հայաստանում",
     "სომხეთი; სომხეთის; სომხეთში", "Armenia; Armeniei; în Armenia", "Вірменія; Вірменії; у Вірменії"),
    ("AZ", "azerbaijan", ["az", "en"], "AZN", "Asia/Baku",
     "Azerbaijan; Azerbaijan; in Azerbaijan", "Azərbaycan; Azərbaycanın; Azərbaycanda",
     "Азербайджан; Азербайджана; у Азербайджане", "Ադրբեջան; Ադրբեջանի; Ադրբեջանում",
     "აზერბაიჯანი; აზერბაიჯანის; აზერბაიჯანში", "Azerbaidjan; Azerbaidjanului; în Azerbaidjan",
     "Азербайджан; Азербайджану; в Азербайджані"),
    ("BY", "belarus", ["be", "en"], "BYN", "Europe/Minsk",
     "Belarus; Belarus; in Belarus", "Belarus; Belarusun; Belarusda",
     "Беларусь; Беларусі; у Беларусі", "Բելառուս; Բելառուսի; Բելառուսում",
     "ბელარუსი; ბელარუსის; ბელარუსში", "Belarus; Belarusului; în Belarus", "Білорусь; Білорусі; у Білорусі"),
    ("GE", "georgia", ["ka", "en"], "GEL", "Asia/Tbilisi",
     "Georgia; Georgia; in Georgia", "Gürcüstan; Gürcüstanın; Gürcüstanda",
     "Грузія; Грузіі; у Грузіі", "Վրաստան; Վրաստանի; Վրաստանում",
     "საქართველო; საქართველოს; საქართველოში", "Georgia; Georgiei; în Georgia", "Грузія; Грузії; у Грузії"),
    ("MD", "moldova", ["ro", "en"], "MDL", "Europe/Chisinau",
     "Moldova; Moldova; in Moldova", "Moldova; Moldovanın; Moldovada",
     "Малдова; Малдовы; у Малдове", "Մոլդովա; Մոլդովայի; Մոլդովայում",
     "მოლდოვა; მოლდოვის; მოლდოვაში", "Republica Moldova; Republicii Moldova; în Republica Moldova",
     "Молдова; Молдови; у Молдові"),
    ("UA", "ukraine", ["uk", "en"], "UAH", "Europe/Kyiv",
     "Ukraine; Ukraine; in Ukraine", "Ukrayna; Ukraynanın; Ukraynada",
     "Украіна; Украіны; ва Украіне", "Ուկրաինա; Ուկրաինայի; Ուկրաինայում",
     "უკრაინა; უკრაინის; უკრაინაში", "Ucraina; Ucrainei; în Ucraina", "Україна; України; в Україні"),
]


def load(apps, schema_editor):
    Country = apps.get_model("tenancy", "Country")
    for code, slug, languages, currency, time_zone, *forms in COUNTRIES:
        fields = {}
        for language, line in zip(LANGUAGES, forms, strict=True):
            for field, form in zip(("name", "genitive", "locative"), line.split("; "), strict=True):
                fields[f"{field}_{language}"] = form
        for field in ("name", "genitive", "locative"):
            fields[field] = fields[f"{field}_en"]
        Country.objects.update_or_create(
            code=code,
            defaults={"slug": slug, "languages": languages, "currency": currency, "time_zone": time_zone, **fields},
        )


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
