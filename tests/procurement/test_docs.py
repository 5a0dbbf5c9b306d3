"""The pages on the desk's core show what is: their examples run, and what they list is all that there is."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from karavel.procurement.periods import load
from karavel.procurement.scoring import FORMULAS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.glob("desk-*.md"))
_BLOCK = re.compile(r"```python\n(>>> .*?)```", re.DOTALL)


def read(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "page", [page for page in PAGES if _BLOCK.search(page.read_text("utf-8"))], ids=lambda p: p.name
)
def test_the_examples_of_a_page_run_and_show_what_the_page_says(page: Path) -> None:
    code = "\n".join(_BLOCK.findall(page.read_text(encoding="utf-8")))
    test = doctest.DocTestParser().get_doctest(code, {}, page.name, str(page), 0)
    assert test.examples
    told: list[str] = []
    failed, _ = doctest.DocTestRunner().run(test, out=told.append)
    assert not failed, "".join(told)


@pytest.mark.parametrize("page", ["desk-releases.md", "desk-periods.md", "desk-scoring.md"])
def test_each_page_of_the_core_has_an_example(page: str) -> None:
    assert _BLOCK.search(read(page))


def test_the_page_on_periods_names_every_regime_of_the_data() -> None:
    assert {regime for regime in load() if f"| `{regime}` |" not in read("desk-periods.md")} == set()


def test_the_page_on_scoring_names_every_formula_and_whether_it_is_relative() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| (yes|no)\b", read("desk-scoring.md"), re.MULTILINE))
    assert rows == {name: "yes" if formula.relative else "no" for name, formula in FORMULAS.items()}
