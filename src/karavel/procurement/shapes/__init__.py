"""The buyer's process from need to delivery, as its releases tell it; in OCDS terms, frozen, without rows or clock.

``base`` holds what all share, ``parties`` who takes part, ``calls`` what is asked, ``outcomes`` what came of it.
"""

from karavel.procurement.shapes.base import Amendment, File, Milestone, Money, Period, Words, is_exact, is_share
from karavel.procurement.shapes.calls import Call, Consultation, Criterion, Lot, Need, Requirement, Terms
from karavel.procurement.shapes.outcomes import Award, Bid, Contract, Evaluation, Transaction
from karavel.procurement.shapes.parties import Address, Contact, Identifier, Organisation
from karavel.procurement.shapes.process import Process, Related

__all__ = [
    "Address",
    "Amendment",
    "Award",
    "Bid",
    "Call",
    "Consultation",
    "Contact",
    "Contract",
    "Criterion",
    "Evaluation",
    "File",
    "Identifier",
    "Lot",
    "Milestone",
    "Money",
    "Need",
    "Organisation",
    "Period",
    "Process",
    "Related",
    "Requirement",
    "Terms",
    "Transaction",
    "Words",
    "is_exact",
    "is_share",
]
