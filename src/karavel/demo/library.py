"""The words and places the demo is invented from, read from the package's tables."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, Literal

Form = Literal["eforms", "ocds"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a fictitious buyer wants: CPV (main first), nature, value range in EUR, titles by language."""

    key: str
    cpv: tuple[str, ...]
    nature: str
    value: tuple[int, int]
    ict: bool
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Body:
    """A fictitious buyer: name, legal type and main activity, in the code lists of eForms."""

    name: str
    legal_type: str
    activity: str


@dataclass(frozen=True, slots=True)
class Country:
    """Where fictitious buyers sit, their language, currency (``per_euro`` units to the euro, roughly) and time zone."""

    code: str
    alpha3: str
    language: str
    currency: str
    per_euro: float
    zone: str
    nuts: str
    form: Form
    buyers: tuple[Body, ...]
    suppliers: tuple[str, ...]


_LANGUAGES: Final = ("en", "pt", "de", "fr", "es", "it", "pl", "ro", "el", "lt", "et", "az", "ru", "uk", "tr")


def subjects() -> tuple[Subject, ...]:
    """All subjects, ICT first."""
    return tuple(
        Subject(
            key=row["key"],
            cpv=tuple(row["cpv"]),
            nature=row["nature"],
            value=(row["value"][0], row["value"][1]),
            ict=row.get("ict", True),
            titles={language: row[language] for language in _LANGUAGES},
        )
        for row in _table("subjects")["subject"]
    )


def countries() -> tuple[Country, ...]:
    """All countries of the demo."""
    return tuple(
        Country(
            code=code,
            alpha3=row.get("alpha3", ""),
            language=row["language"],
            currency=row["currency"],
            per_euro=row.get("per_euro", 1.0),
            zone=row["zone"],
            nuts=row.get("nuts", ""),
            form=row["format"],
            buyers=tuple(Body(*buyer) for buyer in row["buyers"]),
            suppliers=tuple(row["suppliers"]),
        )
        for code, row in _table("countries").items()
    )


def phrases() -> dict[str, dict[str, str]]:
    """Language to the sentences that every notice says, by key."""
    return _table("phrases")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("karavel.demo").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))
