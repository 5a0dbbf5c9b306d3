"""Services and what belongs to them, in the words of :mod:`karavel.services.shapes`: columns are named as its fields.

Texts are pairs of language and words, codes are those of :mod:`karavel.services.codes`; both lie in JSON columns, as
the shapes have them, so that a row becomes a shape by its fields' names (:mod:`karavel.web.catalogue.shaping`).
"""

from __future__ import annotations

import secrets
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from karavel import services
from karavel.codes.spelling import fold
from karavel.services.addresses import last_part
from karavel.services.codes import LEVELS
from karavel.web.appending import Appended
from karavel.web.catalogue.speaking import said
from karavel.web.scope import Owned

_ADDRESS: Final = 2100


def new_key() -> str:
    """What stands in a service's address; it says nothing and never changes."""
    return secrets.token_hex(5)


def _texts(name: Any = "") -> Any:
    return models.JSONField(name or None, default=list, blank=True)


def _address(name: Any = "") -> Any:
    return models.CharField(name or None, max_length=_ADDRESS, blank=True)


class CompetentAuthority(Owned):
    """Who answers for services; ``uri`` is its address where another catalogue gave it one."""

    uri = _address()
    names = _texts(_("name"))
    identifier = models.CharField(_("identifier"), max_length=200, blank=True)
    spatial = models.JSONField(_("where"), default=list)
    homepage = _address(_("homepage"))

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return said(self.names).text or last_part(self.uri)

    def save(self, *args: Any, **options: Any) -> None:
        """Saves the authority; its services are found by its new name."""
        super().save(*args, **options)
        for service in PublicService.everywhere.filter(authority=self):
            service.authority = self
            service.save(update_fields=["words", "changed"])


