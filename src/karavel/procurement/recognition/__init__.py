"""What an electronic signature is worth by the law that governs a contract, as dated, cited data.

``law/signatures/recognition.yaml`` holds the rows, ``reading`` reads and checks them, ``worth`` finds the one that
fits. What no row says is told as unknown, never as yes or no.
"""

from karavel.procurement.recognition.model import Level, RecognitionRule
from karavel.procurement.recognition.reading import lists
from karavel.procurement.recognition.worth import Recognition, recognition, rules

__all__ = ["Level", "Recognition", "RecognitionRule", "lists", "recognition", "rules"]
