"""Contracts: what was signed, what was delivered, what was paid, and what changed."""

from __future__ import annotations

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from karavel.web.accounts.models import Organisation
from karavel.web.catalogue.models import PublicService, ServiceChange
from karavel.web.desk.evaluation.models import Award
from karavel.web.desk.fields import amount, currency, said, texts
from karavel.web.scope import Owned

_USER: Final = settings.AUTH_USER_MODEL


class PublicContracts(models.Manager["Contract"]):
    """Contracts that anybody may read."""

    def get_queryset(self) -> models.QuerySet[Contract]:
        """Those that both sides have signed."""
        return super().get_queryset().filter(state__in=("active", "terminated"))


class SuppliedContracts(models.Manager["Contract"]):
    """Contracts as their suppliers see them: no drafts."""

    def to(self, organisation: Organisation) -> models.QuerySet[Contract]:
        """Those of a supplier; not what was given up as a draft."""
        own = super().get_queryset().filter(company=organisation)
        return own.exclude(state="pending").exclude(state="cancelled", drawn=None)


class Contract(Owned):
    """A contract from an award. The buyer's organisation owns it; ``company`` sees its own.

    Attributes:
        number: its OCDS id.
        supplier_country: other than the buyer's where the contract is with a foreign company, counted apart.
        buyer_signatory, supplier_signatory: who signs, and by which power; in the PDF, never on a public page.
        courts: who decides disputes.
        drawn: the moment of the PDF, from which its bytes follow.
        pdf_sha256: of the PDF as both sides sign it; ``signed_sha256`` of the latest, with the signatures.
        published: the moment of its first release.
        ended: how a terminated contract ended: ``fulfilled`` or ``early``.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="contracts")
    company = models.ForeignKey("accounts.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.CharField(_("number"), max_length=60)
    slug = models.SlugField(max_length=80, unique=True)
    title = texts(_("title"))
    description = texts(_("what is done"))
    buyer = models.CharField(max_length=300)
    buyer_country = models.CharField(max_length=2)
    supplier = models.CharField(max_length=300)
    supplier_country = models.CharField(max_length=2, blank=True)
    supplier_ids = models.JSONField(default=list, blank=True)
    price = amount(null=True, blank=True)
    price_currency = currency(blank=True)
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    governing_law = models.CharField(_("governing law"), max_length=2, blank=True)
    languages = models.JSONField(_("languages of the text"), default=list)
    terms = texts(_("terms of this contract"))
    courts = texts(_("courts"))
    buyer_signatory = models.CharField(_("who signs for the buyer"), max_length=200, blank=True)
    buyer_capacity = models.CharField(_("by which power"), max_length=200, blank=True)
    supplier_signatory = models.CharField(_("who signs for the supplier"), max_length=200, blank=True)
    supplier_capacity = models.CharField(_("by which power"), max_length=200, blank=True)
    supplier_address = models.CharField(_("address of the supplier"), max_length=300, blank=True)
    drawn = models.DateTimeField(null=True, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    signed = models.DateTimeField(null=True, blank=True)
    published = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, default="pending")
    ended = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    changed = models.DateTimeField(auto_now=True)

    public: ClassVar[PublicContracts] = PublicContracts()
    supplied: ClassVar[SuppliedContracts] = SuppliedContracts()

    class Meta:
        default_manager_name = "objects"  # else the first of its own class, which knows no organisation
        ordering: ClassVar = ["-created", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_contract_a_number"),
            # of two who draft at once exactly one does; what was given up makes room for another
            models.UniqueConstraint(
                fields=["award"], condition=~models.Q(state="cancelled"), name="one_contract_an_award_that_stands"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {said(self.title)}".strip()

    @property
    def foreign(self) -> bool:
        """Whether it is with a company of another country; an unknown country is not called foreign."""
        return bool(self.supplier_country) and self.supplier_country != self.buyer_country

    @property
    def latest_sha256(self) -> str:
        """Of the PDF with the signatures that there are."""
        return self.signed_sha256 or self.pdf_sha256


class ContractPart(Owned):
    """A row of a contract."""

    class Meta:
        abstract = True


class Signature(ContractPart):
    """A signature in the PDF, as it was validated on the day it came in.

    Attributes:
        report: of :mod:`karavel.procurement.signing`: intact, covers, trusted by, recognition.
        pdf_sha256: of the PDF that brought it.
        accepted: when the buyer took it although no list vouches for it, or the contract names somebody else, with
            ``reason``. That never makes it valid.
    """

    class Side(models.TextChoices):
        """Who signs."""

        BUYER = "buyer", _("Buyer")
        SUPPLIER = "supplier", _("Supplier")

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side.choices)
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    signer = models.CharField(max_length=300)
    issuer = models.CharField(max_length=300)
    signed_at = models.DateTimeField()
    report = models.JSONField(default=dict)
    pdf_sha256 = models.CharField(max_length=64)
    accepted = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(_USER, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["contract", "side"], name="one_signature_a_side")]

    def __str__(self) -> str:
        return f"{self.contract.number} · {self.signer}"

    @property
    def valid(self) -> bool:
        """Whether it held, vouched for by the trust list, on the day on which it came in."""
        return bool(self.report.get("ok"))

    @property
    def named(self) -> bool:
        """Whether the contract names who signed."""
        return bool(self.report.get("named", True))

    @property
    def stands(self) -> bool:
        """Whether the contract may rest on it: valid and of who is named in it, or taken by the buyer with a reason."""
        return (self.valid and self.named) or self.accepted is not None


class LiveMilestones(models.Manager["Milestone"]):
    """Milestones that changed a service: what stands behind a change that anybody may read."""

    def get_queryset(self) -> models.QuerySet[Milestone]:
        """Those accepted ones."""
        return super().get_queryset().exclude(change=None)


class Milestone(ContractPart):
    """A step of a contract, with what is paid for it; OCDS ``milestone`` of type ``delivery``.

    Attributes:
        service: in the catalogue, which its acceptance puts online or raises; ``level`` to which.
        reviewed: when the buyer last said whether it is met, or dropped it.
        change: what its acceptance changed there: from here to the count it is one chain.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="milestones")
    number = models.PositiveIntegerField()
    title = texts(_("title"))
    due = models.DateField(_("due"), null=True, blank=True)
    price = amount(null=True, blank=True)
    service = models.ForeignKey(PublicService, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, default="scheduled")
    met = models.DateTimeField(null=True, blank=True)
    reviewed = models.DateTimeField(null=True, blank=True)
    change = models.OneToOneField(ServiceChange, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=1000, blank=True)

    live: ClassVar[LiveMilestones] = LiveMilestones()

    class Meta:
        default_manager_name = "objects"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["contract", "number"], name="one_milestone_a_number")]

    def __str__(self) -> str:
        return f"{self.number} {said(self.title)}"


