"""The organisation's own work. A lot is named by ``notice_id`` and ``lot_id``, as in the lake, never copied whole."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from karavel import companies
from karavel.companies import Company
from karavel.web.scope import Owned

_USER: Final = settings.AUTH_USER_MODEL


class CompanyProfile(Owned):
    """A company as its ``company.toml`` tells it. ``text`` always holds: :meth:`checked` refuses anything else.

    Attributes:
        digest: of what the profile says; the same for two layouts of one profile. Results are cached by it.
        revision: counts saved changes.
    """

    name = models.CharField(_("name"), max_length=300, editable=False)
    country = models.CharField(max_length=2, editable=False)
    text = models.TextField(_("profile"))
    digest = models.CharField(max_length=64, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def company(self) -> Company:
        """The company, read from the text."""
        return companies.parse(self.text)

    def save(self, *args: Any, **options: Any) -> None:
        """Saves the profile; name, country and digest follow the text.

        Raises:
            InvalidProfile: the text does not hold; nothing was saved.
        """
        company = self.company
        self.name, self.country, self.digest = company.name, company.country, company.digest()
        self.revision += 1
        super().save(*args, **options)


class LotRow(Owned):
    """A row about one lot of one notice; an empty ``lot_id`` stands for the whole notice."""

    notice_id = models.CharField(max_length=200)
    lot_id = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class SavedSearch(Owned):
    """Filters with a name, and how their news are told.

    Attributes:
        query: filters as the query string of the opportunities page has them, each a list of texts.
        feed_digest: of the token in the addresses of the feed and the calendar, which need no login.
        webhook: address to post to, signed with ``webhook_secret``.
        told_until: news up to this moment have been sent.
    """

    class Frequency(models.TextChoices):
        """How often a digest goes out."""

        NEVER = "never", _("Never")
        DAILY = "daily", _("Daily")
        WEEKLY = "weekly", _("Weekly")

    user = models.ForeignKey(_USER, models.CASCADE, related_name="+")
    profile = models.ForeignKey(CompanyProfile, models.CASCADE, related_name="searches")
    name = models.CharField(_("name"), max_length=200)
    query = models.JSONField(default=dict)
    frequency = models.CharField(max_length=10, choices=Frequency.choices, default=Frequency.NEVER)
    last_chance = models.BooleanField(default=False)
    feed_digest = models.CharField(max_length=64, blank=True, db_index=True)
    webhook = models.URLField(max_length=500, blank=True)
    webhook_secret = models.CharField(max_length=64, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Delivery(Owned):
    """One message that was sent; ``key`` says which (channel, search, period), so that none is sent twice."""

    key = models.CharField(max_length=200, unique=True)
    sent = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.key


class Follow(LotRow):
    """A user wants to hear of changes of a lot. ``seen`` is what it said when they were last told."""

    user = models.ForeignKey(_USER, models.CASCADE, related_name="+")
    seen = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "user", "notice_id", "lot_id"], name="one_follow_a_lot")
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.lot_id}"


class Feedback(LotRow):
    """What somebody thinks of a lot for a company; the ranking listens to it."""

    class Opinion(models.TextChoices):
        """More like this, less like this, or not to be shown again."""

        MORE = "more", _("Fits")
        LESS = "less", _("Does not fit")
        HIDE = "hide", _("Hide")

    profile = models.ForeignKey(CompanyProfile, models.CASCADE, related_name="feedback")
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    opinion = models.CharField(max_length=5, choices=Opinion.choices)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["profile", "notice_id", "lot_id"], name="one_opinion_a_lot")
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.lot_id} {self.opinion}"


class Pursuit(LotRow):
    """A lot that the company works on. Title, buyer, deadline and value are those of the day it was taken up.

    Attributes:
        deadline: as published (ISO 8601 of the published precision); ``deadline_day`` its day, to order by.
        decision: go or no-go, with its reason; empty while open.
        route_kind, route_via: the way in that was chosen.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WATCHING = "watching", _("Watching")
        QUALIFYING = "qualifying", _("Qualifying")
        BIDDING = "bidding", _("Bidding")
        SUBMITTED = "submitted", _("Submitted")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")

    class Decision(models.TextChoices):
        """Whether the company bids."""

        OPEN = "", _("Not decided")
        GO = "go", _("Go")
        NO_GO = "no-go", _("No-go")

    profile = models.ForeignKey(CompanyProfile, models.CASCADE, related_name="pursuits")
    owner = models.ForeignKey(_USER, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=1000)
    buyer = models.CharField(_("buyer"), max_length=500, blank=True)
    buyer_country = models.CharField(max_length=2, blank=True)
    deadline = models.CharField(max_length=40, blank=True)
    deadline_day = models.DateField(null=True, blank=True)
    amount = models.FloatField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    amount_eur = models.FloatField(null=True, blank=True)
    route_kind = models.CharField(max_length=30, blank=True)
    route_via = models.CharField(max_length=2, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WATCHING)
    decision = models.CharField(max_length=5, choices=Decision.choices, default=Decision.OPEN, blank=True)
    decision_reason = models.TextField(blank=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["deadline_day", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["profile", "notice_id", "lot_id"], name="one_pursuit_a_lot")
        ]

    def __str__(self) -> str:
        return self.title


