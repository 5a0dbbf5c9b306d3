"""Every main field against an XPath that knows nothing of the reader: the same values, as often, in every notice."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from karavel.codes import countries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml import etree

    from karavel.notices import Award, Notice, Reading

_FORMS = frozenset(f"F{number:02}" for number in range(1, 26)) | {"T01", "T02"}


def _step(name: str) -> str:
    return f"*[local-name()='{name}']"


def path(*names: str) -> str:
    """An XPath below the form: ``path("OBJECT_CONTRACT", "TITLE")``, a name before ``//`` anywhere below."""
    return "./" + "/".join("" if name == "" else _step(name) for name in names)


def words(element: etree._Element) -> str:
    """All text below an element without any white space, so that line breaks do not count."""
    return "".join("".join(element.itertext()).split())


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


class Check(NamedTuple):
    """A field: where it stands in a form of 2015, and how it is written; what the model holds of it.

    ``same`` multisets; ``among``: the model may hold more, as it fills a silent form from elsewhere; ``repeated``: as
    often or oftener, as the model has a contract for several lots once a lot.
    """

    name: str
    xpath: str
    written: Callable[[etree._Element], Any]
    read: Callable[[Notice], Iterable[Any]]
    mode: str = "same"

    def agrees(self, written: Counter[Any], read: Counter[Any]) -> bool:
        if self.mode == "among":
            return set(written) <= set(read)
        return written == read if self.mode == "same" else set(written) == set(read) and not written - read


def _attribute(name: str) -> Callable[[etree._Element], Any]:
    return lambda element: element.get(name)


def _country(element: etree._Element) -> str | None:
    return countries.from_any(element.get("VALUE"))


def _amount(element: etree._Element) -> tuple[float, str | None]:
    return float(element.text or "nan"), element.get("CURRENCY")


def _publication(element: etree._Element) -> str:
    year, _, rest = (element.text or "").partition("/S")
    return f"{rest.partition('-')[2].lstrip('0')}-{year}"


def _unlike_zero(element: etree._Element) -> bool:
    return re.search(r"[1-9]", element.text or "") is not None


_WINNER = "*[local-name()='ADDRESS_CONTRACTOR' or local-name()='ADDRESS_WINNER']"
_AWARDED = path("AWARD_CONTRACT", "AWARDED_CONTRACT")
_OF_AWARDS = "./*[local-name()='AWARD_CONTRACT' or local-name()='RESULTS']//"


def _criterion(element: etree._Element) -> tuple[str | None, str]:
    kind = str(element.tag).rpartition("}")[2].removeprefix("AC_").lower()
    texts = element.xpath("descendant-or-self::*[local-name()='AC_CRITERION']")
    return (kind if kind in {"price", "cost", "quality"} else None), "".join(words(text) for text in texts)


def _count(element: etree._Element) -> int:
    return int(element.text or "")


def _contracts(notice: Notice) -> tuple[Award, ...]:
    """Awards that are contracts: the results of a design contest are none."""
    return () if notice.form == "F13" else notice.awards


def _required(notice: Notice, kind: str, part: str) -> list[str]:
    found = [getattr(each, part) for each in notice.lots[0].requirements if each.kind == kind]
    return [squeezed(text) for text in found if text]


