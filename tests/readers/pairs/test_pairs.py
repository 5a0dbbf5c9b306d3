"""TED XML and eForms of one notice are one notice: every field agrees, or a listed reason says why it cannot."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.readers.pairs.comparison import Difference, compare, pairs

HERE = Path(__file__).parent
DOCS = HERE.parents[2] / "docs" / "pairs.md"
_EXPORT = "-001-EXP"
_PAIRS = 52


class Outcome:
    """What the comparison of all pairs found."""

    def __init__(self, shared: Path) -> None:
        self.stems: list[str] = []
        self.compared = 0
        self.differences: list[Difference] = []
        for pair in pairs(shared):
            fields, differences = compare(pair)
            self.stems.append(pair.stem)
            self.compared += len(fields)
            self.differences += differences

    def keys(self) -> set[tuple[str, str]]:
        return {(difference.field, difference.stem.removesuffix(_EXPORT)) for difference in self.differences}


@pytest.fixture(scope="module")
def outcome(shared: Path) -> Outcome:
    return Outcome(shared)


def reasons() -> dict[str, dict[str, Any]]:
    with (HERE / "reasons.yaml").open(encoding="utf-8") as file:
        found: dict[str, dict[str, Any]] = yaml.safe_load(file)
    return found


def listed() -> list[tuple[str, str]]:
    return [
        (field, stem) for reason in reasons().values() for field, stems in reason["fields"].items() for stem in stems
    ]


def test_every_notice_of_the_archive_that_has_both_formats_is_compared(outcome: Outcome) -> None:
    assert len(outcome.stems) == _PAIRS
    assert len(set(outcome.stems)) == _PAIRS


def test_no_field_differs_without_a_listed_reason(outcome: Outcome) -> None:
    known = set(listed())
    unlisted = [each for each in outcome.differences if (each.field, each.stem.removesuffix(_EXPORT)) not in known]
    assert not unlisted, "\n".join(f"{each.stem} {each.field}: {each.ted!r} | {each.eforms!r}" for each in unlisted)


def test_no_reason_is_listed_for_a_field_that_agrees(outcome: Outcome) -> None:
    assert not set(listed()) - outcome.keys()


def test_a_difference_has_one_reason_only() -> None:
    assert not [key for key, count in Counter(listed()).items() if count > 1]


def test_the_documentation_counts_what_was_found(outcome: Outcome) -> None:
    differing = {difference.stem for difference in outcome.differences}
    words = DOCS.read_text(encoding="utf-8")
    for row in (
        f"| pairs | {len(outcome.stems)} |",
        f"| fields compared | {outcome.compared} |",
        f"| fields that agree | {outcome.compared - len(outcome.differences)} |",
        f"| fields that differ, each with a reason | {len(outcome.differences)} |",
        f"| pairs without any difference | {len(outcome.stems) - len(differing)} |",
    ):
        assert row in words


def test_the_documentation_counts_each_reason() -> None:
    words = DOCS.read_text(encoding="utf-8")
    for name, reason in reasons().items():
        stems = {stem for group in reason["fields"].values() for stem in group}
        fields = sum(len(group) for group in reason["fields"].values())
        assert f"| {name} | {len(stems)} | {fields} |" in words
