"""The lawful ways in: direct, subsidiary, branch, consortium, subcontract, a bank's door; steps, cost, time, fit.

A :class:`Planner` keeps what is the same for many lots; :func:`plan` is the same for one lot. :func:`best` names the
route to take, :func:`compare` says what each route opens over many lots, :func:`letter` asks the buyer.
"""

from karavel.routes.asking import Letter, letter
from karavel.routes.choosing import Choice, best, explained, ranked
from karavel.routes.deciding import Decisions
from karavel.routes.gateways import Case, Opening, compare
from karavel.routes.loading import load
from karavel.routes.needs import Answer, Qualification
from karavel.routes.planning import Planner, direct, plan, value_in_euro
from karavel.routes.qualifying import qualifies
from karavel.routes.shapes import Kind, Range, Route, Step, Way
from karavel.routes.timing import counted_back, start_by

__all__ = [
    "Answer",
    "Case",
    "Choice",
    "Decisions",
    "Kind",
    "Letter",
    "Opening",
    "Planner",
    "Qualification",
    "Range",
    "Route",
    "Step",
    "Way",
    "best",
    "compare",
    "counted_back",
    "direct",
    "explained",
    "letter",
    "load",
    "plan",
    "qualifies",
    "ranked",
    "start_by",
    "value_in_euro",
]
