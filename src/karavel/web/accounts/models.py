"""Users, organisations and what ties them together."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, ClassVar, Final, NoReturn, Self

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from karavel.web.accounts import chain
from karavel.web.permissions import Role
from karavel.web.scope import Owned, OwnedManager, current

_INVITATION_DAYS: Final = 14


def invitation_ends() -> datetime:
    """When an invitation made now ends."""
    return timezone.now() + timedelta(days=_INVITATION_DAYS)


def pseudonym_key() -> str:
    """A new user's secret, of which the audit log's pseudonyms are made."""
    return secrets.token_hex(32)


class Users(BaseUserManager["User"]):
    """Makes users; their e-mail address is their name."""

    def create_user(self, email: str, password: str | None = None, **others: Any) -> User:
        """A user who may log in; without a password only by another way (OIDC)."""
        user = self.model(email=email.strip().lower(), **others)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **others: Any) -> User:
        """The operator of this installation, who may also choose its lake."""
        return self.create_user(email, password, **others | {"is_superuser": True, "is_staff": True})

    def get_by_natural_key(self, username: str | None) -> User:
        """The user with an e-mail address, however it is capitalised."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person. ``language`` is theirs; empty follows the browser."""

    username = None  # type: ignore[assignment]
    first_name = last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True)
    pseudonym_key = models.CharField(max_length=64, default=pseudonym_key, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Users] = Users()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_user_an_address")]

    def __str__(self) -> str:
        return self.name or self.email

    def pseudonym(self, organisation: int) -> str:
        """What stands for the user in an organisation's audit log.

        The same there always; in another organisation another. Once the account and its key are deleted, nobody can
        tell whose it was, nor that two logs tell of one person.
        """
        return sha256(f"{self.pseudonym_key}:{organisation}".encode()).hexdigest()[:16]

    def get_full_name(self) -> str:
        """The name, else the address."""
        return str(self)

    def get_short_name(self) -> str:
        """The name, else the address."""
        return str(self)


class Organisation(models.Model):
    """A company, or an agency that runs programmes for companies."""

    class Kind(models.TextChoices):
        """What an organisation is."""

        COMPANY = "company", _("Company")
        AGENCY = "agency", _("Agency")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.COMPANY)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A user's role in an organisation, and when they were last there (for what is new since)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=15, choices=Role.choices, default=Role.VIEWER)
    created = models.DateTimeField(auto_now_add=True)
    last_visit = models.DateTimeField(null=True, blank=True)
    visit_before = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "organisation"], name="one_role_a_member")]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.role}"

    @property
    def last_administrator(self) -> bool:
        """Whether nobody else administers the organisation."""
        others = Membership.objects.filter(organisation=self.organisation, role=Role.ADMINISTRATOR).exclude(pk=self.pk)
        return self.role == Role.ADMINISTRATOR and not others.exists()


class Programme(Owned):
    """What an agency (its organisation) runs for companies."""

    name = models.CharField(_("name"), max_length=200)

    def __str__(self) -> str:
        return self.name


class ProgrammeCompany(Owned):
    """A company in a programme of the agency. The agency's officers see it once ``agreed`` by the company."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="companies")
    company = models.ForeignKey(Organisation, models.CASCADE, related_name="programmes")
    agreed = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "company"], name="one_place_a_company_in_a_programme")
        ]

    def __str__(self) -> str:
        return f"{self.company} · {self.programme}"


def digest(token: str) -> str:
    """What is kept of a token: whoever reads the database cannot use it."""
    return sha256(token.encode()).hexdigest()


class Invitation(Owned):
    """An e-mail that lets somebody join; once, for some days. Only the digest of its token is kept."""

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=15, choices=Role.choices, default=Role.VIEWER)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    ends = models.DateTimeField(default=invitation_ends)
    accepted = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.email} · {self.role}"

    def new_token(self) -> str:
        """A token, which is told once: in the e-mail."""
        token = secrets.token_urlsafe(32)
        self.token_digest = digest(token)
        return token

    @classmethod
    def standing(cls, token: str) -> Invitation | None:
        """The invitation of a token that may still be accepted."""
        waiting = cls.everywhere.filter(accepted=None, ends__gt=timezone.now())
        return waiting.filter(token_digest=digest(token)).select_related("organisation").first()


class Kept(models.QuerySet["AuditEntry"]):
    """Audit entries: read and added one by one, never changed or deleted."""

    def update(self, **_values: Any) -> NoReturn:
        """Entries never change.

        Raises:
            TypeError: always.
        """
        raise TypeError("Audit entries are never changed.")

    def bulk_update(self, *_args: Any, **_options: Any) -> NoReturn:
        """Entries never change.

        Raises:
            TypeError: always.
        """
        raise TypeError("Audit entries are never changed.")

    def bulk_create(self, *_args: Any, **_options: Any) -> NoReturn:
        """Each entry follows the one before.

        Raises:
            TypeError: always.
        """
        raise TypeError("Audit entries are added one by one.")

    def delete(self) -> NoReturn:
        """Entries go only with their organisation.

        Raises:
            TypeError: always.
        """
        raise TypeError("Audit entries are never deleted.")


class AuditHead(Owned):
    """The last entry of an organisation's chain; whoever adds one holds this row until the transaction ends."""

    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=chain.START)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation"], name="one_head_a_chain")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.sequence} {self.digest}"

    @classmethod
    def held(cls, organisation: int) -> AuditHead:
        """The head of an organisation's chain, locked; made where there is none yet. Only in a transaction."""
        rows = cls.everywhere.select_for_update().filter(organisation_id=organisation)
        found = rows.first()
        if found is None:
            cls.everywhere.get_or_create(organisation_id=organisation)
            found = rows.get()
        return found


