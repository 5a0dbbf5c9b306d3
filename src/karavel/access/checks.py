"""The tests that a law file can ask for: one small function per key of ``when``, each answering in three values.

A key that is not written asks nothing. The functions see the situation only through :class:`Look`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from karavel.access.model import Amount, Shares, When
from karavel.access.situation import Bidder, Tender, Value
from karavel.access.truth import NO, YES, Found, Truth, all_of, any_of, negated, open_for, settled


class Look(Protocol):
    """A situation seen by one rule: who is looked at, the tender, and the law on the day that the rule looks at."""

    @property
    def bidder(self) -> Bidder:
        """The firm that is looked at."""

    @property
    def tender(self) -> Tender:
        """The lot."""

    def among(self, names: tuple[str, ...], country: str) -> bool:
        """Whether a country is named, itself or through a list, on the day."""

    def prefixes(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """CPV prefixes behind names of lists."""

    def origins(self) -> tuple[str, ...]:
        """The countries from which the firm may originate by substance; several while that is not known."""

    def reaches(self, value: Value, amount: float, currency: str) -> Found:
        """Whether a value is at least an amount, currencies converted."""

    def reached(self) -> Found:
        """Whether the tender reaches the buyer's own threshold."""

    def agreement(self, country: str) -> Truth:
        """Whether goods from that country are covered by an agreement with the buyer."""


Test = Callable[[Look, Any], Found]


class Check(NamedTuple):
    """A ``when`` made ready: the tests it asks for, with their arguments."""

    when: When
    tests: tuple[tuple[Test, Any], ...]
    any: tuple[Check, ...]
    none: tuple[Check, ...]

    def __call__(self, look: Look) -> Found:
        """Whether all of it holds; the first test that fails ends the matter."""
        unsettled: list[Found] = []
        for test, wanted in self.tests:
            found = test(look, wanted)
            if found is NO or found.truth is Truth.NO:
                return NO
            if found is not YES:
                unsettled.append(found)
        if self.any or self.none:
            unsettled.extend(self._inner(look))
        return all_of(unsettled) if unsettled else YES

    def _inner(self, look: Look) -> Iterator[Found]:
        if self.any:
            yield any_of(check(look) for check in self.any)
        for check in self.none:
            yield negated(check(look))

    def may_hold(self, look: Look) -> bool:
        """Whether it may hold for the firm that is looked at, whatever the tender: no test of the firm alone fails."""
        asked = ((test, wanted) for test, wanted in self.tests if _of_the_firm(look, test, wanted))
        if any(test(look, wanted).truth is Truth.NO for test, wanted in asked):
            return False
        return not self.any or any(check.may_hold(look) for check in self.any)

    def asks_threshold(self) -> bool:
        """Whether it asks anywhere if the tender reaches the buyer's threshold."""
        return self.when.threshold is not None or any(check.asks_threshold() for check in self.any + self.none)

    def cpv_names(self) -> Iterable[tuple[str, ...]]:
        """The groups of CPV prefixes and lists that it compares with anywhere."""
        yield from (names for names in (self.when.cpv, self.when.cpv_not) if names)
        for check in self.any + self.none:
            yield from check.cpv_names()

    def facts(self) -> Iterable[tuple[str, Any]]:
        """The facts it compares anywhere, with the value that each is compared with (None: whether it is stated)."""
        for key, wanted in self.when.facts.items():
            yield key, wanted
        for key, wanted in self.when.open_facts.items():
            yield key, wanted
            yield key, None
        if self.when.documents:
            yield from ((key, None) for key in DOCUMENTS)
        for check in self.any + self.none:
            yield from check.facts()

    def countries(self) -> Iterable[str]:
        """The countries and lists it names anywhere."""
        when = self.when
        yield from (*when.buyer, *when.buyer_not, *when.supplier, *when.supplier_not, *when.headquarters_not)
        for shares in (when.owners, when.partners, when.goods_origin, when.directors):
            if shares is not None:
                yield from (*shares.of, *shares.not_of)
        for check in self.any + self.none:
            yield from check.countries()

    def amounts(self) -> Iterable[Amount]:
        """The bounds on the tender's value it names anywhere."""
        if self.when.value:
            yield self.when.value
        for check in self.any + self.none:
            yield from check.amounts()


