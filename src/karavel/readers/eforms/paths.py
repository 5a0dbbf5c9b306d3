"""Namespaces, the extension's long path and the takes that the field tables of eForms share."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element as Element

from karavel.readers.tree import text, with_attribute

_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
_EFORMS: Final = "http://data.europa.eu/p27/eforms-"

NAMESPACES: Final = {
    f"{_UBL}CommonAggregateComponents-2": "cac",
    f"{_UBL}CommonBasicComponents-2": "cbc",
    f"{_UBL}CommonExtensionComponents-2": "ext",
    f"{_EFORMS}ubl-extension-aggregate-components/1": "efac",
    f"{_EFORMS}ubl-extension-basic-components/1": "efbc",
    f"{_EFORMS}ubl-extensions/1": "efext",
}

#: The four document types; T01, T02 and the voluntary forms use them too.
ROOTS: Final = frozenset(
    {
        f"{{{_UBL}PriorInformationNotice-2}}PriorInformationNotice",
        f"{{{_UBL}ContractNotice-2}}ContractNotice",
        f"{{{_UBL}ContractAwardNotice-2}}ContractAwardNotice",
        f"{{{_EFORMS}business-registration-information-notice/1}}BusinessRegistrationInformationNotice",
    }
)

EXTENSION: Final = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"


def line(element: Element) -> str | None:
    """A name or title on one line: publishers wrap and indent their XML, which is no part of what they say."""
    found = text(element)
    if found is None or (found.isprintable() and "  " not in found):
        return found
    return " ".join(found.split())


def paragraphs(element: Element) -> str | None:
    """Longer words: line breaks stay, the XML's indentation around them goes."""
    found = text(element)
    if found is None or "\n" not in found:
        return found
    return "\n".join(part.strip() for part in found.splitlines())


LINE: Final = with_attribute("languageID", line)
WORDS: Final = with_attribute("languageID", paragraphs)
AMOUNT: Final = with_attribute("currencyID")
MEASURE: Final = with_attribute("unitCode")
LISTED: Final = with_attribute("listName")
SCHEMED: Final = with_attribute("schemeName")
