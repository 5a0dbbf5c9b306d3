"""Calls, in OCDS terms: what ``tender`` holds, each version as it was published, and who sits on the committee."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from karavel.web.desk.fields import amount, currency, said, texts
from karavel.web.desk.needs.models import AskedQuestion, Need
from karavel.web.scope import Owned, current

_USER: Final = settings.AUTH_USER_MODEL


class PublishedCalls(models.Manager["Call"]):
    """Calls that anybody may read."""

    def get_queryset(self) -> models.QuerySet[Call]:
        """Those that were ever published here."""
        return super().get_queryset().exclude(published=None)


class Call(Owned):
    """A call for bids, or the place of one that ran elsewhere and whose award goes on from here.

    Attributes:
        ocid: Open Contracting id, given once.
        reference: the buyer's own number.
        language: of the original (ISO 639-1); ``bid_languages`` those in which bids are read.
        method: OCDS ``procurementMethod`` (open, selective, limited, direct); ``method_details`` the national name.
        category: OCDS ``mainProcurementCategory`` (goods, works, services).
        regime: key of the minimum periods that it is checked against (:mod:`karavel.procurement.periods`).
        facts: what else the periods depend on, by keys of that module.
        seals: bids come in here, sealed; otherwise the call is made for another ``platform``.
        unbound_reason: why bids may come in here, as told on the page; required where ``seals``.
        invited: e-mail addresses of firms that may bid where the procedure is by invitation; never published.
        deadline: last moment for bids; ``enquiries_until`` for questions. ``time_zone`` is how people read them.
        standstill_days: between telling the award and the contract.
        ties: rules that part equal offers, the first first (:mod:`karavel.web.desk.calls.ties`); then lots are drawn.
        decimals: to which points of each criterion are rounded, half up; exact where None.
        lots_most: the most lots that one bidder wins (Directive 2014/24/EU, Article 46(2)); any where None.
        buyer, buyer_country: as of the latest publication; what pages show without looking into the organisation.
        version: of the latest publication; 0 before the first.
    """

    class Method(models.TextChoices):
        """OCDS 1.1 codelist ``method``."""

        OPEN = "open", _("Open")
        SELECTIVE = "selective", _("Selective")
        LIMITED = "limited", _("Limited")
        DIRECT = "direct", _("Direct")

    class Category(models.TextChoices):
        """OCDS 1.1 codelist ``procurementCategory``."""

        SERVICES = "services", _("Services")
        GOODS = "goods", _("Goods")
        WORKS = "works", _("Works")

    need = models.ForeignKey(Need, models.SET_NULL, null=True, blank=True, related_name="calls")
    ocid = models.CharField(max_length=80, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    reference = models.CharField(_("the buyer's number"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=2, default="en")
    title = texts(_("title"))
    description = texts(_("description"))
    method = models.CharField(_("procedure"), max_length=10, choices=Method.choices, default=Method.OPEN)
    method_details = models.CharField(_("procedure by its national name"), max_length=200, blank=True)
    category = models.CharField(_("kind"), max_length=10, choices=Category.choices, default=Category.SERVICES)
    regime = models.CharField(_("rules"), max_length=60, blank=True)
    facts = models.JSONField(default=list, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    cpv = models.JSONField(default=list, blank=True)
    value = amount(null=True, blank=True)
    value_currency = currency(blank=True)
    bid_languages = models.JSONField(default=list, blank=True)
    eligibility = texts(_("who may bid"))
    seals = models.BooleanField(_("bids come in here, sealed"), default=False)
    platform = models.CharField(_("platform for bids"), max_length=300, blank=True)
    platform_url = models.URLField(_("address of the call there"), max_length=500, blank=True)
    unbound_reason = models.CharField(_("why bids may come in here"), max_length=300, blank=True)
    invited = models.JSONField(default=list, blank=True)
    time_zone = models.CharField(max_length=50, default="UTC")
    published = models.DateTimeField(null=True, blank=True)
    enquiries_until = models.DateTimeField(_("questions until"), null=True, blank=True)
    deadline = models.DateTimeField(_("bids until"), null=True, blank=True)
    opens_at = models.DateTimeField(_("opening"), null=True, blank=True)
    award_planned = models.DateField(_("award planned"), null=True, blank=True)
    contract_start = models.DateField(_("contract starts"), null=True, blank=True)
    contract_end = models.DateField(_("contract ends"), null=True, blank=True)
    standstill_days = models.PositiveSmallIntegerField(_("standstill, days"), default=10)
    ties = models.JSONField(default=list, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals of points"), null=True, blank=True)
    lots_most = models.PositiveSmallIntegerField(_("most lots for one bidder"), null=True, blank=True)
    owner = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=12, default="planned")
    reason = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)
    buyer = models.CharField(max_length=300, blank=True)
    buyer_country = models.CharField(max_length=2, blank=True)
    changed = models.DateTimeField(auto_now=True)

    public: ClassVar[PublishedCalls] = PublishedCalls()

    @property
    def invites(self) -> bool:
        """Whether only invited firms bid here."""
        return self.seals and self.method in {self.Method.LIMITED, self.Method.DIRECT}

    class Meta:
        default_manager_name = "objects"  # else the first of its own class, which knows no organisation
        ordering: ClassVar = ["-created", "-pk"]

    def __str__(self) -> str:
        return said(self.title, original=self.language)

    def day_of(self, moment: datetime) -> date:
        """The day of a moment by the clocks of the call, which its periods and its law go by."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()


