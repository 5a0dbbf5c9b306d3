"""What ``karavel eval ranking`` says."""

from __future__ import annotations

from msgspec import Struct


class Figures(Struct, frozen=True):
    """One ranking's figures, means over suppliers."""

    mrr: float
    recall_at_10: float
    recall_at_50: float
    ndcg_at_10: float


class FirmFigures(Struct, frozen=True):
    """One ranking's figures in the other direction, means over contracts."""

    mrr: float
    top_1: float
    top_5: float


class ContractFigures(Struct, frozen=True):
    """Contract to suppliers: whether the winner stands among the first firms of all that are known.

    Attributes:
        contracts: candidates whose winner had won before.
        suppliers: all that had won before, among whom each is ranked.
        mrr, top_1, top_5: means over these contracts.
        intervals: 95 % bootstrap intervals of these, over contracts.
        references: plain rankings.
        slices: contracts whose title and buyer the past has, and the others.
    """

    contracts: int
    suppliers: int
    mrr: float
    top_1: float
    top_5: float
    intervals: dict[str, tuple[float, float]]
    references: dict[str, FirmFigures]
    slices: dict[str, dict[str, float]]


class RankingEvaluation(Struct, frozen=True):
    """The figures of ``karavel eval ranking``.

    Attributes:
        scope: of the candidates: it, it-open or all.
        suppliers: judged: with a win before, and one among the candidates.
        candidates: contracts of the scope published in the window.
        wins: of these suppliers among the candidates.
        mrr, recall_at_10, recall_at_50, ndcg_at_10: means over suppliers.
        intervals: 95 % bootstrap intervals of these, over suppliers.
        references: plain rankings of the same candidates.
        without: the ranker with one feature at a time held at its median.
        alone: each feature alone, where that was asked for.
        slices: suppliers by what is hard about them: ``one-win`` with a single past win; ``new-buyers`` judged by
            wins from buyers they had not won from; ``repeated`` and ``not-repeated`` by wins whose title and buyer
            the past has or has not; ``name-only`` ranked as if no win of theirs were known. Each names how many
            suppliers it has.
        contracts: the other direction.
    """

    scope: str
    suppliers: int
    candidates: int
    wins: int
    mrr: float
    recall_at_10: float
    recall_at_50: float
    ndcg_at_10: float
    intervals: dict[str, tuple[float, float]]
    references: dict[str, Figures]
    without: dict[str, Figures]
    alone: dict[str, Figures]
    slices: dict[str, dict[str, float]]
    contracts: ContractFigures


class Prediction(Struct, frozen=True):
    """One supplier's list: contracts, best first, with their scores, and which of all candidates it won."""

    supplier: str
    contracts: list[str]
    scores: list[float]
    won: list[str]


class SuppliersFound(Struct, frozen=True):
    """One contract's list: firms, best first; at which rank the winner stood among all, and the winners known."""

    contract: str
    suppliers: list[str]
    rank: int
    won: list[str]