class PublicService(Owned):
    """A service of an authority.

    Attributes:
        key: in its address, for ever.
        uri: the address that another catalogue gave it; empty where it is ours.
        state, level, authority: changed by :mod:`karavel.web.catalogue.changing` alone.
        also: further authorities that are competent; the service counts for ``authority``.
        unread: statements of an imported file that nothing here understands.
        words: what it is found by, in all languages, folded.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", _("Planned")
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Level(models.IntegerChoices):
        """How much of it is done online."""

        INFORMATION = 1, _("Information")
        DOWNLOAD = 2, _("Download")
        FORM = 3, _("Online form")
        TRANSACTION = 4, _("Full transaction")
        PROACTIVE = 5, _("Proactive")

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    uri = _address()
    identifier = models.CharField(_("identifier"), max_length=200)
    titles = _texts(_("title"))
    descriptions = _texts(_("description"))
    keywords = _texts(_("keywords"))
    authority = models.ForeignKey(CompetentAuthority, models.RESTRICT, related_name="services")
    also = models.ManyToManyField(CompetentAuthority, related_name="also_of", blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    status_since = models.DateField()
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, default=Level.INFORMATION)
    cross_border = models.BooleanField(_("usable from abroad"), null=True, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    spatial = models.JSONField(_("where"), default=list, blank=True)
    sectors = models.JSONField(_("sectors"), default=list, blank=True)
    themes = models.JSONField(_("themes"), default=list, blank=True)
    types = models.JSONField(_("function of government"), default=list, blank=True)
    audience = models.JSONField(_("for whom"), default=list, blank=True)
    classifications = models.JSONField(_("classifications"), default=list, blank=True)
    pages = models.JSONField(_("pages about it"), default=list, blank=True)
    processing_time = models.CharField(_("processing time"), max_length=40, blank=True)
    unread = models.JSONField(default=list, blank=True)
    words = models.TextField(editable=False, default="")
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "identifier"], name="one_service_an_identifier"),
            models.CheckConstraint(
                condition=models.Q(level__gte=min(LEVELS), level__lte=max(LEVELS)), name="a_level_of_the_list"
            ),
        ]

    def __str__(self) -> str:
        return said(self.titles).text

    def save(self, *args: Any, **options: Any) -> None:
        """Saves the service; what it is found by follows its words."""
        texts = [*self.titles, *self.descriptions, *self.keywords, *self.authority.names]
        parts = [self.identifier, *(word for _language, text in texts for word in text.split())]
        self.words = " ".join(dict.fromkeys(filter(None, map(fold, parts))))
        super().save(*args, **options)


class ServicePart(Owned):
    """Something of a service; ``shape`` is what it is in the core."""

    shape: ClassVar[type[services.Thing]]

    service = models.ForeignKey(PublicService, models.CASCADE, related_name="+")
    uri = _address()
    identifier = models.CharField(_("identifier"), max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["pk"]

    def save(self, *args: Any, **options: Any) -> None:
        """Saves the part, and notes that its service has changed."""
        super().save(*args, **options)
        self.service.save(update_fields=["changed"])

    def delete(self, *args: Any, **options: Any) -> Any:
        """Takes the part away, and notes that its service has changed."""
        self.service.save(update_fields=["changed"])
        return super().delete(*args, **options)

    def __str__(self) -> str:
        texts = getattr(self, "titles", None) or getattr(self, "descriptions", None)
        return said(texts).text if texts else self.identifier or self.uri


class ServiceContact(ServicePart):
    """Whom users ask."""

    shape = services.ContactPoint
    service = models.ForeignKey(PublicService, models.CASCADE, related_name="contact_points")
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    page = _address(_("page"))

    def __str__(self) -> str:
        return self.email or self.telephone or self.page


class ServiceChannel(ServicePart):
    """A way to the service."""

    shape = services.Channel
    service = models.ForeignKey(PublicService, models.CASCADE, related_name="channels")
    type = models.CharField(_("kind"), max_length=_ADDRESS, blank=True)
    descriptions = _texts(_("description"))
    page = _address(_("where it is used"))


class ServiceEvent(ServicePart):
    """What makes somebody need the service."""

    shape = services.Event
    service = models.ForeignKey(PublicService, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, blank=True)
    titles = _texts(_("title"))
    descriptions = _texts(_("description"))
    types = models.JSONField(default=list, blank=True)


class ServiceInput(ServicePart):
    """What users must bring."""

    shape = services.Evidence
    service = models.ForeignKey(PublicService, models.CASCADE, related_name="inputs")
    titles = _texts(_("title"))
    descriptions = _texts(_("description"))
    type = models.CharField(max_length=_ADDRESS, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    pages = models.JSONField(_("pages about it"), default=list, blank=True)


class ServiceOutput(ServicePart):
    """What users get."""

    shape = services.Output
    service = models.ForeignKey(PublicService, models.CASCADE, related_name="outputs")
    titles = _texts(_("title"))
    descriptions = _texts(_("description"))
    types = models.JSONField(default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)


class ServiceCost(ServicePart):
    """What users pay."""

    shape = services.Cost
    service = models.ForeignKey(PublicService, models.CASCADE, related_name="costs")
    descriptions = _texts(_("for what"))
    value = models.FloatField(_("amount"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=_ADDRESS, blank=True)


class ServiceLaw(ServicePart):
    """The law that the service rests on; its address is that of the law."""

    shape = services.LegalResource
    service = models.ForeignKey(PublicService, models.CASCADE, related_name="legal_resources")
    titles = _texts(_("title"))


class ServiceRule(ServicePart):
    """By what the service proceeds."""

    shape = services.Rule
    service = models.ForeignKey(PublicService, models.CASCADE, related_name="rules")
    titles = _texts(_("title"))
    descriptions = _texts(_("description"))
    languages = models.JSONField(_("languages"), default=list, blank=True)
    implements = models.JSONField(_("laws"), default=list, blank=True)


class ServiceChange(Appended):
    """A change of level, state or authority, with its cause; the count is the sum of these rows.

    Attributes:
        number: by which changes of one service follow each other, from 0.
        before_state: empty, and ``before_level`` None, where the service came into the catalogue.
        reference: the contract and its milestone, the article of a law, the digest of an imported file.
    """

    class Cause(models.TextChoices):
        """Why."""

        CONTRACT = "contract", _("Contract")
        LAW = "law", _("Law")
        OWN_WORK = "own-work", _("Own work")
        IMPORT = "import", _("Import")
        CORRECTION = "correction", _("Correction")

    service = models.ForeignKey(PublicService, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    day = models.DateField()
    before_authority = models.ForeignKey(CompetentAuthority, models.RESTRICT, null=True, related_name="+")
    before_level = models.PositiveSmallIntegerField(null=True)
    before_state = models.CharField(max_length=10, blank=True)
    after_authority = models.ForeignKey(CompetentAuthority, models.RESTRICT, related_name="+")
    after_level = models.PositiveSmallIntegerField()
    after_state = models.CharField(max_length=10)
    cause = models.CharField(max_length=10, choices=Cause.choices)
    reference = models.CharField(max_length=500, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-day", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "number"], name="one_change_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.before_state} → {self.after_state} {self.after_level}"


class ServiceImport(Owned):
    """A file that somebody brought: looked at, then taken over or not. Changes refer to it by its digest."""

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    taken = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.name