class CallPart(Owned):
    """A row of a call; it belongs to the call's organisation."""

    class Meta:
        abstract = True


class CallLot(CallPart):
    """A lot; a call without lots in the buyer's mind has one. ``number`` is its OCDS id (``LOT-0001``)."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="lots")
    number = models.CharField(max_length=20)
    title = texts(_("title"))
    description = texts(_("description"))
    cpv = models.JSONField(default=list, blank=True)
    value = amount(null=True, blank=True)
    value_currency = currency(blank=True)
    place = models.CharField(_("place of performance"), max_length=10, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "number"], name="one_lot_a_number")]

    def __str__(self) -> str:
        return f"{self.number} {said(self.title)}".strip()


class Criterion(CallPart):
    """An award criterion; weights of those that apply to a lot add up to 100.

    Attributes:
        lot: the lot that it is for; every lot where empty.
        kind: OCDS lots extension ``awardCriteria.criteria.type``: price, cost, quality.
        weight: percent.
        formula: of :mod:`karavel.procurement.scoring`, for price and cost; ``per_percent`` the points that it gives for
            each per cent below the estimate, where it asks for them.
        highest: points that a member may give, for quality; ``threshold`` the fewest with which an offer stays.
    """

    class Kind(models.TextChoices):
        """OCDS ``awardCriterionType``."""

        PRICE = "price", _("Price")
        COST = "cost", _("Cost over the whole life")
        QUALITY = "quality", _("Quality")

    call = models.ForeignKey(Call, models.CASCADE, related_name="criteria")
    lot = models.ForeignKey(CallLot, models.CASCADE, null=True, blank=True, related_name="criteria")
    place = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = texts(_("name"))
    description = texts(_("how it is judged"))
    weight = models.DecimalField(_("weight, percent"), max_digits=5, decimal_places=2)
    formula = models.CharField(_("formula"), max_length=40, blank=True)
    per_percent = models.DecimalField(
        _("points for each per cent"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    highest = models.DecimalField(_("highest points"), max_digits=6, decimal_places=2, default=100)
    threshold = models.DecimalField(_("fewest points"), max_digits=6, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return said(self.name)


class Requirement(CallPart):
    """What a bidder must show. ``kind`` is as the requirements of notices are (``turnover``, ``reference``, …)."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="requirements")
    lot = models.ForeignKey(CallLot, models.CASCADE, null=True, blank=True, related_name="requirements")
    place = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=30)
    text = texts(_("requirement"))
    number = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    mandatory = models.BooleanField(_("must be met"), default=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return said(self.text)


class CallDocument(CallPart):
    """A file of a call, kept under its digest. ``kind`` is of the OCDS codelist ``documentType``."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=40, default="biddingDocuments")
    language = models.CharField(max_length=2, blank=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    withdrawn = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class PublicVersions(models.Manager["CallVersion"]):
    """Versions that anybody may read."""

    def get_queryset(self) -> models.QuerySet[CallVersion]:
        """Those of calls that were ever published here."""
        return super().get_queryset().exclude(call__published=None)


class CallVersion(CallPart):
    """A release as it was published: never changed. ``release`` is OCDS; ``changes`` name field, before and after."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=20)
    published = models.DateTimeField()
    reason = models.CharField(max_length=1000, blank=True)
    changes = models.JSONField(default=list, blank=True)
    release = models.JSONField()

    public: ClassVar[PublicVersions] = PublicVersions()

    class Meta:
        default_manager_name = "objects"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.call.ocid} {self.number}"


