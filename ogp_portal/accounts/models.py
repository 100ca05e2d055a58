"""Users, organisations and the roles that join them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ogp_portal.accounts.enums import (
    ROLES_IN_A_COUNTRY,
    ROLES_IN_AN_ORGANISATION,
    ROLES_IN_THE_PROGRAMME,
    OrganisationKind,
    OrganisationState,
    Role,
    SafetyMode,
)
from ogp_portal.accounts.roles import Held, Roles
from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.tenancy.models import Country, TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import CompositeForeignKey


class UserQuerySet(models.QuerySet["User"]):
    """People by who may see them."""

    def visible_to(self, user: "User") -> "UserQuerySet":
        """Everybody for the administrator; for a point of contact those with a role in the own country."""
        if user.roles.is_administrator:
            return self.all()
        return self.filter(pk__in=RoleAssignment.objects.visible_to(user).values("user_id"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)["User"]):  # type: ignore[misc]
    """Makes users with a usable or, without a password, an unusable sign-in."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user: User = self.model(email=self.normalize_email(email).casefold(), **fields)
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

    @cached_property
    def roles(self) -> Roles:
        """What the person holds, by one query per request."""
        rows = self.assignments.values_list("role", "country_id", "organisation_id").order_by("pk")
        return Roles(Held(*row) for row in rows)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by who may see and change them at the desk."""

    def of_civil_society(self) -> "OrganisationQuerySet":
        return self.filter(kind=OrganisationKind.CSO)

    def visible_to(self, user: User) -> "OrganisationQuerySet":
        """One's own; the administrator all; a contact those of the country, before they are confirmed only
        such as stand under their own name: of the others a government learns no more than the public."""
        if user.roles.is_administrator:
            return self.all()
        is_safe = models.Q(safety_mode=SafetyMode.OPEN) | models.Q(state=OrganisationState.CONFIRMED)
        in_country = models.Q(country_id__in=user.roles.countries(Role.POINT_OF_CONTACT)) & is_safe
        return self.filter(in_country | models.Q(pk__in=user.roles.organisations(Role.CSO_MEMBER)))

    def editable_by(self, user: User) -> "OrganisationQuerySet":
        if user.roles.is_administrator:
            return self.all()
        return self.filter(pk__in=user.roles.organisations(Role.CSO_MEMBER))

    def waiting(self) -> "OrganisationQuerySet":
        """Registered by somebody whose address is known to be theirs, and not decided on yet."""
        return self.filter(state=OrganisationState.PENDING, registered_by__is_active=True)

    def waiting_for(self, user: User) -> "OrganisationQuerySet":
        """Those that this person may confirm or decline."""
        contact = models.Q(
            country_id__in=user.roles.countries(Role.POINT_OF_CONTACT), safety_mode=SafetyMode.OPEN
        )
        return self.waiting() if user.roles.is_administrator else self.waiting().filter(contact)


class Organisation(TenantModel):
    """An institution or a civil society organisation.

    `name` is what everybody may read: in safety mode it is the alias, and the true name stands in
    `OrganisationIdentity`, which no public policy opens.
    """

    public_rows: ClassVar[str] = "{table}.state = 'confirmed'"
    private_fields: ClassVar[tuple[str, ...]] = ("registered_by", "declined_reason")

    kind = models.CharField(max_length=16, choices=OrganisationKind)
    name = models.CharField(max_length=300)
    org_id = models.CharField(max_length=80, blank=True)
    """Identifier of org-id.guide, such as UA-EDR-00015622; "" for the unregistered."""
    safety_mode = models.CharField(max_length=8, choices=SafetyMode, default=SafetyMode.OPEN)
    state = models.CharField(max_length=9, choices=OrganisationState, default=OrganisationState.CONFIRMED)
    about = models.TextField(blank=True)
    website = models.URLField(blank=True)
    office_email = models.EmailField(blank=True)
    """An address of the office, not of a person, to which citizens can write."""
    registered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="registered_organisations"
    )
    declined_reason = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(safety_mode=SafetyMode.OPEN)
                | models.Q(org_id="", website="", office_email=""),
                name="organisation_alias_without_traces",
            )
        ]

    def __str__(self) -> str:
        return f"organisation {self.pk}"

    @property
    def is_safe(self) -> bool:
        """Whether it stands under an alias."""
        return self.safety_mode == SafetyMode.ALIAS

    @property
    def confirm_blocker(self) -> str:
        """Why it cannot be confirmed, or ""."""
        if self.state == OrganisationState.CONFIRMED:
            return _("This organisation is already confirmed.")
        if self.registered_by is not None and not self.registered_by.is_active:
            return _("Whoever registered it has not confirmed the e-mail address yet.")
        return ""

    @property
    def decline_blocker(self) -> str:
        """Why it cannot be declined, or ""."""
        if self.state != OrganisationState.PENDING:
            return _("Only an organisation that waits to be confirmed can be declined.")
        return ""


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


def _where_it_belongs(name: str) -> models.CheckConstraint:
    """A role without a country reaches all six, so one that belongs to a country must name it."""
    return models.CheckConstraint(
        condition=models.Q(role__in=ROLES_IN_A_COUNTRY, country__isnull=False, organisation__isnull=True)
        | models.Q(role__in=ROLES_IN_AN_ORGANISATION, country__isnull=False, organisation__isnull=False)
        | models.Q(role__in=ROLES_IN_THE_PROGRAMME, country__isnull=True, organisation__isnull=True),
        name=name,
    )


class RolePlaceQuerySet(models.QuerySet[Any]):
    """Roles, invitations and changes of roles, by who may see them; call it with the countries in scope."""

    def like(self, place: "RolePlace") -> "RolePlaceQuerySet":
        """The same role in the same country, or in the programme."""
        return self.filter(role=place.role, country=place.country_id)

    def visible_to(self, user: User) -> "RolePlaceQuerySet":
        """For a point of contact those of the own country; who belongs to an organisation of civil society is
        known to no government, in a list of people as little as in a history.
        """
        if user.roles.is_administrator:
            return self.all()
        own = self.filter(country_id__in=user.roles.countries(Role.POINT_OF_CONTACT))
        return own.exclude(role=Role.CSO_MEMBER)


class RolePlace(models.Model):
    """A role and where it holds: in a country, in an organisation, or in the whole programme (both empty)."""

    role = models.CharField(max_length=20, choices=Role)
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = TenantForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )

    objects = RolePlaceQuerySet.as_manager()

    class Meta:
        abstract = True


class RoleAssignment(RolePlace):
    """A role of a user."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "country", "organisation"],
                name="role_once",
                nulls_distinct=False,
            ),
            _where_it_belongs("role_where_it_belongs"),
            CompositeForeignKey(field="organisation", name="role_organisation_same_country"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of user {self.user_id}"


class Invitation(RolePlace):
    """A role offered by mail. Whoever holds the token of the mail may take it; only its hash is kept."""

    email = models.EmailField()
    full_name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=[(code, OWN_NAMES[code]) for code in LANGUAGES])
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="sent_invitations"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="accepted_invitations"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            _where_it_belongs("invitation_where_it_belongs"),
            CompositeForeignKey(field="organisation", name="invitation_organisation_same_country"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} as {self.role}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        return not self.accepted_at and not self.withdrawn_at and self.expires_at > timezone.now()

    @property
    def renew_blocker(self) -> str:
        """Why it cannot be sent again, or ""."""
        if self.accepted_at:
            return _("The invitation has been accepted already.")
        return _("The invitation has been withdrawn: write a new one.") if self.withdrawn_at else ""

    @property
    def withdraw_blocker(self) -> str:
        """Why it cannot be withdrawn, or ""."""
        if self.accepted_at:
            return _("The invitation has been accepted already: end the role instead.")
        return _("The invitation has been withdrawn already.") if self.withdrawn_at else ""


class RoleChange(RolePlace):
    """A role given or ended: the log that stays when the assignment is gone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_changes")
    has_ended = models.BooleanField()
    handed_to = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            _where_it_belongs("role_change_where_it_belongs"),
            CompositeForeignKey(field="organisation", name="role_change_organisation_same_country"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of user {self.user_id} {'ended' if self.has_ended else 'given'}"
