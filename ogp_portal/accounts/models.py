"""Users, organisations and the roles that join them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from ogp_portal.accounts.enums import (
    ROLES_IN_A_COUNTRY,
    ROLES_IN_AN_ORGANISATION,
    ROLES_IN_THE_PROGRAMME,
    OrganisationKind,
    Role,
    SafetyMode,
)
from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.tenancy.models import Country, TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import CompositeForeignKey


class UserManager(BaseUserManager["User"]):
    """Makes users with a usable or, without a password, an unusable sign-in."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).casefold(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. What they may do stands in their role assignments."""

    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=200)
    language = models.CharField(
        max_length=2, choices=[(code, OWN_NAMES[code]) for code in LANGUAGES], default="en"
    )
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.full_name


class Organisation(TenantModel):
    """An institution or a civil society organisation.

    `name` is what everybody may read: in safety mode it is the alias, and the true name stands in
    `OrganisationIdentity`, which no public policy opens.
    """

    public_rows: ClassVar[str] = "true"

    kind = models.CharField(max_length=16, choices=OrganisationKind)
    name = models.CharField(max_length=300)
    org_id = models.CharField(max_length=80, blank=True)
    """Identifier of org-id.guide, such as UA-EDR-00015622; "" for the unregistered."""
    safety_mode = models.CharField(max_length=8, choices=SafetyMode, default=SafetyMode.OPEN)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(safety_mode=SafetyMode.OPEN) | models.Q(org_id=""),
                name="organisation_alias_without_number",
            )
        ]

    def __str__(self) -> str:
        return f"organisation {self.pk}"


class OrganisationIdentity(TenantModel):
    """The true name of an organisation in safety mode: for itself and the administrator."""

    parent: ClassVar[str] = "organisation"

    organisation = TenantForeignKey(Organisation, on_delete=models.CASCADE, related_name="identities")
    legal_name = models.CharField(max_length=300)
    org_id = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "organisation"], name="identity_once_per_organisation")
        ]

    def __str__(self) -> str:
        return f"identity of organisation {self.organisation_id}"


class RoleAssignment(models.Model):
    """A role of a user: in a country, in an organisation, or in the whole programme (both empty)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role)
    country = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    organisation = TenantForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "country", "organisation"],
                name="role_once",
                nulls_distinct=False,
            ),
            # A role without a country reaches all six, so one that belongs to a country must name it.
            models.CheckConstraint(
                condition=models.Q(
                    role__in=ROLES_IN_A_COUNTRY, country__isnull=False, organisation__isnull=True
                )
                | models.Q(
                    role__in=ROLES_IN_AN_ORGANISATION, country__isnull=False, organisation__isnull=False
                )
                | models.Q(role__in=ROLES_IN_THE_PROGRAMME, country__isnull=True, organisation__isnull=True),
                name="role_where_it_belongs",
            ),
            CompositeForeignKey(field="organisation", name="role_organisation_same_country"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of user {self.user_id}"