class QuestionsOfCalls(models.Manager["CallQuestion"]):
    """Questions as the buyer and the public see them, whoever asked."""

    def of(self, call: Call) -> models.QuerySet[CallQuestion]:
        """Those of a call, in the order in which they came; who asked is not read."""
        return super().get_queryset().filter(call=call).order_by("created", "pk").defer("asked_by", "organisation")

    def waiting(self) -> dict[int, int]:
        """How many wait for their answer, by the key of the call, of all calls of the organisation in force."""
        mine = super().get_queryset().filter(call__organisation_id=current(), answered=None)
        return dict(mine.order_by().values_list("call").annotate(models.Count("pk")))


class CallQuestion(AskedQuestion):
    """A question to a call."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="questions")

    asked: ClassVar[QuestionsOfCalls] = QuestionsOfCalls()

    class Meta:
        default_manager_name = "objects"


class FollowersOfCalls(models.Manager["CallFollower"]):
    """Followers as the buyer knows of them: their number."""

    def count_of(self, call: Call) -> int:
        """How many follow a call, of whatever organisation."""
        return super().get_queryset().filter(call=call).count()


class CallFollower(Owned):
    """Somebody (of their organisation) who hears of amendments, answers and results.

    Attributes:
        told: the latest version that a mail has told of.
        heard: until when mails have told of all that happened; ``seen`` until when they have seen it themselves.
        mail: whether they want mail; without it, pages tell them.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="followers")
    user = models.ForeignKey(_USER, models.CASCADE, related_name="+")
    told = models.PositiveIntegerField(default=0)
    heard = models.DateTimeField(null=True, blank=True)
    seen = models.DateTimeField(null=True, blank=True)
    mail = models.BooleanField(default=True)

    hearing: ClassVar[FollowersOfCalls] = FollowersOfCalls()

    class Meta:
        default_manager_name = "objects"
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "user"], name="one_follower_a_user")]

    def __str__(self) -> str:
        return f"{self.user} · {self.call.ocid}"


class Seat(CallPart):
    """A place on the committee. No administrator may hold one.

    Attributes:
        name: of the member, as minutes and reasons name them also after their account is gone.
        recipient: the member's public age key; its secret is theirs alone.
        conflict_free: when the member declared to have no interest in the outcome.
        cleared: when they declared to have no interest in any of the bidders, once these had names.
        recused: when they stepped back for a conflict, with ``recusal``, for good.
    """

    class Part(models.TextChoices):
        """What a member does."""

        CHAIR = "chair", _("Chair")
        MEMBER = "member", _("Member")

    call = models.ForeignKey(Call, models.CASCADE, related_name="seats")
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.MEMBER)
    recipient = models.CharField(max_length=100, blank=True)
    conflict_free = models.DateTimeField(null=True, blank=True)
    cleared = models.DateTimeField(null=True, blank=True)
    recused = models.DateTimeField(null=True, blank=True)
    recusal = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "user"], name="one_seat_a_member")]

    def __str__(self) -> str:
        return self.name


class CallSeal(CallPart):
    """The key to which bids of a call are sealed: public half, and the secret wrapped for each pair of seats.

    Attributes:
        wraps: ``"first seat:second seat"`` to the wrapped secret (base64), which both must open in that order.
    """

    call = models.OneToOneField(Call, models.CASCADE, related_name="seal")
    recipient = models.CharField(max_length=100)
    wraps = models.JSONField()

    def __str__(self) -> str:
        return self.recipient