SOME = 1e-9
"""The least that a share of unknown size surely is: more than nothing."""

DOCUMENTS = ("documents_silent", "documents_admit_third_country", "documents_admit_foreigners")
"""The facts that only somebody who has read the documents can state."""


def check_of(when: When) -> Check:
    """Make a ``when`` ready."""
    asked = tuple((test, wanted) for key, test in TESTS.items() if (wanted := getattr(when, key)) not in (None, (), {}))
    if when.supplier or when.supplier_not:
        asked += ((_supplier, when),)
    return Check(when, asked, tuple(map(check_of, when.any)), tuple(map(check_of, when.none)))


def _buyer(look: Look, names: tuple[str, ...]) -> Found:
    return settled(look.among(names, look.tender.buyer_country))


def _buyer_not(look: Look, names: tuple[str, ...]) -> Found:
    return settled(not look.among(names, look.tender.buyer_country))


def _supplier(look: Look, when: When) -> Found:
    countries = look.origins() if when.test == "substance" else (look.bidder.country,)
    if "" in countries:
        return open_for("missing-owners")
    inside = [_is_meant(look, when, country) for country in countries]
    if all(inside):
        return YES
    return open_for("missing-substance") if any(inside) else NO


def _is_meant(look: Look, when: When, country: str) -> bool:
    named = not when.supplier or look.among(when.supplier, country)
    return named and not (when.supplier_not and look.among(when.supplier_not, country))


def _same_country(look: Look, wanted: bool) -> Found:
    return settled((look.bidder.country == look.tender.buyer_country) is wanted)


def _level(look: Look, levels: tuple[str, ...]) -> Found:
    if look.tender.buyer_level == "unknown":
        return open_for("missing-level")
    return settled(look.tender.buyer_level in levels)


def _nature(look: Look, natures: tuple[str, ...]) -> Found:
    if look.tender.nature == "unknown":
        return open_for("missing-nature")
    return settled(look.tender.nature in natures)


def _cpv(look: Look, names: tuple[str, ...]) -> Found:
    if look.tender.cpv is None:
        return open_for("missing-cpv")
    return settled(look.tender.cpv.startswith(look.prefixes(names)))


def _cpv_not(look: Look, names: tuple[str, ...]) -> Found:
    """A tender without a code is taken not to be one of the few things left out, and the answer says so."""
    if look.tender.cpv is None:
        return Found(Truth.YES, (), ("assumed-not-left-out",))
    return negated(_cpv(look, names))


def _value(look: Look, bound: Amount) -> Found:
    return within(look, look.tender.value, bound, "missing-value")


def _foreign_operations(look: Look, bound: Amount) -> Found:
    return within(look, look.bidder.foreign_operations, bound, "missing-foreign-operations")


def within(look: Look, value: Value | None, bound: Amount, missing: str) -> Found:
    """Whether a value lies within a bound; not settled without a value."""
    if value is None:
        return open_for(missing)
    findings = []
    if bound.at_least is not None:
        findings.append(look.reaches(value, bound.at_least, bound.currency))
    if bound.below is not None:
        findings.append(negated(look.reaches(value, bound.below, bound.currency)))
    if bound.over is not None:
        findings.append(_exceeds(look, value, bound.over, bound.currency))
    if bound.up_to is not None:
        findings.append(negated(_exceeds(look, value, bound.up_to, bound.currency)))
    return all_of(findings)


def _exceeds(look: Look, value: Value, amount: float, currency: str) -> Found:
    if value.currency == currency:
        return settled(value.amount > amount)
    return look.reaches(value, amount, currency)


def _threshold(look: Look, wanted: str) -> Found:
    found = look.reached()
    if wanted == "below":
        return negated(found)
    if wanted == "unless_below" and found.truth is Truth.MAYBE:
        return Found(Truth.YES, (), ("assumed-above-threshold",))
    return found


def _documents(look: Look, wanted: str) -> Found:
    read = any(getattr(look.tender.facts, key) is not None for key in DOCUMENTS)
    return settled(read is (wanted == "read"))


def _facts(look: Look, wanted: dict[str, Any]) -> Found:
    return settled(all(matches(getattr(look.tender.facts, key), value) for key, value in wanted.items()))


