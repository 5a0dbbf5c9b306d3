"""Who stands in a certificate, as people say it: a name and an organisation."""

from __future__ import annotations

from asn1crypto.x509 import Name


def named(subject: Name) -> tuple[str, str]:
    """Name and organisation of a certificate's subject; empty where it gives none."""
    said = {key: ", ".join(value) if isinstance(value, list) else str(value) for key, value in subject.native.items()}
    parts = " ".join(filter(None, (said.get("given_name", ""), said.get("surname", ""))))
    return said.get("common_name", "") or parts, said.get("organization_name", "")


def person(subject: Name) -> str:
    """Both in one line, or all that the certificate says where it gives neither."""
    name, organisation = named(subject)
    told = dict.fromkeys(filter(None, (name, "" if organisation in name else organisation)))
    return ", ".join(told) or str(subject.human_friendly)