class MilestoneDelivery(ContractPart):
    """What the supplier says that it has delivered for a milestone; files are kept under their digests."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="deliveries")
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("what is delivered"), max_length=5000)
    url = models.URLField(_("address"), max_length=500, blank=True)
    files = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Payment(ContractPart):
    """What was paid; OCDS ``transaction``."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="payments")
    milestone = models.ForeignKey(Milestone, models.PROTECT, null=True, blank=True, related_name="payments")
    paid = models.DateField(_("paid on"))
    price = amount()
    price_currency = currency()
    reference = models.CharField(_("reference"), max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["paid", "pk"]

    def __str__(self) -> str:
        return f"{self.paid} {self.price} {self.price_currency}"


class Amendment(ContractPart):
    """A change of a signed contract: what and why. OCDS ``amendment``.

    Attributes:
        changes: ``field``, ``before`` and ``after`` of each.
        published: the moment of its release, by which the next one names it.
        sha256, name, bytes: of the document that both sides agreed on, where there is one; ``signatures`` what was
            found of those in it when it came in.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="amendments")
    number = models.PositiveIntegerField()
    agreed = models.DateField(_("agreed on"))
    reason = models.TextField(_("why"))
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    changes = models.JSONField(default=list)
    published = models.DateTimeField(null=True, blank=True)
    name = models.CharField(max_length=255, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    signatures = models.JSONField(default=list, blank=True)
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["contract", "number"], name="one_amendment_a_number")]

    def __str__(self) -> str:
        return f"{self.contract.number} {self.number}"


class ContractNews(Owned):
    """What the other side of a contract did, for the organisation that owns the row: on its page *Today*, by mail.

    Attributes:
        action: as the audit log names it; ``details`` what its sentence needs.
        actor: who did it; nobody is told of their own acts.
        mailed: when all its readers had their mail, or it was given up.
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="news")
    action = models.CharField(max_length=40)
    details = models.JSONField(default=dict)
    actor = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    mailed = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created", "-pk"]

    def __str__(self) -> str:
        return f"{self.contract.number} {self.action}"