class PursuitPart(Owned):
    """A row of a pursuit."""

    class Meta:
        abstract = True


class PursuitMove(PursuitPart):
    """From one state to another: what the programme's figures over time are made of."""

    pursuit = models.ForeignKey(Pursuit, models.CASCADE, related_name="moves")
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    before = models.CharField(max_length=10, choices=Pursuit.State.choices, blank=True)
    after = models.CharField(max_length=10, choices=Pursuit.State.choices)

    class Meta:
        ordering: ClassVar = ["created", "pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class PursuitNote(PursuitPart):
    """What somebody wrote; plain text."""

    pursuit = models.ForeignKey(Pursuit, models.CASCADE, related_name="notes")
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("note"), max_length=10_000)

    class Meta:
        ordering: ClassVar = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Task(PursuitPart):
    """Something to do, by somebody, by some day."""

    pursuit = models.ForeignKey(Pursuit, models.CASCADE, related_name="tasks")
    text = models.CharField(_("task"), max_length=500)
    assignee = models.ForeignKey(_USER, models.SET_NULL, null=True, blank=True, related_name="+")
    due = models.DateField(_("due"), null=True, blank=True)
    done = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due", "pk"]

    def __str__(self) -> str:
        return self.text


class ChecklistRow(PursuitPart):
    """A step of the route or a requirement of the notice, to be ticked off.

    Attributes:
        source: the id of the step, or the kind and text of the requirement; a row is made once for each.
    """

    class Kind(models.TextChoices):
        """Where a row comes from."""

        STEP = "step", _("Step of the route")
        REQUIREMENT = "requirement", _("Requirement of the notice")

    pursuit = models.ForeignKey(Pursuit, models.CASCADE, related_name="checklist")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    source = models.CharField(max_length=300)
    text = models.CharField(max_length=1000)
    due = models.DateField(null=True, blank=True)
    place = models.PositiveIntegerField(default=0)
    done = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["pursuit", "kind", "source"], name="one_row_a_source")]

    def __str__(self) -> str:
        return self.text


def attachment_place(attachment: Attachment, _name: str) -> str:
    """Where a file is kept: under its digest, never under a name that somebody gave."""
    return f"{attachment.organisation_id}/{attachment.sha256}"


class Attachment(PursuitPart):
    """A file of a pursuit; served as a download only, never shown inside a page."""

    pursuit = models.ForeignKey(Pursuit, models.CASCADE, related_name="attachments")
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("file"), max_length=255)
    media_type = models.CharField(max_length=100)
    bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=attachment_place)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class ApiToken(Owned):
    """Lets a program act for a user; only the digest of the token is kept, scopes are actions of the table of them."""

    user = models.ForeignKey(_USER, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(default=list)
    ends = models.DateTimeField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
