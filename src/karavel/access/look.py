"""A situation as one rule sees it: the law on the day that counts, values against thresholds, origins."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from karavel.access.law import BuyerLaw, Entry, Law, in_force
from karavel.access.model import Amount, Coverage, Day, Regime, ThresholdRow, ThresholdTable
from karavel.access.situation import Bidder, Level, Tender, Value
from karavel.access.truth import Found, Truth, all_of, open_for, settled

NEAR = 0.03
"""A converted value this close to a bound (3 %) is not settled: the rate that counts may differ from ours."""

EQUIVALENT = {"EUR": 0.11, "XDR": 0.15}
"""The same for thresholds, by the currency that they are written in. Official equivalents are means of two years: the
zloty's of 2024 lay 8 % above the rate of the day, the Norwegian crown's of 2020 10 % and the yen's of 2024 10 % below.
"""


HALF = 50.0
"""Per cent of the capital, above which an owner dominates."""


class View:
    """One firm before one tender. Answers are kept, so that many rules may ask the same."""

    def __init__(self, law: Law, bidder: Bidder, tender: Tender, language: str = "en") -> None:
        self.law = law
        self.language = language
        self.bidder = bidder
        self.tender = tender
        self.day = tender.procedure_start
        self.buyer: BuyerLaw = law.for_buyer(tender.buyer_country, tender.procedure_start)
        self.meant = self.buyer.meant_for(bidder.country, tender.buyer_level, tender.nature)
        self._reached: Found | None = None

    def other(self, bidder: Bidder) -> View:
        """The same tender, seen by another firm."""
        return View(self.law, bidder, self.tender, self.language)

    def at_level(self, level: Level) -> View:
        """The same firm and tender, for a buyer of that level."""
        return View(self.law, self.bidder, replace(self.tender, buyer_level=level), self.language)

    def on(self, looks_at: Day) -> date:
        """The day a rule looks at; the start of the procedure where that day is not known."""
        if looks_at == "start":
            return self.day
        return (self.tender.award if looks_at == "award" else self.tender.deadline) or self.day

    def among(self, names: tuple[str, ...], country: str) -> bool:
        """Whether a country is named, itself or through a list, when the procedure starts."""
        return self.law.contains(names, country, self.day)

    def prefixes(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """CPV prefixes behind names of lists."""
        return self.law.prefixes(names)

    def origins(self) -> tuple[str, ...]:
        """Origin after Art. 3 of Regulation (EU) 2022/1031, several where it is not settled.

        The country of establishment with substantive operations there, else that of the dominant owner: who holds
        more than half, or anybody among the owners where nobody does. ``""`` is an owner of whom nothing is known.
        """
        home = self.bidder.country
        stated = {e.substantive for e in self.bidder.establishments if e.country == home}
        if True in stated:
            return (home,)
        owners = self._dominant()
        if stated != {False}:
            return tuple(dict.fromkeys((home, *owners)))
        return owners or ("",)

    def _dominant(self) -> tuple[str, ...]:
        held: dict[str, float] = {}
        for owner in self.bidder.owners:
            held[owner.country] = held.get(owner.country, 0.0) + owner.share
        majority = tuple(country for country, share in held.items() if share > HALF)
        return majority or tuple(held)

    def reaches(self, value: Value, amount: float, currency: str) -> Found:
        """Whether a value is at least an amount; a converted value near the bound is not settled."""
        if value.currency == currency:
            return settled(value.amount >= amount)
        rate = self.yearly_rate(value.currency, currency)
        return _compare(value.amount * rate, amount) if rate else open_for("missing-rate")

    def reached(self) -> Found:
        """Whether the tender reaches the threshold of the buyer's own regime.

        What the documents say of it counts only where the data and the value do not settle it themselves.
        """
        if self._reached is None:
            stated = self.tender.facts.below_domestic_threshold
            found = self._judge()
            self._reached = settled(not stated) if found.truth is Truth.MAYBE and stated is not None else found
        return self._reached

    def _judge(self) -> Found:
        if "unknown" in (self.tender.buyer_level, self.tender.nature):
            return open_for("missing-level" if self.tender.buyer_level == "unknown" else "missing-nature")
        regime = self.regime()
        if regime is None:
            return open_for("missing-threshold")
        return self.against(regime.table)

    def regime(self) -> Regime | None:
        """The buyer's own threshold table, by legal basis, level, nature and CPV."""
        cpv = self.tender.cpv or ""
        for regime in self.buyer.regimes:
            if self._on_its_basis(regime) and (
                self.tender.buyer_level in regime.level
                and (not regime.nature or self.tender.nature in regime.nature)
                and (not regime.cpv or cpv.startswith(self.law.prefixes(regime.cpv)))
            ):
                return regime
        return None

    def _on_its_basis(self, regime: Regime) -> bool:
        return self.tender.facts.legal_basis in regime.basis if self.of_special_basis() else not regime.basis

    def of_special_basis(self) -> bool:
        """Whether the notice calls on a directive for concessions or defence."""
        return self.tender.facts.legal_basis in self.law.special

    def of_arms(self) -> bool:
        """Whether arms and the like are bought, by code; no directive need be named for that."""
        return (self.tender.cpv or "").startswith(self.law.arms)

    def against(self, name: str) -> Found:
        """Compare the tender's value with a threshold table.

        A notice without a value counts as reaching it where it names a directive that applies from the thresholds
        on, or declares that the GPA covers it.
        """
        value = self.tender.value
        if value is None:
            facts = self.tender.facts
            if facts.legal_basis in self.buyer.presuming or facts.gpa_declared:
                return Found(Truth.YES, (), ("assumed-by-publication",))
            return open_for("missing-value")
        table = self.law.tables[name]
        rows = self._rows(table)
        if not rows:
            return open_for("missing-threshold")
        direct = next((row for row in rows if row[0].currency == value.currency), None)
        if direct:
            return settled(value.amount >= direct[1])
        return self._converted(value, table, *rows[0])

    def _rows(self, table: ThresholdTable) -> list[tuple[ThresholdRow, float]]:
        found = []
        for row in table.rows:
            amount = getattr(row, self.tender.nature, None)
            if amount is not None and in_force(row, self.day):
                found.append((row, float(amount)))
        # Drawing rights come last: the official equivalent in money departs from the rate of the day.
        return sorted(found, key=lambda pair: pair[0].currency == "XDR")

    def _converted(self, value: Value, table: ThresholdTable, row: ThresholdRow, amount: float) -> Found:
        rate, near = self._fixed_rate(table, row, value.currency)
        return _compare(value.amount / rate, amount, near) if rate else open_for("missing-rate")

    def _fixed_rate(self, table: ThresholdTable, row: ThresholdRow, currency: str) -> tuple[float | None, float]:
        """Units of a currency for one of the row's, and how near a bound they do not settle.

        Equivalents are fixed when a period begins and stay so; what is official for works says the rate for the rest.
        """
        official = (_ratio(row, other) for other in table.rows if self._stands(other, currency))
        rate = next((ratio for ratio in official if ratio), None)
        if rate:
            return rate, NEAR
        fixed = row.valid_from if row.valid_from > date.min else date(self.day.year, 1, 1)
        return self._rate(row.currency, currency, fixed), EQUIVALENT.get(row.currency, NEAR)

    def _stands(self, row: ThresholdRow, currency: str) -> bool:
        return row.currency == currency and in_force(row, self.day)

    def bounds(self, table: ThresholdTable, currency: str) -> tuple[float, ...]:
        """The amounts of a currency between which a comparison with the table cannot change."""
        rows = self._rows(table)
        direct = next((amount for row, amount in rows if row.currency == currency), None)
        if direct is not None:
            return (direct,)
        if not rows:
            return ()
        row, amount = rows[0]
        rate, near = self._fixed_rate(table, row, currency)
        return () if rate is None else (amount * rate * (1 - near), amount * rate * (1 + near))

    def amount_bounds(self, amount: Amount, currency: str) -> tuple[float, ...]:
        """The amounts of a currency between which a comparison with a bound cannot change."""
        bounds = [b for b in (amount.at_least, amount.over, amount.below, amount.up_to) if b is not None]
        if currency == amount.currency:
            return tuple(bounds)
        rate = self.yearly_rate(amount.currency, currency)
        return tuple(b * rate * side for b in bounds for side in (1 - NEAR, 1 + NEAR)) if rate else ()

    def yearly_rate(self, source: str, target: str) -> float | None:
        """Units of ``target`` for one ``source`` at the turn of the year in which the procedure starts."""
        return self._rate(source, target, date(self.day.year, 1, 1))

    def _rate(self, source: str, target: str, on: date) -> float | None:
        ours, theirs = self.law.rates.per_euro(target, on), self.law.rates.per_euro(source, on)
        return ours.per_euro / theirs.per_euro if ours and theirs else None

    def agreement(self, country: str) -> Truth:
        """Whether the buyer has an agreement with the country of origin of goods (own goods count as covered)."""
        if self._is_home(country):
            return Truth.YES
        promises = self.buyer.meant_for(country).coverage
        extents = {entry.part.extent for entry in promises if "supplies" in entry.part.nature}
        if "covered" in extents:
            return Truth.YES
        return Truth.MAYBE if extents else Truth.NO

    def _is_home(self, country: str) -> bool:
        other = self.other(Bidder(country=country))
        return any(entry.check(other).truth is Truth.YES for entry in other.meant.rules.get(("own", "bidder"), ()))


def _ratio(row: ThresholdRow, other: ThresholdRow) -> float | None:
    """Units of another row's currency for one of a row's, by what both say of the same thing."""
    pairs = ((getattr(row, nature), getattr(other, nature)) for nature in ("works", "services", "supplies"))
    return next((theirs / ours for ours, theirs in pairs if ours and theirs), None)


def _compare(amount: float, bound: float, near: float = NEAR) -> Found:
    if abs(amount / bound - 1) < near:
        return open_for("missing-exact-value")
    return settled(amount >= bound)


def covers(entry: Entry[Coverage], view: View) -> Found:
    """Whether a treaty's promise to the bidder's country reaches the tender that is looked at."""
    found = entry.check(view)
    if entry.part.threshold is None or found.truth is Truth.NO:
        return found
    if view.of_special_basis() or view.of_arms():
        return all_of((found, open_for("missing-special-annex")))
    return all_of((found, view.against(entry.part.threshold)))
