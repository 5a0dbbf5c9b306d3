"""Needs, consultations of the market, and the buyer as its calls name it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from karavel.web.desk.fields import amount, currency, said, texts
from karavel.web.scope import Owned

_USER: Final = settings.AUTH_USER_MODEL


class BuyerProfile(Owned):
    """The organisation as a buyer: what releases name, and what decides who may bid.

    Attributes:
        level: of the buyer as notices have it (:data:`karavel.notices.model.Level`: ``central``, ``sub-central``, …).
        scheme, identifier: of its official number (org-id.guide list, OCDS ``identifier``).
        platform: that it must use for calls (a certified platform, the state portal); empty where none binds it.
        unbound_reason: why calls may run here: donor-funded, below national rules, private, pilot; told on each page.
    """

    name = models.CharField(_("official name"), max_length=300)
    country = models.CharField(_("country"), max_length=2)
    level = models.CharField(_("level"), max_length=20)
    scheme = models.CharField(_("list of its number"), max_length=30, blank=True)
    identifier = models.CharField(_("number"), max_length=60, blank=True)
    street = models.CharField(_("street"), max_length=300, blank=True)
    locality = models.CharField(_("town"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    url = models.URLField(_("website"), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50)
    languages = models.JSONField(_("languages"), default=list)
    platform = models.CharField(_("platform that binds it"), max_length=200, blank=True)
    unbound_reason = models.CharField(_("why calls may run here"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation"], name="one_buyer_an_organisation")]

    def __str__(self) -> str:
        return self.name


class Need(Owned):
    """A service to be put online, or raised a level, told in a few sentences.

    Attributes:
        language: in which ``text`` and ``outline`` are written (ISO 639-1).
        further_titles, further_texts: the same in other languages, where they are written.
        lots: into which the contract is divided, each ``{"title": {language: text}}``; none for one contract.
        cpv: chosen codes, main first (8 digits); ``proposed`` with the words that led to each.
        outline: of the specification, a draft to work on.
        comparables: notice and lot ids of past contracts that the officer keeps, with what was shown that day.
        level: of online sophistication wanted (1 to 5, as in the catalogue).
        service_uri: of the catalogued service that is to rise; empty for a new one.
    """

    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("what is needed"), max_length=5000)
    language = models.CharField(_("language"), max_length=2, default="en")
    further_titles = texts(_("title in other languages"))
    further_texts = texts(_("what is needed, in other languages"))
    lots = models.JSONField(_("lots"), default=list, blank=True)
    cpv = models.JSONField(default=list, blank=True)
    proposed = models.JSONField(default=list, blank=True)
    outline = models.TextField(_("outline of the specification"), blank=True)
    comparables = models.JSONField(default=list, blank=True)
    level = models.PositiveSmallIntegerField(_("level wanted"), default=4)
    cross_border = models.BooleanField(_("also for users from other countries"), default=False)
    service_uri = models.CharField(max_length=300, blank=True)
    budget = amount(null=True, blank=True)
    budget_currency = currency(blank=True)
    owner = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=12, default="draft")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def titles(self) -> dict[str, str]:
        """The title by language, its own first."""
        return {self.language: self.title, **_others(self.further_titles, self.language)}

    @property
    def descriptions(self) -> dict[str, str]:
        """What is needed by language, its own first."""
        return {self.language: self.text, **_others(self.further_texts, self.language)}


def _others(texts: Mapping[str, str], own: str) -> dict[str, str]:
    return {language: text for language, text in texts.items() if language != own and text}


class LongListed(Owned):
    """A firm that could deliver a need, as the lake's awards and the programme's profiles show it.

    Attributes:
        evidence: past awards, as ``karavel suppliers`` gives them.
        verdict, route_kind, route_via: whether and how it may bid to this buyer, on the day that it was listed.
        company: its organisation, where it has an account here.
        invited: when the consultation was told to it.
    """

    need = models.ForeignKey(Need, models.CASCADE, related_name="longlist")
    company = models.ForeignKey("accounts.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=300)
    country = models.CharField(max_length=2, blank=True)
    ids = models.JSONField(default=list, blank=True)
    email = models.EmailField(blank=True)
    evidence = models.JSONField(default=list, blank=True)
    verdict = models.CharField(max_length=15, blank=True)
    route_kind = models.CharField(max_length=30, blank=True)
    route_via = models.CharField(max_length=2, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    invited = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class OpenConsultations(models.Manager["Consultation"]):
    """Consultations that anybody may read."""

    def get_queryset(self) -> models.QuerySet[Consultation]:
        """All but drafts."""
        return super().get_queryset().exclude(state="draft")


class Consultation(Owned):
    """The market is asked about a need: a public page, questions with answers, expressions of interest, a report.

    Attributes:
        before: the need as it was when this was opened, by field: what has changed since is shown beside the answers.
        lessons: what the buyer changes because of it, told with the report.
    """

    need = models.ForeignKey(Need, models.CASCADE, related_name="consultations")
    slug = models.SlugField(max_length=80, unique=True)
    title = texts(_("title"))
    text = texts(_("text"))
    opens = models.DateTimeField(null=True, blank=True)
    closes = models.DateTimeField(_("last moment"))
    state = models.CharField(max_length=10, default="draft")
    report = texts(_("report"))
    lessons = texts(_("what changes because of it"))
    before = models.JSONField(default=dict, blank=True)
    reported = models.DateTimeField(null=True, blank=True)

    public: ClassVar[OpenConsultations] = OpenConsultations()

    class Meta:
        default_manager_name = "objects"  # else the one above, being the class's own, would be

    def __str__(self) -> str:
        return said(self.title)


#: Questions of one company to one buyer that may wait for their answers.
MOST_WAITING: Final = 50


class AskedQuestion(Owned):
    """A question to the buyer and its answer: published without a name. The asker's organisation owns the row.

    Attributes:
        asked_by: kept so that the asker can see their own; never shown to the buyer or the public.
    """

    asked_by = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=2)
    text = models.TextField(_("question"), max_length=3000)
    answer = texts(_("answer"))
    answered = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text[:80]


class ConsultationQuestion(AskedQuestion):
    """A question in a consultation."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="questions")


