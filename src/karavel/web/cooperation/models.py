"""The record of a cooperation. Each row says for itself whether the public page shows it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from karavel.web.accounts.models import Organisation
from karavel.web.catalogue.models import PublicService
from karavel.web.context import OWN_NAMES
from karavel.web.cooperation import states
from karavel.web.desk.contracts.models import Contract
from karavel.web.scope import Owned

_USER: Final = settings.AUTH_USER_MODEL


class Spoken(Owned):
    """Something that is written in one language and may be told in others.

    Attributes:
        others: by language, the columns of :data:`TOLD` in it; a language has all of them that are written, or none.
    """

    #: The columns that are words.
    TOLD: ClassVar[tuple[str, ...]] = ()

    others = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def speak(self, language: str, own: str) -> Self:
        """Tells itself in a language where it can; else in its own. ``spoken`` says which. For pages, never saved."""
        said = self.others.get(language, {})
        self.spoken = language if said else own
        for name, text in said.items():
            setattr(self, name, text)
        return self


class CooperationProgramme(Spoken):
    """What two countries do together, through an agency of each.

    Attributes:
        language: in which it and its rows are written first; pages mark it.
        slug: its public address, unique in the installation.
    """

    TOLD = ("title", "summary", "first_agency", "second_agency")

    title = models.CharField(_("Title"), max_length=200)
    summary = models.TextField(_("Summary"), max_length=3000, blank=True)
    language = models.CharField(_("Language of these texts"), max_length=2, choices=list(OWN_NAMES.items()))
    first_country = models.CharField(_("First country"), max_length=2)
    first_agency = models.CharField(_("Its agency"), max_length=200)
    second_country = models.CharField(_("Second country"), max_length=2)
    second_agency = models.CharField(_("Agency of the second country"), max_length=200)
    began = models.DateField(_("Began"), null=True, blank=True)
    ends = models.DateField(_("Ends"), null=True, blank=True)
    public = models.BooleanField(_("Public page"), default=False)
    slug = models.SlugField(max_length=100, unique=True, editable=False)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """The path of its public page."""
        return reverse("cooperations-one", args=[self.slug])


class Part(Spoken):
    """A row of a programme; ``public`` rows stand on its public page, where it has one."""

    public = models.BooleanField(_("On the public page"), default=False)

    class Meta:
        abstract = True


class Agreement(Part):
    """Something that both sides signed."""

    TOLD = ("title", "place")

    class Kind(models.TextChoices):
        """What was signed."""

        MEMORANDUM = "memorandum", _("Memorandum")
        TREATY = "treaty", _("Treaty")
        PROTOCOL = "protocol", _("Protocol")
        CONTRACT = "contract", _("Agreement between agencies")

    programme = models.ForeignKey(CooperationProgramme, models.CASCADE, related_name="agreements")
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices, default=Kind.MEMORANDUM)
    title = models.CharField(_("Title"), max_length=300)
    signed = models.DateField(_("Signed"))
    place = models.CharField(_("Place"), max_length=200, blank=True)
    until = models.DateField(_("In force until"), null=True, blank=True)
    address = models.URLField(_("Where it is published"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-signed", "pk"]

    def __str__(self) -> str:
        return self.title


class Event(Part):
    """A visit, a meeting or a forum."""

    TOLD = ("title", "place", "participants", "result")

    class Kind(models.TextChoices):
        """What took place."""

        VISIT = "visit", _("Visit")
        MEETING = "meeting", _("Meeting")
        FORUM = "forum", _("Forum")

    programme = models.ForeignKey(CooperationProgramme, models.CASCADE, related_name="events")
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices, default=Kind.MEETING)
    title = models.CharField(_("Title"), max_length=300)
    place = models.CharField(_("Place"), max_length=200, blank=True)
    first_day = models.DateField(_("First day"))
    last_day = models.DateField(_("Last day"), null=True, blank=True)
    participants = models.TextField(_("Participants"), max_length=5000, blank=True)
    result = models.TextField(_("What came of it"), max_length=5000, blank=True)

    class Meta:
        ordering: ClassVar = ["-first_day", "pk"]

    def __str__(self) -> str:
        return self.title


class Commitment(Part):
    """Something that somebody has promised to do by a day; moves are made by :mod:`cooperation.moves` alone.

    Attributes:
        owner: who is to do it, in words, as the public page names them.
        user: a member of the organisation who sees to it; never public.
    """

    TOLD = ("text", "owner")

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = states.OPEN, _("Open")
        LATE = states.LATE, _("Late")
        DONE = states.DONE, _("Done")
        DROPPED = states.DROPPED, _("Dropped")

    programme = models.ForeignKey(CooperationProgramme, models.CASCADE, related_name="commitments")
    text = models.CharField(_("Commitment"), max_length=500)
    owner = models.CharField(_("Owner"), max_length=200)
    user = models.ForeignKey(
        _USER, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Seen to by")
    )
    due = models.DateField(_("Due"))
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.OPEN, editable=False)

    class Meta:
        ordering: ClassVar = ["due", "pk"]

    def __str__(self) -> str:
        return self.text

    def standing(self, today: date) -> str:
        """Its state on a day: what is open and whose day has passed is late, before anybody has written it down."""
        return states.LATE if self.state == states.OPEN and self.due < today else self.state


class CommitmentMove(Owned):
    """How a commitment came from state to state. ``on`` is the day from which it held, ``due`` the day then due."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="moves")
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    move = models.CharField(max_length=12)
    before = models.CharField(max_length=8, choices=Commitment.State.choices)
    after = models.CharField(max_length=8, choices=Commitment.State.choices)
    on = models.DateField()
    due = models.DateField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["created", "pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Participation(Part):
    """A company that takes part: an organisation of this installation, or a name and its country."""

    TOLD = ("about",)

    programme = models.ForeignKey(CooperationProgramme, models.CASCADE, related_name="participations")
    company = models.ForeignKey(
        "accounts.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Company here"),
    )
    name = models.CharField(_("Name"), max_length=200)
    country = models.CharField(_("Country"), max_length=2)
    since = models.DateField(_("Takes part since"), null=True, blank=True)
    about = models.CharField(_("What it does in it"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Outcome(Part):
    """What came of it for a company: a pursuit, a contract, a service that went online.

    ``label`` says it for good; ``pursuit``, ``contract`` and ``service`` name the row where there is one, and ``event``
    the visit, meeting or forum that it came of.
    """

    TOLD = ("label",)

    class Kind(models.TextChoices):
        """What came of it."""

        PURSUIT = "pursuit", _("Pursuit")
        CONTRACT = "contract", _("Contract")
        SERVICE = "service", _("E-service")

    programme = models.ForeignKey(CooperationProgramme, models.CASCADE, related_name="outcomes")
    participation = models.ForeignKey(
        Participation, models.SET_NULL, null=True, blank=True, related_name="outcomes", verbose_name=_("Company")
    )
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices, default=Kind.CONTRACT)
    label = models.CharField(_("What it is"), max_length=500)
    on = models.DateField(_("Day"))
    pursuit = models.ForeignKey(
        "workspace.Pursuit", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Pursuit")
    )
    event = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, related_name="outcomes", verbose_name=_("Came of")
    )
    contract = models.ForeignKey(
        Contract, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Contract")
    )
    service = models.ForeignKey(
        PublicService, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("E-service")
    )
    amount = models.DecimalField(_("Value"), max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("Currency"), max_length=3, blank=True)
    address = models.URLField(_("Where it is published"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def page(self) -> str:
        """The path of the public page of what it names; empty where it names none, or that is not public."""
        if self.contract and self.contract.state in {"active", "terminated"}:
            return reverse("contracts-page", args=[self.contract.slug])
        if self.service and self.service.organisation.kind == Organisation.Kind.AGENCY:
            return reverse("services-one", args=[self.service.key])
        return ""
