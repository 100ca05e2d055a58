"""The people of the demonstration: invented, and able to do what their role may do."""

from dataclasses import dataclass

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import RoleAssignment, User
from ogp_portal.tenancy.models import Country


@dataclass(frozen=True)
class Person:
    """Someone of the cast; `country` is a slug, or "" for the whole programme."""

    email: str
    full_name: str
    language: str
    role: Role
    country: str = ""


CAST = [
    Person("officer@demo.example", "Marie Lindqvist", "en", Role.PROGRAMME_OFFICER),
    Person("admin@demo.example", "Jonas Weber", "en", Role.ADMINISTRATOR),
    Person("armenia@demo.example", "Անի Սարգսյան", "hy", Role.POINT_OF_CONTACT, "armenia"),
    Person("georgia@demo.example", "ნინო ბერიძე", "ka", Role.POINT_OF_CONTACT, "georgia"),
    Person("moldova@demo.example", "Ana Rusu", "ro", Role.POINT_OF_CONTACT, "moldova"),
    Person("ukraine@demo.example", "Олена Коваль", "uk", Role.POINT_OF_CONTACT, "ukraine"),
]


def load_cast() -> None:
    """Make sure that everyone of the cast is there; nobody of them has a password."""
    for person in CAST:
        user = User.objects.filter(email=person.email).first()
        if user is None:
            user = User.objects.create_user(
                person.email, full_name=person.full_name, language=person.language, is_demo=True
            )
        country = Country.objects.filter(slug=person.country).first() if person.country else None
        RoleAssignment.objects.get_or_create(user=user, role=person.role, country=country, organisation=None)
