"""Where sealed chunks lie, and what they are called inside their seal."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings

from karavel.procurement.sealing import ChunkStore, Place
from karavel.web.desk.bids.models import Bid


def store() -> ChunkStore:
    """The folder of all sealed chunks of this installation."""
    return ChunkStore(Path(settings.DATA) / "sealed")


def place(bid: Bid, file: UUID | str, index: int = 0, of: int = 1) -> Place:
    """Where a chunk belongs: it opens at no other place, file or bid."""
    return Place(submission=f"bid-{bid.pk}", file=str(file), index=index, of=of)
