"""The people of the demonstration: invented, and able to do what their role may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import Organisation, RoleAssignment, User
from ogp_portal.demo.content import country_slugs, read
from ogp_portal.languages.fields import column
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.models import Country


@dataclass(frozen=True)
class Person:
    """Someone of the cast; `country` is a slug, or "" for the whole programme.

    `organisation` is the key of one of that country's organisations in the demonstration content.
    """

    email: str
    full_name: str
    language: str
    role: Role
    country: str = ""
    organisation: str = ""


CAST = [
    Person("officer@demo.example", "Marie Lindqvist", "en", Role.PROGRAMME_OFFICER),
    Person("admin@demo.example", "Jonas Weber", "en", Role.ADMINISTRATOR),
    Person("armenia@demo.example", "Անի Սարգսյան", "hy", Role.POINT_OF_CONTACT, "armenia"),
    Person("armenia-agency@demo.example", "Տիգրան Հակոբյան", "hy", Role.AGENCY_OFFICER, "armenia", "cpc"),
    Person("armenia-translator@demo.example", "Մարիամ Գրիգորյան", "hy", Role.TRANSLATOR, "armenia"),
    Person("armenia-watch@demo.example", "Լիլիթ Ավետիսյան", "hy", Role.CSO_MEMBER, "armenia", "gandzaran"),
    Person("azerbaijan-translator@demo.example", "Leyla Həsənova", "az", Role.TRANSLATOR, "azerbaijan"),
    Person("azerbaijan-watch@demo.example", "Elçin Vəliyev", "az", Role.CSO_MEMBER, "azerbaijan", "reyestr"),
    Person("belarus-alias@demo.example", "Алесь Каваленка", "be", Role.CSO_MEMBER, "belarus", "chabor"),
    Person("belarus-watch@demo.example", "Ганна Вярбіцкая", "be", Role.CSO_MEMBER, "belarus", "khata"),
    Person("georgia@demo.example", "ნინო ბერიძე", "ka", Role.POINT_OF_CONTACT, "georgia"),
    Person("georgia-agency@demo.example", "დავით კაპანაძე", "ka", Role.AGENCY_OFFICER, "georgia", "dga"),
    Person("georgia-translator@demo.example", "თამარ გიორგაძე", "ka", Role.TRANSLATOR, "georgia"),
    Person("georgia-watch@demo.example", "ეკა მელაძე", "ka", Role.CSO_MEMBER, "georgia", "sakhelosno"),
    Person("georgia-rival@demo.example", "ლაშა ჯაფარიძე", "ka", Role.CSO_MEMBER, "georgia", "mzera"),
    Person("georgia-forum@demo.example", "მარინა წიკლაური", "ka", Role.FORUM_MEMBER, "georgia"),
    Person("georgia-irm@demo.example", "გიორგი ნადირაძე", "ka", Role.IRM_RESEARCHER, "georgia"),
    Person("moldova@demo.example", "Ana Rusu", "ro", Role.POINT_OF_CONTACT, "moldova"),
    Person("moldova-agency@demo.example", "Ion Munteanu", "ro", Role.AGENCY_OFFICER, "moldova", "cancelaria"),
    Person("moldova-translator@demo.example", "Doina Cebanu", "ro", Role.TRANSLATOR, "moldova"),
    Person("moldova-watch@demo.example", "Vasile Lungu", "ro", Role.CSO_MEMBER, "moldova", "fereastra"),
    Person("ukraine@demo.example", "Олена Коваль", "uk", Role.POINT_OF_CONTACT, "ukraine"),
    Person("ukraine-agency@demo.example", "Андрій Мельник", "uk", Role.AGENCY_OFFICER, "ukraine", "minjust"),
    Person("ukraine-translator@demo.example", "Ірина Бондаренко", "uk", Role.TRANSLATOR, "ukraine"),
    Person("ukraine-watch@demo.example", "Сергій Кравчук", "uk", Role.CSO_MEMBER, "ukraine", "registers_cso"),
    Person("ukraine-rival@demo.example", "Оксана Гнатюк", "uk", Role.CSO_MEMBER, "ukraine", "vaha"),
]


def load_cast() -> None:
    """Make sure that everyone of the cast is there; nobody of them has a password.

    The countries' organisations must be loaded: whoever belongs to a missing one waits for the next time.
    """
    _load(CAST, {})
    for slug in country_slugs():
        country = Country.objects.get(slug=slug)
        with country_scope(country):
            load_people(country, _organisations(country))


def load_people(country: Country, organisations: Mapping[str, Organisation]) -> dict[str, User]:
    """Those of one country, inside its scope; gives them by the part of the address before the @."""
    people = [person for person in CAST if person.country == country.slug]
    return {user.email.partition("@")[0]: user for user in _load(people, organisations, country)}


def _load(
    people: Iterable[Person], organisations: Mapping[str, Organisation], country: Country | None = None
) -> list[User]:
    users = []
    for person in people:
        organisation = organisations.get(person.organisation)
        is_elsewhere = person.country != (country.slug if country else "")
        if is_elsewhere or (person.organisation and organisation is None):
            continue
        user = User.objects.filter(email=person.email).first() or User.objects.create_user(
            person.email, full_name=person.full_name, language=person.language, is_demo=True
        )
        RoleAssignment.objects.get_or_create(
            user=user, role=person.role, country=country, organisation=organisation
        )
        users.append(user)
    return users


def _organisations(country: Country) -> dict[str, Organisation]:
    """The demonstration's organisations that are there, by their keys in the content."""
    language = country.main_language
    found = {
        getattr(row, column("name", language)): row
        for row in Organisation.objects.filter(country=country, is_demo=True)
    }
    entries = read(country.slug, timezone.localdate()).entries("organisations")
    names = {entry.text("key"): entry.texts("name").get(language, "") for entry in entries}
    return {key: found[name] for key, name in names.items() if name in found}
