"""What the committee finds of the offers, and the award."""

from __future__ import annotations

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import Call, CallLot, Criterion, Requirement, Seat
from karavel.web.desk.fields import amount, currency
from karavel.web.scope import Owned

_USER: Final = settings.AUTH_USER_MODEL


class FormalCheck(Owned):
    """Whether an offer shows what a requirement asks; ``note`` is what the bidder is told."""

    class Result(models.TextChoices):
        """What was found."""

        MET = "met", _("Met")
        CLARIFY = "clarify", _("To be clarified")
        MISSING = "missing", _("Not met")

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="checks")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    result = models.CharField(max_length=10, choices=Result.choices)
    note = models.CharField(max_length=1000, blank=True)
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "requirement"], name="one_check_a_requirement")
        ]

    def __str__(self) -> str:
        return f"{self.offer} · {self.requirement}"


class Admission(Owned):
    """Whether an offer is admitted for a lot: the engine advises, the committee decides.

    Attributes:
        verdict, reasons: of :mod:`karavel.access` for the bidder, this buyer and this lot, at the law of the start of
            the procedure; ``missing`` what would settle it, and whom to ask.
        admitted: the committee's decision; None while it is open. ``reason`` is told to the bidder.
        ground: for exclusion, where it is left out for one (Directive 2014/24/EU, Article 57).
    """

    class Ground(models.TextChoices):
        """Grounds for exclusion of Article 57."""

        CONVICTION = "conviction", _("Conviction by final judgment (57(1))")
        TAXES = "taxes", _("Taxes or social security not paid (57(2))")
        LABOUR = "labour", _("Environmental, social or labour law broken (57(4)(a))")
        INSOLVENCY = "insolvency", _("Insolvency or winding-up (57(4)(b))")
        MISCONDUCT = "misconduct", _("Grave professional misconduct (57(4)(c))")
        COLLUSION = "collusion", _("Agreements that distort competition (57(4)(d))")
        CONFLICT = "conflict", _("Conflict of interest (57(4)(e))")
        INVOLVEMENT = "involvement", _("Involved in preparing the procedure (57(4)(f))")
        PERFORMANCE = "performance", _("Earlier contract badly performed (57(4)(g))")
        MISREPRESENTATION = "misrepresentation", _("Misrepresentation (57(4)(h))")
        INFLUENCE = "influence", _("Undue influence on the procedure (57(4)(i))")

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="admissions")
    lot = models.ForeignKey(CallLot, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=15, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    missing = models.JSONField(default=list, blank=True)
    advised = models.DateTimeField(null=True, blank=True)
    admitted = models.BooleanField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    ground = models.CharField(max_length=20, choices=Ground.choices, blank=True)
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["offer", "lot"], name="one_admission_a_lot")]

    def __str__(self) -> str:
        return f"{self.offer} · {self.lot}"


class Score(Owned):
    """Points of one member for one criterion. Others see them once they have handed in their own (``handed_in``)."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="scores")
    lot = models.ForeignKey(CallLot, models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="scores")
    points = models.DecimalField(max_digits=6, decimal_places=2)
    reason = models.TextField(blank=True)
    handed_in = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "lot", "criterion", "seat"], name="one_score_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.offer} · {self.criterion} · {self.points}"


class Consensus(Owned):
    """The points that the committee agreed on, with the reason that the bidder reads."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="consensus")
    lot = models.ForeignKey(CallLot, models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="consensus")
    points = models.DecimalField(max_digits=6, decimal_places=2)
    reason = models.TextField()
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "lot", "criterion"], name="one_consensus_a_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.offer} · {self.criterion} · {self.points}"


class LowPrice(Owned):
    """A price that the bidder was asked to explain, and what the committee made of it (Directive 2014/24/EU, Art. 69).

    Attributes:
        rule: by which it was asked, with its article; empty where the committee asked of its own accord.
        explanation: the bidder's words; empty until they have come.
        accepted: whether it accounts for the price; None while that is open.
    """

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="low_prices")
    lot = models.ForeignKey(CallLot, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=300, blank=True)
    explanation = models.TextField(_("what the bidder explains"), blank=True)
    accepted = models.BooleanField(_("it accounts for the price"), null=True)
    reason = models.CharField(_("why"), max_length=1000, blank=True)
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["offer", "lot"], name="one_explanation_a_lot")]

    def __str__(self) -> str:
        return f"{self.offer} · {self.lot}"


