"""How much an archive may unfold to before it counts as hostile.

Everything is counted while it is decompressed; what an archive's headers claim is not believed. The ratios are far
above what notices reach (about 10 to 40 in zip, up to 400 for the same notice many times in one xz stream) and just
below what deflate can reach at all (1,032), so that a bomb is stopped and a year of notices is not.
"""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1 << 20
_GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Where unfolding stops.

    Attributes:
        member_bytes: bytes of one decompressed file or member.
        archive_bytes: bytes of everything that one file on disk unfolds to, nested layers counted too.
        ratio: decompressed to compressed bytes, of one stream and of the whole file ...
        ratio_from: ... looked at once so many bytes have come out, as a small file may well be all spaces.
        header_bytes: bytes of a tar archive between the end of one member and the data of the next.
        entries: members of one zip archive, whose table of contents is held in memory.
        depth: layers inside each other; ``a.zip!b.tar.gz!c.xml`` has four (zip, gzip, tar, file).
    """

    member_bytes: int = 16 * _GIB
    archive_bytes: int = 256 * _GIB
    ratio: int = 1000
    ratio_from: int = 64 * _MIB
    header_bytes: int = _MIB
    entries: int = 1_000_000
    depth: int = 6


LIMITS = Limits()
