"""E-services in the terms of CPSV-AP 3.2: their shapes, their RDF, and how many there honestly are.

Pure: no database, no clock, no network. :mod:`karavel.web.catalogue` keeps the rows and asks here.
"""

from karavel.services.counting import CAUSES, Change, Count, Share, Standing, breaks, count, over_time, stood
from karavel.services.guarding import LARGEST
from karavel.services.lifecycle import SERVICE, move_to
from karavel.services.reading import Gathered, Reading, Unread, gathered, read
from karavel.services.shapes import (
    Catalogue,
    Channel,
    ContactPoint,
    Cost,
    Event,
    Evidence,
    LegalResource,
    Output,
    PublicOrganisation,
    PublicService,
    Rule,
    Text,
    Thing,
    settled,
)
from karavel.services.writing import Format, write, write_concepts

__all__ = [
    "CAUSES",
    "LARGEST",
    "SERVICE",
    "Catalogue",
    "Change",
    "Channel",
    "ContactPoint",
    "Cost",
    "Count",
    "Event",
    "Evidence",
    "Format",
    "Gathered",
    "LegalResource",
    "Output",
    "PublicOrganisation",
    "PublicService",
    "Reading",
    "Rule",
    "Share",
    "Standing",
    "Text",
    "Thing",
    "Unread",
    "breaks",
    "count",
    "gathered",
    "move_to",
    "over_time",
    "read",
    "settled",
    "stood",
    "write",
    "write_concepts",
]
