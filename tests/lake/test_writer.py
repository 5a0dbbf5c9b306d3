"""The writer leaves the lake whole at any moment."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.lake.made import RATES, fill, notice, reading

from karavel.errors import LakeBusy, LakeError, LakeMissing
from karavel.lake import Lake, write_part
from karavel.notices import Notice


def ids(lake: Lake) -> list[str]:
    with lake.view() as view:
        return sorted(made.id for made in view.notices())


def files(root: Path) -> set[str]:
    return {path.name for path in (root / "data").iterdir()}


def test_a_place_without_a_lake_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LakeMissing) as caught:
        Lake(tmp_path / "none").view()
    assert "karavel ingest" in caught.value.remedy
    assert not (tmp_path / "none").exists(), "looking makes nothing"


def test_an_empty_lake_answers_every_question(tmp_path: Path) -> None:
    with fill(tmp_path).writer():
        pass
    with Lake(tmp_path).view() as view:
        assert view.lots(all_=True).num_rows == 0
        assert view.awards().num_rows == 0
        assert view.search("portal") == []
        assert list(view.problems()) == []
        assert view.status()["notices"] == 0
        assert view.status()["formats"] == {}


def test_only_one_process_writes(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from karavel.lake import Lake\n"
        "with Lake(Path(sys.argv[1])).writer(): print('in', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        with pytest.raises(LakeBusy, match="Another process"):
            Lake(tmp_path).writer()
        other.communicate("")
    with Lake(tmp_path).writer() as writer:
        assert writer.run == 1


def test_what_was_not_committed_is_not_there_and_is_cleared_away(tmp_path: Path) -> None:
    lake = fill(tmp_path, [notice("1-2024")])
    whole = files(tmp_path)
    with lake.writer() as writer:
        write_part(tmp_path, writer.part_name(), [reading(notice("2-2024"))], writer.run, RATES)
        assert files(tmp_path) > whole
        assert ids(lake) == ["1-2024"]
    with lake.writer():
        assert files(tmp_path) == whole


def test_a_view_keeps_what_it_saw_while_the_lake_is_replaced(tmp_path: Path) -> None:
    lake = fill(tmp_path, [notice("1-2024")])
    with lake.view() as view:
        with lake.writer() as writer:
            writer.replace([write_part(tmp_path, writer.part_name(), [reading(notice("2-2024"))], writer.run, RATES)])
        assert [made.id for made in view.notices()] == ["1-2024"]
        assert view.notice("1-2024").id == "1-2024"
        assert ids(lake) == ["2-2024"]
    before = files(tmp_path)
    with lake.writer():
        pass
    assert files(tmp_path) < before, "nobody looks at the older files any more"
    assert ids(lake) == ["2-2024"]


def test_an_ingest_that_was_cut_off_goes_on_under_its_number(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    with lake.writer() as writer:
        writer.commit([write_part(tmp_path, writer.part_name(), [reading(notice("1-2024"))], writer.run, RATES)])
    with lake.writer() as writer:
        assert writer.run == 1
        writer.commit([], finished=True)
    with lake.writer() as writer:
        assert writer.run == 2


@pytest.mark.parametrize("beside", [False, True])
def test_many_small_ingests_become_few_files_with_the_same_rows(tmp_path: Path, beside: bool) -> None:
    made = [notice(f"{number}-2024") for number in range(1, 21)]
    lake = fill(tmp_path, *([one] for one in made))
    assert len(files(tmp_path)) >= 60
    with lake.writer() as writer, ThreadPoolExecutor(2) as executor:
        writer.compact(executor if beside else None)
    assert len(files(tmp_path)) <= 5
    with lake.view() as view:
        assert {one.id: one for one in view.notices()} == {one.id: one for one in made}
        assert view.lots(all_=True).num_rows == 20


def test_a_merge_whose_workers_died_leaves_the_files_as_they_are(tmp_path: Path) -> None:
    class Died(Executor):
        def submit(self, *_: Any, **__: Any) -> Any:
            raise BrokenExecutor

    lake = fill(tmp_path, *([notice(f"{number}-2024")] for number in range(1, 21)))
    before = files(tmp_path)
    with lake.writer() as writer:
        writer.compact(Died())
    assert files(tmp_path) == before


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine.parquet").write_bytes(b"precious")
    with pytest.raises(LakeError, match="belongs to no lake"):
        Lake(tmp_path).writer()
    assert (tmp_path / "data" / "mine.parquet").read_bytes() == b"precious"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LakeError, match="file"):
        Lake(tmp_path / "file").writer()


def test_a_lake_of_a_newer_karavel_is_left_alone(tmp_path: Path) -> None:
    lake = fill(tmp_path, [notice()])
    newest = max((tmp_path / "manifests").glob("*.json"))
    newest.write_text(newest.read_text().replace('"format":1', '"format":99'))
    with pytest.raises(LakeError, match="newer Karavel"):
        lake.view()


def test_a_manifest_that_is_none_is_named(tmp_path: Path) -> None:
    lake = fill(tmp_path, [notice()])
    max((tmp_path / "manifests").glob("*.json")).write_text("{")
    with pytest.raises(LakeError, match="manifest"):
        lake.view()


FULL_DISK = """
import resource, sys
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any
from karavel.errors import LakeError
from karavel.lake import Lake, write_part
from tests.lake.made import RATES, notice, reading

root = Path(sys.argv[1])
rows = [reading(notice(f"{n}-2024", description="".join(map(chr, range(300, 9000, 7))))) for n in range(200)]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    with Lake(root).writer() as writer:
        writer.commit([write_part(root, writer.part_name(), rows, writer.run, RATES)], finished=True)
except LakeError as error:
    print("told:", error, error.remedy)
"""


@pytest.mark.parametrize("room", [0, 100, 20_000])
def test_a_full_disk_leaves_the_lake_as_it_was_and_says_so(room: int, tmp_path: Path) -> None:
    root = tmp_path / "lake"
    lake = fill(root, [notice("999-2024")])
    before = files(root)
    told = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(root), str(room)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert "as it was before" in told.stdout
    assert "Make room" in told.stdout
    assert files(root) == before
    assert ids(lake) == ["999-2024"]


def test_a_value_that_no_table_holds_puts_the_document_into_quarantine(tmp_path: Path) -> None:
    bad: Notice = notice("2-2024", title="half a \ud800 character")
    lake = fill(tmp_path, [notice("1-2024"), bad])
    assert ids(lake) == ["1-2024"]
    with lake.view() as view:
        assert [found.format for _, found in view.quarantined() if hasattr(found, "format")] == ["eforms"]
        assert [problem["code"] for problem in view.problems()] == ["not-storable"]
