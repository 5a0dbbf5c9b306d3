"""Links by which readers pass an article on: plain addresses of others, asked only when somebody follows one."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Share(NamedTuple):
    """A way to pass an article on."""

    name: str | Promise
    address: str


#: Name, address, and the names under which it takes the link and the title.
_NETWORKS: Final = (
    ("Facebook", "https://www.facebook.com/sharer/sharer.php", "u", ""),
    ("X", "https://x.com/intent/post", "url", "text"),
    ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/", "url", ""),
    ("Telegram", "https://t.me/share/url", "url", "text"),
)


def shares(title: str, address: str) -> list[Share]:
    """The ways, for a title and its address."""
    made: list[Share] = []
    for name, base, link, text in _NETWORKS:
        asked = {link: address} | ({text: title} if text else {})
        made.append(Share(name, f"{base}?{urlencode(asked)}"))
    both = f"{title} {address}"
    made.append(Share("WhatsApp", f"https://wa.me/?{_query(text=both)}"))
    made.append(Share(_("E-mail"), f"mailto:?{_query(subject=title, body=both)}"))
    return made


def _query(**parts: str) -> str:
    """A query with blanks as ``%20``: mail programs show a plus as a plus (RFC 6068)."""
    return urlencode(parts).replace("+", "%20")
