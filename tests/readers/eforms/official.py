"""What each field of the model should hold, found without the reader: by the XPaths of the SDK's ``fields.json``.

A :class:`Row` says which fields of the SDK hold a value of the model, how one element of such a field reads, and what
of several counts. The values that the model has and those that the XPaths find are compared file by file, as multisets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from typing import Any

from lxml import etree

from karavel.codes import countries, identifiers, languages
from karavel.notices import Lot, Notice, Organisation
from karavel.readers.eforms.paths import NAMESPACES

Element = etree._Element
Take = Callable[[Element], Any]

PREFIXES = {prefix: uri for uri, prefix in NAMESPACES.items()}
UNKNOWN = ("1900-01-01", "2099-01-01", "2099-12-31")  # the converter's "not known"


@lru_cache(None)
def xpath(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=PREFIXES)


def plain(element: Element) -> str | None:
    return " ".join((element.text or "").split()) or None


def fold(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def day(element: Element) -> str | None:
    text = plain(element)
    return text[:10] if text and text[:10] not in UNKNOWN else None


def amount(element: Element) -> tuple[float, str] | None:
    text = plain(element)
    return (float(text), element.get("currencyID", "")) if text else None


def number(element: Element) -> float | None:
    text = plain(element)
    return float(text) if text else None


def truth(element: Element) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get(plain(element) or "")


def language(element: Element) -> str | None:
    return languages.from_any(plain(element))


def country(element: Element) -> str | None:
    return countries.from_any(plain(element))


def reference(element: Element) -> str | None:
    """A publication number as notices are named: year and number out of both ways to write it."""
    text = plain(element)
    if text and "/S " in text:
        return f"{text.rpartition('-')[2].lstrip('0')}-{text[:4]}"
    return text.lstrip("0") if text and text[-5:-4] == "-" and text[:-5].isdigit() else text


def measure(element: Element) -> tuple[float, str] | None:
    units = {"DAY": "day", "WEEK": "week", "MONTH": "month", "YEAR": "year"}
    text, unit = plain(element), units.get(element.get("unitCode", ""))
    return (float(text), unit) if text and unit else None


def among(*known: str) -> Take:
    return lambda element: plain(element) if plain(element) in known else None


def mapped(meanings: dict[str, Any]) -> Take:
    return lambda element: meanings.get(plain(element) or "")


@dataclass(frozen=True)
class Row:
    """One field of the model.

    Attributes:
        name: of the field.
        got: its values in a notice.
        fields: ids in ``fields.json``; where ``else_`` is set, the first that has any value in its place counts.
        take: what one element says.
        worded: of the same text in several languages the notice's own counts, else the first; they are siblings, or
            stand in one such ancestor (``worded_per``).
        first_per: of several in one such ancestor (local name) the first counts.
        once_per: equal ones in one such ancestor count once.
        else_: see ``fields``.
        subset: the model holds some of them only (winning tenders among all).
        more: the model holds others besides.
        as_set: equal ones in the whole notice count once, on both sides.
        beside: a further condition on the element, as an XPath predicate.
    """

    name: str
    got: Callable[[Notice], Iterable[Any]]
    fields: tuple[str, ...]
    take: Take = plain
    worded: bool = False
    first_per: str | None = None
    once_per: str | None = None
    else_: bool = False
    subset: bool = False
    as_set: bool = False
    beside: str = ""
    worded_per: str | None = None
    more: bool = False

    def wanted(self, root: Element, xpaths: dict[str, str]) -> Counter[Any]:
        """The values that the XPaths find."""
        found: list[tuple[Element, Any]] = []
        places: set[Element | None] = set()
        for identifier in self.fields:
            here = [
                (element, self.take(element))
                for element in self._elements(root, xpaths[identifier])
                if not (self.else_ and _above(element, self.first_per) in places)
            ]
            here = [(element, value) for element, value in here if value is not None]
            if self.else_:
                places |= {_above(element, self.first_per) for element, _ in here}
            found += here
        counted = list(self._counted(found))
        return Counter(set(counted) if self.as_set else counted)

    def _elements(self, root: Element, path: str) -> list[Element]:
        elements: list[Element] = xpath(path + self.beside)(root)
        return list(_own_language(elements, root, self.worded_per)) if self.worded else elements

    def _counted(self, found: list[tuple[Element, Any]]) -> Iterator[Any]:
        seen: set[Any] = set()
        for element, value in found:
            key: Any = None
            if self.first_per:
                key = _above(element, self.first_per)
            elif self.once_per:
                key = (_above(element, self.once_per), value)
            if key is None or key not in seen:
                seen.add(key)
                yield value

    def disagreement(self, notice: Notice, root: Element, xpaths: dict[str, str]) -> str:
        """What the model lacks or has too much, in words; empty when both agree."""
        held, wanted = self.held(notice), self.wanted(root, xpaths)
        lacking = Counter() if self.subset else wanted - held
        too_much = Counter() if self.more else held - wanted
        told = [f"lacks {dict(lacking)}" if lacking else "", f"has besides {dict(too_much)}" if too_much else ""]
        return " and ".join(part for part in told if part)

    def held(self, notice: Notice) -> Counter[Any]:
        """The values that the model has."""
        values = [value for value in self.got(notice) if value not in (None, "")]
        return Counter(set(values) if self.as_set else values)


def _own_language(elements: Iterable[Element], root: Element, per: str | None) -> Iterator[Element]:
    own = root.findtext("cbc:NoticeLanguageCode", namespaces=PREFIXES)
    siblings: dict[Any, list[Element]] = {}
    for element in elements:
        if plain(element):
            siblings.setdefault(_above(element, per) if per else element.getparent(), []).append(element)
    for several in siblings.values():
        yield next((one for one in several if one.get("languageID") == own), several[0])


def _above(element: Element, name: str | None) -> Element | None:
    if name is None:
        return None
    found = (one for one in element.iterancestors() if etree.QName(one).localname == name)
    return next(found, None)


def _lots(take: Callable[[Lot], Any]) -> Callable[[Notice], Iterable[Any]]:
    return lambda notice: [take(lot) for lot in notice.lots]


def _each(take: Callable[[Lot], Iterable[Any]]) -> Callable[[Notice], Iterable[Any]]:
    return lambda notice: [value for lot in notice.lots for value in take(lot)]


def _one(take: Callable[[Notice], Any]) -> Callable[[Notice], Iterable[Any]]:
    return lambda notice: [take(notice)]


def _money(money: Any) -> tuple[float, str] | None:
    return (money.amount, money.currency) if money else None


def _length(duration: Any) -> tuple[float, str] | None:
    return (duration.amount, duration.unit) if duration else None


def _iso(value: Any) -> str | None:
    return value.isoformat() if value else None


def _after_name(text: str) -> list[str]:
    """The ways in which words may stand behind a name: whole, or without a first line."""
    return [text, text.partition("\n")[2]]


def everyone(notice: Notice) -> list[Organisation]:
    suppliers = [supplier for award in notice.awards for supplier in award.suppliers]
    return [*notice.buyers, *notice.organisations, *suppliers]


def _who(take: Callable[[Organisation], Any]) -> Callable[[Notice], Iterable[Any]]:
    return lambda notice: [take(one) for one in everyone(notice)]


def _registered(element: Element) -> str | None:
    """A registration number with its scheme, told by the country of the same organisation."""
    above = _above(element, "Company")
    holder = element.getparent().getparent() if above is None else above  # type: ignore[union-attr]
    codes: list[Element] = xpath("cac:PostalAddress/cac:Country/cbc:IdentificationCode")(holder)  # type: ignore[arg-type]
    return identifiers.normalise(plain(element), country(codes[0]) if codes else None)


def _not_none(element: Element) -> str | None:
    text = plain(element)
    return None if text == "none" else text


def moment(element: Element) -> str | None:
    """A day with the time beside it: local, with the zone as published."""
    text = plain(element)
    clock = next((plain(beside) for beside in element.itersiblings("{*}EndTime", "{*}OccurrenceTime")), None)
    if text is None or text[:10] in UNKNOWN:
        return None
    if clock is None:
        return text[:10]
    at = time.fromisoformat(clock)
    zone = f"{at:%z}" or text[10:].replace("Z", "+0000").replace(":", "")
    return f"{text[:10]}T{at:%H:%M}{f':{at:%S}' if at.second else ''}{zone[:3]}:{zone[3:]}"


_ORG = "-Organization-Company"
_ALLOWED = ("required", "allowed", "not-allowed")
_NATURES = ("services", "supplies", "works")
_PROCEDURES = (
    *("open", "restricted", "neg-w-call", "neg-wo-call", "comp-dial"),
    *("innovation", "comp-tend", "exp-int-rail", "oth-single", "oth-mult"),
)

NOTICE_ROWS = (
    Row("notice_id", _one(lambda n: n.notice_id), ("BT-701-notice",)),
    Row("version", _one(lambda n: n.version), ("BT-757-notice",)),
    Row("procedure_id", _one(lambda n: n.procedure_id), ("BT-04-notice",)),
    Row("form", _one(lambda n: n.form), ("OPP-070-notice",)),
    Row("standard", _one(lambda n: n.standard), ("OPT-002-notice",)),
    Row("language", _one(lambda n: n.language), ("BT-702(a)-notice",), language),
    Row("languages", lambda n: n.languages, ("BT-702(a)-notice", "BT-702(b)-notice"), language, as_set=True),
    Row("dispatched", _one(lambda n: _iso(n.dispatched)), ("BT-05(a)-notice",), day),
    Row("published", _one(lambda n: _iso(n.published)), ("OPP-012-notice",), day),
    Row("legal_basis", _one(lambda n: n.legal_basis), ("BT-01-notice",)),
    Row("procedure", _one(lambda n: n.procedure), ("BT-105-Procedure",), among(*_PROCEDURES)),
    Row("procedure_text", _one(lambda n: fold(n.procedure_text)), ("BT-88-Procedure",), worded=True),
    Row("accelerated", _one(lambda n: n.accelerated), ("BT-106-Procedure",), truth),
    Row("title", _one(lambda n: n.title), ("BT-21-Procedure",), worded=True),
    Row(
        "all titles",
        lambda n: [n.title, *n.titles.values()],
        ("BT-21-Procedure",),
        as_set=True,
    ),
    Row("description", _one(lambda n: fold(n.description)), ("BT-24-Procedure",), worded=True),
    Row(
        "all descriptions",
        lambda n: [fold(n.description), *map(fold, n.descriptions.values())],
        ("BT-24-Procedure",),
        as_set=True,
    ),
    Row("nature", _one(lambda n: n.nature), ("BT-23-Procedure",), among(*_NATURES)),
    Row("additional_natures", lambda n: n.additional_natures, ("BT-531-Procedure",), as_set=True),
    Row("cpv", lambda n: n.cpv, ("BT-262-Procedure", "BT-263-Procedure"), as_set=True),
    Row("value", _one(lambda n: _money(n.value)), ("BT-27-Procedure",), amount),
    Row(
        "framework_maximum",
        _one(lambda n: _money(n.framework_maximum)),
        ("BT-271-Procedure", "BT-118-NoticeResult"),
        amount,
        else_=True,
    ),
    Row("awarded_value", _one(lambda n: _money(n.awarded_value)), ("BT-161-NoticeResult",), amount),
    Row("place.nuts", lambda n: n.place.nuts if n.place else (), ("BT-5071-Procedure",), as_set=True),
    Row(
        "place.country",
        _one(lambda n: n.place and n.place.country),
        ("BT-5141-Procedure",),
        country,
        first_per="ProcurementProject",
        more=True,  # told by the region alone
    ),
    Row("place.city", _one(lambda n: n.place and n.place.city), ("BT-5131-Procedure",), first_per="ProcurementProject"),
    Row("changes.notice", lambda n: [c.notice for c in n.changes], ("BT-758-notice", "BT-1501(n)-Contract"), reference),
    Row("changes.reason", lambda n: [c.reason for c in n.changes], ("BT-140-notice", "BT-200-Contract")),
    Row(
        "previous",
        lambda n: n.previous,
        ("OPP-090-Procedure", "BT-125(i)-Lot", "BT-125(i)-Part", "OPT-100-Contract"),
        reference,
        as_set=True,
    ),
    Row("urls.buyer", _one(lambda n: n.urls.get("buyer")), ("BT-508-Procedure-Buyer",), subset=True),
)

PARTY_ROWS = (
    Row("legal_type", lambda n: [b.legal_type for b in n.buyers], ("BT-11-Procedure-Buyer",)),
    Row(
        "activity",
        lambda n: [b.activity for b in n.buyers],
        ("BT-610-Procedure-Buyer", "BT-10-Procedure-Buyer"),
        first_per="ContractingParty",
        else_=True,
    ),
    Row(
        "name",
        _who(lambda o: o.name),
        (f"BT-500{_ORG}", "BT-500-Business", "BT-500-Business-European"),
        worded=True,
        worded_per="Company",
        as_set=True,
    ),
    Row("country", _who(lambda o: o.country), (f"BT-514{_ORG}", "BT-514-Business"), country, as_set=True),
    Row(
        "ids",
        lambda n: [text for one in everyone(n) for text in one.ids],
        (f"BT-501{_ORG}", "BT-501-Business-National", "BT-501-Business-European"),
        _registered,
        as_set=True,
    ),
    Row(
        "place.nuts",
        lambda n: [code for one in everyone(n) if one.place for code in one.place.nuts],
        (f"BT-507{_ORG}", "BT-507-Business"),
        as_set=True,
    ),
    Row("place.city", _who(lambda o: o.place and o.place.city), (f"BT-513{_ORG}", "BT-513-Business"), as_set=True),
    Row("email", _who(lambda o: o.email), (f"BT-506{_ORG}", "BT-506-Business"), as_set=True),
    Row("telephone", _who(lambda o: o.telephone), (f"BT-503{_ORG}", "BT-503-Business"), as_set=True),
    Row("url", _who(lambda o: o.url), (f"BT-505{_ORG}", "BT-505-Business"), as_set=True),
    Row("size", _who(lambda o: o.size), (f"BT-165{_ORG}",), as_set=True),
    Row(
        "owners",
        lambda n: [code for one in everyone(n) for code in one.owners],
        ("BT-706-UBO",),
        country,
        as_set=True,
    ),
)

LOT_ROWS = (
    Row("id", _lots(lambda lot: lot.id), ("BT-137-Lot",)),
    Row("title", _lots(lambda lot: lot.title), ("BT-21-Lot",), worded=True),
    Row("all titles", _each(lambda lot: [lot.title, *lot.titles.values()]), ("BT-21-Lot",), as_set=True),
    Row("description", _lots(lambda lot: fold(lot.description)), ("BT-24-Lot",), worded=True),
    Row(
        "all descriptions",
        _each(lambda lot: [fold(lot.description), *map(fold, lot.descriptions.values())]),
        ("BT-24-Lot",),
        as_set=True,
    ),
    Row("nature", _lots(lambda lot: lot.nature), ("BT-23-Lot",), among(*_NATURES)),
    Row(
        "additional_natures",
        _each(lambda lot: lot.additional_natures),
        ("BT-531-Lot",),
        once_per="ProcurementProjectLot",
    ),
    Row("cpv", _each(lambda lot: lot.cpv), ("BT-262-Lot", "BT-263-Lot"), once_per="ProcurementProjectLot"),
    Row("value", _lots(lambda lot: _money(lot.value)), ("BT-27-Lot",), amount),
    Row(
        "framework_maximum",
        _lots(lambda lot: _money(lot.framework_maximum)),
        ("BT-271-Lot", "BT-709-LotResult"),
        amount,
        else_=True,
    ),
    Row(
        "place.nuts",
        _each(lambda lot: lot.place.nuts if lot.place else ()),
        ("BT-5071-Lot",),
        once_per="ProcurementProjectLot",
    ),
    Row(
        "place.country",
        _lots(lambda lot: lot.place and lot.place.country),
        ("BT-5141-Lot",),
        country,
        first_per="ProcurementProjectLot",
        more=True,  # told by the region alone
    ),
    Row(
        "place.city",
        _lots(lambda lot: lot.place and lot.place.city),
        ("BT-5131-Lot",),
        first_per="ProcurementProjectLot",
    ),
    Row(
        "deadline",
        _lots(lambda lot: lot.deadline),
        ("BT-131(d)-Lot", "BT-1311(d)-Lot", "BT-630(d)-Lot"),
        moment,
        first_per="ProcurementProjectLot",
        else_=True,
    ),
    Row("duration", _lots(lambda lot: _length(lot.duration)), ("BT-36-Lot",), measure),
    Row("start", _lots(lambda lot: _iso(lot.start)), ("BT-536-Lot",), day),
    Row("end", _lots(lambda lot: _iso(lot.end)), ("BT-537-Lot",), day),
    Row("options", _lots(lambda lot: fold(lot.options)), ("BT-54-Lot",), worded=True),
    Row("renewals", _lots(lambda lot: fold(lot.renewals)), ("BT-57-Lot",), worded=True),
    Row("renewals_maximum", _lots(lambda lot: lot.renewals_maximum), ("BT-58-Lot",), number),
    Row("languages", _each(lambda lot: lot.languages), ("BT-97-Lot",), language, once_per="ProcurementProjectLot"),
    Row("submission", _lots(lambda lot: lot.submission), ("BT-17-Lot",), among(*_ALLOWED)),
    Row("submission_url", _lots(lambda lot: lot.submission_url), ("BT-18-Lot",)),
    Row("electronic_signature", _lots(lambda lot: lot.electronic_signature), ("BT-744-Lot",), truth),
    Row(
        "criteria.kind",
        _each(lambda lot: [c.kind for c in lot.criteria]),
        ("BT-539-Lot",),
        among("price", "cost", "quality"),
    ),
    Row("criteria.name", _each(lambda lot: [c.name for c in lot.criteria]), ("BT-734-Lot",), worded=True),
    Row(
        "criteria.description",
        _each(lambda lot: [fold(c.description) for c in lot.criteria]),
        ("BT-540-Lot",),
        worded=True,
    ),
    Row(
        "criteria.weight",
        _each(lambda lot: [c.weight for c in lot.criteria if c.weight_kind]),
        ("BT-541-Lot-WeightNumber", "BT-541-Lot-FixedNumber", "BT-541-Lot-ThresholdNumber"),
        number,
        first_per="SubordinateAwardingCriterion",
        else_=True,
    ),
    Row(
        "criteria.weight_kind",
        _each(lambda lot: [c.weight_kind for c in lot.criteria]),
        ("BT-5421-Lot", "BT-5422-Lot", "BT-5423-Lot"),
        first_per="SubordinateAwardingCriterion",
        else_=True,
    ),
    Row(
        "documents.url",
        _each(lambda lot: [d.url for d in lot.documents]),
        ("BT-15-Lot", "BT-615-Lot"),
    ),
    Row("documents.open", _each(lambda lot: [d.url for d in lot.documents if not d.restricted]), ("BT-15-Lot",)),
    Row(
        "documents.languages",
        _each(lambda lot: [code for document in lot.documents for code in document.languages]),
        ("BT-708-Lot",),
        language,
        once_per="CallForTendersDocumentReference",
        beside="[ancestor::cac:CallForTendersDocumentReference/cac:Attachment]",
        more=True,  # cbc:LanguageID, which fields.json has no longer
    ),
    Row(
        "requirements.text",
        _each(lambda lot: [fold(line) for r in lot.requirements for line in _after_name(r.text)]),
        ("BT-750-Lot",),
        worded=True,
        beside="[not(../cbc:CalculationExpressionCode='n-used')]",
        as_set=True,
        more=True,  # names (BT-749), which fields.json has no longer
    ),
    Row(
        "requirements.code",
        _each(lambda lot: [r.code for r in lot.requirements]),
        ("BT-809-Lot",),
    ),
    Row(
        "place.text",
        _each(lambda lot: [fold(lot.place.text)] if lot.place else []),
        ("BT-728-Lot",),
        worded=True,
        beside="[count(../../cac:RealizedLocation[cbc:Description or .//cbc:StreetName or .//cbc:Line])=1]"
        "[not(..//cbc:StreetName or ..//cbc:AdditionalStreetName or ..//cbc:Line)]",
        more=True,  # several places' words are joined
    ),
    Row(
        "place.street",
        _each(lambda lot: lot.place.text.splitlines() if lot.place and lot.place.text else []),
        ("BT-5101(a)-Lot", "BT-5101(b)-Lot", "BT-5101(c)-Lot"),
        as_set=True,
        more=True,  # the words of BT-728
    ),
    Row("guarantee_required", _lots(lambda lot: lot.guarantee_required), ("BT-751-Lot",), truth),
    Row("guarantee", _lots(lambda lot: fold(lot.guarantee)), ("BT-75-Lot",), worded=True),
    Row("tender_validity", _lots(lambda lot: _length(lot.tender_validity)), ("BT-98-Lot",), measure),
    Row(
        "questions_deadline",
        _lots(lambda lot: lot.questions_deadline),
        ("BT-13(d)-Lot",),
        moment,
    ),
    Row("opening", _lots(lambda lot: lot.opening), ("BT-132(d)-Lot",), moment),
    Row("framework", _lots(lambda lot: lot.framework), ("BT-765-Lot",)),
    Row("framework_participants", _lots(lambda lot: lot.framework_participants), ("BT-113-Lot",), number),
    Row("dps", _lots(lambda lot: lot.dps), ("BT-766-Lot",)),
    Row(
        "eu_funded", _lots(lambda lot: lot.eu_funded), ("BT-60-Lot",), mapped({"eu-funds": True, "no-eu-funds": False})
    ),
    Row(
        "eu_programmes",
        _each(lambda lot: map(fold, lot.eu_programmes)),
        ("BT-7220-Lot", "BT-5010-Lot", "BT-6140-Lot", "BT-722-Contract", "BT-5011-Contract", "BT-6110-Contract"),
        worded=True,
        once_per="ProcurementProjectLot",
    ),
    Row("gpa_declared", _lots(lambda lot: lot.gpa_declared), ("BT-115-Lot",), truth),
    Row("reserved", _each(lambda lot: lot.reserved), ("BT-71-Lot",), _not_none, once_per="ProcurementProjectLot"),
    Row("sme_suitable", _lots(lambda lot: lot.sme_suitable), ("BT-726-Lot",), truth),
    Row("fsr", _lots(lambda lot: lot.fsr), ("BT-681-Lot",), truth),
    Row("variants", _lots(lambda lot: lot.variants), ("BT-63-Lot",), among(*_ALLOWED)),
    Row("subcontracting", _lots(lambda lot: lot.subcontracting), ("BT-65-Lot",)),
)

AWARD_ROWS = (
    Row("lot_id", lambda n: [a.lot_id for a in n.awards], ("BT-13713-LotResult",), as_set=True, more=True),
    Row("status", lambda n: [a.status for a in n.awards], ("BT-142-LotResult",), as_set=True),
    Row("reason", lambda n: [a.reason for a in n.awards], ("BT-144-LotResult",), as_set=True),
    Row("highest", lambda n: [_money(a.highest) for a in n.awards], ("BT-711-LotResult",), amount, as_set=True),
    Row("lowest", lambda n: [_money(a.lowest) for a in n.awards], ("BT-710-LotResult",), amount, as_set=True),
    Row("value", lambda n: [_money(a.value) for a in n.awards], ("BT-720-Tender",), amount, as_set=True, subset=True),
    Row("contract_id", lambda n: [a.contract_id for a in n.awards], ("BT-150-Contract",), as_set=True, subset=True),
    Row("title", lambda n: [a.title for a in n.awards], ("BT-721-Contract",), worded=True, as_set=True, subset=True),
    Row(
        "date",
        lambda n: [_iso(a.date) for a in n.awards],
        ("BT-1451-Contract", "BT-145-Contract"),
        day,
        first_per="SettledContract",
        else_=True,
        as_set=True,
        subset=True,
    ),
    *(
        Row(
            f"tenders.{name}",
            lambda n, name=name: [getattr(a.tenders, name) for a in n.awards if a.tenders],  # type: ignore[misc]
            ("BT-759-LotResult",),
            number,
            as_set=True,
            beside=f"[../efbc:StatisticsCode='{code}']",
        )
        for name, code in (
            ("total", "tenders"),
            ("sme", "t-sme"),
            ("other_eu", "t-oth-eea"),
            ("non_eu", "t-no-eea"),
            ("electronic", "t-esubm"),
        )
    ),
    Row(
        "subcontracted",
        lambda n: [a.subcontracted for a in n.awards],
        ("BT-773-Tender",),
        mapped({"yes": True, "no": False}),
        as_set=True,
        subset=True,
    ),
    Row(
        "subcontracted_value",
        lambda n: [_money(a.subcontracted_value) for a in n.awards],
        ("BT-553-Tender",),
        amount,
        as_set=True,
        subset=True,
    ),
    Row(
        "subcontracted_share",
        lambda n: [a.subcontracted_share for a in n.awards],
        ("BT-555-Tender",),
        number,
        as_set=True,
        subset=True,
    ),
    Row(
        "suppliers.leader",
        lambda n: [s.leader for a in n.awards for s in a.suppliers],
        ("OPT-170-Tenderer",),
        truth,
        as_set=True,
        subset=True,
    ),
)
