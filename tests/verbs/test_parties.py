"""Buyers and suppliers: what they buy or win, from whom, and when their contracts end, all from awards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.lake.made import fill, lot, notice
from tests.partners.made import AWARDS, award, call

from karavel.errors import NotFound
from karavel.lake import Lake
from karavel.notices import Award, Buyer, Duration, Money, Supplier
from karavel.verbs.parties import Parties

DAY = date(2024, 5, 10)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    ends = lot("1", None, end=date(2025, 3, 31))
    consortium = Award(
        lot_id="1",
        date=date(2024, 4, 1),
        value=Money(300_000.0, "EUR"),
        suppliers=(Supplier(name="Software Beta SA", country="PT"), Supplier(name="Delta GmbH", country="DE")),
    )
    made = [
        *AWARDS,
        award(7, "Portal com fim", lots=(ends,)),
        award(8, "Portal com prazo", procedure_id="P-8", published=date(2024, 2, 1)),
        call(8, procedure_id="P-8", lots=(lot("1", "2024-01-10", duration=Duration(12, "month")),)),
        award(9, "Juntos", format="eforms", awards=(consortium,)),
        call(10, "Portal aberto"),
    ]
    return fill(tmp_path_factory.mktemp("lake"), made)


def test_a_supplier_is_one_over_all_spellings_and_a_consortium_counts_once(lake: Lake) -> None:
    party = Parties(lake, DAY).party("supplier", "pt-nif-501509046")
    assert (party.name, party.country, party.ids) == ("Software Beta, S.A.", "PT", ("PT-NIF 501509046",))
    assert party.contracts == 5
    assert party.value_eur == 500_000.0
    together = next(one for one in party.latest if one.notice_id == "BASE-9")
    assert [who.name for who in together.suppliers] == ["Software Beta SA", "Delta GmbH"]


def test_a_buyer_counts_a_contract_once_however_many_won_it(lake: Lake) -> None:
    party = Parties(lake, DAY).party("buyer", "pt-camara-do-porto")
    assert party.contracts == 7  # the award to a person whose number is hidden names nobody
    assert {share.key: share.contracts for share in party.partners}["Software Beta, S.A."] >= 4
    assert [share.key for share in party.years] == ["2023", "2024"]
    assert party.divisions[0].key == "72"


def test_contracts_end_as_published_else_by_the_length_that_the_call_names(lake: Lake) -> None:
    ending = Parties(lake, DAY).party("buyer", "pt-camara-do-porto").ending
    assert [(one.notice_id, one.ends, one.ends_by) for one in ending] == [
        ("BASE-8", date(2025, 1, 31), "duration"),
        ("BASE-7", date(2025, 3, 31), "date"),
    ]
    assert Parties(lake, date(2025, 2, 1)).party("buyer", "pt-camara-do-porto").ending[0].notice_id == "BASE-7"


def test_a_buyer_shows_what_is_open(lake: Lake) -> None:
    names = {one.notice_id for one in Parties(lake, DAY).party("buyer", "pt-camara-do-porto").open_lots}
    assert names == {"10-2024"}


def test_an_award_of_a_later_day_is_not_known_yet(tmp_path: Path) -> None:
    lake = fill(tmp_path, [award(1, "Portal", published=date(2024, 5, 11))])
    assert Parties(lake, DAY).search("buyer") == []
    with pytest.raises(NotFound, match="pt-camara"):
        Parties(lake, DAY).party("buyer", "pt-camara-do-porto")


def test_a_name_as_published_leads_to_the_party(lake: Lake) -> None:
    parties = Parties(lake, DAY)
    assert parties.slug("buyer", "CÂMARA do Porto", "PT") == "pt-camara-do-porto"
    assert parties.slug("supplier", "whatever it says", "PT", ("PT-NIF 501509046",)) == "pt-nif-501509046"
    assert parties.slug("buyer", "Nobody", "PT") is None
    assert parties.slug("buyer", None, None) is None


def test_those_with_most_contracts_come_first(lake: Lake) -> None:
    found = Parties(lake, DAY).search("supplier")
    assert found[0].slug == "pt-nif-501509046"
    assert [row.contracts for row in found] == sorted((row.contracts for row in found), reverse=True)
    assert Parties(lake, DAY).search("supplier", "alfa")[0].name == "Elevadores Alfa, Lda."


def test_the_newest_release_of_a_process_is_told_once(tmp_path: Path) -> None:
    first = replace(award(1, "Portal", format="ocds", ocid="o"), buyers=(Buyer(name="INTIC", country="MZ"),))
    again = notice(
        "BASE-2",
        **{
            name: getattr(first, name)
            for name in ("kind", "format", "ocid", "title", "cpv", "buyers", "lots", "awards")
        },
        published=date(2024, 2, 1),
    )
    party = Parties(fill(tmp_path, [first, again]), DAY).party("buyer", "mz-intic")
    assert party.contracts == 1
