"""A profile in English finds lots of its trade in other languages, their codes hidden."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from karavel.errors import InvalidInput
from karavel.matching.cpv import classifier
from karavel.matching.profile import Profile
from karavel.matching.trades import trades
from karavel.verbs.eval_crosslingual import evaluate_crosslingual

PROFILES = {
    "en": "We develop software and information systems for public administration",
    "pt": "Desenvolvemos software e sistemas de informação para a administração pública",
    "az": "Dövlət qurumları üçün proqram təminatı və informasiya sistemləri hazırlayırıq",
}
SOFTWARE = (
    "Dostawa licencji na oprogramowanie i serwis systemu informatycznego",
    "Προμήθεια λογισμικού και υπηρεσίες πληροφορικής",
    "Ohjelmiston ylläpito ja tietojärjestelmän kehittäminen",
)
OTHERS = ("Remont drogi gminnej i budowa chodnika", "Προμήθεια φαρμάκων για το νοσοκομείο", "Ruokapalvelut kouluille")


@pytest.mark.parametrize("language", PROFILES)
def test_a_profile_finds_its_trade_in_polish_greek_and_finnish(language: str) -> None:
    chosen = classifier()
    profile = Profile(summary=PROFILES[language])
    found = trades(profile, chosen.divisions([*SOFTWARE, *OTHERS]), chosen).affinity
    assert np.min(found[:3]) > np.max(found[3:])


@pytest.mark.shared
@pytest.mark.slow
def test_the_first_ten_lots_in_other_languages_are_nearly_all_of_it(shared: Path, tmp_path: Path) -> None:
    found = evaluate_crosslingual([shared / "ted" / "ted-notices.tar.xz"], predictions=tmp_path / "list.jsonl")
    lines = [msgspec.json.decode(line) for line in (tmp_path / "list.jsonl").read_bytes().splitlines()]
    assert found.language == "en"
    assert "en" not in found.by_language
    assert len(lines) == found.lots == sum(one.lots for one in found.by_language.values())
    assert sum(line["it"] for line in lines[:10]) / 10 == found.precision_at_10 >= 0.8


def test_without_a_lot_in_another_language_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty.xml").write_text("<a/>")
    with pytest.raises(InvalidInput, match="No lot to judge by"):
        evaluate_crosslingual([tmp_path / "empty.xml"])
