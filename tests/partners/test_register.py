"""Parties have addresses that stay: by number where one proves who it is, else by country and name."""

from __future__ import annotations

from karavel.partners.firms import Named
from karavel.partners.register import Directory


def test_a_number_is_the_address_and_every_spelling_leads_there() -> None:
    found = Directory(
        [
            Named("Software Beta, S.A.", "PT", ("PT-NIF 501509046",)),
            Named("SOFTWARE BETA SA", "PT", ()),
            Named("Software Beta, S.A.", "PT", ("PT-NIF 501509046",)),
        ]
    )
    (party,) = found.parties
    assert party.slug == "pt-nif-501509046"
    assert party.firm.name == "Software Beta, S.A."
    assert party.rows == (0, 1, 2)
    assert found.at("PT-NIF-501509046") is party
    assert found.at("pt-software-beta") is party
    assert found.named("Software Beta Lda", "PT") is party
    assert found.named("Software Beta", "ES") is None


def test_namesakes_with_different_numbers_stay_apart() -> None:
    found = Directory(
        [Named("Alfa Lda", "PT", ("PT-NIF 500347506",)), Named("Alfa, Lda.", "PT", ("PT-NIF 502267267",))]
    )
    assert sorted(party.slug for party in found.parties) == ["pt-nif-500347506", "pt-nif-502267267"]


def test_the_same_name_in_two_countries_is_two_parties() -> None:
    found = Directory([Named("Ministério da Saúde", "PT"), Named("Ministério da Saúde", "MZ")])
    assert {party.slug for party in found.parties} == {"pt-ministerio-da-saude", "mz-ministerio-da-saude"}


def test_words_begin_words_of_the_name_whatever_the_accents_and_script() -> None:
    found = Directory([Named("Câmara Municipal do Porto", "PT"), Named("Δήμος Αθηναίων", "GR"), None])
    assert [party.firm.name for party in found.search("cam porto", 5)] == ["Câmara Municipal do Porto"]
    assert [party.firm.name for party in found.search("dimos", 5)] == ["Δήμος Αθηναίων"]
    assert found.search("orto", 5) == []
    assert [party.firm.country for party in found.search("", 5, ["GR"])] == ["GR"]


def test_whoever_has_no_country_has_an_address_too() -> None:
    (party,) = Directory([Named("Somebody Ltd")]).parties
    assert party.slug == "xx-somebody"
