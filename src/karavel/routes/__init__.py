"""The lawful ways in: direct, subsidiary, branch, consortium, subcontract, a bank's door; steps, cost, time, fit."""

from karavel.routes.asking import Letter, letter
from karavel.routes.choosing import best, ranked
from karavel.routes.loading import load
from karavel.routes.needs import Answer, Qualification
from karavel.routes.qualifying import qualifies
from karavel.routes.shapes import Kind, Range, Route, Step, Way

__all__ = [
    "Answer",
    "Kind",
    "Letter",
    "Qualification",
    "Range",
    "Route",
    "Step",
    "Way",
    "best",
    "letter",
    "load",
    "qualifies",
    "ranked",
]
