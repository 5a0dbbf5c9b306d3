"""Files of opened offers: unsealed for whoever may read them, chunk by chunk, never written in the clear."""

from __future__ import annotations

from collections.abc import Iterator

from karavel.errors import IllegalMove
from karavel.procurement import sealing
from karavel.procurement.sealing import Identity
from karavel.web.desk.bids.models import OfferFile, Opening, SealedChunk
from karavel.web.desk.bids.storing import place, store


def chunks(file: OfferFile) -> Iterator[bytes]:
    """The plain bytes of a file.

    Raises:
        IllegalMove: the bids are not open.
        NotFound, BrokenSeal: a chunk is gone from the disk, or was changed there.
    """
    opening = Opening.objects.get(call=file.offer.call_id)
    if not opening.secret:
        raise IllegalMove("opening", "sealed", "read")
    source = file.source
    stored = SealedChunk.everywhere.filter(file=source).order_by("number").values_list("sealed", flat=True)
    sealed = ((store().get(digest), digest) for digest in stored)
    first = place(source.bid, source.key, 0, source.chunks)
    return sealing.unseal_file(Identity.of(opening.secret), first, sealed)
