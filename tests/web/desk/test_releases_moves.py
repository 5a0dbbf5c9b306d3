"""Whatever a desk does from its evaluation on: each release is valid, and all of them come to what the rows say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as limits
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from ocdsmerge import Merger
from tests.procurement.releases.schemas import Schemas, load
from tests.procurement.releases.test_releases import read_back
from tests.procurement.signing.authorities import PASSPHRASE
from tests.web.desk import contracting as made
from tests.web.desk.calling import request_of
from tests.web.desk.evaluation import Judged
from tests.web.world import build

from karavel.errors import IllegalMove, InvalidInput
from karavel.web import scope
from karavel.web.desk.calls.models import Call, CallVersion
from karavel.web.desk.contracts import amending, drafting, offering, performing, signatures
from karavel.web.desk.contracts.models import Contract, Milestone, Payment
from karavel.web.desk.evaluation import awarding
from karavel.web.desk.evaluation.letters import How
from karavel.web.desk.evaluation.models import Award
from karavel.web.desk.evaluation.refused import Refused
from karavel.web.permissions import Role

LOTS, NUMBERS, SOME = st.sampled_from([0, 1]), st.sampled_from([1, 2]), st.integers(0, 3)
_STATUS = {"told": "pending", "active": "active", "cancelled": "cancelled", "unsuccessful": "unsuccessful"}
_STEP = {"met": "met", "notMet": "notMet", "dropped": "notMet"}


class Desk(RuleBasedStateMachine):
    """A concluded evaluation of two lots, and a desk that awards, cancels, contracts, amends and ends as it happens."""

    judged: Judged
    schemas: Schemas

    @initialize()
    def begin(self) -> None:
        """In a part of the transaction that is taken back at the end."""
        self.point = transaction.savepoint()
        self.request, self.checked = request_of(self.judged.world.ours, Role.PROCUREMENT), 0

    def teardown(self) -> None:
        """Nothing of it is left."""
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)

    def act(self, work: Any, *given: Any, **named: Any) -> None:
        """Does something, or is told why not."""
        with (
            scope.within(self.judged.call.organisation_id),
            suppress(IllegalMove, Refused, InvalidInput),
            transaction.atomic(),
        ):
            work(self.request, *given, **named)

    def call(self) -> Call:
        return Call.everywhere.get(pk=self.judged.call.pk)

    def one(self, rows: Any, which: int) -> Any:
        """One of the rows that there are; None where there is none."""
        found = list(rows.order_by("pk"))
        return found[which % len(found)] if found else None

    @rule(lot=LOTS)
    def propose(self, lot: int) -> None:
        """The first of the ranking wins."""
        self.act(awarding.propose, self.call(), self.judged.lots[lot], "It is better.")

    @rule(lot=LOTS)
    def fail(self, lot: int) -> None:
        """A lot ends without result."""
        self.act(awarding.fail, self.call(), self.judged.lots[lot], "Nobody is left.")

    @rule(withhold=st.sampled_from(["", "", "It would tell a daily rate."]))
    def tell(self, withhold: str) -> None:
        """Bidders are told of what is new."""
        self.act(awarding.tell, self.call(), How({"en": "Write to us."}, withhold))

    @rule()
    def both_stand(self) -> None:
        """The usual way, so that what follows is reached."""
        for lot in (0, 1):
            self.propose(lot)
        self.tell("")
        for which in (0, 1):
            self.stand(which)

    @rule(which=SOME)
    def stand(self, which: int) -> None:
        """The standstill is over."""
        self.judged.over()
        if award := self.one(Award.everywhere.filter(state="told"), which):
            self.act(awarding.stand, award)

    @rule(which=SOME, fell=st.booleans())
    def fall(self, which: int, fell: bool) -> None:
        """An award is cancelled, whatever it has led to."""
        if award := self.one(Award.everywhere.exclude(state="cancelled"), which):
            self.act(awarding.cancel, award, "It does not sign.", fell=fell)

    @rule(which=SOME)
    def contract(self, which: int) -> None:
        """The contract of an award is drafted, offered and signed by both sides."""
        award = self.one(Award.everywhere.filter(state="active"), which)
        if award is None:
            return
        with scope.within(award.organisation_id):
            drafted = drafting.from_award(self.request, award)
            if drafted.state != "pending":
                return
            _written(drafted)
            offering.offer(self.request, drafted)
            for side, key in made.KEYS.items():
                fresh = Contract.objects.get(pk=drafted.pk)
                signatures.sign_here(self.request, fresh, side, key, PASSPHRASE)

    @rule(which=SOME, number=NUMBERS, what=st.sampled_from(["accept", "accept", "reject"]))
    def judge(self, which: int, number: int, what: str) -> None:
        """Something is delivered, and taken or not."""
        contract = self.one(Contract.everywhere.filter(state="active"), which)
        row = Milestone.everywhere.filter(contract=contract, number=number).first() if contract else None
        if row:
            self.act(performing.deliver, row, "It runs.", "", ())
            self.act(performing.accept, row) if what == "accept" else self.act(performing.reject, row, "It fails.")

    @rule(which=SOME, number=NUMBERS, cents=st.integers(-5_000_000, 5_000_000))
    def pay(self, which: int, number: int, cents: int) -> None:
        """Something is paid, or comes back."""
        if contract := self.one(Contract.everywhere.all(), which):
            milestone = Milestone.everywhere.filter(contract=contract, number=number).first()
            given = {"paid": date.today(), "price": Decimal(cents) / 100, "price_currency": contract.price_currency}
            self.act(performing.pay, contract, Payment(milestone=milestone, **given))

    @rule(which=SOME, number=NUMBERS, later=st.integers(1, 900))
    def amend(self, which: int, number: int, later: int) -> None:
        """A milestone is dropped, the price falls with it, and the end moves."""
        contract = self.one(Contract.everywhere.all(), which)
        row = Milestone.everywhere.filter(contract=contract, number=number).first() if contract else None
        if row and row.price:
            ends, price = date(2030, 1, 1) + timedelta(days=later), contract.price - row.price
            wanted = amending.Wanted(date.today(), "Less is needed.", "Art. 72", ends, price, (number,))
            self.act(amending.amend, contract, wanted)

    @rule(which=SOME, early=st.booleans())
    def end(self, which: int, early: bool) -> None:
        """A contract ends, fulfilled or before its time."""
        if contract := self.one(Contract.everywhere.filter(state="active"), which):
            given = ("Both agreed.",) if early else ()
            self.act(performing.terminate if early else performing.finish, contract, *given)

    def releases(self) -> list[Any]:
        return [one.release for one in CallVersion.everywhere.filter(call=self.judged.call).order_by("number")]

    @invariant()
    def every_release_is_valid(self) -> None:
        """Against the schema of the standard with its extensions; its moment is its own."""
        releases = self.releases()
        assert [error for one in releases[self.checked :] for error in self.schemas.errors(one)] == []
        self.checked = len(releases)
        assert len({one["date"] for one in releases}) == len(releases)
        assert [one["date"] for one in releases] == sorted(one["date"] for one in releases)

    @invariant()
    def the_record_says_what_the_rows_say(self) -> None:
        """Awards, lots, contracts, milestones, payments and amendments; and nothing that is not told yet."""
        whole = Merger(merge_rules=self.schemas.rules).create_compiled_release(self.releases())
        awards = {f"award-{one.pk}": one for one in Award.everywhere.exclude(told=None)}
        assert {one["id"]: one["status"] for one in whole.get("awards", ())} == {
            key: _STATUS[one.state] for key, one in awards.items()
        }
        assert {lot["id"]: lot["status"] for lot in whole["tender"]["lots"]} == dict(self.lots())
        signed = list(Contract.everywhere.filter(state__in=("active", "terminated")).order_by("pk"))
        told = {one["id"]: one for one in whole.get("contracts", ())}
        assert set(told) == {one.number for one in signed}
        for one in signed:
            _same(told[one.number], one)

    def lots(self) -> Iterator[tuple[str, str]]:
        for lot in self.judged.lots:
            row = Award.everywhere.filter(lot=lot).exclude(told=None).exclude(state="cancelled").first()
            status = "active" if row is None else "unsuccessful" if row.state == "unsuccessful" else "complete"
            yield lot.number, status

    @invariant()
    def nobody_is_named_and_nothing_kept_back_is_told(self) -> None:
        """Not who signed, nor addresses of bidders, deliveries, or why a price is withheld; nor that price."""
        told = json.dumps(self.releases(), ensure_ascii=False)
        for word in ("Gülnar", "Conceição", "b0@example.org", "b1@example.org", "It runs.", "a daily rate"):
            assert word not in told, word
        secret = {f"award-{one.pk}" for one in Award.everywhere.exclude(withheld="")}
        awards = [one for release in self.releases() for one in release.get("awards", ())]
        assert not [one["id"] for one in awards if one["id"] in secret and "value" in one]

    @invariant()
    def our_own_reader_reads_it_back(self) -> None:
        """Same buyer, lots, values of awards with a winner; bidders of these tests share a number, and so a name."""
        releases = self.releases()
        whole = Merger(merge_rules=self.schemas.rules).create_compiled_release(releases)
        notice = read_back({"ocid": whole["ocid"], "releases": releases, "compiledRelease": whole})
        assert notice.buyer
        assert notice.buyer.name == whole["buyer"]["name"]
        assert [lot.id for lot in notice.lots] == [lot.number for lot in self.judged.lots]
        standing = Award.everywhere.filter(state="active", withheld="")
        wanted = {(one.lot.number, float(one.price or 0)) for one in standing}
        read = {(one.lot_id, one.value.amount) for one in notice.awards if one.value and one.suppliers}
        assert wanted <= read


def _written(contract: Contract) -> None:
    """What the officer adds to a draft: words, who signs, an end, two milestones of half the price each."""
    own = contract.award.call.language
    contract.title, contract.description = {own: "Portal"}, {own: "It takes applications."}
    contract.buyer_signatory, contract.supplier_signatory = "Gülnar Əliyeva", "João Conceição"
    contract.ends = date(2029, 1, 1)
    contract.save()
    contract.milestones.all().delete()
    for number in (1, 2):
        due, half = timezone.localdate() + timedelta(days=30 * number), (contract.price or Decimal(0)) / 2
        Milestone(contract=contract, number=number, title={own: f"Step {number}"}, due=due, price=half).save()


def _same(told: Any, row: Contract) -> None:
    """What is told of a contract is what its page shows."""
    assert told["status"] == row.state
    assert Decimal(str(told["value"]["amount"])) == row.price
    assert told.get("statusDetails", "") == (row.reason if row.ended == "early" else "")
    assert row.signed
    assert told["dateSigned"][:19] == row.signed.isoformat()[:19]
    assert row.ends
    assert told["period"]["endDate"][:10] == row.ends.isoformat()
    work = told["implementation"]
    steps = Milestone.everywhere.filter(contract=row)
    assert {one["id"]: one["status"] for one in work["milestones"]} == {
        str(one.number): _STEP.get(one.state, "scheduled") for one in steps
    }
    assert all(("dateMet" in one) == (one["status"] == "met") for one in work["milestones"])
    payments = Payment.everywhere.filter(contract=row)
    paid = [(one["id"], one["relatedImplementationMilestone"]["id"]) for one in work.get("transactions", ())]
    assert sorted(paid) == sorted((str(one.pk), str(one.milestone.number)) for one in payments if one.milestone)
    assert len(told.get("amendments", ())) == row.amendments.model.everywhere.filter(contract=row).count()


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.django_db
def test_no_walk_of_the_desk_publishes_what_is_not_valid_or_not_so(tmp_path: Path, settings: Any, shared: Path) -> None:
    settings.TRUST, settings.DATA = made.trust(tmp_path / "trust"), tmp_path / "data"
    Desk.judged, Desk.schemas = Judged(build(), ("100000", "50000"), ("125000", "60000")), load(shared)
    Desk.judged.concluded("80", "90")
    run_state_machine_as_test(
        Desk,
        settings=limits(max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)),
    )
