"""Minimum periods of a procedure, as dated data by country and regime, and whether a timetable keeps them.

``law/periods/*.yaml`` holds the data (its ``FORMAT.md`` says how), ``counting`` the rules by which days are counted,
``checking`` compares, ``sentences`` says it in the reader's language. What is not known is told as unknown, never as
kept.
"""

from karavel.procurement.periods.checking import Finding, check
from karavel.procurement.periods.loading import load, regime_of
from karavel.procurement.periods.model import Minimum, Regime
from karavel.procurement.periods.sentences import sentence
from karavel.procurement.periods.timetable import FACTS, Timetable

__all__ = ["FACTS", "Finding", "Minimum", "Regime", "Timetable", "check", "load", "regime_of", "sentence"]
