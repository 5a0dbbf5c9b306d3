"""Files of a bid arrive chunk by chunk, each sealed before it touches the disk. What has arrived stays."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from karavel.errors import IllegalMove, InvalidInput, RefusedInput
from karavel.procurement import sealing
from karavel.procurement.sealing import CHUNK, file_digest
from karavel.web.desk.bids.models import Bid, SealedChunk, SealedFile
from karavel.web.desk.bids.sheets import Label, sealed_label
from karavel.web.desk.bids.storing import place, store
from karavel.web.desk.bids.times import refuse_late
from karavel.web.pursuits.files import named

#: Bytes of one file, files of one bid, and bytes of all of them: one bidder does not fill the disk of the others.
LARGEST, MOST, WHOLE = 2 * 1024**3, 100, 8 * 1024**3


def announce(bid: Bid, name: str, kind: str, size: int) -> SealedFile:
    """A file that is going to be uploaded; its name is sealed at once.

    Raises:
        RefusedInput: it is empty or too large, or there are too many or too large ones.
        IllegalMove: the deadline has passed.
    """
    refuse_late(bid)
    if not 0 < size <= LARGEST:
        raise RefusedInput(_("A file has 1 byte to 2 GiB; “%(name)s” has more or less.") % {"name": named(name)})
    _refuse_more(bid, size)
    key = uuid4()
    label = sealed_label(_recipient(bid), bid, str(key), Label(named(name), _kind(kind)))
    made = SealedFile(bid=bid, key=key, label=label, bytes=size, chunks=-(-size // CHUNK))
    made.save()
    return made


def _refuse_more(bid: Bid, size: int) -> None:
    if next_files(bid).count() >= MOST:
        raise RefusedInput(_("A bid has at most %(most)d files. Put several into one archive.") % {"most": MOST})
    if (bid.files.aggregate(sum=models.Sum("bytes"))["sum"] or 0) + size > WHOLE:
        raise RefusedInput(_("All files of a bid have at most %(most)d GiB together.") % {"most": WHOLE // 1024**3})


def _kind(said: str) -> str:
    """A type as browsers name them; what no database keeps, such as a NUL, would stop the opening of all bids."""
    return "".join(letter for letter in said if letter.isascii() and letter.isprintable())[:40]


def next_files(bid: Bid) -> models.QuerySet[SealedFile]:
    """The files that the next submission will have."""
    return bid.files.filter(left_out=False).order_by("pk")


def take(file: SealedFile, number: int, data: bytes) -> SealedChunk:
    """Seals and keeps a chunk; the same chunk again is taken for granted.

    Raises:
        InvalidInput: it has another length than the chunk of that number has.
        IllegalMove: another chunk of that number is there already, or the deadline has passed.
        SealError: the disk does not take it.
    """
    refuse_late(file.bid)
    if not 0 <= number < file.chunks or len(data) != _length(file, number):
        raise InvalidInput(
            _("Chunk %(number)d of this file does not have %(size)d bytes.") % {"number": number, "size": len(data)}
        )
    known = SealedChunk.objects.filter(file=file, number=number).first()
    if known:
        return _same(known, data)  # its answer got lost
    sealed = sealing.seal(_recipient(file.bid), data, place(file.bid, file.key, number, file.chunks))
    store().put(sealed.data)  # on the disk before the row says so
    made = SealedChunk(file=file, number=number, bytes=len(data), plain=sealed.plain, sealed=sealed.digest)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # the same request twice at once, or its file was taken out meanwhile
        store().drop(sealed.digest)
        return _same(SealedChunk.objects.filter(file=file, number=number).first(), data)
    finish(file)
    return made


def _same(known: SealedChunk | None, data: bytes) -> SealedChunk:
    if known is None or known.plain != sha256(data).hexdigest():
        raise IllegalMove("chunk", "arrived", "change")
    return known


def _length(file: SealedFile, number: int) -> int:
    return CHUNK if number < file.chunks - 1 else file.bytes - CHUNK * (file.chunks - 1)


def finish(file: SealedFile) -> bool:
    """Gives a file its digest once all of it is there: at its last chunk, or later where that was cut short."""
    digests = list(file.arrived.order_by("number").values_list("sealed", flat=True))
    if len(digests) == file.chunks:
        file.digest = file_digest(digests)
        SealedFile.objects.filter(pk=file.pk).update(digest=file.digest)
    return bool(file.digest)


def arrived(file: SealedFile) -> list[int]:
    """Numbers of the chunks that are here: an upload goes on with the others."""
    return list(file.arrived.order_by("number").values_list("number", flat=True))


@transaction.atomic
def drop(bid: Bid, key: UUID) -> None:
    """Takes a file out of the bid that is being prepared; what was handed in keeps it.

    Raises:
        IllegalMove: the deadline has passed.
    """
    locked = Bid.objects.select_for_update().get(pk=bid.pk)  # nobody hands the file in while it goes
    refuse_late(locked)
    file = locked.files.filter(key=key).first()
    if file is None:  # a second click
        return
    if file.submissions.exists():
        file.left_out = True
        file.save(update_fields=["left_out"])
        return
    digests = list(file.arrived.values_list("sealed", flat=True))
    file.arrived.all().delete()
    file.delete()
    transaction.on_commit(partial(_drop_all, digests))


def clear(bid: Bid) -> None:
    """Takes all files out of a bid that goes; their bytes go once the transaction stands."""
    chunks = SealedChunk.everywhere.filter(file__bid=bid)
    digests = list(chunks.values_list("sealed", flat=True))
    chunks.delete()
    SealedFile.everywhere.filter(bid=bid).delete()
    transaction.on_commit(partial(_drop_all, digests))


def _drop_all(digests: list[str]) -> None:
    for digest in digests:
        store().drop(digest)


def _recipient(bid: Bid) -> str:
    recipient: str = bid.call.seal.recipient
    return recipient
