"""Reads the case tables that lawyers write: ``buyer: PT central``, ``lot: services 72000000 500000 EUR``.

A dash stands for what is not known: ``lot: services - - EUR`` has neither a CPV code nor a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from karavel.access import Situation, from_case

FOLDER = Path(__file__).parents[1] / "law_cases"


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(FOLDER.glob("*.yaml")):
        for row in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader):
            yield f"{file.stem}: {row['name']} ({row['bidder']}, {row['date']})", row


def situation(row: dict[str, Any]) -> Situation:
    country, level = row["buyer"].split()
    nature, cpv, amount, currency = row["lot"].split()
    tender = {
        "buyer_country": country,
        "buyer_level": level,
        "nature": nature,
        "procedure_start": row["date"],
        "cpv": None if cpv == "-" else cpv,
        "value": None if amount == "-" else {"amount": float(amount), "currency": currency},
        "facts": {key: _plain(value) for key, value in row.get("facts", {}).items()},
    }
    return from_case({"id": row["name"], "company": _bidder(row["bidder"]), "tender": tender})


def _plain(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    return float(text) if text.replace(".", "").isdigit() else text


def _bidder(given: Any) -> dict[str, Any]:
    if isinstance(given, str):
        given = {"country": given}
    country, substantive = given["country"], given.get("substantive", "true")
    seats = [{"country": country, "substantive": None if substantive == "null" else substantive == "true"}]
    seats += [{"country": place, "kind": "branch"} for place in given.get("branches", [])]
    bidder: dict[str, Any] = {
        "country": country,
        "establishments": seats,
        "owners": list(_shares(given.get("owners", {country: "100"}), "share")),
        "consortium": [{"country": member} for member in given.get("consortium", [])],
        "partners": [_partner(text) for text in given.get("partners", [])],
        "goods_origin": list(_shares(given.get("goods", {}), "share")),
        "directors": [
            {"country": d["country"], "share_of_board": d["share"] / 100}
            for d in _shares(given.get("directors", {}), "share")
        ],
        "regional_headquarters": given.get("headquarters"),
    }
    if "foreign_operations" in given:
        amount, currency = given["foreign_operations"].split()
        bidder["foreign_operations"] = {"amount": float(amount), "currency": currency}
    return bidder


def _shares(given: Any, key: str) -> Iterator[dict[str, Any]]:
    pairs = given.items() if isinstance(given, dict) else (text.split() for text in given)
    return ({"country": country, key: float(share)} for country, share in pairs)


def _partner(text: str) -> dict[str, Any]:
    country, role, *share = text.split()
    return {"country": country, "role": role, "share": float(share[0]) if share else None}
