"""Terms of a lot: award criteria, selection criteria, documents, EU funds."""

from __future__ import annotations

from typing import Final

from karavel.notices import AwardCriterion, DocumentLink, Requirement
from karavel.readers import values
from karavel.readers.eforms import codes
from karavel.readers.eforms.records import Setting, coded, every, first, lines, withheld, words
from karavel.readers.tree import Record

_NOT_USED: Final = "n-used"

#: Withheld field (BT-195) to the field of AwardCriterion that it empties.
_WITHHELD: Final = {
    "awa-cri-typ": "kind",
    "awa-cri-nam": "name",
    "awa-cri-des": "description",
    "awa-cri-num": "weight",
    "awa-cri-wei": "weight_kind",
    "awa-cri-fix": "weight_kind",
    "awa-cri-thr": "weight_kind",
}


def criteria(record: Record, setting: Setting, path: str) -> tuple[AwardCriterion, ...]:
    """The award criteria of a lot; one of which nothing is published is left out."""
    if "criteria" not in record:
        return ()
    found = (_criterion(one, setting, path) for one in record["criteria"])
    return tuple(criterion for criterion in found if criterion != AwardCriterion())


def _criterion(record: Record, setting: Setting, path: str) -> AwardCriterion:
    number, code = _parameter(record)
    hidden = {_WITHHELD.get(field) for field in _hidden(record, setting)} if _marked(record) else frozenset[str]()
    return AwardCriterion(
        kind=None if "kind" in hidden else coded(record, "kind", codes.CRITERIA, setting, path),
        name=None if "name" in hidden else words(record, "name", setting),
        description=None if "description" in hidden else words(record, "description", setting),
        weight=None if "weight" in hidden else values.number(number, setting.problems, f"{path}/criterion"),
        weight_kind=None if "weight_kind" in hidden else code,
    )


def _parameter(record: Record) -> tuple[str | None, str | None]:
    """Number and code of the parameter that weighs most as a weight; its number and code stand in one element."""
    parameters = record.get("parameters")
    if not parameters:
        return None, None
    best = min(parameters, key=_order) if len(parameters) > 1 else parameters[0]
    code = first(best, "code")
    return first(best, "number"), code[0] if code else None


def _order(parameter: Record) -> int:
    code = first(parameter, "code")
    return codes.PARAMETERS.index(code[1]) if code and code[1] in codes.PARAMETERS else len(codes.PARAMETERS)


def _marked(record: Record) -> bool:
    return "withheld" in record or any("withheld" in parameter for parameter in every(record, "parameters"))


def _hidden(record: Record, setting: Setting) -> frozenset[str]:
    """What is withheld of the criterion itself and of its parameters."""
    return withheld(record, setting).union(*(withheld(one, setting) for one in every(record, "parameters")))


def requirements(record: Record, setting: Setting) -> tuple[Requirement, ...]:
    """The selection criteria of a lot that are used; those of which a notice says "not used" (BT-748) are none."""
    if "requirements" not in record:
        return ()
    return tuple(
        _requirement(one, setting) for one in record["requirements"] if one and first(one, "usage") != _NOT_USED
    )


def _requirement(record: Record, setting: Setting) -> Requirement:
    code = first(record, "code")
    return Requirement(
        kind=codes.requirement_kind(code),
        text=lines([words(record, "name", setting), words(record, "description", setting)]) or "",
        code=None if code in codes.REQUIREMENTS else code,
    )


def documents(record: Record, setting: Setting, path: str) -> tuple[DocumentLink, ...]:
    """The procurement documents that have an address."""
    if "documents" not in record:
        return ()
    return tuple(_document(one, setting, path) for one in record["documents"] if "url" in one)


def _document(record: Record, setting: Setting, path: str) -> DocumentLink:
    languages = (values.language(code, setting.problems, f"{path}/documents") for code in every(record, "languages"))
    return DocumentLink(
        url=record["url"][0],
        languages=values.once(languages),
        restricted=coded(record, "access", codes.RESTRICTED, setting, path),
    )


def programmes(record: Record, setting: Setting) -> tuple[str, ...]:
    """EU programmes and projects that pay, as published: code (BT-7220), identifier (BT-5010), words (BT-6140)."""
    if "funding" not in record:
        return ()
    return values.once(
        text
        for one in record["funding"]
        for text in (*every(one, "programme"), *every(one, "identifier"), words(one, "details", setting))
    )
