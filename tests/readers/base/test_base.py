"""A row of Portal BASE's contracts table is an award notice with one lot."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from karavel.notices import Document, Duration, Money, Notice, OfficialFile, Provenance, Reading, Tenders
from karavel.readers import base
from karavel.readers.splitting import documents
from karavel.sources import files

if TYPE_CHECKING:
    from pathlib import Path

ROW = {
    "idcontrato": "77",
    "tipoContrato": "Aquisição de bens móveis | Aquisição de serviços",
    "tipoprocedimento": "Concurso público",
    "objectoContrato": "Portal de serviços",
    "adjudicante": "599999993 - Município de Exemplo",
    "adjudicatarios": "599999993 - Exemplo - Sistemas, Lda. | RGPD - Maria Exemplo",
    "dataPublicacao": "2024-01-02 00:00:00",
    "dataCelebracaoContrato": "2024-01-01 00:00:00",
    "precoContratual": "1843.2",
    "cpv": "72212000-4 - Serviços de programação | 48000000-8 - Pacotes de software",
    "prazoExecucao": "485",
    "localExecucao": "Portugal, Faro, Tavira",
    "fundamentacao": "Artigo 20.º",
    "ProcedimentoCentralizado": "Não",
    "DescrAcordoQuadro": "",
}


def reading(**more: str) -> Reading:
    content = json.dumps({**ROW, **more}).encode()
    return base.read(Document(content=content, format="base", provenance=Provenance(file="b.csv#1", sha256="00")))


def notice(**more: str) -> Notice:
    found = reading(**more).notice
    assert found is not None
    return found


def test_a_row_of_the_json_export_is_read_like_one_of_the_csv_with_what_only_it_has() -> None:
    row = {
        **ROW,
        "adjudicante": ["599999993 - Município de Exemplo"],
        "adjudicatarios": ["599999993 - Exemplo - Sistemas, Lda.", "RGPD - Maria Exemplo"],
        "cpv": ["72212000-4 - Serviços de programação", "48000000-8 - Pacotes de software"],
        "tipoContrato": ["Aquisição de bens móveis", "Aquisição de serviços"],
        "localExecucao": ["Portugal, Faro, Tavira"],
        "dataPublicacao": "02/01/2024",
        "precoContratual": 1843.2,
        "prazoExecucao": 485,
        "DescrAcordoQuadro": "NULL",
        "numAcordoQuadro": None,
        "precoBaseProcedimento": 2000.0,
        "dataDecisaoAdjudicacao": "30/12/2023",
        "concorrentes": ["599999993-Exemplo", "500000000-Outra"],
        "linkPecasProc": "https://pecas.example/1",
    }
    file = OfficialFile(name="contratos.json", stream=io.BytesIO(json.dumps([row, row]).encode()))
    first, second = documents(file)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.format, first.provenance.publisher, second.provenance.file) == (
        "base",
        "Portal BASE (IMPIC)",
        "contratos.json#2",
    )
    found = base.read(first)
    assert found.notice is not None
    assert (found.problems, found.unread) == ((), ())
    award = found.notice.awards[0]
    assert (found.notice.value, award.date, award.tenders) == (
        Money(2000, "EUR"),
        date(2023, 12, 30),
        Tenders(total=2),
    )
    same = notice()
    assert (found.notice.buyers, award.suppliers, found.notice.cpv) == (
        same.buyers,
        same.awards[0].suppliers,
        same.cpv,
    )
    assert (found.notice.lots, found.notice.published) == (same.lots, same.published)


def test_a_cell_of_another_kind_costs_only_itself() -> None:
    content = json.dumps({**ROW, "prazoExecucao": {"days": 3}, "concorrentes": True}).encode()
    found = base.read(Document(content=content, format="base", provenance=Provenance(file="b.json#1", sha256="00")))
    assert found.notice is not None
    assert (found.notice.title, [problem.code for problem in found.problems]) == (
        "Portal de serviços",
        ["not-a-number"],
    )


def test_a_row_for_lenient_parsers_is_read_and_told() -> None:
    content = json.dumps({**ROW, "precoBaseProcedimento": float("nan")}).encode()
    found = base.read(Document(content=content, format="base", provenance=Provenance(file="b.json#1", sha256="00")))
    assert found.notice is not None
    assert [problem.code for problem in found.problems] == ["lenient-json"]


def test_lists_on_lines_and_a_base_price_of_nothing() -> None:
    found = notice(cpv="72212000-4 - A\r\n48000000-8 - B", precoBaseProcedimento="0", PrecoTotalEfetivo="0")
    assert (found.cpv, found.value) == (("72212000", "48000000"), None)
    assert notice(descContrato="Primeira linha\nSegunda linha").description == "Primeira linha\nSegunda linha"


def test_every_column_is_read() -> None:
    found = notice()
    assert reading().problems == ()
    assert reading().unread == ()
    assert (found.id, found.notice_id, found.kind, found.form, found.language) == (
        "BASE-77",
        "77",
        "award",
        "contract",
        "pt",
    )
    assert (found.published, found.procedure, found.title) == (date(2024, 1, 2), "open", "Portal de serviços")
    assert (found.nature, found.additional_natures) == ("supplies", ("services",))
    assert found.cpv == found.lots[0].cpv == ("72212000", "48000000")
    assert found.lots[0].duration == Duration(485, "day")
    assert found.place is not None
    assert (found.place.country, found.place.city) == ("PT", "Tavira")
    assert found.urls["notice"].endswith("id=77")
    assert found.extensions == {"fundamentacao": "Artigo 20.º", "procedimentocentralizado": "Não"}


def test_parties_are_split_into_number_and_name_and_hidden_numbers_are_dropped() -> None:
    found = notice()
    assert found.buyer is not None
    assert (found.buyer.name, found.buyer.ids, found.buyer.country) == (
        "Município de Exemplo",
        ("PT-NIF 599999993",),
        "PT",
    )
    (award,) = found.awards
    assert [(one.name, one.ids) for one in award.suppliers] == [
        ("Exemplo - Sistemas, Lda.", ("PT-NIF 599999993",)),
        ("Maria Exemplo", ()),
    ]
    assert (award.value, award.date, award.lot_id) == (Money(1843.2, "EUR"), date(2024, 1, 1), "1")


def test_a_negative_price_stands_as_published_and_is_told() -> None:
    assert notice(precoContratual="-5").awarded_value == Money(-5, "EUR")
    assert [problem.code for problem in reading(precoContratual="-5").problems] == ["negative-amount"]


@pytest.mark.parametrize("text", ["1.843,20 €", "1843,2", "1843.20"])
def test_prices_in_portuguese_writing_are_understood(text: str) -> None:
    assert notice(precoContratual=text).awarded_value == Money(1843.2, "EUR")


def test_days_first_are_understood() -> None:
    assert notice(dataPublicacao="02-01-2024").published == date(2024, 1, 2)


@pytest.mark.parametrize(
    ("text", "procedure", "invited"),
    [
        ("Concurso limitado por prévia qualificação", "restricted", True),
        ("Ajuste Direto Regime Geral", "neg-wo-call", True),
        ("Consulta Prévia Simplificada", "neg-wo-call", True),
        ("Ao abrigo de acordo-quadro (art.º 259.º)", None, None),
    ],
)
def test_procedures_are_mapped_and_their_words_stay(text: str, procedure: str | None, invited: bool | None) -> None:
    found = notice(tipoprocedimento=text)
    assert (found.procedure, found.procedure_text, found.lots[0].by_invitation) == (procedure, text, invited)


@pytest.mark.parametrize(
    ("party", "country"),
    [
        ("599999993 - A", "PT"),
        ("ESA43125210 - B", "ES"),
        ("IMPICGB220430231 - C", "GB"),
        ("42045136 - D", None),
        ("RGPD - E", None),
    ],
)
def test_a_suppliers_country_is_what_its_number_tells(party: str, country: str | None) -> None:
    assert notice(adjudicatarios=party).awards[0].suppliers[0].country == country


def test_a_new_column_is_reported_as_unread() -> None:
    assert [one.path for one in reading(numAcordoQuadro="9").unread] == ["numacordoquadro"]


@pytest.mark.parametrize("content", [b"[]", b"{", b'{"objectoContrato": "x"}', b'{"idcontrato": "\xff"}'])
def test_what_is_no_contract_is_unreadable(content: bytes) -> None:
    found = base.read(Document(content=content, format="base", provenance=Provenance(file="f", sha256="00")))
    assert found.notice is None
    assert found.problems[0].severity == "error"


@pytest.mark.shared
def test_the_whole_table_is_read(shared: Path) -> None:
    opened = (file for file in files([shared / "awards"]) if isinstance(file, OfficialFile))
    rows = [document for file in opened for document in documents(file)]
    readings = [base.read(row) for row in rows if isinstance(row, Document)]
    found = [one.notice for one in readings if one.notice is not None]
    assert len(found) == len(rows) == 14_695
    assert [problem.code for one in readings for problem in one.problems] == ["negative-amount"] * 2
    assert not any(one.unread for one in readings)
    assert len({notice.id for notice in found}) == 14_695
    assert not any(
        "RGPD" in identifier for notice in found for one in notice.awards[0].suppliers for identifier in one.ids
    )
    assert all(notice.cpv and notice.published for notice in found)
