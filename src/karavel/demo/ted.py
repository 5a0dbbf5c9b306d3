"""Writes an invented tender as TED XML R2.0.9, as it was published until 2023: a call (F02) or its result (F03)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from karavel.demo.invention import InventedLot, Tender
from karavel.demo.markup import Markup, joined, nested, tag

_NUTS: Final = "http://publications.europa.eu/resource/schema/ted/2021/nuts"
_SCHEMA: Final = "http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"
#: eForms legal types to the authority types of TED's forms.
_AUTHORITY: Final = {
    "cga": ("MINISTRY", "1", "Ministry or any other national or federal authority"),
    "ra": ("REGIONAL_AUTHORITY", "3", "Regional or local authority"),
    "la": ("REGIONAL_AUTHORITY", "3", "Regional or local authority"),
    "body-pl-cga": ("BODY_PUBLIC", "6", "Body governed by public law"),
}
_ACTIVITY: Final = {
    "gen-pub": "GENERAL_PUBLIC_SERVICES",
    "econ-aff": "ECONOMIC_AND_FINANCIAL_AFFAIRS",
    "health": "HEALTH",
}
_NATURE: Final = {"works": ("1", "Works"), "supplies": ("2", "Supplies"), "services": ("4", "Services")}


def write(tender: Tender) -> bytes:
    """The notice as XML."""
    body = tag(
        "TED_EXPORT",
        _technical_section(tender),
        _coded_section(tender),
        _translation_section(tender),
        tag("FORM_SECTION", _form(tender)),
        xmlns=_SCHEMA,
        VERSION="R2.0.9.S05.E01",
        DOC_ID=tender.key,
        EDITION=f"{tender.published.year}001",
        **{"xmlns:n2021": _NUTS},
    )
    return f"<?xml version='1.0' encoding='UTF-8'?>\n<!-- Fictitious: Karavel demo -->\n{body}\n".encode()


def _paragraph(name: str, words: str) -> Markup:
    return tag(name, tag("P", words))


def _compact(day: date) -> str:
    return f"{day:%Y%m%d}"


def _language(tender: Tender) -> str:
    return tender.country.language.upper()


def _code(code: str) -> Markup:
    return tag("CPV_CODE", CODE=code)


def _amount(tender: Tender, name: str, amount: float) -> Markup:
    return tag(name, f"{amount:.2f}", CURRENCY=tender.country.currency)


def _technical_section(tender: Tender) -> Markup:
    return tag(
        "TECHNICAL_SECTION",
        tag("RECEPTION_ID", f"{tender.published:%y}-{tender.number:06}-001"),
        tag("DELETION_DATE", _compact(tender.published + timedelta(days=365))),
        tag("FORM_LG_LIST", f"{_language(tender)} "),
        tag("COMMENTS", "Fictitious: Karavel demo"),
    )


def _coded_section(tender: Tender) -> Markup:
    journal = tag(
        "REF_OJS",
        tag("COLL_OJ", "S"),
        tag("NO_OJ", str(tender.published.timetuple().tm_yday)),
        tag("DATE_PUB", _compact(tender.published)),
    )
    return tag("CODED_DATA_SECTION", journal, _notice_data(tender), _classified(tender))


def _notice_data(tender: Tender) -> Markup:
    address = f"https://ted.karavel.example/notices/{tender.key}"
    return tag(
        "NOTICE_DATA",
        tag(
            "NO_DOC_OJS",
            f"{tender.published.year}/S {tender.published.timetuple().tm_yday:03}-{99_000_000 + tender.number}",
        ),
        tag("URI_LIST", tag("URI_DOC", address, LG=_language(tender))),
        tag("LG_ORIG", _language(tender)),
        tag("ISO_COUNTRY", VALUE=tender.country.code),
        *(tag("ORIGINAL_CPV", code, CODE=code) for code in tender.subject.cpv),
        tag("n2021:PERFORMANCE_NUTS", CODE=tender.country.nuts),
        tag("n2021:CA_CE_NUTS", CODE=tender.country.nuts),
    )


def _classified(tender: Tender) -> Markup:
    _, authority, authority_name = _AUTHORITY[tender.buyer.legal_type]
    nature, nature_name = _NATURE[tender.subject.nature]
    call = tender.stage == "call"
    document = tag(
        "TD_DOCUMENT_TYPE", "Contract notice" if call else "Contract award notice", CODE="3" if call else "7"
    )
    due = tender.deadline
    return tag(
        "CODIF_DATA",
        tag("DS_DATE_DISPATCH", _compact(tender.published - timedelta(days=5))),
        tag("DT_DATE_FOR_SUBMISSION", f"{due:%Y%m%d %H:%M}") if call else None,
        tag("AA_AUTHORITY_TYPE", authority_name, CODE=authority),
        document,
        tag("NC_CONTRACT_NATURE", nature_name, CODE=nature),
        tag("PR_PROC", "Open procedure", CODE="1"),
        tag("RP_REGULATION", "European Union, with participation by GPA countries", CODE="5"),
        tag("TY_TYPE_BID", "Submission for all lots", CODE="1"),
        tag("AC_AWARD_CRIT", "The most economic tender", CODE="2"),
        tag("MA_MAIN_ACTIVITIES", "General public services", CODE="S"),
    )


def _translation_section(tender: Tender) -> Markup:
    titles = [
        tag(
            "ML_TI_DOC",
            tag("TI_CY", tender.country.code),
            tag("TI_TOWN", "Karavelia"),
            _paragraph("TI_TEXT", tender.subject.titles[language]),
            LG=language.upper(),
        )
        for language in ("en", "pt", tender.country.language)
    ]
    names = tag("ML_AA_NAMES", tag("AA_NAME", tender.buyer.name, LG=_language(tender)))
    return tag("TRANSLATION_SECTION", tag("ML_TITLES", *dict.fromkeys(titles)), names)


def _form(tender: Tender) -> Markup:
    form = "F02" if tender.stage == "call" else "F03"
    return tag(
        f"{form}_2014",
        tag("LEGAL_BASIS", VALUE="32014L0024"),
        _contracting_body(tender),
        _object_contract(tender),
        _requirements(tender) if tender.stage == "call" else None,
        _procedure(tender),
        *(_award(tender, lot) for lot in tender.lots if tender.stage == "award"),
        _complementary(tender),
        CATEGORY="ORIGINAL",
        FORM=form,
        LG=_language(tender),
    )


def _address(tender: Tender, name: str, organisation: str) -> Markup:
    return tag(
        name,
        tag("OFFICIALNAME", organisation),
        tag("NATIONALID", f"FICT-{tender.country.code}-{len(organisation):04}"),
        tag("TOWN", "Karavelia"),
        tag("COUNTRY", VALUE=tender.country.code),
        tag("E_MAIL", f"tenders@{tender.country.code.lower()}.karavel.example"),
        tag("n2021:NUTS", CODE=tender.country.nuts),
        tag("URL_GENERAL", f"https://{tender.country.code.lower()}.karavel.example"),
    )


def _contracting_body(tender: Tender) -> Markup:
    address = f"https://{tender.country.code.lower()}.karavel.example/tenders/{tender.number}"
    call = tender.stage == "call"
    return tag(
        "CONTRACTING_BODY",
        _address(tender, "ADDRESS_CONTRACTING_BODY", tender.buyer.name),
        joined(tag("DOCUMENT_FULL"), tag("URL_DOCUMENT", address)) if call else None,
        tag("URL_PARTICIPATION", f"{address}/submit") if call else None,
        tag("CA_TYPE", VALUE=_AUTHORITY[tender.buyer.legal_type][0]),
        tag("CA_ACTIVITY", VALUE=_ACTIVITY[tender.buyer.activity]),
    )


def _object_contract(tender: Tender) -> Markup:
    call = tender.stage == "call"
    value = _amount(tender, "VAL_ESTIMATED_TOTAL" if call else "VAL_TOTAL", tender.value * (1 if call else 0.93))
    division = nested("LOT_DIVISION/LOT_ALL") if len(tender.lots) > 1 else tag("NO_LOT_DIVISION")
    return tag(
        "OBJECT_CONTRACT",
        _paragraph("TITLE", tender.title),
        tag("REFERENCE_NUMBER", f"FICT-{tender.number}"),
        tag("CPV_MAIN", _code(tender.subject.cpv[0])),
        tag("TYPE_CONTRACT", CTYPE=tender.subject.nature.upper()),
        _paragraph("SHORT_DESCR", tender.description),
        value,
        division,
        *(_described(tender, lot) for lot in tender.lots),
    )


def _described(tender: Tender, lot: InventedLot) -> Markup:
    call = tender.stage == "call"
    price = tag("AC_PRICE", tag("AC_WEIGHTING", "40"))
    quality = tag("AC_QUALITY", tag("AC_CRITERION", "quality"), tag("AC_WEIGHTING", "60"))
    return tag(
        "OBJECT_DESCR",
        _paragraph("TITLE", lot.title) if len(tender.lots) > 1 else None,
        tag("LOT_NO", str(lot.number)) if len(tender.lots) > 1 else None,
        *(tag("CPV_ADDITIONAL", _code(code)) for code in lot.cpv[1:]),
        tag("n2021:NUTS", CODE=tender.country.nuts),
        _paragraph("SHORT_DESCR", tender.description),
        tag("AC", quality, price),
        _amount(tender, "VAL_OBJECT", lot.value) if call else None,
        joined(tag("DURATION", str(tender.months), TYPE="MONTH"), tag("NO_RENEWAL")) if call else None,
        tag("NO_ACCEPTED_VARIANTS") if call else None,
        tag("NO_OPTIONS"),
        tag("NO_EU_PROGR_RELATED"),
        ITEM=str(lot.number),
    )


def _requirements(tender: Tender) -> Markup:
    return tag(
        "LEFTI",
        _paragraph("SUITABILITY", tender.certificate),
        _paragraph("ECONOMIC_FINANCIAL_INFO", tender.turnover),
        _paragraph("TECHNICAL_PROFESSIONAL_INFO", tender.references),
    )


def _procedure(tender: Tender) -> Markup:
    due = tender.deadline
    receipt = joined(
        tag("DATE_RECEIPT_TENDERS", f"{due:%Y-%m-%d}"),
        tag("TIME_RECEIPT_TENDERS", f"{due:%H:%M}"),
        tag("LANGUAGES", tag("LANGUAGE", VALUE=_language(tender))),
        tag("DURATION_TENDER_VALID", "4", TYPE="MONTH"),
    )
    return tag(
        "PROCEDURE",
        tag("PT_OPEN"),
        tag("CONTRACT_COVERED_GPA"),
        receipt if tender.stage == "call" else None,
    )


def _award(tender: Tender, lot: InventedLot) -> Markup:
    contractor = tag("CONTRACTOR", _address(tender, "ADDRESS_CONTRACTOR", tender.winner), tag("SME"))
    awarded = tag(
        "AWARDED_CONTRACT",
        tag("DATE_CONCLUSION_CONTRACT", f"{tender.published - timedelta(days=12):%Y-%m-%d}"),
        tag("TENDERS", tag("NB_TENDERS_RECEIVED", str(tender.tenders_received))),
        tag("CONTRACTORS", tag("NO_AWARDED_TO_GROUP"), contractor),
        tag("VALUES", _amount(tender, "VAL_TOTAL", 0.93 * lot.value)),
    )
    return tag(
        "AWARD_CONTRACT",
        tag("CONTRACT_NO", f"FICT-C-{tender.number}-{lot.number}"),
        tag("LOT_NO", str(lot.number)) if len(tender.lots) > 1 else None,
        _paragraph("TITLE", lot.title),
        awarded,
        ITEM=str(lot.number),
    )


def _complementary(tender: Tender) -> Markup:
    review = tag(
        "ADDRESS_REVIEW_BODY",
        tag("OFFICIALNAME", f"{tender.buyer.name} · FICT"),
        tag("TOWN", "Karavelia"),
        tag("COUNTRY", VALUE=tender.country.code),
    )
    sent = tag("DATE_DISPATCH_NOTICE", f"{tender.published - timedelta(days=5):%Y-%m-%d}")
    return tag("COMPLEMENTARY_INFO", tag("NO_RECURRENT_PROCUREMENT"), review, sent)
