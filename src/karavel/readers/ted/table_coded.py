"""Field table of what every TED notice carries beside its form: coded data and translated titles."""

from __future__ import annotations

from karavel.readers.ted.takes import amount, published_titles
from karavel.readers.tree import Field, attribute, text, with_attribute

_NOTICE = "CODED_DATA_SECTION/NOTICE_DATA"
_CODIF = "CODED_DATA_SECTION/CODIF_DATA"
_CODE = attribute("CODE")

CODED: tuple[Field, ...] = (
    Field("CODED_DATA_SECTION/REF_OJS/DATE_PUB", "published", "OPP-012"),
    Field(f"{_NOTICE}/NO_DOC_OJS", "ojs_number", "OPP-010"),
    Field(f"{_NOTICE}/LG_ORIG", "languages", "BT-702"),
    Field(f"{_NOTICE}/ISO_COUNTRY", "country", "BT-514", attribute("VALUE")),
    Field(f"{_NOTICE}/ORIGINAL_CPV", "cpv", "BT-262", _CODE),
    Field(f"{_NOTICE}/REF_NOTICE/NO_DOC_OJS", "previous", "BT-125"),
    Field(f"{_NOTICE}/VALUES/VALUE", "values", "BT-27", with_attribute("TYPE", amount)),
    Field(f"{_CODIF}/DS_DATE_DISPATCH", "dispatched", "BT-05"),
    Field(f"{_CODIF}/DT_DATE_FOR_SUBMISSION", "deadline", "BT-131"),
    Field(f"{_CODIF}/AA_AUTHORITY_TYPE", "legal_type", "BT-11", _CODE),
    Field(f"{_CODIF}/TD_DOCUMENT_TYPE", "document_type", "BT-02", _CODE),
    Field(f"{_CODIF}/NC_CONTRACT_NATURE", "nature", "BT-23", _CODE),
    Field(f"{_CODIF}/PR_PROC", "procedure", "BT-105", _CODE),
    Field(f"{_CODIF}/DIRECTIVE", "directive", "BT-01", attribute("VALUE")),
    Field("TRANSLATION_SECTION/ML_AA_NAMES/AA_NAME", "buyer_names", "BT-500"),
    Field("TRANSLATION_SECTION/ML_TITLES", "titles", take=published_titles, whole=True),
    Field("FORM_SECTION/NOTICE_UUID", "notice_id", "BT-701", text),
)
