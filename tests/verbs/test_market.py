"""The figures of comparable contracts: each counts what tells it, and nothing else."""

from __future__ import annotations

from datetime import date

from karavel.answers.market import Share
from karavel.answers.similar import Buyer, Comparable, SimilarAward, Winner
from karavel.verbs.market import is_abroad, is_small, market


def contract(
    value: float | None = None,
    tenders: int | None = None,
    *,
    close: bool = True,
    winner: str | None = "PT",
    sizes: tuple[str, ...] = (),
    days: int | None = None,
    on: date | None = date(2024, 3, 1),
) -> Comparable:
    award = SimilarAward(
        rank=1,
        score=0.5,
        notice_id="1-2024",
        lot_id=None,
        title="Portal",
        buyer=Buyer("Agency", "PT"),
        cpv=(),
        value_eur=value,
        date=on,
        tenders=tenders,
        suppliers=(Winner("A", winner, ()),),
        parts=(),
    )
    return Comparable(award=award, close=close, procedure="open", days=days, sizes=sizes)


def test_quartiles_are_of_the_contracts_that_say_a_price() -> None:
    found = market([contract(100.0), contract(200.0), contract(300.0), contract(400.0), contract(None), contract(0.0)])
    assert found.prices is not None
    assert (found.prices.low, found.prices.middle, found.prices.high, found.prices.of) == (175.0, 250.0, 325.0, 4)


def test_of_two_prices_no_quartiles_are_made() -> None:
    assert market([contract(100.0), contract(200.0), contract()]).prices is None


def test_a_share_is_of_those_that_tell() -> None:
    found = market([contract(tenders=1), contract(tenders=4), contract(tenders=None)])
    assert found.single == Share(part=1, of=2)


def test_contracts_that_are_near_by_codes_alone_count_only_where_close_ones_are_few() -> None:
    far = contract(9e9, close=False)
    assert market([contract(1.0), contract(2.0), contract(3.0), far]).contracts == 3
    assert market([contract(1.0), contract(2.0), far]).contracts == 3


def test_a_winner_is_small_or_foreign_only_where_that_is_told() -> None:
    assert is_small(contract(sizes=("micro", "sme")))
    assert not is_small(contract(sizes=("small", "large")))
    assert not is_small(contract())
    assert is_abroad(contract(winner="AZ"))
    assert not is_abroad(contract(winner=None))
    assert market([contract(winner=None), contract(winner="AZ")]).abroad == Share(part=1, of=1)


def test_months_are_twelve_or_none() -> None:
    assert [one.contracts for one in market([contract()]).months] == [0, 0, 1, *[0] * 9]
    assert market([contract(on=None)]).months == ()
    assert market([]).first is None
