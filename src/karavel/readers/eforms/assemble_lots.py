"""Lots of an eForms notice. Parts of a planning notice and groups of lots are none; a notice without lots is one."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal, TypeAlias

from karavel.codes import nuts
from karavel.notices import Duration, Lot, Moment, Place
from karavel.notices.model import Nature
from karavel.readers import values
from karavel.readers.eforms import codes
from karavel.readers.eforms.assemble_terms import criteria, documents, programmes, requirements
from karavel.readers.eforms.records import Setting, coded, every, first, lines, listed, money, translations, words
from karavel.readers.tree import Record
from karavel.readers.values import Problems

_PATH: Final = "cac:ProcurementProjectLot"
_STOPGAPS: Final = frozenset({"1900-01-01", "2099-01-01", "2099-12-31"})
_WHOLE: Final = "1"  # the id of the one lot of a notice without lots

Deadline: TypeAlias = tuple[Moment | None, Literal["tenders", "requests", "interest"] | None]


def lots(record: Record, by_invitation: bool | None, setting: Setting) -> tuple[Lot, ...]:
    """Every lot in document order; where a notice has none, one lot made of what is said of the procedure."""
    found = [_lot(one, by_invitation, setting) for one in every(record, "lots") if is_lot(one)]
    if found:
        return tuple(found)
    project = first(record, "project") or {}
    return (Lot(id=_WHOLE, by_invitation=by_invitation, **project_fields(project, setting, "cac:ProcurementProject")),)


def is_lot(record: Record) -> bool:
    """Whether a ``cac:ProcurementProjectLot`` is a lot and neither a part nor a group of lots (BT-137)."""
    identifier, scheme = first(record, "id") or (None, None)
    return scheme == "Lot" or (scheme is None and not str(identifier).startswith(("PAR-", "GLO-")))


def project_fields(record: Record, setting: Setting, path: str) -> dict[str, Any]:
    """What ``cac:ProcurementProject`` says of the procedure or of a lot, by field of the model."""
    problems = setting.problems
    return {
        "title": words(record, "title", setting) or "",
        "description": words(record, "description", setting) or "",
        "titles": translations(record, "title", setting),
        "descriptions": translations(record, "description", setting),
        "nature": coded(record, "nature", codes.NATURES, setting, path),
        "additional_natures": _natures(record, problems, path),
        "cpv": values.cpvs((*every(record, "cpv"), *every(record, "additional_cpv")), problems, f"{path}/cpv"),
        "value": money(record, "value", setting, f"{path}/cac:RequestedTenderTotal"),
        "framework_maximum": money(record, "framework_maximum", setting, f"{path}/efbc:FrameworkMaximumAmount"),
        "place": _place(record, setting, path),
    }


def _natures(record: Record, problems: Problems, path: str) -> tuple[Nature, ...]:
    if "additional_natures" not in record:
        return ()
    for code in record["additional_natures"]:
        if code not in codes.NATURES:
            problems.add("unknown-code", f"{code!r} is no nature of a contract (BT-531).", path)
    known = (codes.NATURES.get(code) for code in record["additional_natures"])
    return tuple(dict.fromkeys(nature for nature in known if nature))


def _place(record: Record, setting: Setting, path: str) -> Place | None:
    """Where the contract is performed; of several places all regions and descriptions, the first country and city.

    A region (BT-5071) names its country, which is taken where none is given (BT-5141).
    """
    places = record.get("places")
    if not places:
        return None
    countries = [
        values.country(code, setting.problems, f"{path}/cac:RealizedLocation")
        for place in places
        for code in every(place, "country")
    ]
    regions = values.once(code for place in places for code in every(place, "nuts"))
    found = Place(
        country=next((country for country in (*countries, *map(nuts.country, regions)) if country), None),
        nuts=regions,
        city=next((place["city"][0] for place in places if "city" in place), None),
        text=lines([text for place in places for text in (words(place, "text", setting), *every(place, "street"))]),
    )
    return found if found != Place() else None


def _lot(record: Record, by_invitation: bool | None, setting: Setting) -> Lot:
    identifier = str((first(record, "id") or ("",))[0])
    path = f"{_PATH}[{identifier}]"
    problems = setting.problems
    deadline, deadline_for = _deadline(record, problems, path)
    start, end = _day(record, "start", problems, path), _day(record, "end", problems, path)
    return Lot(
        id=identifier,
        **project_fields(record, setting, path),
        deadline=deadline,
        deadline_for=deadline_for,
        duration=duration(record, "duration", problems, path),
        start=start,
        end=end,
        options=words(record, "options", setting),
        renewals=words(record, "renewals", setting),
        renewals_maximum=values.integer(first(record, "renewals_maximum"), problems, path),
        languages=_languages(record, problems, path),
        submission=coded(record, "submission", codes.PERMISSIONS, setting, path),
        submission_url=first(record, "submission_url"),
        electronic_signature=_indicator(record, "electronic_signature", problems, path),
        criteria=criteria(record, setting, path),
        requirements=requirements(record, setting),
        documents=documents(record, setting, path),
        guarantee_required=_indicator(record, "guarantee_required", problems, path),
        guarantee=words(record, "guarantee", setting),
        tender_validity=duration(record, "tender_validity", problems, path),
        questions_deadline=_moment(record, "questions", problems, path),
        opening=_moment(record, "opening", problems, path),
        by_invitation=True if by_invitation is None and deadline_for == "requests" else by_invitation,
        framework=listed(record, "framework", codes.FRAMEWORKS, setting, path),
        framework_participants=values.integer(first(record, "framework_participants"), problems, path),
        dps=listed(record, "dps", codes.DPS, setting, path),
        eu_funded=coded(record, "eu_funded", codes.EU_FUNDED, setting, path),
        eu_programmes=programmes(record, setting),
        gpa_declared=_indicator(record, "gpa_declared", problems, path),
        reserved=values.once(code for code in every(record, "reserved") if code != "none"),
        sme_suitable=_indicator(record, "sme_suitable", problems, path),
        fsr=_indicator(record, "fsr", problems, path),
        variants=coded(record, "variants", codes.PERMISSIONS, setting, path),
        subcontracting=listed(record, "subcontracting", codes.SUBCONTRACTING, setting, path),
    )


def _deadline(record: Record, problems: Problems, path: str) -> Deadline:
    """The deadline of tenders, else of requests to participate, else of expressions of interest."""
    for kind in ("tenders", "requests", "interest"):
        found = _moment(record, kind, problems, path)
        if found:
            return found, kind
    return None, None


def _moment(record: Record, key: str, problems: Problems, path: str) -> Moment | None:
    """A day with its time."""
    found = record.get(f"{key}_day")
    if found is None or _stopgap(found[0], problems, path):
        return None
    return values.moment(found[0], first(record, f"{key}_time"), problems, path)


def _day(record: Record, key: str, problems: Problems, path: str) -> date | None:
    found = record.get(key)
    if found is None or _stopgap(found[0], problems, path):
        return None
    return values.day(found[0], problems, path)


def _stopgap(text: str, problems: Problems, path: str) -> bool:
    """Whether a day is one that the official converter from TED writes where the schema wants one and TED has none."""
    if text[:10] not in _STOPGAPS:
        return False
    problems.add("placeholder-date", f"{text} stands for a date that is not known; it was left out.", path)
    return True


def duration(record: Record, key: str, problems: Problems, path: str) -> Duration | None:
    """A length of time with its unit (UN/ECE codes as eForms writes them)."""
    found = record.get(key)
    if found is None:
        return None
    amount, code = values.number(found[0][0], problems, path), found[0][1]
    unit = codes.UNITS.get(code)
    if unit is None:
        problems.add("unknown-unit", f"{code!r} is no unit of time, so {found[0][0]} was left out.", path)
    return None if amount is None or unit is None else Duration(amount, unit)


def _languages(record: Record, problems: Problems, path: str) -> tuple[str, ...]:
    codes_ = record.get("languages")
    return values.once(values.language(code, problems, path) for code in codes_) if codes_ else ()


def _indicator(record: Record, key: str, problems: Problems, path: str) -> bool | None:
    found = record.get(key)
    return values.indicator(found[0], problems, path) if found else None
