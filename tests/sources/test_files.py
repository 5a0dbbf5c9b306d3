"""Files, folders and archives come as official files, in one order, and hostile ones are refused by name."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tarfile
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest

from karavel.errors import KaravelError, NotFound, RefusedInput
from karavel.notices import OfficialFile, Skipped, Unreadable
from karavel.sources import Limits, files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MIB = 1 << 20


def brought(*paths: Path, limits: Limits | None = None) -> list[tuple[str, bytes | str]]:
    """Name and content of what was opened, name and code or reason of what was not."""
    found: list[tuple[str, bytes | str]] = []
    for file in files(paths, limits or Limits()):
        match file:
            case OfficialFile():
                found.append((file.name, file.stream.read()))
            case Skipped():
                found.append((file.file, f"skipped: {file.reason}"))
            case Unreadable():
                assert file.file in file.reason
                found.append((file.file, file.code))
    return found


def tar_of(members: Iterable[tuple[str, bytes]], mode: str = "w") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


def zip_of(members: Iterable[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_folder_is_read_by_name_and_into_its_folders(tmp_path: Path) -> None:
    for name in ("b.xml", "a/2.xml", "a/10.xml", "c.json"):
        written(tmp_path / name, name.encode())
    names = [name for name, _ in brought(tmp_path)]
    assert names == [str(tmp_path / name) for name in ("a/10.xml", "a/2.xml", "b.xml", "c.json")]


@pytest.mark.parametrize("compress", [gzip.compress, lzma.compress, bz2.compress])
def test_a_compressed_file_is_opened_whatever_its_name(tmp_path: Path, compress: object) -> None:
    assert callable(compress)
    file = written(tmp_path / "notice", compress(b"<a/>"))
    assert brought(file) == [(str(file), b"<a/>")]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz", "w:bz2"])
def test_a_tar_archive_gives_its_members_in_its_own_order(tmp_path: Path, mode: str) -> None:
    file = written(tmp_path / "x", tar_of([("z.xml", b"1"), ("a/b.xml", b"2")], mode))
    assert brought(file) == [(f"{file}!z.xml", b"1"), (f"{file}!a/b.xml", b"2")]


def test_archives_inside_archives_are_opened(tmp_path: Path) -> None:
    inner = zip_of([("c.xml.gz", gzip.compress(b"<c/>"))])
    file = written(tmp_path / "x.zip", zip_of([("b.tar.xz", tar_of([("b.zip", inner)], "w:xz")), ("d.xml", b"<d/>")]))
    assert brought(file) == [(f"{file}!b.tar.xz!b.zip!c.xml.gz", b"<c/>"), (f"{file}!d.xml", b"<d/>")]


def test_more_layers_than_the_limit_are_refused(tmp_path: Path) -> None:
    content = b"<a/>"
    for _ in range(9):
        content = gzip.compress(content)
    file = written(tmp_path / "x.gz", content)
    assert brought(file) == [(str(file), "refused-input")]


def test_a_missing_path_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"nowhere\.xml does not exist"):
        files([tmp_path, tmp_path / "nowhere.xml"])


def test_climbing_and_absolute_names_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    members = [("../up.xml", b"1"), ("/etc/x", b"2"), ("a/../../b", b"3"), ("..\\w.xml", b"4"), ("ok.xml", b"5")]
    for name, content in (("x.tar", tar_of(members)), ("x.zip", zip_of([*members, ("C:\\x", b"6")]))):
        found = brought(written(tmp_path / name, content))
        assert [what for _, what in found if what == "unsafe-member"] == ["unsafe-member"] * (len(found) - 1)
        assert found[4] == (f"{tmp_path / name}!ok.xml", b"5")


def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path) -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("null", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("ok.xml")
        info.size = 1
        archive.addfile(info, io.BytesIO(b"x"))
    file = written(tmp_path / "x.tar", target.getvalue())
    assert [what for _, what in brought(file)] == ["unsafe-member"] * 3 + [b"x"]


def test_links_to_folders_and_pipes_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert [what for _, what in brought(tmp_path)] == ["skipped: a link to a folder", "skipped: not a plain file"]


def test_names_of_any_bytes_are_read_and_told_as_text(tmp_path: Path) -> None:
    on_disk = os.fsdecode(b"a\xe9\n.xml")
    written(tmp_path / on_disk, b"<a/>")
    as_read = f"{tmp_path}/a\\xe9\n.xml"
    assert brought(tmp_path) == [(as_read, b"<a/>")]
    (tmp_path / on_disk).unlink()
    file = written(tmp_path / "x.tar", tar_of([(on_disk, b"<b/>")]))
    assert brought(file) == [(f"{file}!a\\xe9\n.xml", b"<b/>")]


def test_a_zip_whose_names_are_not_the_utf_8_they_say_they_are_is_still_read(tmp_path: Path) -> None:
    content = zip_of([("é.xml", b"<a/>"), ("b.xml", b"<b/>")]).replace("é".encode(), b"\xff\xfe")
    file = written(tmp_path / "x.zip", content)
    assert [what for _, what in brought(file)] == [b"<a/>", b"<b/>", "damaged-archive"]


def test_a_member_without_a_name_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    content = zip_of([("a", b"<a/>"), ("b.xml", b"<b/>")])
    directory = content.find(b"PK\x01\x02")
    nameless = content[:directory] + content[directory:].replace(b"a", b"\0", 1)
    file = written(tmp_path / "x.zip", nameless)
    assert brought(file) == [(f"{file}!", "unsafe-member"), (f"{file}!b.xml", b"<b/>")]


def test_leftovers_of_operating_systems_are_skipped(tmp_path: Path) -> None:
    members = [("__MACOSX/._a.xml", b"1"), ("a/.DS_Store", b"2"), ("a.xml", b"3")]
    file = written(tmp_path / "x.zip", zip_of(members))
    written(tmp_path / ".git" / "config", b"4")
    assert brought(tmp_path) == [
        (str(tmp_path / ".git"), "skipped: hidden (.git)"),
        (f"{file}!__MACOSX/._a.xml", "skipped: left by an operating system (__MACOSX)"),
        (f"{file}!a/.DS_Store", "skipped: hidden (.DS_Store)"),
        (f"{file}!a.xml", b"3"),
    ]


@pytest.mark.parametrize("name", ["x.zip", "x.tar.gz", "x.xz"])
def test_a_file_called_an_archive_that_is_none_says_so(tmp_path: Path, name: str) -> None:
    file = written(tmp_path / name, b"\x00\x01\x02 nothing of the kind")
    assert brought(file) == [(str(file), "not-an-archive")]


def test_a_notice_whose_name_wrongly_says_compressed_is_still_opened(tmp_path: Path) -> None:
    file = written(tmp_path / "x.xml.gz", b"<a/>")
    assert brought(file) == [(str(file), b"<a/>")]


def test_an_empty_file_comes_empty(tmp_path: Path) -> None:
    file = written(tmp_path / "x.zip", b"")
    assert brought(file) == [(str(file), b"")]


def test_an_encrypted_member_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    content = bytearray(zip_of([("secret.xml", b"<s/>"), ("open.xml", b"<o/>")]))
    for flag in (content.find(b"PK\x03\x04") + 6, content.find(b"PK\x01\x02") + 8):
        content[flag] |= 1
    file = written(tmp_path / "x.zip", bytes(content))
    assert brought(file) == [(f"{file}!secret.xml", "encrypted"), (f"{file}!open.xml", b"<o/>")]


def noise(count: int) -> bytes:
    return os.urandom(count)


def truncated(tmp_path: Path, mode: str, keep: float) -> Path:
    content = tar_of([(f"{number}.xml", noise(200_000)) for number in range(10)], mode)
    return written(tmp_path / "cut.tar", content[: int(len(content) * keep)])


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz", "w:bz2"])
def test_a_truncated_tar_is_read_up_to_the_cut_and_told_once(tmp_path: Path, mode: str) -> None:
    file = truncated(tmp_path, mode, 0.55)
    read, broken = [], []
    for found in files([file]):
        if isinstance(found, Unreadable):
            broken.append(found.reason)
            continue
        assert isinstance(found, OfficialFile)
        try:
            read.append(len(found.stream.read()))
        except KaravelError as error:
            broken.append(str(error))
    assert read == [200_000] * len(read)
    assert len(read) >= 2
    assert len(broken) == 1
    assert "ends too early" in broken[0]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_a_cut_in_an_unread_member_is_told_with_its_place(tmp_path: Path, mode: str) -> None:
    file = truncated(tmp_path, mode, 0.55)
    broken = [found for found in files([file]) if isinstance(found, Unreadable)]
    assert len(broken) == 1
    assert "it was read up to after 6 members" in broken[0].reason
    assert broken[0].code == "damaged-archive"


def test_a_tar_cut_between_two_members_is_noticed(tmp_path: Path) -> None:
    content = tar_of([("1.xml", b"x" * 512), ("2.xml", b"y" * 512)])
    file = written(tmp_path / "cut.tar", content[:1024])
    assert brought(file) == [(f"{file}!1.xml", b"x" * 512), (str(file), "damaged-archive")]


def read_or_told(file: Path) -> tuple[list[bytes], list[str]]:
    """The contents that could be read, and the sentences about what could not."""
    read, told = [], []
    for found in files([file]):
        if isinstance(found, Unreadable):
            told.append(found.reason)
        elif isinstance(found, OfficialFile):
            try:
                read.append(found.stream.read())
            except KaravelError as error:
                told.append(str(error))
    return read, told


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("seekable", [True, False])
def test_a_truncated_zip_is_read_up_to_the_cut_and_told_once(tmp_path: Path, method: int, seekable: bool) -> None:
    contents = [noise(300_000) for _ in range(4)]
    target = io.BytesIO()
    with zipfile.ZipFile(target if seekable else Unseekable(target), "w", method) as archive:
        for number, content in enumerate(contents):
            archive.writestr(f"{number}.xml", content)
    whole = target.getvalue()
    file = written(tmp_path / "cut.zip", whole[: int(len(whole) * 0.6)])
    read, told = read_or_told(file)
    expected = 0 if method == zipfile.ZIP_STORED and not seekable else 2  # a stored member of unknown size has no end
    assert read[:expected] == contents[:expected]
    assert len(read) <= 2
    assert len(told) == 1
    assert "cut off" in told[0]


class Unseekable(io.RawIOBase):
    """A pipe: sizes must follow the data."""

    def __init__(self, target: io.BytesIO) -> None:
        super().__init__()
        self._target = target

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return self._target.write(data)  # type: ignore[arg-type]


def test_a_zip_cut_between_two_members_or_in_its_table_tells_its_place(tmp_path: Path) -> None:
    whole = zip_of([("1.xml", b"<a/>"), ("2.xml", b"<b/>")])
    for cut in (whole.find(b"PK\x03\x04", 4), whole.find(b"PK\x01\x02") + 9):
        file = written(tmp_path / "cut.zip", whole[:cut])
        read, told = read_or_told(file)
        assert read == [b"<a/>", b"<b/>"][: len(read)]
        assert len(told) == 1
        assert f"it was read up to after {len(read)} members" in told[0]


def test_a_cut_zip_keeps_its_refusals(tmp_path: Path) -> None:
    whole = zip_of([("../up.xml", b"<a/>"), ("ok.xml", b"<b/>")])
    file = written(tmp_path / "cut.zip", whole[: whole.find(b"PK\x01\x02")])
    assert brought(file) == [
        (f"{file}!../up.xml", "unsafe-member"),
        (f"{file}!ok.xml", b"<b/>"),
        (str(file), "damaged-archive"),
    ]


def exhaust(file: Path, limits: Limits) -> None:
    for found in files([file], limits):
        assert isinstance(found, OfficialFile)
        while found.stream.read(65536):
            pass


def failure(file: Path, limits: Limits | None = None) -> KaravelError:
    """What the first member of a file raises when it is read."""
    with pytest.raises(KaravelError) as told:
        exhaust(file, limits or Limits())
    return told.value


def test_a_truncated_compressed_file_raises_in_words_where_it_ends(tmp_path: Path) -> None:
    content = gzip.compress(noise(200_000))
    file = written(tmp_path / "x.xml.gz", content[:-5000])
    assert "x.xml.gz ends too early" in str(failure(file))


def test_what_stands_before_the_cut_is_still_read(tmp_path: Path) -> None:
    file = written(tmp_path / "x.jsonl.xz", lzma.compress(b"line\n" * 9)[:-20])
    for found in files([file]):
        assert isinstance(found, OfficialFile)
        assert found.stream.readline() == b"line\n"


def test_a_damaged_zip_member_is_told_by_its_checksum_and_the_rest_is_read(tmp_path: Path) -> None:
    content = bytearray(zip_of([("1.xml", noise(500_000)), ("2.xml", b"<b/>")]))
    content[200_000] ^= 0xFF
    file = written(tmp_path / "x.zip", bytes(content))
    assert "x.zip!1.xml is damaged" in str(failure(file))
    content = bytearray(zip_of([("1.xml", noise(500)), ("2.xml", b"<b/>")]))
    content[200] ^= 0xFF
    file = written(tmp_path / "x.zip", bytes(content))
    assert brought(file) == [(f"{file}!1.xml", "damaged-file"), (f"{file}!2.xml", b"<b/>")]


def zip_bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("bomb.xml", "w") as member:
        for _ in range(80):
            member.write(b" " * MIB)
    return target.getvalue()


def test_a_zip_bomb_stops_at_the_ratio(tmp_path: Path) -> None:
    told = failure(written(tmp_path / "x.zip", zip_bomb()))
    assert isinstance(told, RefusedInput)
    assert "as only a zip bomb does" in str(told)


@pytest.mark.parametrize("limits", [Limits(member_bytes=MIB), Limits(archive_bytes=MIB)])
def test_the_absolute_limits_count_what_comes_out(tmp_path: Path, limits: Limits) -> None:
    told = failure(written(tmp_path / "x.zip", zip_bomb()), limits)
    assert isinstance(told, RefusedInput)
    assert "unfolds to more than 1,048,576 bytes" in str(told)


def test_a_zip_that_lies_about_its_sizes_gives_no_more_than_it_claims(tmp_path: Path) -> None:
    content = bytearray(zip_bomb())
    directory = content.find(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (100).to_bytes(4, "little")
    file = written(tmp_path / "x.zip", bytes(content))
    assert brought(file) == [(f"{file}!bomb.xml", "damaged-file")]


def test_a_tar_with_endless_headers_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("x.xml")
        info.pax_headers = {"comment": "x" * (40 * MIB)}
        archive.addfile(info)
    file = written(tmp_path / "x.tar.gz", target.getvalue())
    tracemalloc.start()
    assert brought(file) == [(str(file), "damaged-archive")]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * MIB


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    content = noise(MIB)
    file = written(tmp_path / "x.tar.gz", tar_of([(f"{number}.xml", content) for number in range(40)], "w:gz"))
    tracemalloc.start()
    count = 0
    for found in files([file]):
        assert isinstance(found, OfficialFile)
        while found.stream.read(65536):
            pass
        count += 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 40
    assert peak < 4 * MIB


def test_an_office_document_is_recognised(tmp_path: Path) -> None:
    file = written(tmp_path / "x.xlsx", zip_of([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<w/>")]))
    assert brought(file) == [(str(file), "skipped: an office document")]


def test_all_the_real_archives_open(shared: Path) -> None:
    found = brought(shared / "ted", shared / "eforms", shared / "pairs", shared / "ocds")
    assert sum(isinstance(what, bytes) for _, what in found) == 3378 + 128 + 109 + 183 + 274 + 15 + 212 + 106 + 321 + 1