class Clarification(Owned):
    """What the committee asks a bidder, and its one answer.

    Attributes:
        text: the question, as the bidder reads it; ``until`` when its time is over.
        requirement, lot: what it is about, where it is about one.
        answered: when the answer came; ``sent`` when the mail with the question went out.
    """

    class Kind(models.TextChoices):
        """By which rule it is asked."""

        CLARIFY = "clarify", _("Missing or unclear documents (Article 56(3))")
        CLEANING = "cleaning", _("A ground for exclusion, and what was done about it (Article 57(6))")
        PRICE = "price", _("A low price (Article 69)")

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="clarifications")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CLARIFY)
    requirement = models.ForeignKey(Requirement, models.PROTECT, null=True, blank=True, related_name="+")
    lot = models.ForeignKey(CallLot, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    until = models.DateTimeField()
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    sent = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.offer} · {self.kind}"


class AnswerFile(Owned):
    """A file of a bidder's answer, kept under its digest."""

    clarification = models.ForeignKey(Clarification, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name


class ExchangeRate(Owned):
    """The rate by which prices in a currency are compared: units of ``counted_in`` for one of ``given_in``."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="rates")
    given_in = currency()
    counted_in = currency()
    rate = models.DecimalField(_("rate"), max_digits=18, decimal_places=8)
    on = models.DateField(_("day of the rate"))
    source = models.CharField(_("whose rate it is"), max_length=200)
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "given_in", "counted_in"], name="one_rate_a_currency")
        ]

    def __str__(self) -> str:
        return f"1 {self.given_in} = {self.rate:f} {self.counted_in} ({self.source}, {self.on})"


class Draw(Owned):
    """A draw of lots among offers in the first place: who drew and who witnessed it. Its outcome is computed.

    Attributes:
        offers: keys of the equal offers, ascending; among others it does not count.
        seat, drawn: the member who drew, and when; ``witness``, ``witnessed``: the second member.
    """

    lot = models.OneToOneField(CallLot, models.PROTECT, related_name="draw")
    offers = models.JSONField(default=list)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    drawn = models.DateTimeField()
    witness = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    witnessed = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.lot} {self.drawn:%Y-%m-%d}"


class Award(Owned):
    """Who gets a lot: found here, or entered or imported from another platform.

    Attributes:
        offer: that won; empty where the award comes from elsewhere, or the lot failed.
        supplier, supplier_country, supplier_ids, supplier_email: as of the day of the award.
        company: the supplier's organisation, where it has an account here: it signs and delivers.
        points: of the winner; ``reasons`` why it won or why nobody did.
        abnormally_low: what the check found, and what the bidder explained.
        withheld: why its price is not published (Directive 2014/24/EU, Article 55(3)); empty where it is.
        notice_id, notice_lot: of the published notice that an imported award comes from; ``notice_ocid`` its process.
        standstill_until: last day on which no contract may be signed.
        fell: cancelled because the bidder fell away: the lot goes to the next of the ranking.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="awards")
    lot = models.ForeignKey(CallLot, models.PROTECT, related_name="awards")
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="awards")
    company = models.ForeignKey("accounts.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    supplier = models.CharField(_("supplier"), max_length=300, blank=True)
    supplier_country = models.CharField(_("country"), max_length=2, blank=True)
    supplier_ids = models.JSONField(default=list, blank=True)
    supplier_email = models.EmailField(blank=True)
    price = amount(null=True, blank=True)
    price_currency = currency(blank=True)
    points = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    reasons = models.TextField(blank=True)
    abnormally_low = models.JSONField(default=dict, blank=True)
    decided = models.DateField(_("day of the award"), null=True, blank=True)
    told = models.DateTimeField(null=True, blank=True)
    standstill_until = models.DateField(null=True, blank=True)
    notice_id = models.CharField(max_length=200, blank=True)
    notice_lot = models.CharField(max_length=200, blank=True)
    notice_ocid = models.CharField(max_length=200, blank=True)
    withheld = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=12, default="pending")
    reason = models.CharField(max_length=1000, blank=True)
    fell = models.BooleanField(default=False)

    class Meta:
        # of two who award at once exactly one does
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["lot"], condition=~models.Q(state="cancelled"), name="one_award_a_lot_that_stands"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lot} · {self.supplier}"

    @property
    def in_standstill(self) -> bool:
        """Whether it was told and its standstill still runs, by the clocks of the call."""
        last = self.standstill_until
        return self.state == "told" and (last is None or self.call.day_of(timezone.now()) <= last)


class AwardLetter(Owned):
    """What a bidder was told, in its language, and when.

    Attributes:
        number: of the telling; a second one follows only where an award that was told was cancelled.
        sent: when the mail went out; the bidder reads the letter on its own page all the same.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="letters")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="letters")
    number = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=2)
    text = models.TextField()
    sent = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "number"], name="one_letter_a_bidder_and_telling")
        ]

    def __str__(self) -> str:
        return f"{self.offer} {self.language}"
