"""Firms are ranked for a lot by what they won, with the contracts that prove it; nobody whose number the law hides."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.lake.made import fill
from tests.partners.made import AWARDS, award, call
from tests.routes.firms import firm as made

from karavel.companies import Capabilities, Reference
from karavel.errors import NotFound
from karavel.lake import Lake
from karavel.matching.columns import Floats
from karavel.matching.similar.wanted import Wanted
from karavel.partners.awards import Awards
from karavel.verbs.suppliers import partners, suppliers

DAY = date(2024, 5, 10)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return fill(
        tmp_path_factory.mktemp("lake"), [*AWARDS, call(), call(2, "Wartung der Aufzüge", "50750000", language="de")]
    )


def test_those_who_did_the_like_come_first(lake: Lake) -> None:
    found = suppliers(lake, "1-2024", None, DAY)
    assert [firm.name for firm in found.suppliers][:2] == ["Software Beta, S.A.", "Gama Informática"]
    assert found.suppliers[0].ids == ("PT-NIF 501509046",)
    assert found.suppliers[0].country == "PT"


def test_each_firm_shows_the_contracts_that_prove_most(lake: Lake) -> None:
    best = suppliers(lake, "1-2024", None, DAY).suppliers[0]
    assert {one.notice_id for one in best.evidence} == {"BASE-2", "BASE-3"}
    assert best.evidence[0].proof >= best.evidence[1].proof > 0
    assert best.evidence[0].value_eur == 50_000.0
    assert best.evidence[0].buyer == "Câmara do Porto"


def test_codes_carry_a_lot_across_languages(lake: Lake) -> None:
    found = suppliers(lake, "2-2024", None, DAY)
    assert found.suppliers[0].name == "Elevadores Alfa, Lda."


def test_redacted_persons_are_dropped(lake: Lake) -> None:
    names = {firm.name for firm in suppliers(lake, "1-2024", None, DAY).suppliers}
    assert "António Exemplo" not in names


def test_parts_sum_to_the_score(lake: Lake) -> None:
    for firm in suppliers(lake, "1-2024", None, DAY).suppliers:
        assert sum(part.weight * part.value for part in firm.parts) == pytest.approx(firm.score, abs=1e-5)
        assert 0 < firm.score <= 1


def test_what_was_awarded_later_is_not_known(lake: Lake) -> None:
    found = suppliers(lake, "1-2024", None, date(2023, 12, 1))
    assert [firm.name for firm in found.suppliers] == ["Software Beta, S.A."]
    assert [one.notice_id for one in found.suppliers[0].evidence] == ["BASE-3"]


def test_a_lots_own_award_proves_nothing_about_it(lake: Lake) -> None:
    found = suppliers(lake, "BASE-2", None, DAY)
    assert "BASE-2" not in {one.notice_id for firm in found.suppliers for one in firm.evidence}


def test_a_company_given_is_judged_by_its_references_too(lake: Lake) -> None:
    firm = made(
        name="Delta Portais",
        references=(Reference(title="Portal do cidadão", cpv=("72200000",), country="PT", ended=date(2024, 1, 1)),),
    )
    found = suppliers(lake, "1-2024", None, DAY, companies=[firm])
    mine = next(one for one in found.suppliers if one.name == "Delta Portais")
    assert mine.evidence[0].notice_id is None
    assert mine.evidence[0].title == "Portal do cidadão"


def test_one_framework_with_many_call_offs_counts_little_more_than_a_few(tmp_path: Path) -> None:
    many = [award(100 + number, "Portal do cidadão", "Gama Informática") for number in range(40)]
    filled = fill(tmp_path, [*many, award(1, "Portal do cidadão"), call()])
    found = suppliers(filled, "1-2024", None, DAY)
    assert found.suppliers[0].name == "Gama Informática"
    assert found.suppliers[0].score < 2.01 * found.suppliers[1].score


def test_another_scorer_may_take_the_place_of_ours(lake: Lake) -> None:
    def dearest(_wanted: Wanted, awards: Awards, _on: date) -> Mapping[str, Floats]:
        return {"learnt": np.asarray(awards.contracts.day) / 1e6}

    found = suppliers(lake, "1-2024", None, DAY, scorer=dearest)
    assert {part.feature for part in found.suppliers[0].parts} == {"learnt"}


def test_a_notice_or_lot_that_is_not_there_is_named(lake: Lake) -> None:
    with pytest.raises(NotFound, match="9-2024"):
        suppliers(lake, "9-2024", None, DAY)
    with pytest.raises(NotFound, match="has no lot 7"):
        suppliers(lake, "1-2024", "7", DAY)


def test_partners_are_firms_of_the_country_that_did_what_the_company_does(lake: Lake) -> None:
    firm = made(name="Xəzər", capabilities=Capabilities(summary="Portal do cidadão", cpv=("72200000",)), references=())
    found = partners(lake, firm, "PT", DAY)
    assert found.partners[0].name in {"Software Beta, S.A.", "Gama Informática"}
    assert {one.country for one in found.partners} == {"PT"}
    assert partners(lake, firm, "AZ", DAY).partners == ()


@settings(max_examples=10)
@given(st.permutations(list(AWARDS)))
def test_the_order_of_files_does_not_matter(order: list[object]) -> None:
    def ranked(notices: list[object]) -> object:
        with tempfile.TemporaryDirectory() as folder:
            return suppliers(fill(Path(folder), [*notices, call()]), "1-2024", None, DAY).suppliers  # type: ignore[list-item]

    assert ranked(order) == ranked(list(AWARDS))