CHECKS = (
    Check("title", path("OBJECT_CONTRACT", "TITLE") + "[not(../preceding-sibling::*[local-name()='OBJECT_CONTRACT'])]",
          words, lambda notice: [squeezed(notice.title)]),
    Check("lot titles", path("OBJECT_CONTRACT", "OBJECT_DESCR", "TITLE"), words,
          lambda notice: [squeezed(lot.title) for lot in notice.lots], "among"),
    Check("lot descriptions", path("OBJECT_CONTRACT", "OBJECT_DESCR", "SHORT_DESCR"), words,
          lambda notice: [squeezed(lot.description) for lot in notice.lots], "among"),
    Check("buyers", "./" + _step("CONTRACTING_BODY") + "/*[starts-with(local-name(), 'ADDRESS_CONTRACTING_BODY')]/"
          + _step("OFFICIALNAME"), words, lambda notice: [squeezed(buyer.name) for buyer in notice.buyers]),
    Check("buyers' countries", "./" + _step("CONTRACTING_BODY")
          + "/*[starts-with(local-name(), 'ADDRESS_CONTRACTING_BODY')]/" + _step("COUNTRY"), _country,
          lambda notice: [buyer.country for buyer in notice.buyers]),
    Check("main CPV", path("OBJECT_CONTRACT", "CPV_MAIN", "CPV_CODE")
          + "[not(../../preceding-sibling::*[local-name()='OBJECT_CONTRACT'])]", _attribute("CODE"),
          lambda notice: notice.cpv),
    Check("nature", path("OBJECT_CONTRACT", "TYPE_CONTRACT")
          + "[not(../preceding-sibling::*[local-name()='OBJECT_CONTRACT'])]",
          lambda element: (element.get("CTYPE") or "").lower(), lambda notice: [notice.nature], "among"),
    Check("lot estimates", path("OBJECT_CONTRACT", "OBJECT_DESCR", "VAL_OBJECT"), _amount,
          lambda notice: [(lot.value.amount, lot.value.currency) for lot in notice.lots if lot.value], "among"),
    Check("deadline days", path("PROCEDURE", "DATE_RECEIPT_TENDERS"), lambda element: element.text,
          lambda notice: [lot.deadline[:10] for lot in notice.lots[:1] if lot.deadline]),
    Check("deadline times", path("PROCEDURE", "TIME_RECEIPT_TENDERS"), lambda element: (element.text or "").zfill(5),
          lambda notice: [lot.deadline[11:] for lot in notice.lots[:1] if lot.deadline and len(lot.deadline) > 10]),
    Check("languages of tenders", path("PROCEDURE", "LANGUAGES", "LANGUAGE"),
          lambda element: (element.get("VALUE") or "").lower(),
          lambda notice: notice.lots[0].languages, "among"),
    Check("GPA coverage", path("PROCEDURE", "CONTRACT_COVERED_GPA"), lambda _element: True,
          lambda notice: [notice.declared["gpa"]] if notice.declared.get("gpa") else []),
    Check("no GPA coverage", path("PROCEDURE", "NO_CONTRACT_COVERED_GPA"), lambda _element: False,
          lambda notice: [notice.declared["gpa"]] if notice.declared.get("gpa") is False else []),
    Check("EU funds", path("OBJECT_CONTRACT", "OBJECT_DESCR", "EU_PROGR_RELATED"), lambda _element: True,
          lambda notice: [True for lot in notice.lots if lot.eu_funded]),
    Check("options", path("OBJECT_CONTRACT", "OBJECT_DESCR", "OPTIONS_DESCR"), words,
          lambda notice: [squeezed(lot.options) for lot in notice.lots if lot.options]),
    Check("durations", path("OBJECT_CONTRACT", "OBJECT_DESCR", "DURATION"),
          lambda element: (float(element.text or "nan"), (element.get("TYPE") or "").lower()),
          lambda notice: [(lot.duration.amount, lot.duration.unit) for lot in notice.lots if lot.duration]),
    Check("criteria", "./" + _step("OBJECT_CONTRACT") + "/" + _step("OBJECT_DESCR") + "//*[local-name()='AC_PRICE' or "
          "local-name()='AC_COST' or local-name()='AC_QUALITY' or local-name()='AC_CRITERIA' or "
          "(local-name()='AC_CRITERION' and not(../*[local-name()='AC_WEIGHTING']))]", _criterion,
          lambda notice: [(criterion.kind, squeezed(criterion.description))
                          for lot in notice.lots for criterion in lot.criteria]
          if notice.form not in {"F12", "F13"} else []),
    Check("documents", path("CONTRACTING_BODY", "URL_DOCUMENT"), words,
          lambda notice: [squeezed(link.url) for link in notice.documents], "among"),
    Check("economic standing", path("LEFTI", "ECONOMIC_FINANCIAL_INFO"), words,
          lambda notice: _required(notice, "economic", "text")),
    Check("economic minimum", path("LEFTI", "ECONOMIC_FINANCIAL_MIN_LEVEL"), words,
          lambda notice: _required(notice, "economic", "minimum")),
    Check("technical ability", path("LEFTI", "TECHNICAL_PROFESSIONAL_INFO"), words,
          lambda notice: _required(notice, "technical", "text")),
    Check("technical minimum", path("LEFTI", "TECHNICAL_PROFESSIONAL_MIN_LEVEL"), words,
          lambda notice: _required(notice, "technical", "minimum")),
    Check("winners", _OF_AWARDS + _WINNER + "/" + _step("OFFICIALNAME"), words,
          lambda notice: [squeezed(supplier.name) for award in notice.awards for supplier in award.suppliers],
          "repeated"),
    Check("winners' countries", _OF_AWARDS + _WINNER + "/" + _step("COUNTRY"), _country,
          lambda notice: [supplier.country for award in notice.awards for supplier in award.suppliers], "repeated"),
    Check("contract values", ".//" + _step("AWARD_CONTRACT") + "//" + _step("VAL_TOTAL"), _amount,
          lambda notice: [(award.value.amount, award.value.currency) for award in _contracts(notice) if award.value]),
    Check("tenders received", _AWARDED + "//" + _step("NB_TENDERS_RECEIVED"), _count,
          lambda notice: [award.tenders.total for award in _contracts(notice) if award.tenders], "repeated"),
    Check("tenders of SMEs", _AWARDED + "//" + _step("NB_TENDERS_RECEIVED_SME"), _count,
          lambda notice: [award.tenders.sme for award in _contracts(notice)
                          if award.tenders and award.tenders.sme is not None], "repeated"),
    Check("days of contracts", _AWARDED + "/" + _step("DATE_CONCLUSION_CONTRACT"), lambda element: element.text,
          lambda notice: [award.date.isoformat() for award in _contracts(notice) if award.date], "repeated"),
    Check("lots without a winner", path("AWARD_CONTRACT", "NO_AWARDED_CONTRACT"), lambda _element: "clos-nw",
          lambda notice: [award.status for award in _contracts(notice) if award.status == "clos-nw"]),
    Check("changed notice", path("COMPLEMENTARY_INFO", "NOTICE_NUMBER_OJ"), _publication,
          lambda notice: [change.notice for change in notice.changes] if notice.form == "F14" else []),
    Check("legal basis", path("LEGAL_BASIS"), _attribute("VALUE"),
          lambda notice: [notice.legal_basis] if notice.legal_basis else [], "among"),
)  # fmt: skip


