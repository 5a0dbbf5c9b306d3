"""What is learnt from: never a held-back notice, nor its twin, nor anything derived from a code."""

from __future__ import annotations

from karavel.matching.cpv import is_held_back, text_of
from karavel.notices import Buyer, Lot, Notice, Provenance
from karavel.training.corpus import examples, to_learn

HELD, FREE = "1-2020", "2-2020"


def notice(number: str, title: str = "Software", **said: object) -> Notice:
    provenance = Provenance(file="made", sha256=number)
    return Notice(id=number, format="ted", kind="call", provenance=provenance, title=title, cpv=("72000000",), **said)  # type: ignore[arg-type] # parameters of the tests


def test_the_ids_of_these_tests_lie_on_both_sides() -> None:
    assert is_held_back(HELD)
    assert not is_held_back(FREE)


def test_a_held_back_notice_is_not_learnt_from() -> None:
    assert [one.id for one in to_learn([notice(HELD, "Roads"), notice(FREE)])] == [FREE]


def test_a_notice_of_the_same_title_and_buyer_is_not_learnt_from_either() -> None:
    buyer = (Buyer(name="City"),)
    assert to_learn([notice(HELD, buyers=buyer), notice(FREE, "SOFTWARE", buyers=buyer)]) == []
    assert to_learn([notice(HELD, buyers=buyer), notice(FREE, buyers=(Buyer(name="Town"),))])


def test_a_notice_that_follows_or_precedes_a_held_back_one_is_not_learnt_from() -> None:
    assert to_learn([notice(HELD, "A"), notice(FREE, "B", previous=(HELD,))]) == []
    assert to_learn([notice(HELD, "A", previous=(FREE,)), notice(FREE, "B")]) == []


def test_translated_titles_and_labels_of_codes_are_never_read() -> None:
    said = notice(FREE, description="For offices", titles={"de": "Deutschland-Bonn: Softwarepaket"})
    assert text_of(said) == "Software\nSoftware. For offices "


def test_lots_that_say_something_of_their_own_are_examples_and_weigh_as_much_as_their_notice() -> None:
    lots = (Lot(id="1", title="Servers", cpv=("48820000",)), Lot(id="2", title="Training", cpv=("80500000",)))
    found = list(examples([notice(FREE, lots=lots)]))
    assert [one.code for one in found] == ["72000000", "48820000", "80500000"]
    assert [one.weight for one in found] == [1.0, 0.5, 0.5]
    assert "Servers" in found[0].text
    assert found[0].others == ("48820000", "80500000")
