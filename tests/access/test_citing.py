"""Sources are named in the reader's language, every article of the law data among them."""

from __future__ import annotations

import re

import pytest

from karavel.access import Law


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load()


def articles(law: Law) -> set[str]:
    parts = [part for one in law.instruments for part in (*one.rules, *one.coverage, *one.conditions, *one.joins)]
    return {part.article for part in parts} - {"-", ""}


@pytest.mark.parametrize("language", ["pt", "az"])
def test_every_article_can_be_said(law: Law, language: str) -> None:
    """Add what is missing to law/ARTICLES.yaml, a part between commas or semicolons at a time."""
    parts = {part for article in articles(law) for part in re.split("; |, ", article)}
    assert len(parts) > 150
    assert sorted(part for part in parts if law.citations.part(part, language) is None) == []


@pytest.mark.parametrize(
    ("instrument", "article", "language", "said"),
    [
        ("32014L0024", "Art. 25", "en", "Directive 2014/24/EU on public procurement, Art. 25"),
        ("32014L0024", "Art. 25", "pt", "Directiva 2014/24/UE relativa aos contratos públicos, art. 25"),
        ("32014L0024", "Art. 25", "az", "Dövlət satınalmaları haqqında 2014/24/Aİ Direktivi, maddə 25"),
        ("OWN-COUNTRY", "-", "pt", "Princípios perante qualquer entidade adjudicante"),
        ("X-1", "Art. 119 ff., Annex III", "pt", "X-1, art. 119 e seguintes, anexo III"),
        ("X-1", "GPA Annex 2; foreign bidders", "az", "X-1, GPA əlavə 2; xarici iştirakçılar"),
        ("X-1", "nobody said this, Art. 2", "pt", "X-1, nobody said this, art. 2"),
    ],
)
def test_a_source_is_named_in_a_language(law: Law, instrument: str, article: str, language: str, said: str) -> None:
    assert law.citations.cited(instrument, article, language) == said
