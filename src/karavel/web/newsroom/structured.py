"""An article as search engines read it: schema.org's NewsArticle as JSON-LD.

The element that holds it is a data block, which browsers never run; a Content-Security-Policy without inline script
lets it stand (HTML standard, "prepare the script element": the type is looked at first).
"""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from karavel.web.newsroom.reading import Told, address_of

#: What would end the element, or begin another, as JSON writes it inside a string.
_INERT: Final = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def block(request: HttpRequest, one: Told) -> SafeString:
    """The element."""
    told = json.dumps(described(request, one), ensure_ascii=False).translate(_INERT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(told))  # noqa: S308 - made inert


def described(request: HttpRequest, one: Told) -> dict[str, Any]:
    """The article in schema.org's words."""
    out = one.article.moment
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": one.text.title,
        "description": one.text.lead,
        "inLanguage": one.text.language,
        "url": request.build_absolute_uri(one.address),
        "mainEntityOfPage": request.build_absolute_uri(one.address),
        "publisher": {"@type": "Organization", "name": one.article.organisation.name},
        "author": {"@type": "Organization", "name": one.article.organisation.name},
        "keywords": [name for _, name in one.tags],
    }
    if out:
        found["datePublished"] = out.isoformat()
        found["dateModified"] = max(out, one.text.changed).isoformat()
    if one.text.correction:
        found["correction"] = one.text.correction
    if one.cover:
        found["image"] = [request.build_absolute_uri(address_of(size)) for size in one.cover.sizes.all()]
    return found
