"""OCDS files come under names of their own; rates and codes come in the form in which they are looked up."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.sources.played import Answer, Waits, in_turn, playing

from karavel.codes.cpv_labels import load_labels
from karavel.errors import SourceError, UsageError
from karavel.money import load_daily
from karavel.sources import ocds, reference

if TYPE_CHECKING:
    from pathlib import Path

GENERICODE = """<?xml version="1.0"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/"><SimpleCodeList>
<Row><Value ColumnRef="code"><SimpleValue>72000000</SimpleValue></Value>
<Value ColumnRef="Name"><SimpleValue>invented label</SimpleValue></Value>
<Value ColumnRef="eng_label"><SimpleValue>invented label</SimpleValue></Value>
<Value ColumnRef="por_label"><SimpleValue>nome inventado</SimpleValue></Value></Row>
<Row><Value ColumnRef="code"><SimpleValue>48000000</SimpleValue></Value>
<Value ColumnRef="eng_label"><SimpleValue>another, invented</SimpleValue></Value></Row>
</SimpleCodeList></gc:CodeList>"""


def archive(name: str, content: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr(name, content)
    return target.getvalue()


def test_files_are_named_by_their_addresses_and_never_overwrite_each_other(tmp_path: Path) -> None:
    with playing(lambda asked: Answer(body=asked.path.encode())) as server, Waits().client() as client:
        wanted = [
            f"{server.address}/{path}" for path in ("a/r.jsonl.gz", "b/r.jsonl.gz", "d?name=full.json", "%2e%2e%2f")
        ]
        got = ocds.fetch(client, tmp_path, wanted)
        again = ocds.fetch(client, tmp_path, wanted)
    names = sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("."))
    assert len(names) == 4
    assert {"r.jsonl.gz", "full.json", "file"} < set(names)
    assert (got.files, got.skipped) == (4, 0)
    assert (again.files, again.skipped) == (0, 4)


def test_a_wrong_address_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    with playing(in_turn(Answer(body=b"{}"))) as server, Waits().client() as client:
        with pytest.raises(UsageError):
            ocds.fetch(client, tmp_path, [f"{server.address}/a", "file:///etc/passwd"])
        assert server.asked == []


def test_rates_come_as_the_table_that_conversions_read(tmp_path: Path) -> None:
    packed = archive("eurofxref-hist.csv", "Date,USD,\n2026-11-20,1.05,\n")
    with playing(in_turn(Answer(body=packed))) as server, Waits().client() as client:
        for _ in range(2):
            got = reference.fetch_rates(client, tmp_path, address=f"{server.address}/x.zip")
    assert got.files == 1
    rate = load_daily(tmp_path / "eurofxref-hist.csv").rate("USD", date(2026, 11, 21), not_before=date(2026, 11, 1))
    assert rate is not None
    assert rate.per_euro == 1.05


@pytest.mark.parametrize("body", [b"<html>", archive("other.csv", "Date,"), archive("eurofxref-hist.csv", "<html>")])
def test_rates_that_are_none_are_told_and_the_old_ones_stay(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "eurofxref-hist.csv").write_text("old")
    with playing(in_turn(Answer(body=body))) as server, Waits().client() as client, pytest.raises(SourceError):
        reference.fetch_rates(client, tmp_path, address=f"{server.address}/x.zip")
    assert (tmp_path / "eurofxref-hist.csv").read_text() == "old"


def test_codes_come_as_the_table_that_labels_are_read_from(tmp_path: Path) -> None:
    with playing(in_turn(Answer(body=GENERICODE.encode()))) as server, Waits().client() as client:
        reference.fetch_codes(client, tmp_path, address=f"{server.address}/cpv.gc")
    labels = load_labels(tmp_path / "cpv-labels.csv")
    assert labels.label("72000000", "pt") == "nome inventado"
    assert labels.label("48000000", "en") == "another, invented"


@pytest.mark.parametrize("body", [b"{}", b"<a/>", b"<a><Row><Value ColumnRef='code'/></Row></a>"])
def test_codes_that_are_none_are_told(tmp_path: Path, body: bytes) -> None:
    with playing(in_turn(Answer(body=body))) as server, Waits().client() as client, pytest.raises(SourceError):
        reference.fetch_codes(client, tmp_path, address=f"{server.address}/cpv.gc")
