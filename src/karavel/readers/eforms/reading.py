"""One document to one reading; never raises."""

from __future__ import annotations

from karavel.errors import RefusedInput
from karavel.notices import Document, Problem, Reading, Unread
from karavel.readers import xml
from karavel.readers.eforms import assemble
from karavel.readers.eforms.assemble_awards import is_of_group
from karavel.readers.eforms.assemble_lots import is_lot
from karavel.readers.eforms.checks import check
from karavel.readers.eforms.paths import ROOTS
from karavel.readers.eforms.records import every, first
from karavel.readers.eforms.table import TREE
from karavel.readers.tree import Record, name, walk
from karavel.readers.values import Problems


def read(document: Document) -> Reading:
    """Reads an eForms notice.

    Returns:
        Reading: its notice, everything wrong in it, and the paths that no row of the table reads. Without a notice
        when the content is no XML, is hostile, or is no eForms document; a problem of severity ``error`` says why.
    """
    try:
        root = xml.parse(document.content, xml.DATA)
    except RefusedInput as error:
        return Reading(None, (Problem("unreadable-xml", str(error), severity="error"),))
    if root.tag not in ROOTS:
        message = f"The root element {root.tag!r} is none of the document types of eForms."
        return Reading(None, (Problem("not-eforms", message, severity="error"),))
    record: Record = {}
    unread: dict[str, int] = {}
    walk(root, TREE, record, unread)
    _count_no_lots(record, unread)
    problems = Problems()
    found = assemble.notice(record, name(root), document.provenance, problems)
    check(record, found, problems)
    return Reading(found, problems.found(), tuple(Unread(path, count) for path, count in unread.items()))


def _count_no_lots(record: Record, unread: dict[str, int]) -> None:
    """Parts, groups of lots and their values are walked as those of lots are, but the model does not hold them."""
    left = [
        f"cac:ProcurementProjectLot[{first(one, 'id')[1] or 'Part'}]"
        for one in every(record, "lots")
        if not is_lot(one)
    ]
    tenders = every(first(record, "result") or {}, "tenders")
    left += [
        "efac:NoticeResult/efac:LotTender[LotsGroup]/cac:LegalMonetaryTotal" for one in tenders if is_of_group(one)
    ]
    for path in left:
        unread[path] = unread.get(path, 0) + 1
