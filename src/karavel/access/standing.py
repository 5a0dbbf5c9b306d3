"""Where one firm stands before one tender: the layers of the law, one after the other.

Sanctions and measures set a ceiling. Then the first of these that says something decides: the funder's rules, own
country and establishment, treaty coverage, what the documents say, domestic law, silence. Where nothing speaks, the
answer is ``unknown``; a promise whose annex is not in the data keeps anything below ``open`` from being settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from karavel.access.decision import RANK, Reason, Verdict
from karavel.access.law import Entry, in_force, worst
from karavel.access.look import View, covers
from karavel.access.model import Coverage, Layer, Rule
from karavel.access.truth import NO, Found, Truth
from karavel.access.words import coverage_reason, no_rule, reason

CEILINGS: tuple[Layer, ...] = ("sanctions", "measures")


class Standing(NamedTuple):
    """A verdict on one firm, with what it rests on; message ids where sentences are still to be filled in."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    threshold_reached: bool | None = None


class Fired(NamedTuple):
    """A rule that holds, or may hold."""

    entry: Entry[Rule]
    found: Found


def standing(view: View, *, whole_bid: bool = False, bids: bool = True) -> Standing:
    """Where the firm stands.

    ``whole_bid``: also the rules that look at the bid once (partners, goods, boards). ``bids``: it signs the bid. A
    firm that is only relied on does not: bans on bidders meet it through what the same instrument says of partners,
    and are not settled where it says nothing.
    """
    ceilings = list(_ceilings(view, "bidder") if bids else _perhaps_banned(view))
    ceilings += _ceilings(view, "bid") if whole_bid else ()
    ban = [fired for fired in ceilings if _forbids(fired)]
    if ban:
        return _from_rules(view, "excluded", ban)
    return _under(view, _granted(view), ceilings)


def _forbids(fired: Fired) -> bool:
    return fired.found.truth is Truth.YES and fired.entry.part.then == "excluded"


def _ceilings(view: View, about: str) -> Iterator[Fired]:
    for layer in CEILINGS:
        yield from _fired(view, layer, about)


def _perhaps_banned(view: View) -> Iterator[Fired]:
    for fired in _ceilings(view, "bidder"):
        if not any(rule.when.speaks_of_partners() for rule in fired.entry.instrument.rules):
            yield Fired(fired.entry, fired.found._replace(truth=Truth.MAYBE))


def _fired(view: View, layer: Layer, about: str = "bidder") -> list[Fired]:
    """The rules of a layer that hold or may hold, without those that a holding rule overrides."""
    fired = [
        Fired(entry, found)
        for entry in view.meant.rules.get((layer, about), ())
        if (found := _test(entry, view)).truth is not Truth.NO
    ]
    if not fired:
        return fired
    overridden = {name for f in fired if f.found.truth is Truth.YES for name in f.entry.part.overrides}
    return [f for f in fired if f.entry.part.id not in overridden]


def _test(entry: Entry[Rule], view: View) -> Found:
    part = entry.part
    if part.looks_at != "start" and not in_force(part, view.on(part.looks_at)):
        return NO
    if part.if_cpv_missing == "no" and view.tender.cpv is None and any(entry.check.cpv_names()):
        return NO
    if part.if_value_missing == "no" and view.tender.value is None:
        return NO
    return entry.check(view)


def _under(view: View, base: Standing, ceilings: Iterable[Fired]) -> Standing:
    """Lower a standing to the ceilings that hold; a ceiling that may hold leaves the answer unsettled."""
    for fired in ceilings:
        then = fired.entry.part.then
        lower = worst((base.verdict, then))
        if lower == base.verdict:
            continue
        verdict = lower if fired.found.truth is Truth.YES else "unknown"
        ceiling = _from_rules(view, verdict, [fired])
        base = Standing(
            verdict,
            ceiling.reasons + base.reasons,
            ceiling.missing + base.missing,
            ceiling.assumed + base.assumed,
            base.threshold_reached,
        )
    return base