class Invitation(Owned):
    """A firm that was told of a consultation by mail, and may take part by the secret link in it, without an account.

    Attributes:
        key: digest (SHA-256) of the secret; the secret itself stands in the mail alone.
        sent: when the mail went out; a day's worth of them is limited.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    language = models.CharField(max_length=2)
    key = models.CharField(max_length=64, unique=True)
    sent = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "email"], name="one_invitation_an_address")
        ]

    def __str__(self) -> str:
        return self.email


class NoInvitations(models.Model):
    """An address that wants no invitation from anybody here: kept as a digest, so that no list of addresses grows."""

    digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.digest[:12]


class Interest(Owned):
    """A company says that it could deliver, on a short form. The row is its organisation's; the buyer's for a guest.

    Attributes:
        invitation: by whose link it came, for a company without an account.
        references: how many like contracts it has ended in five years, ``staff`` who could work on it.
        abilities: which parts of the work it could do (:data:`karavel.web.desk.needs.abilities.ABILITIES`).
        certificates: as the company names them. ``months`` that it would take.
        price_min, price_max: a range that binds nobody.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="interests")
    invitation = models.OneToOneField(Invitation, models.SET_NULL, null=True, blank=True, related_name="interest")
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("company"), max_length=300)
    country = models.CharField(_("country"), max_length=2)
    summary = models.TextField(_("what you would offer"), max_length=3000)
    references = models.PositiveIntegerField(_("like contracts in five years"), default=0)
    staff = models.PositiveIntegerField(_("people who could work on it"), default=0)
    abilities = models.JSONField(_("what you would do yourself"), default=list, blank=True)
    certificates = models.CharField(_("certificates"), max_length=300, blank=True)
    months = models.PositiveSmallIntegerField(_("months that it would take"), null=True, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    price_min = amount(null=True, blank=True)
    price_max = amount(null=True, blank=True)
    price_currency = currency(blank=True)
    remarks = models.TextField(_("what would keep you from bidding"), max_length=3000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "organisation"],
                condition=models.Q(invitation=None, user__isnull=False),
                name="one_interest_a_company",
            )
        ]

    def __str__(self) -> str:
        return self.name
