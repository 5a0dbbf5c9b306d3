"""Posts to addresses that users give, and only to the public internet.

A name is resolved here, every address that it has is looked at, and the connection goes to one of these, so that a name
which answers otherwise a moment later (DNS rebinding) gains nothing. Redirects are not followed, wherever they lead.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Final
from urllib.parse import SplitResult, urlsplit

import httpx
from django.utils.translation import gettext as _

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS: Final = {"https": 443, "http": 80}
_ALLOWED_PORTS: Final = frozenset({80, 443, 8080, 8443})
_SECONDS: Final = 10.0
#: Prefixes of IPv6 inside which an IPv4 address is reached: NAT64 (RFC 6052, RFC 8215).
_NAT64: Final = tuple(ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48"))
_OK: Final = range(200, 300)


class Refused(Exception):
    """An address to which nothing is sent; its text is for people."""


def public(found: _Address) -> bool:
    """Whether an address lies on the public internet, also where it only leads to another one."""
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and any(found in network for network in _NAT64):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return public(inner)
    return found.is_global and not found.is_multicast


def parted(url: str) -> SplitResult:
    """An address taken apart.

    Raises:
        Refused: it is none that may be posted to.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        httpx.URL(url)
    except (ValueError, httpx.InvalidURL) as error:
        raise Refused(_("This is not an address of the web.")) from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise Refused(_("The address begins with https:// and names a host."))
    if parts.username or parts.password:
        raise Refused(_("The address holds no name and no password."))
    if port is not None and port not in _ALLOWED_PORTS:
        raise Refused(_("Port %(port)s is not used.") % {"port": port})
    return parts


def resolved(parts: SplitResult) -> _Address:
    """An address of the host; all that it has are public.

    Raises:
        Refused: one of them is not, or there is none.
    """
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(_("The host %(host)s is not found.") % {"host": host}) from error
    found = [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows]
    if not found or not all(public(one) for one in found):
        raise Refused(_("The host %(host)s is not on the public internet.") % {"host": host})
    return found[0]


def post(url: str, body: bytes, headers: dict[str, str]) -> None:
    """Posts JSON.

    Args:
        url: where to.
        body: what.
        headers: beside those that say what and how long it is.

    Raises:
        Refused: nothing was sent.
        httpx.HTTPError: it was not taken.
    """
    parts = parted(url)
    chosen = resolved(parts)
    host = f"[{chosen}]" if chosen.version == 6 else str(chosen)  # noqa: PLR2004 - the version of the protocol
    port = parts.port or _PORTS[parts.scheme]
    asked = httpx.URL(url)
    there = asked.copy_with(host=host, port=port, fragment=None)
    own = {"Host": asked.netloc.decode(), "Content-Type": "application/json", "User-Agent": "Karavel"}
    with httpx.Client(trust_env=False, follow_redirects=False, timeout=_SECONDS) as client:
        request = client.build_request(
            "POST", there, content=body, headers=own | headers, extensions={"sni_hostname": asked.raw_host.decode()}
        )
        answer = client.send(request, stream=True)  # what it says is not read: it may never end
        answer.close()
    if answer.status_code not in _OK:
        raise httpx.HTTPStatusError(f"{answer.status_code}", request=request, response=answer)
