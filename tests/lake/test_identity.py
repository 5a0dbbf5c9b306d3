"""What goes into the lake comes out of it, whole."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.strategies import readings

from karavel.lake import Lake, write_part
from karavel.money import Rates
from karavel.notices import Document, Reading

RATES = Rates()


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(readings(), min_size=1, max_size=4, unique_by=lambda row: row[0].provenance.sha256))
def test_notice_to_lake_to_notice_is_identity(rows: list[tuple[Document, Reading]], tmp_path_factory: object) -> None:
    root = Path(tmp_path_factory.mktemp("lake"))  # type: ignore[attr-defined]
    with Lake(root).writer() as writer:
        writer.commit([write_part(root, writer.part_name(), rows, writer.run, RATES)], finished=True)
    with Lake(root).view() as view:
        stored = {document.provenance.sha256: document for _, document in view.documents()}
        assert stored == {document.provenance.sha256: document for document, _ in rows}
        notices = {row.provenance.sha256: row for row in view.notices(every_version=True)}
        assert notices == {document.provenance.sha256: reading.notice for document, reading in rows}
        assert view.status()["documents"] == len(rows)