def _granted(view: View) -> Standing:
    if view.tender.buyer_level == "international":
        return _funder(view) or Standing("unknown", (no_rule(view, "no-international-rule"),), ("missing-rule",))
    for decide in (_funder, _own, _treaty_and_after):
        result = decide(view)
        if result is not None:
            return result
    return _unsettled(view)


def _funder(view: View) -> Standing | None:
    funder = view.tender.facts.financed_by
    if funder is None:
        return None
    result = _layer(view, "funder")
    if result is None and not view.law.has_rules_of(funder, view.day):
        return Standing("unknown", (no_rule(view, "no-funder-rule"),), ("missing-funder-rules",))
    return result


def _own(view: View) -> Standing | None:
    """Own country and establishment: one rule that holds is enough, and exceptions override it."""
    fired = [f for f in _fired(view, "own") if f.found.truth is Truth.YES]
    return _from_rules(view, worst(f.entry.part.then for f in fired), fired) if fired else None


def _treaty_and_after(view: View) -> Standing | None:
    promises = [(e, found) for e in view.meant.coverage if (found := covers(e, view)).truth is not Truth.NO]
    kept = [p for p in promises if p[0].part.extent == "covered" and p[1].truth is Truth.YES]
    if kept:
        return _covered(view, kept)
    fallback = _first(view, ("documents", "domestic", "silence"))
    if not promises or (fallback and RANK.get(fallback.verdict, 0) >= RANK["open"]):
        return fallback
    return _perhaps(view, promises, fallback)


def _first(view: View, layers: tuple[Layer, ...]) -> Standing | None:
    for layer in layers:
        result = _layer(view, layer)
        if result is not None:
            return result
    return None


def _covered(view: View, kept: list[tuple[Entry[Coverage], Found]]) -> Standing:
    return Standing(
        "guaranteed",
        tuple(coverage_reason(view, entry) for entry, _ in kept),
        (),
        tuple(name for entry, found in kept for name in entry.part.assumed + found.assumed),
        True if any(entry.part.threshold for entry, _ in kept) else None,
    )


def _perhaps(view: View, promises: list[tuple[Entry[Coverage], Found]], fallback: Standing | None) -> Standing:
    """A treaty may cover, which is not settled; without it the bid would stand as ``fallback`` says."""
    missing = tuple(name for entry, found in promises for name in _lacking(entry, found))
    reasons = tuple(coverage_reason(view, entry, unsettled=True) for entry, _ in promises)
    if fallback is None:
        return Standing("unknown", reasons, missing)
    return Standing("unknown", reasons + fallback.reasons, missing + fallback.missing, fallback.assumed)


def _lacking(entry: Entry[Coverage], found: Found) -> tuple[str, ...]:
    return (*found.missing, "missing-annex") if entry.part.extent == "unseen" else found.missing


def _layer(view: View, layer: Layer) -> Standing | None:
    """The lowest answer of the rules that hold; unsettled where a rule that may hold would change it."""
    fired = _fired(view, layer)
    if not fired:
        return None
    sure = [f for f in fired if f.found.truth is Truth.YES]
    verdict = worst(f.entry.part.then for f in sure) if sure else None
    other = [f for f in fired if f.found.truth is Truth.MAYBE and f.entry.part.then != verdict]
    if other:
        return _from_rules(view, "unknown", sure + other)
    return _from_rules(view, verdict or "unknown", sure)


def _from_rules(view: View, verdict: Verdict, fired: list[Fired]) -> Standing:
    ordered = sorted(fired, key=lambda f: (f.entry.part.then != verdict, f.entry.part.id))
    return Standing(
        verdict,
        tuple(reason(view, f.entry) for f in ordered),
        tuple(name for f in ordered for name in f.entry.part.missing + f.found.missing),
        tuple(name for f in ordered for name in f.found.assumed),
    )


def _unsettled(view: View) -> Standing:
    return Standing("unknown", (no_rule(view, "no-rule"),), ("missing-rule",))
