"""The lake of the benchmark is the same every time and as large as was asked for."""

from __future__ import annotations

from pathlib import Path

from tools.benchmarks.lots import DAY, fill


def test_the_synthetic_lake_has_the_lots_that_were_asked_for_and_all_are_open(tmp_path: Path) -> None:
    with fill(tmp_path / "one", 60).view() as one, fill(tmp_path / "two", 60).view() as two:
        first, second = one.lots(DAY).drop_columns(["part"]), two.lots(DAY).drop_columns(["part"])
    assert first.num_rows == 60
    assert first.equals(second)
    assert one.manifest.finished
