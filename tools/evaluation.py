"""Writes docs/ranking-figures.md: how well award history ranks contracts, from a lake of award tables.

    python tools/evaluation.py LAKE [FIRST LAST]

The split by default is the one of docs/evaluation.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, get_args

import msgspec

from karavel.answers.ranking import RankingEvaluation
from karavel.lake import Lake
from karavel.matching.history.contracts import Scope
from karavel.matching.history.table import FEATURES
from karavel.verbs.eval_ranking import evaluate_ranking

PAGE: Final = Path(__file__).parents[1] / "docs" / "ranking-figures.md"
FIRST, LAST = "2024-02-01", "2024-02-15"
#: Each feature is judged in the other scopes only: among all contracts that takes longer than everything else together.
ALL: Final = "all"
METRICS: Final = ("ndcg_at_10", "mrr", "recall_at_10", "recall_at_50")
FIRMS: Final = ("top_1", "top_5", "mrr")


def page(found: list[RankingEvaluation], first: str, last: str) -> str:
    """The whole page."""
    lines = [
        "# Ranking in figures",
        "",
        f"Written by `make eval`; do not edit. History before {first}, contracts from there to the day before {last}.",
        "What the words mean: [evaluation](evaluation.md). In brackets 95 % bootstrap intervals.",
    ]
    for one in found:
        lines += ["", *_scope(one)]
    return "\n".join(lines) + "\n"


def _scope(one: RankingEvaluation) -> Iterator[str]:
    yield f"## Scope `{one.scope}`"
    yield f"\n{one.suppliers:,} suppliers, {one.candidates:,} candidates, {one.wins:,} wins.\n"
    yield "| Supplier to contracts | nDCG@10 | MRR | Recall@10 | Recall@50 |\n|---|---|---|---|---|"
    yield f"| **Karavel** | {' | '.join(_with_interval(_dict(one), one.intervals, METRICS))} |"
    for name, figures in one.references.items():
        yield _row(name, _dict(figures), METRICS)
    firms = one.contracts
    yield f"\n{firms.contracts:,} contracts whose winner is one of {firms.suppliers:,} suppliers known before.\n"
    yield "| Contract to suppliers | Top 1 | Top 5 | MRR |\n|---|---|---|---|"
    yield f"| **Karavel** | {' | '.join(_with_interval(_dict(firms), firms.intervals, FIRMS))} |"
    for name, plain in firms.references.items():
        yield _row(name, _dict(plain), FIRMS)
    for name, some in firms.slices.items():
        yield _row(f"Karavel, {name} ({some['contracts']:,.0f} contracts)", some, FIRMS)
    yield "\n| Slice | Suppliers | nDCG@10 | MRR | Recall@10 | Recall@50 |\n|---|---|---|---|---|---|"
    for name, some in one.slices.items():
        if some["suppliers"]:
            yield _row(f"{name} | {some['suppliers']:,.0f}", some, METRICS)
    if one.without:
        yield "\n| Feature | Says | nDCG@10 without it | alone |\n|---|---|---|---|"
    for name in one.without:
        says = " ".join((FEATURES[name].__doc__ or "").split())
        yield f"| `{name}` | {says} | {one.without[name].ndcg_at_10:.3f} | {one.alone[name].ndcg_at_10:.3f} |"


def _dict(figures: msgspec.Struct) -> dict[str, float]:
    return msgspec.structs.asdict(figures)


def _with_interval(
    values: Mapping[str, float], intervals: Mapping[str, tuple[float, float]], names: tuple[str, ...]
) -> Iterator[str]:
    for name in names:
        low, high = intervals[name]
        yield f"**{values[name]:.3f}** ({low:.3f}-{high:.3f})"


def _row(name: str, values: Mapping[str, float], names: tuple[str, ...]) -> str:
    return f"| {name} | {' | '.join(f'{values[metric]:.3f}' for metric in names)} |"


def main(lake: str, first: str = FIRST, last: str = LAST) -> None:
    """Evaluates every scope and writes the page."""
    days = date.fromisoformat(first), date.fromisoformat(last)
    found = [evaluate_ranking(Lake(Path(lake)), *days, scope, ablate=scope != ALL) for scope in get_args(Scope)]
    PAGE.write_text(page(found, first, last), encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main(*sys.argv[1:])
