"""Parses one XML document safely: no entities, no DTD, no network, no huge trees."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from karavel.errors import RefusedInput

#: What libxml2 advises to whoever calls it, which is no remedy for whoever publishes a notice.
_ADVICE: Final = re.compile(r",? (?:try|use) XML_PARSE_HUGE(?: option)?|\n")

#: Drops white space that stands alone between elements, of which no format of ours makes use: fewer nodes to walk over.
#: A paragraph that begins with words keeps all of its own.
DATA = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    remove_blank_text=True,
)


def parse(content: bytes, parser: etree.XMLParser = DATA) -> etree._Element:
    """The root element.

    Raises:
        RefusedInput: the document declares a DTD (no notice does), is not well-formed, is deeper or larger than libxml2
            allows by default, or is not in the encoding that it declares; the message says which.
    """
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        said = _ADVICE.sub("", error.msg or "nothing to read")
        raise RefusedInput(f"not well-formed XML: {said}") from error
    except ValueError as error:
        raise RefusedInput(f"not readable as XML: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedInput("the document declares a DTD; notices have none, so it was not read further")
    return root
