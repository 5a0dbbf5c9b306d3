"""Makes small TED notices of our own for one promise at a time."""

from __future__ import annotations

from tests.readers.ted.conftest import document

from karavel.notices import Notice, Reading
from karavel.readers import ted

BODY = """
<CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY>
  <OFFICIALNAME>Câmara de Exemplo</OFFICIALNAME><TOWN>Exemplo</TOWN><COUNTRY VALUE="PT"/>
</ADDRESS_CONTRACTING_BODY><CA_TYPE VALUE="REGIONAL_AUTHORITY"/></CONTRACTING_BODY>
"""
SUBJECT = (
    '<TITLE><P>Portal</P></TITLE><CPV_MAIN><CPV_CODE CODE="72200000"/></CPV_MAIN><TYPE_CONTRACT CTYPE="SERVICES"/>'
)
LOT = "<OBJECT_DESCR><SHORT_DESCR><P>Um portal</P></SHORT_DESCR></OBJECT_DESCR>"


def subject(*lots: str, more: str = "") -> str:
    return f"<OBJECT_CONTRACT>{SUBJECT}{more}{''.join(lots or (LOT,))}</OBJECT_CONTRACT>"


def form(content: str, name: str = "F02", language: str = "PT", category: str = "ORIGINAL", element: str = "") -> str:
    tag = element or f"{name}_2014"
    return f'<{tag} CATEGORY="{category}" FORM="{name}" LG="{language}">{content}</{tag}>'


def notice(*forms: str, document_type: str = "3", coded: str = "", titles: str = "", namespace: str = "") -> bytes:
    opened = f' xmlns="{namespace}"' if namespace else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TED_EXPORT{opened} DOC_ID="000123-2021" VERSION="R2.0.9.S04.E01">
  <CODED_DATA_SECTION>
    <REF_OJS><DATE_PUB>20210104</DATE_PUB></REF_OJS>
    <NOTICE_DATA><NO_DOC_OJS>2021/S 001-000123</NO_DOC_OJS><LG_ORIG>PT</LG_ORIG><ISO_COUNTRY VALUE="PT"/></NOTICE_DATA>
    <CODIF_DATA>
      <DS_DATE_DISPATCH>20210102</DS_DATE_DISPATCH><TD_DOCUMENT_TYPE CODE="{document_type}"/>{coded}
    </CODIF_DATA>
  </CODED_DATA_SECTION>
  <TRANSLATION_SECTION><ML_TITLES>{titles}</ML_TITLES></TRANSLATION_SECTION>
  <FORM_SECTION>{"".join(forms)}</FORM_SECTION>
</TED_EXPORT>""".encode()


def read(content: bytes) -> Reading:
    return ted.read(document(content))


def understood(content: bytes) -> Notice:
    found = read(content).notice
    assert found is not None
    return found


def call(content: str = "", *lots: str, more: str = "", name: str = "F02") -> Notice:
    return understood(notice(form(BODY + subject(*lots, more=more) + content, name)))