class AuditTombstone(models.Model):
    """What stays of the chain of a deleted organisation: its length and its last digest; no name, no person."""

    organisation_key = models.BigIntegerField(unique=True)
    sequence = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.organisation_key} {self.sequence} {self.digest}"


@receiver(pre_delete, sender=Organisation)
def _bury(instance: Organisation, **_options: Any) -> None:
    """Keeps the head of the chain before its entries go; the database lets them go for the tombstone only."""
    with transaction.atomic():
        head = AuditHead.everywhere.select_for_update().filter(organisation=instance).first() or AuditHead()
        AuditTombstone(organisation_key=instance.pk, sequence=head.sequence, digest=head.digest).save()


class AuditEntry(Owned):
    """Something that somebody did. Entries are added, never changed or deleted, and each holds the digest before it.

    ``actor`` is let go when the account is deleted; ``actor_label`` is a pseudonym and stays, so that digests hold.
    """

    created = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    actor_label = models.CharField(max_length=16, blank=True, editable=False)
    action = models.CharField(max_length=50)
    what = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict, blank=True)
    sequence = models.PositiveBigIntegerField(editable=False)
    previous = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, editable=False)

    objects: ClassVar[OwnedManager[Self]] = OwnedManager.from_queryset(Kept)()
    everywhere: ClassVar[models.Manager[Self]] = models.Manager.from_queryset(Kept)()

    class Meta:
        ordering: ClassVar = ["-created", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "sequence"], name="one_entry_a_place_in_a_chain")
        ]

    def __str__(self) -> str:
        return f"{self.created:%Y-%m-%d %H:%M} {self.action} {self.what}"

    def said(self) -> chain.Said:
        """What the digest is made of, with the digest before."""
        return chain.Said(
            self.organisation_id,
            self.sequence,
            self.created,
            self.actor_label,
            self.action,
            self.what,
            self.details,
        )

    def save(self, *args: Any, **options: Any) -> None:
        """Adds the entry at the end of its organisation's chain.

        Raises:
            TypeError: it is an old one.
        """
        if self.pk is not None:
            raise TypeError("Audit entries are never changed.")
        if self.organisation_id is None:
            self.organisation_id = current()
        with transaction.atomic():
            head = AuditHead.held(self.organisation_id)
            self._follow(head)
            super().save(*args, **options)
            AuditHead.everywhere.filter(pk=head.pk).update(sequence=self.sequence, digest=self.digest)

    def _follow(self, head: AuditHead) -> None:
        self.action, self.what = chain.text(self.action), chain.text(self.what)
        self.details = chain.plain(self.details)
        self.actor_label = self.actor.pseudonym(self.organisation_id) if self.actor else ""
        self.created = timezone.now()  # once the chain is held, so that moments follow one another as entries do
        self.sequence, self.previous = head.sequence + 1, head.digest
        self.digest = chain.digest_of(self.said(), self.previous)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        """Entries go only with their organisation.

        Raises:
            TypeError: always.
        """
        raise TypeError("Audit entries are never deleted.")


class Installation(models.Model):
    """What the operator has chosen in the browser: one row. ``lake`` is a folder; empty follows the environment."""

    lake = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.lake or "-"

    @classmethod
    def here(cls) -> Installation:
        """The one row."""
        return cls.objects.get_or_create(pk=1)[0]
