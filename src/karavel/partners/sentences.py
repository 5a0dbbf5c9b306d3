"""What is said about firms and what their contracts prove, ready to be translated."""

from __future__ import annotations

from typing import Final

from karavel.texts.marking import N_

#: Parts of the score, as users read them.
PARTS: Final[dict[str, str]] = {
    "text": N_("The words of the contracts that it won are like those wanted."),
    "cpv": N_("It won contracts with the same CPV codes, or near ones."),
    "buyer": N_("It has worked for this buyer."),
    "value": N_("Its contracts were of this size."),
    "recency": N_("It won lately."),
    "abroad": N_("It has won abroad."),
}
