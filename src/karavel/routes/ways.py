"""Every way in for one company to the buyers of one country: who bids then, what it takes, when it is ready."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

import msgspec

from karavel.access.decision import Condition
from karavel.access.situation import UNION, Bidder, Establishment, Member, Owner, Partner
from karavel.companies import Company
from karavel.money import Rates
from karavel.routes import sentences as say
from karavel.routes.entry import CountryEntry, Entry, EntryData
from karavel.routes.entry import say as in_language
from karavel.routes.shapes import Kind, Range, Step, Way
from karavel.routes.stepping import Place, Teller, spent, total
from karavel.routes.timing import calendar_days, ready
from karavel.texts import current
from karavel.texts import gettext as _

#: The part of a contract that is assumed to reach a partner or subcontractor.
CONSORTIUM_SHARE = 0.5
SUBCONTRACT_SHARE = 0.3

_REGISTERED = frozenset({"register-company", "register-branch"})
_NO_STEPS: tuple[Step, ...] = ()


class Ways:
    """The ways in for one company as of one day, by buyer country; each is made once.

    Args:
        company: who wants in.
        bidder: the company as the law sees it when it bids itself.
        data: the entry data.
        as_of: the day on which work would begin.
        rates: for fees in other currencies.
        gateways: countries to lead through; empty for the company's own choice, else all that the data knows.
    """

    def __init__(
        self,
        company: Company,
        bidder: Bidder,
        data: EntryData,
        *,
        as_of: date,
        rates: Rates,
        gateways: tuple[str, ...] = (),
    ) -> None:
        self.company = company
        self.bidder = bidder
        self.data = data
        self.as_of = as_of
        self._teller = Teller(data, rates, as_of)
        self._asked = gateways
        self._known: dict[str, tuple[Way, ...]] = {}

    @cached_property
    def gateways(self) -> tuple[str, ...]:
        """The countries to lead through, without the company's own."""
        known = tuple(code for code, entry in self.data.countries.items() if entry.subsidiary)
        chosen = self._asked or self.company.preferences.gateways or known
        return tuple(code for code in dict.fromkeys(chosen) if code != self.company.country)

    def to(self, buyer_country: str) -> tuple[Way, ...]:
        """Every way to the buyers of a country, the direct one first."""
        if buyer_country not in self._known:
            self._known[buyer_country] = tuple(self._all(buyer_country))
        return self._known[buyer_country]

    def _all(self, buyer: str) -> Iterator[Way]:
        yield self._direct("direct", buyer, ())
        yield self._direct("bank-financed", buyer, self._template(self.data.templates.bank_financed, buyer))
        yield self._direct("framework-entry", buyer, self._template(self.data.templates.framework_entry, buyer))
        places = self._places(buyer)
        for via in self._partners(buyer, places):
            yield self._consortium(buyer, via)
        if buyer in {*places, self.company.country}:
            yield self._subcontract(buyer)
        if buyer in places:
            yield self._branch(buyer)
        for via in places:
            yield self._subsidiary(buyer, via, with_parent=False)
            yield self._subsidiary(buyer, via, with_parent=True)

    def _places(self, buyer: str) -> tuple[str, ...]:
        """The buyer's own country first, then the gateways. The Union's institutions, and buyers unknown, have none."""
        own = (buyer,) if buyer not in {self.company.country, UNION, ""} else ()
        return tuple(dict.fromkeys((*own, *self.gateways)))

    def _partners(self, buyer: str, places: tuple[str, ...]) -> tuple[str, ...]:
        """Where a partner is looked for: the buyer's country, at home too, since there it brings what the firm lacks.

        One from a third country is worth it only where the company named it: there are too many. Any gateway may do
        where the buyer, the Union, has no country.
        """
        if buyer == UNION:
            return places
        chosen = places if self._asked or self.company.preferences.gateways else ()
        return tuple(dict.fromkeys((buyer, *chosen) if buyer else chosen))

    # Each way: who bids, which steps, what it does not change.

    def _direct(self, kind: Kind, buyer: str, steps: tuple[Step, ...]) -> Way:
        return self._way(
            kind,
            buyer=buyer,
            via=None,
            bidder=self.bidder,
            steps=(*steps, *self._bidding(buyer, self.company.country, steps)),
            abroad=True,
        )

    def _consortium(self, buyer: str, via: str) -> Way:
        entry = self.data.templates.consortium
        steps = self._template(entry, via)
        leader = Bidder(
            country=via,
            establishments=(Establishment(via, "head-office", substantive=True),),
            owners=(Owner(via, 100),),
            consortium=(Member(self.company.country),),
        )
        return self._way(
            "consortium",
            buyer=buyer,
            via=via,
            bidder=leader,
            steps=(*steps, *self._template(self.data.templates.bid, buyer)),
            risks=self._of_partners(entry, buyer),
            keeps=self._payments(buyer),
            share=CONSORTIUM_SHARE,
            abroad=True,
        )

    def _subcontract(self, buyer: str) -> Way:
        entry = self.data.templates.subcontract
        prime = Bidder(
            country=buyer,
            establishments=(Establishment(buyer, "head-office", substantive=True),),
            owners=(Owner(buyer, 100),),
            partners=(Partner(self.company.country, "subcontractor", SUBCONTRACT_SHARE * 100),),
        )
        return self._way(
            "subcontract",
            buyer=buyer,
            via=buyer,
            bidder=prime,
            steps=self._template(entry, buyer),
            risks=entry.risks,
            keeps=self._payments(buyer),
            share=SUBCONTRACT_SHARE,
            abroad=True,
        )

    def _of_partners(self, entry: Entry, buyer: str) -> tuple[str, ...]:
        """The risks of bidding together; a member from the buyer's own country makes no group refusable."""
        home = buyer == self.company.country
        return tuple(risk for risk in entry.risks if not (home and risk == "uncovered-member"))

    def _payments(self, buyer: str) -> tuple[str, ...]:
        return () if buyer == self.company.country else ("withholding",)

    def _branch(self, buyer: str) -> Way:
        """A branch is the same company before the law: the bidder only gains an establishment."""
        existing = any(place.kind == "branch" for place in self.company.established_in(buyer))
        branch = Establishment(buyer, "branch", substantive=None)
        bidder = msgspec.structs.replace(self.bidder, establishments=(*self.bidder.establishments, branch))
        entry = self._country(buyer).branch if buyer in self.data.countries else None
        steps = self._founding(entry, buyer, existing=existing)
        return self._way(
            "branch",
            buyer=buyer,
            via=buyer,
            bidder=self.bidder if existing else bidder,
            steps=None if steps is None else (*steps, *self._bidding(buyer, buyer, steps)),
            entry=entry,
            risks=("no-legal-person",),
            keeps=("nationality", "withholding"),
            existing=existing,
        )

    def _subsidiary(self, buyer: str, via: str, *, with_parent: bool) -> Way:
        existing = next((place for place in self.company.established_in(via) if place.kind == "subsidiary"), None)
        substantive = existing.substantive if existing else None
        bidder = self._daughter(via, substantive=substantive)
        if with_parent:
            lent = Partner(self.company.country, "relied-on")
            bidder = msgspec.structs.replace(bidder, partners=(lent,))
        entry = self._country(via).subsidiary if via in self.data.countries else None
        steps = self._founding(entry, via, existing=existing is not None)
        reliance = self.data.templates.reliance
        lending = self._template(reliance, self.company.country) if with_parent else _NO_STEPS
        return self._way(
            "subsidiary-with-parent" if with_parent else "subsidiary",
            buyer=buyer,
            via=via,
            bidder=bidder,
            steps=None if steps is None else (*steps, *lending, *self._bidding(buyer, via, steps)),
            entry=entry,
            risks=(*(reliance.risks if with_parent else ()), *(() if substantive else ("shell",))),
            keeps=_keeps(with_parent=with_parent),
            existing=existing is not None,
        )

    def _daughter(self, via: str, *, substantive: bool | None) -> Bidder:
        """A company of its own in the country, with the owners of its parent."""
        return Bidder(
            country=via,
            establishments=(Establishment(via, "head-office", substantive),),
            owners=self.bidder.owners or (Owner(self.company.country, 100),),
            directors=self.bidder.directors,
            goods_origin=self.bidder.goods_origin,
            regional_headquarters=self.bidder.regional_headquarters,
            foreign_operations=self.bidder.foreign_operations,
        )

    # Steps.

    def _country(self, code: str) -> CountryEntry:
        return self.data.countries[code]

    def _template(self, entry: Entry, country: str) -> tuple[Step, ...]:
        return self._teller.steps(entry, Place(country, self.data.templates.sources))

    def _founding(self, entry: Entry | None, country: str, *, existing: bool) -> tuple[Step, ...] | None:
        """The steps of a foundation: none where it stands already, None where the data has no figures."""
        if existing:
            return _NO_STEPS
        if entry is None:
            return None
        return self._teller.steps(entry, Place(country, self._country(country).sources))

    def _bidding(self, buyer: str, seat: str, before: tuple[Step, ...]) -> tuple[Step, ...]:
        """What a bidder with a seat in one country does to bid in another; at home it is set up already."""
        # A signature and a platform ask for the registration, not for the bank account.
        waits = tuple(step.id for step in before if step.id in _REGISTERED)
        work = self._template(self.data.templates.bid, buyer)
        if buyer == seat == self.company.country:
            return work
        found: dict[str, Step] = {}
        for country in (buyer, seat) if seat != self.company.country else (buyer,):
            for step in self._registering(country, waits):
                if country == buyer or step.id == "e-signature":
                    found.setdefault(step.id, step)
        return (*found.values(), *work)

    def _registering(self, country: str, waits: tuple[str, ...]) -> tuple[Step, ...]:
        entry = self.data.countries.get(country)
        if entry is None or entry.bidding is None:
            return _NO_STEPS
        return self._teller.steps(entry.bidding, Place(country, entry.sources), wait_for=waits)

    # Putting it together.

    def _way(
        self,
        kind: Kind,
        *,
        buyer: str,
        via: str | None,
        bidder: Bidder,
        steps: tuple[Step, ...] | None,
        entry: Entry | None = None,
        risks: tuple[str, ...] = (),
        keeps: tuple[str, ...] = (),
        share: float = 1.0,
        existing: bool = False,
        abroad: bool = False,
    ) -> Way:
        entry_risks = entry.risks if entry else ()
        missing = () if steps is not None else (_(say.NO_ENTRY_DATA).format(country=via),)
        return Way(
            kind=kind,
            via=via,
            local=via == buyer,
            bidder=bidder,
            steps=steps or (),
            cost_eur=None if steps is None else self._cost(steps, None if existing else entry),
            yearly_eur=self._teller.yearly(entry) if entry and not existing else Range(0, 0),
            days=None if steps is None else calendar_days(steps, self.as_of),
            ready=None if steps is None else ready(steps, self.as_of, "max"),
            share=share,
            conditions=self._taxes(buyer) if abroad and buyer != self.company.country else (),
            risks=(*missing, *self._teller.risks((*risks, *entry_risks)), *_assumed(kind, share)),
            keeps=self._teller.keeps(*keeps),
            existing=existing,
        )

    def _cost(self, steps: tuple[Step, ...], entry: Entry | None) -> Range | None:
        """One-off fees, advice and the first year's running cost."""
        advice = self._teller.euro(entry.advice.fee) if entry and entry.advice else Range(0, 0)
        yearly = self._teller.yearly(entry) if entry else Range(0, 0)
        return total((spent(steps), advice, yearly))

    def _taxes(self, buyer: str) -> tuple[Condition, ...]:
        entry = self.data.countries.get(buyer)
        if entry is None or entry.tax is None:
            return ()
        url = next((entry.sources[key].url for key in entry.tax.sources), None)
        return (Condition(kind="tax", sentence=in_language(entry.tax.note, current()), url=url),)


def _keeps(*, with_parent: bool) -> tuple[str, ...]:
    grown = () if with_parent else ("references", "turnover")
    return (*grown, "foreign-subsidies", "withholding", "sanctions")


def _assumed(kind: Kind, share: float) -> tuple[str, ...]:
    if kind not in {"consortium", "subcontract"}:
        return ()
    role = _(say.ROLE_PARTNER) if kind == "consortium" else _(say.ROLE_SUBCONTRACTOR)
    return (_(say.ASSUMED_SHARE).format(share=f"{share:.0%}", role=role),)
