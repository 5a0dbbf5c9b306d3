"""Firms that are known by their profile: their references stand beside the contracts of the lake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from karavel.companies import Company
from karavel.lake.folding import fold, stem
from karavel.matching.firm import profile_of
from karavel.matching.profile import Win
from karavel.matching.similar.likeness import ENOUGH
from karavel.matching.similar.wanted import Wanted
from karavel.matching.words import subject_words
from karavel.money import Rates
from karavel.partners.awards import Awards, Contracts


def with_references(awards: Awards, companies: Sequence[Company], wanted: Wanted, rates: Rates, on: date) -> Awards:
    """The contracts of the lake and, after them, the references of these firms.

    The text index does not know references, so their words are compared by share: one that has all the words wanted
    counts as the best contract does.
    """
    found = [(company, win) for company in companies for win in profile_of(company, rates, on).wins]
    if not found:
        return awards
    own = pa.Table.from_pylist([_row(company, win) for company, win in found], schema=awards.contracts.table.schema)
    best = max(float(awards.scores.max(initial=0.0)), ENOUGH)
    shares = [best * share for share in _shares(wanted, (win.title for _, win in found))]
    return Awards(Contracts(pa.concat_tables([awards.contracts.table, own])), np.concatenate((awards.scores, shares)))


def _row(company: Company, win: Win) -> dict[str, Any]:
    return {
        "title": win.title,
        "buyer_country": win.country,
        "cpv": list(win.cpv),
        "value_eur": win.value_eur,
        "date": win.ended,
        "supplier_name": company.name,
        "supplier_country": company.country,
        "supplier_ids": list(company.ids),
    }


def _shares(wanted: Wanted, titles: Iterator[str]) -> Iterator[float]:
    """The share of the wanted words, by weight, that each title has; inflected forms count as the same."""
    heads = {stem(fold(word)): weight for word, weight in wanted.words.items()}
    whole = sum(heads.values()) or 1.0
    for title in titles:
        yield sum(heads.get(head, 0.0) for head in {stem(fold(word)) for word in subject_words(title)}) / whole
