"""The authorities whose certificates an operator trusts: a folder by country, each certificate beside its provenance.

::

    trust/
      PT/
        example-ca.pem      the certificate, PEM or DER
        example-ca.toml     where it is from

The TOML file says ``title``, ``source`` (an address), ``retrieved`` (a day), ``sha256`` (of the certificate in DER, as
its authority or the trusted list publishes it) and ``level``: ``qualified``, ``advanced`` or ``unknown``, what
signatures with its certificates are by the law of its country. Karavel ships no certificates: whom to trust is the
operator's decision.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec
from asn1crypto import pem
from asn1crypto.x509 import Certificate

from karavel.codes import countries
from karavel.errors import InvalidInput, Mistake
from karavel.procurement.recognition import Level as Level  # noqa: PLC0414 - trust lists are read with their levels
from karavel.texts import gettext as _

_SUFFIXES: Final = (".pem", ".crt", ".cer", ".der")
_LARGEST: Final = 100_000  # bytes of a certificate


class _Provenance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    source: str
    retrieved: date
    sha256: str
    level: Level = "unknown"
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrustEntry:
    """An authority that is trusted.

    Attributes:
        country: ISO 3166-1 alpha-2, the folder; ``name`` the file without its ending.
        title: for people; ``source`` where the certificate is from, ``retrieved`` on which day.
        sha256: of the certificate in DER.
        level: of signatures with its certificates.
        certificate: in DER.
    """

    country: str
    name: str
    title: str
    source: str
    retrieved: date
    sha256: str
    level: Level
    certificate: bytes


@dataclass(frozen=True, slots=True)
class TrustList:
    """All authorities that are trusted."""

    entries: tuple[TrustEntry, ...] = ()

    def roots(self) -> list[Certificate]:
        """Their certificates, for the validator."""
        return [Certificate.load(entry.certificate) for entry in self.entries]

    def by(self, certificate: Certificate) -> TrustEntry | None:
        """The entry of a certificate."""
        found = sha256(certificate.dump()).hexdigest()
        return next((entry for entry in self.entries if entry.sha256 == found), None)


def read_trust(folder: Path) -> TrustList:
    """The list of a folder; empty where there is no folder.

    Raises:
        InvalidInput: a file does not hold; every mistake with its place.
    """
    entries: list[TrustEntry] = []
    mistakes: list[Mistake] = []
    for path in sorted(path for path in folder.glob("*/*") if path.suffix.lower() in _SUFFIXES):
        try:
            entries.append(_entry(path))
        except ValueError as error:
            mistakes.append(Mistake(str(path.relative_to(folder)), str(error)))
    if mistakes:
        raise InvalidInput(
            _("The trust list has mistakes."), tuple(mistakes), remedy=_("docs/signatures.md shows how a file looks.")
        )
    return TrustList(tuple(entries))


def _entry(path: Path) -> TrustEntry:
    """One certificate with its provenance.

    Raises:
        ValueError: says what is wrong with it.
    """
    country = path.parent.name
    if country not in countries.NAMES:
        raise ValueError(_("The folder is no country code: {code}.").format(code=country))
    said = _provenance(path.with_suffix(".toml"))
    certificate = _certificate(path.read_bytes()[: _LARGEST + 1])
    found = sha256(certificate.dump()).hexdigest()
    if found != said.sha256.replace(":", "").lower():
        raise ValueError(
            _("The certificate has another SHA-256 than its provenance says: {found}.").format(found=found)
        )
    if not certificate.ca:
        raise ValueError(_("The certificate is of no authority."))
    return TrustEntry(
        country, path.stem, said.title, said.source, said.retrieved, found, said.level, certificate.dump()
    )


def _provenance(path: Path) -> _Provenance:
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(data, _Provenance)
    except FileNotFoundError:
        raise ValueError(_("It has no provenance: {name} is missing.").format(name=path.name)) from None
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _certificate(content: bytes) -> Certificate:
    try:
        der = pem.unarmor(content)[2] if pem.detect(content) else content
        certificate = Certificate.load(der, strict=True)
        certificate.native  # noqa: B018 - parses the whole, so that a damaged one is found here
    except (ValueError, TypeError) as error:
        raise ValueError(_("This is no certificate: {why}.").format(why=error)) from error
    return certificate