def _open_facts(look: Look, wanted: dict[str, Any]) -> Found:
    findings = []
    for key, value in wanted.items():
        stated = getattr(look.tender.facts, key)
        findings.append(open_for(f"missing-{key}") if stated is None else settled(matches(stated, value)))
    return all_of(findings)


def matches(stated: Any, wanted: Any) -> bool:
    """Whether a fact is stated as a law file wants it: the value itself, one of a list, or within a bound."""
    if wanted is None or isinstance(wanted, bool | str):
        return bool(stated == wanted)
    if stated is None:
        return False
    if isinstance(wanted, list):
        return stated in wanted
    return bool(stated >= wanted["at_least"]) if "at_least" in wanted else bool(stated < wanted["below"])


def _owners(look: Look, bound: Shares) -> Found:
    return _sum(look, bound, [(owner.country, owner.share) for owner in look.bidder.owners], "missing-owners")


def _directors(look: Look, bound: Shares) -> Found:
    board = [(director.country, director.share_of_board * 100) for director in look.bidder.directors]
    return _sum(look, bound, board, "missing-directors")


def _goods_origin(look: Look, bound: Shares) -> Found:
    goods = [(origin.country, origin.share) for origin in look.bidder.goods_origin]
    return _sum(look, bound, goods, "missing-goods-origin")


def _partners(look: Look, bound: Shares) -> Found:
    shares = [(p.country, p.share) for p in look.bidder.partners if not bound.roles or p.role in bound.roles]
    return _sum(look, bound, shares, "missing-partner-share")


def _sum(look: Look, bound: Shares, shares: Iterable[tuple[str, float | None]], missing: str) -> Found:
    """Compare what is surely and what is possibly held by the countries meant."""
    surely = possibly = 0.0
    for country, share in shares:
        truth = _counts(look, bound, country)
        if truth is Truth.YES:
            surely += SOME if share is None else share
        if truth is not Truth.NO:
            possibly += 100.0 if share is None else share
    low, high = _bounded(bound, surely), _bounded(bound, min(possibly, 100.0))
    return settled(low) if low == high else open_for(missing)


def _bounded(bound: Shares, total: float) -> bool:
    return (
        (bound.over is None or total > bound.over)
        and (bound.at_least is None or total >= bound.at_least)
        and (bound.below is None or total < bound.below)
    )


def _counts(look: Look, bound: Shares, country: str) -> Truth:
    if bound.uncovered:
        return Truth(Truth.YES - look.agreement(country))
    named = not bound.of or look.among(bound.of, country)
    return Truth.YES if named and not (bound.not_of and look.among(bound.not_of, country)) else Truth.NO


def _headquarters_not(look: Look, names: tuple[str, ...]) -> Found:
    seat = look.bidder.regional_headquarters
    return settled(seat is not None and not look.among(names, seat))


def _substantive(look: Look, wanted: bool) -> Found:
    """Real operations at home are not settled while nobody speaks of them; that there are none must be stated."""
    stated = {e.substantive for e in look.bidder.establishments if e.country == look.bidder.country}
    if not wanted:
        return settled(stated == {False})
    return settled(True in stated) if stated and None not in stated else open_for("missing-substance")


_OF_THE_FIRM = frozenset({_supplier, _same_country, _substantive, _headquarters_not, _owners, _directors, _partners})


def _of_the_firm(look: Look, test: Test, wanted: Any) -> bool:
    """Whether a test looks at no more of the tender than its buyer's country and the day."""
    if test is _goods_origin:
        return not look.bidder.goods_origin
    return test in _OF_THE_FIRM and not getattr(wanted, "uncovered", False)


TESTS: dict[str, Test] = {
    "facts": _facts,
    "documents": _documents,
    "owners": _owners,
    "partners": _partners,
    "directors": _directors,
    "headquarters_not": _headquarters_not,
    "level": _level,
    "nature": _nature,
    "same_country": _same_country,
    "buyer": _buyer,
    "buyer_not": _buyer_not,
    "substantive": _substantive,
    "cpv": _cpv,
    "cpv_not": _cpv_not,
    "open_facts": _open_facts,
    "goods_origin": _goods_origin,
    "foreign_operations": _foreign_operations,
    "value": _value,
    "threshold": _threshold,
}
"""The key of ``when`` and the test behind it, the cheap and telling first; the suppliers' two are asked together."""