def _form(tree: etree._Element, notice: Notice) -> etree._Element:
    """The form in the notice's own language."""
    forms: list[Any] = tree.xpath("./*[local-name()='FORM_SECTION']/*[@CATEGORY='ORIGINAL']")
    found: etree._Element = next(form for form in forms if (form.get("LG") or "").lower() == notice.language)
    return found


@pytest.fixture(scope="module")
def cases(trees: dict[str, etree._Element], readings: dict[str, Reading]) -> list[tuple[str, etree._Element, Notice]]:
    """File, form of 2015 and notice; awards of several lots, which the model repeats a lot, are counted elsewhere."""
    found = []
    for file, reading in readings.items():
        notice = reading.notice
        assert notice
        if notice.form in _FORMS and "2011" not in (notice.standard or ""):
            form = _form(trees[file], notice)
            if not str(form.tag).rpartition("}")[2].startswith(("CONTRACT", "PRIOR", "VOLUNTARY")):
                found.append((file, form, notice))
    return found


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_reader_finds_what_the_xpath_finds(check: Check, cases: list[tuple[str, etree._Element, Notice]]) -> None:
    wrong, seen = [], 0
    for file, form, notice in cases:
        written = Counter(check.written(element) for element in form.xpath(check.xpath))
        del written[""]  # an element without a word says nothing
        read = Counter(check.read(notice))
        seen += sum(written.values())
        if not check.agrees(written, read):
            wrong.append((file, written - read, read - written))
    assert seen > 20, "the XPath found next to nothing, so it proves nothing"
    assert not wrong, f"{len(wrong)} notices: {wrong[:5]}"
