"""Sealed bids: what nobody can read before two members of the committee open it together.

At the publication of a call a fresh key is made (X25519, in the format of `age <https://age-encryption.org/v1>`_). Only
its public half stays in the clear; its secret half is wrapped for every ordered pair of members, one layer inside the
other, and forgotten. So any two members open, in either order, in two steps that may lie days apart; one alone cannot.

Bids are sealed chunk by chunk as they arrive. Each chunk carries, inside the seal, the place that it belongs to, so
that none can be moved to another place, file or bid. A seal keeps secrets; it does not say who sealed: whoever has
the public half can seal. That a chunk is the one that the bidder sent, its digest in receipt and audit log says.

What is not guaranteed: Python cannot wipe memory. Secrets live in as few places and as shortly as may be, never in a
log, a representation or an error; but whoever can read the memory of the process while a call is published, while a
chunk is being sealed, or while two members open, reads what is there then. docs/sealed-bids.md says what follows.
"""

from karavel.procurement.sealing.chunks import CHUNK, Place, Sealed, seal, unseal, unseal_file
from karavel.procurement.sealing.digests import bytes_digest, file_digest, submission_digest
from karavel.procurement.sealing.identities import Identity, identity_file, protected_file, read_identity
from karavel.procurement.sealing.seals import Seal, Wrap, first_half, new_seal, second_half
from karavel.procurement.sealing.store import ChunkStore

__all__ = [
    "CHUNK",
    "ChunkStore",
    "Identity",
    "Place",
    "Seal",
    "Sealed",
    "Wrap",
    "bytes_digest",
    "file_digest",
    "first_half",
    "identity_file",
    "new_seal",
    "protected_file",
    "read_identity",
    "seal",
    "second_half",
    "submission_digest",
    "unseal",
    "unseal_file",
]
