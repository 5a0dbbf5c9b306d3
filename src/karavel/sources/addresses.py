"""Which addresses are asked, and which redirects are followed: a server must not send us into somebody's network."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urljoin, urlsplit

from karavel.errors import SourceError, UsageError

_SCHEMES = frozenset({"http", "https"})


def checked(address: str) -> str:
    """An address that somebody gave; raises UsageError when it is none of the web."""
    parts = urlsplit(address)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise UsageError(f"{address!r} is no web address; it begins with https:// and names a host.")
    return address


def redirected(address: str, location: str) -> str:
    """Where a redirect leads; raises SourceError when it must not be followed.

    Within one host everything is followed but a step down from https to http. To another host only https is, and only
    when all of the host's addresses are public.
    """
    target = urljoin(address, location)
    here, there = urlsplit(address), urlsplit(target)
    if there.scheme not in _SCHEMES or (here.scheme == "https" and there.scheme == "http"):
        raise SourceError(f"{address} redirects to {target}, which is not https; it was not followed.")
    if (here.hostname, here.port) == (there.hostname, there.port):
        return target
    if there.scheme != "https" or not there.hostname or not _is_public(there.hostname):
        raise SourceError(f"{address} redirects to {target}, which is no public https address; it was not followed.")
    return target


def _is_public(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False
    return all(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)
