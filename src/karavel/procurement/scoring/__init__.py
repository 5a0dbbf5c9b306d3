"""From blind scores and prices to a ranking that anybody can compute again.

All arithmetic is exact (fractions): two people with the same figures come to the same order. ``consensus`` shows where
the committee's scores lie apart, ``prices`` turns amounts into points, ``method`` says
what is ranked by what, ``ranking`` weighs and orders, ``stability``
says whether a bid that falls away would change the order of the others, ``abnormal`` which prices are to be explained,
``currencies`` brings amounts into one currency.
"""

from karavel.procurement.scoring.abnormal import LowPrice, low_prices
from karavel.procurement.scoring.abnormal_rules import Rule, rules
from karavel.procurement.scoring.consensus import Score, Spread, spreads
from karavel.procurement.scoring.currencies import Converted, in_one_currency, one_currency
from karavel.procurement.scoring.draw import tickets
from karavel.procurement.scoring.method import Method, Offer, TieRule
from karavel.procurement.scoring.prices import FORMULAS, Formula, PriceRule
from karavel.procurement.scoring.ranking import Out, Part, Placed, Result, rank
from karavel.procurement.scoring.stability import Change, changes

__all__ = [
    "FORMULAS",
    "Change",
    "Converted",
    "Formula",
    "LowPrice",
    "Method",
    "Offer",
    "Out",
    "Part",
    "Placed",
    "PriceRule",
    "Result",
    "Rule",
    "Score",
    "Spread",
    "TieRule",
    "changes",
    "in_one_currency",
    "low_prices",
    "one_currency",
    "rank",
    "rules",
    "spreads",
    "tickets",
]
