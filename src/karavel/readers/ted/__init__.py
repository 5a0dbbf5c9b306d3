"""Reads TED XML, schema editions R2.0.8 and R2.0.9, all forms, whatever the namespace (five combinations are about).

The field tables (``TABLES``) match elements by local name. One walk reads the coded data, one the form in the notice's
original language; of forms in other languages only titles and descriptions are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from karavel.errors import RefusedInput
from karavel.notices import Document, Problem, Reading, Unread
from karavel.readers import values
from karavel.readers.ted import table_2011, table_2014
from karavel.readers.ted.assemble import Identity, notice
from karavel.readers.ted.assemble_texts import Texts
from karavel.readers.ted.records import Form, every, first
from karavel.readers.ted.table_coded import CODED
from karavel.readers.tree import compile_table, name, walk
from karavel.readers.values import Problems
from karavel.readers.xml import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from karavel.readers.tree import Field, Group, Node, Record

TABLES: Mapping[str, tuple[Field | Group, ...]] = {
    "coded": CODED,
    "2014": table_2014.FORM_2014,
    "2011": table_2011.FORM_2011,
    "2014-other-language": table_2014.OTHER_LANGUAGE,
    "2011-other-language": table_2011.OTHER_LANGUAGE,
}
_NODES: Mapping[str, Node] = {edition: compile_table(table) for edition, table in TABLES.items()}
_FORMS = "FORM_SECTION"
_NUMBER = re.compile(r"0*(\d+)-(\d{4})")


def read(document: Document) -> Reading:
    """One TED notice.

    Never raises: what is no XML, or XML without a TED form, gives a reading without a notice and an error that says so.
    """
    try:
        root = parse(document.content)
    except RefusedInput as error:
        return _unreadable("unreadable-xml", str(error))
    forms = [child for section in root if name(section) == _FORMS for child in section if child.get("LG")]
    if not forms:
        return _unreadable("no-ted-form", "No form with a language was found, so this is no TED notice.")
    return _read(document, root, forms)


def _unreadable(code: str, message: str) -> Reading:
    return Reading(None, (Problem(code, message, "", "error"),))


def _read(document: Document, root: Element, forms: list[Element]) -> Reading:
    problems = Problems()
    unread: dict[str, int] = {}
    coded = _coded(root, unread)
    original = _original(forms, first(coded, "languages"))
    form = Form(_form_name(original), coded, _form(original, unread), problems)
    others = tuple(_texts(other, unread) for other in forms if other is not original)
    identity = Identity(
        _id(root, coded, problems), _standard(root, original), values.language(original.get("LG"), problems, "LG")
    )
    found = notice(identity, form, others, document.provenance)
    return Reading(found, problems.found(), tuple(Unread(path, count) for path, count in unread.items()))


def _coded(root: Element, unread: dict[str, int]) -> Record:
    record: Record = {}
    walk(root, _NODES["coded"], record, unread)
    for path in [path for path in unread if path.startswith(f"{_FORMS}/")]:
        del unread[path]  # forms are walked by tables of their own
    return record


def _original(forms: list[Element], language: str | None) -> Element:
    """The form in the first original language; a notice may be original in several."""
    originals = [form for form in forms if form.get("CATEGORY") == "ORIGINAL"] or forms
    return next((form for form in originals if form.get("LG") == language), originals[0])


def _edition(form: Element) -> str:
    return "2014" if name(form).endswith("_2014") or name(form) == "MOVE" else "2011"


def _form_name(form: Element) -> str:
    """``F02``, ``T01``; the forms of 2011 bear the number alone, free notices their element's name."""
    number = form.get("FORM") or name(form).removesuffix("_2014")
    return f"F{number:0>2}" if number.isdecimal() else number


def _form(form: Element, unread: dict[str, int]) -> Record:
    record: Record = {}
    left: dict[str, int] = {}
    walk(form, _NODES[_edition(form)], record, left)
    unread.update((f"{_FORMS}/{name(form)}/{path}", count) for path, count in left.items())
    return record


def _texts(form: Element, unread: dict[str, int]) -> Texts:
    """Titles and descriptions of a form in another language; all else of it is told as unread by its name."""
    record: Record = {}
    walk(form, _NODES[f"{_edition(form)}-other-language"], record, {})
    path = f"{_FORMS}/{name(form)}[@CATEGORY='{form.get('CATEGORY')}']"
    unread[path] = unread.get(path, 0) + 1
    return Texts(form.get("LG"), record)


def _id(root: Element, coded: Record, problems: Problems) -> str:
    """``000123-2019`` as ``123-2019``; without it the number in the Official Journal."""
    parts = _NUMBER.fullmatch(root.get("DOC_ID") or "")
    if parts:
        return f"{parts[1]}-{parts[2]}"
    problems.add(
        "no-publication-number", "DOC_ID is missing or no publication number; the notice keeps what stood there."
    )
    return root.get("DOC_ID") or next(iter(every(coded, "ojs_number")), "")


def _standard(root: Element, form: Element) -> str | None:
    """The edition of the schema: ``R2.0.9.S03.E01``; where only the name space tells, what it says (``R2.0.8``)."""
    declared = root.get("VERSION") or form.get("VERSION")
    if declared:
        return declared
    found = re.search(r"R2\.0\.\d+(?:\.S\d+)?(?:\.E\d+)?", str(root.tag))
    return found[0] if found else None
