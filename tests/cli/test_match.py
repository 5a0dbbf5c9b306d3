"""``karavel match``: a screen of 100 columns for people, JSON for scripts, sentences for mistakes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.lake.made import fill
from tests.routes.firms import lot, notice, requirement

from karavel.cli.fitting import cut
from karavel.notices import Buyer, Moment, Money, Provenance

PROFILE = """
[company]
name = "Xəzər Systems MMC"
country = "AZ"
languages = ["az", "en"]

[[establishments]]
country = "AZ"
kind = "head-office"

[capabilities]
summary = "Portals for ministries"
cpv = ["72200000"]

[preferences]
gateways = ["PT"]
"""

TITLES = (
    "Ανάπτυξη πληροφοριακού συστήματος για τη διαχείριση υποθέσεων πολιτών και επιχειρήσεων",
    "Разработка портала государственных услуг для граждан и организаций области",
    "市民ポータルサイトの構築及び運用保守業務の委託に関する一般競争入札の公告について",
    "[bold]Markup[/bold] is shown as it is",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsportal",
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a lake and a company."""
    folder = tmp_path_factory.mktemp("place")
    made = [
        notice(
            lot(title=title, value=Money(1e6 * 10**number, "AZN"), requirements=(requirement("ISO 27001"),)),
            id=f"{number}-2026",
            provenance=Provenance(file=f"{number}.xml", sha256=f"{number:064x}"),
            buyers=(Buyer(name=f"{title[:20]} Ltd", country="PT"),),
        )
        for number, title in enumerate(TITLES)
    ]
    bread = notice(
        lot(cpv=("15800000",), title="Pão", deadline=Moment("2026-12-30")),
        id="9-2026",
        title="Pão",
        cpv=("15800000",),
        provenance=Provenance(file="9.xml", sha256="9" * 64),
    )
    fill(folder / "karavel-data", [*made, bread])
    (folder / "firm.toml").write_text(PROFILE, encoding="utf-8")
    (folder / "baker.toml").write_text(PROFILE.replace("72200000", "03100000"), encoding="utf-8")
    return folder


@pytest.fixture
def run(place: Path, ran: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``karavel match`` in that folder; gives exit code, stdout, stderr."""
    monkeypatch.chdir(place)
    return partial(ran, "match")


AS_OF = ("--as-of", "2026-11-23")


def test_every_line_fits_a_hundred_columns_whatever_the_alphabet(run: Run) -> None:
    code, out, _ = run("firm.toml", *AS_OF)
    assert code == 0
    assert max(map(cell_len, out.splitlines())) <= 100


def test_one_line_a_lot_and_only_lots_that_fit(run: Run) -> None:
    _, out, _ = run("firm.toml", *AS_OF)
    assert "5 of 6 open lots fit" in out
    assert out.count("(PT)") == 5
    assert "Pão" not in out


def test_the_first_lot_is_explained(run: Run) -> None:
    _, out, _ = run("firm.toml", *AS_OF)
    for label in ("Why #1", "Law #1", "Can we?", "Ask", "Next:"):
        assert label in out


def test_the_commands_that_come_next_work_on_the_same_lake(run: Run, place: Path) -> None:
    _, out, _ = run("firm.toml", *AS_OF)
    assert "--lake" not in out
    (place / "other lake").symlink_to(place / "karavel-data")
    _, out, _ = run("firm.toml", "--lake", "other lake", *AS_OF)
    assert " ".join(out.split()).count("--lake 'other lake'") >= 2


def test_markup_in_a_title_is_shown_as_it_is(run: Run) -> None:
    assert "[bold]Markup[/bold]" in run("firm.toml", *AS_OF)[1]


def test_json_has_all_lots_also_those_that_do_not_fit(run: Run) -> None:
    code, out, _ = run("firm.toml", *AS_OF, "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["company"] == "Xəzər Systems MMC"
    assert answer["as_of"] == "2026-11-23"
    assert len(answer["lots"]) == answer["considered"] == 6


def test_json_answers_an_empty_day_too(run: Run) -> None:
    code, out, _ = run("firm.toml", "--as-of", "2031-01-01", "--json")
    assert (code, json.loads(out)["lots"]) == (0, [])


def test_an_empty_day_names_what_to_try(run: Run) -> None:
    code, out, _ = run("firm.toml", "--as-of", "2031-01-01")
    assert code == 0
    assert "--all" in out


def test_a_firm_of_another_trade_is_shown_the_nearest_lots_or_told(run: Run) -> None:
    code, out, _ = run("baker.toml", *AS_OF)
    assert code == 0
    assert "0 of 6 open lots fit" in out or "Nothing in the lake" in out


def test_a_market_may_be_written_as_the_eu_writes_it(run: Run) -> None:
    code, out, _ = run("firm.toml", *AS_OF, "--market", "EL", "--market", "UK", "--json")
    assert (code, json.loads(out)["considered"]) == (0, 0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--market", "Portugual"), "Portugual"),
        (("--verdict", "yes"), "guaranteed, open, discretionary, unknown, excluded"),
        (("--top", "0"), "--top"),
    ],
)
def test_wrong_options_are_usage_errors_that_say_what_is_right(run: Run, words: tuple[str, ...], said: str) -> None:
    code, _, err = run("firm.toml", *AS_OF, *words)
    assert code == 2
    assert said in err


def test_a_missing_lake_or_profile_is_one_sentence(run: Run, tmp_path: Path) -> None:
    for words in (("firm.toml", "--lake", str(tmp_path / "none")), ("none.toml",)):
        code, out, err = run(*words)
        assert (code, out) == (1, "")
        assert err.strip()
        assert "Traceback" not in err


def test_a_deadline_is_counted_in_days(run: Run) -> None:
    answer = json.loads(run("firm.toml", *AS_OF, "--json")[1])
    left = (date(2027, 2, 15) - date(2026, 11, 23)).days
    assert {each["days_left"] for each in answer["lots"] if each["fits"]} == {left}


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 10, "short"),
        ("one two three four", 12, "one two…"),
        ("one two three four", 14, "one two three…"),
        ("  folded \n blanks ", 20, "folded blanks"),
        ("Donaudampfschifffahrt", 10, "Donaudamp…"),
        ("市民ポータルサイト", 10, "市民ポー…"),
        ("a, b", 3, "a…"),
    ],
)
def test_text_is_cut_at_words_and_never_wider_than_asked(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown
    assert cell_len(cut(text, width)) <= width
