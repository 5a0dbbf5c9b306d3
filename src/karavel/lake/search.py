"""The text index: which lots' words match. Derived from the lake's notices; it may be deleted at any time.

A folder per generation: a new one starts from links to the files of the one before, is extended by the notices that
have come since, and takes its name when it is whole. Two fields hold words as they are, folded, one holds the heads of
words, so that an inflected form still counts, for less.

Nothing in the lake is written to read it: Tantivy wants a lock file even for that, so it reads a generation through
links in a folder of the process's own, and a lake that may not be written is indexed there as well.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec
import tantivy
from msgspec import Struct

from karavel.errors import LakeError
from karavel.lake.folding import fold, stem, stems, words
from karavel.lake.rows import lot_key
from karavel.notices import Lot, Notice

_FOLDER: Final = "index"
_SEEN: Final = "seen.json"  # what a generation holds; written last
_BOOSTS: Final = {"title": 2.0, "text": 1.0, "heads": 0.5}
_HEAP: Final = 64 << 20  # bytes that the index writer may gather
_LONGEST: Final = 60  # letters; longer "words" are codes and addresses
_TERMS: Final = 1000  # words of a query that are looked up
_REMOVALS: Final = 100  # attempts at removing a folder that another thread may still write to


class Hit(Struct, frozen=True):
    """A lot whose words match.

    Attributes:
        notice_id, lot_id: which it is.
        score: BM25; only the order within one query means something.
        kind: of the notice.
        title: of the lot, else of the notice.
        buyer, country: who buys.
        deadline: that holds.
    """

    notice_id: str
    lot_id: str
    score: float
    kind: str
    title: str
    buyer: str | None
    country: str | None
    deadline: str | None


class Seen(Struct, frozen=True):
    """What a generation of the index holds.

    Attributes:
        sequence: of the manifest from which it was made.
        parts: names of the parts whose notices it holds.
    """

    sequence: int = -1
    parts: frozenset[str] = frozenset()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", fast=True)
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    for field in _BOOSTS:
        builder.add_text_field(field, tokenizer_name="words", index_option="freq")
    return builder.build()


_SCHEMA: Final = _schema()


def _opened(folder: Path) -> tantivy.Index:
    index = tantivy.Index(_SCHEMA, path=str(folder))
    index.register_tokenizer(
        "words",
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.remove_long(_LONGEST)).build(),
    )
    return index


class TextIndex:
    """The text index of a lake.

    Args:
        root: the lake's folder.
    """

    def __init__(self, root: Path) -> None:
        self._folder = root / _FOLDER
        self._kept: tempfile.TemporaryDirectory[str] | None = None
        self._read: tuple[Path | None, tantivy.Searcher | None] = None, None

    @classmethod
    def beside(cls, other: TextIndex) -> TextIndex:
        """An index of this process's own that begins as another one stands, until it is closed.

        Raises:
            LakeError: there is no room for temporary files.
        """
        try:
            kept = tempfile.TemporaryDirectory(prefix="karavel-index-", ignore_cleanup_errors=True)
            index = cls(Path(kept.name))
            index._kept = kept
            index._folder.mkdir()
            index._begin_as(other)
        except OSError as error:
            raise _unwritable(error, Path(tempfile.gettempdir())) from error
        return index

    def _begin_as(self, other: TextIndex) -> None:
        """Stands in for the newest generation of another index, or for the one that replaces it meanwhile."""
        while newest := other._newest():
            draft = self._folder / "draft"
            try:
                _stand_in(newest, draft, seen=True)
            except FileNotFoundError:
                shutil.rmtree(draft)
                if other._newest() == newest:
                    raise
                continue
            draft.rename(self._folder / newest.name)
            return

    def close(self) -> None:
        """Removes an index that was this process's own."""
        if self._kept:
            self._kept.cleanup()

    @property
    def writable(self) -> bool:
        """Whether this process may extend it."""
        folder = self._folder if self._folder.exists() else self._folder.parent
        return os.access(folder, os.W_OK | os.X_OK)

    def seen(self) -> Seen:
        """What the newest generation holds."""
        generation = self._newest()
        return _seen(generation) if generation else Seen()

    def extend(self, before: Seen, after: Seen, notices: Iterable[Notice]) -> None:
        """Makes a generation that holds more notices, unless another process has made one meanwhile.

        Args:
            before: what the newest generation holds; if the lake has lost any of it, the new one begins from nothing.
            after: what the new one is to hold.
            notices: those of the parts that are new, or of all when it begins from nothing.

        Raises:
            LakeError: it could not be written; the generation before still stands.
        """
        try:
            with self._locked():
                newest = self._newest()
                if self.seen() != before:
                    return
                draft = self._draft(newest if before.parts <= after.parts else None)
                _fill(draft, notices)
                (draft / _SEEN).write_bytes(msgspec.json.encode(after))
                _share(draft)
                number = max((int(path.name) for path in self._folder.glob("[0-9]*")), default=0) + 1
                draft.rename(self._folder / f"{number:08d}")
                self._clear_away(number)
        except (OSError, ValueError) as error:
            raise _unwritable(error, self._folder) from error

    def scores(self, weights: Mapping[str, float], limit: int, kinds: Collection[str] = ()) -> dict[int, float]:
        """Key of a lot to its BM25 score, the best first.

        Args:
            weights: words, as anybody writes them, to how much each counts.
            limit: of lots.
            kinds: of notices, such as ``call``; all when there is none.

        Raises:
            LakeError: it cannot be read.
        """
        query = _query(weights, kinds)
        searcher = self._reading()
        if searcher is None or query is None or limit < 1:
            return {}
        hits = searcher.search(query, limit, count=False).hits
        keys = searcher.fast_field_values("key", [address for _, address in hits])
        return {int(key): float(score) for key, (score, _) in zip(keys, hits, strict=True) if key is not None}

    def _reading(self) -> tantivy.Searcher | None:
        """A searcher of the newest generation, kept while that stands; None while there is none.

        Another process may make a newer one and clear this one away while its files are being opened: then the newer
        one is read. Only a generation that still stands, or was the last, is to blame for not being readable.
        """
        known, searcher = self._read
        while (generation := self._newest()) != known:
            try:
                searcher = _searcher(generation) if generation else None
            except LakeError:
                if self._newest() == generation:
                    raise
                continue
            known = generation
            self._read = known, searcher
        return searcher

    def _newest(self) -> Path | None:
        return max((path for path in self._folder.glob("[0-9]*") if _seen(path) != Seen()), default=None)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Only one process extends the index; another waits and then finds it extended."""
        self._folder.mkdir(exist_ok=True)
        descriptor = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _draft(self, before: Path | None) -> Path:
        draft = self._folder / f"draft-{secrets.token_hex(4)}"
        draft.mkdir()
        for path in before.iterdir() if before else ():
            if path.name != _SEEN and not path.name.endswith(".lock"):
                _take_over(path, draft / path.name)
        return draft

    def _clear_away(self, number: int) -> None:
        """Removes older generations and drafts of killed processes; who still reads one has its files open."""
        for path in self._folder.iterdir():
            if path.is_dir() and path.name != f"{number:08d}":
                shutil.rmtree(path, ignore_errors=True)


def _take_over(path: Path, target: Path) -> None:
    """Links a segment's file, which never changes; copies the lists of segments, which do."""
    if path.suffix == ".json":
        shutil.copyfile(path, target)
    else:
        os.link(path, target, follow_symlinks=False)


def _share(draft: Path) -> None:
    """Lets others read the lists of segments, which Tantivy makes for their owner alone, as they may read the rest."""
    mode = (draft / _SEEN).stat().st_mode
    for path in draft.glob("*.json"):
        path.chmod(mode)


def _stand_in(generation: Path, folder: Path, *, seen: bool = False) -> None:
    """A folder through which a generation is read or begun from, wherever that lies and whoever owns it."""
    folder.mkdir(exist_ok=True)
    for path in generation.iterdir():
        if path.suffix == ".json" and (seen or path.name != _SEEN):
            shutil.copyfile(path, folder / path.name)
        elif path.suffix != ".json" and not path.name.endswith(".lock"):
            (folder / path.name).symlink_to(path.resolve())


def _searcher(generation: Path) -> tantivy.Searcher:
    """A searcher of a generation; it holds the files, so neither their names nor the links to them need stay."""
    try:
        with _passing_folder() as folder:
            _stand_in(generation, folder)
            return _opened(folder).searcher()
    except (OSError, ValueError) as error:
        raise LakeError(
            f"The text index could not be read: {error}.",
            remedy=f"It is derived and safe to delete: {generation.parent}.",
        ) from error


@contextmanager
def _passing_folder() -> Iterator[Path]:
    """A folder that is gone afterwards, though Tantivy's watcher may put its lock file there once while it goes.

    Every index that is opened has a thread that looks for a change of its list of segments; on its first look it takes
    a lock, beside whatever the opener does. Removing what it adds meanwhile is all that is needed: it looks once.
    """
    folder = Path(tempfile.mkdtemp(prefix="karavel-index-"))
    try:
        yield folder
    finally:
        for _ in range(_REMOVALS):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break


def _unwritable(error: Exception, folder: Path) -> LakeError:
    return LakeError(
        f"The text index could not be written: {error}.",
        remedy=f"It is derived and safe to delete ({folder}); make room on the disk, then search again.",
    )


def _seen(generation: Path) -> Seen:
    """What a generation holds; nothing, where that cannot be read: a derived thing is made again."""
    if not all(os.access(path, os.R_OK) for path in generation.glob("*.json")):
        return Seen()
    try:
        return msgspec.json.decode((generation / _SEEN).read_bytes(), type=Seen)
    except (OSError, msgspec.DecodeError):
        return Seen()


def _fill(folder: Path, notices: Iterable[Notice]) -> None:
    writer = _opened(folder).writer(_HEAP, 1)
    for notice in notices:
        for number, lot in enumerate(notice.lots):
            writer.add_document(_document(notice, lot, number))
    writer.commit()
    writer.wait_merging_threads()


def _document(notice: Notice, lot: Lot, number: int) -> tantivy.Document:
    buyer = notice.buyer.name if notice.buyer else ""
    title = fold(f"{lot.title} {notice.title}" if lot.title != notice.title else lot.title)
    description = notice.description if notice.description != lot.description else ""
    text = fold(f"{lot.description} {description} {buyer} {' '.join(lot.cpv or notice.cpv)}")
    return tantivy.Document(
        key=lot_key(notice.provenance.sha256, number),
        kind=notice.kind,
        title=title,
        text=text,
        heads=stems(f"{title} {text}"),
    )


def weigh(text: str) -> dict[str, float]:
    """The words of a text, each counting as often as it stands there."""
    return {word: float(times) for word, times in Counter(words(text)).items()}


def _query(weights: Mapping[str, float], kinds: Collection[str]) -> tantivy.Query | None:
    """Any of the words in any of the fields; None when there is no word."""
    wanted: defaultdict[tuple[str, str], float] = defaultdict(float)
    for phrase, weight in islice(weights.items(), _TERMS):
        for word in words(phrase):
            wanted["title", word] += weight * _BOOSTS["title"]
            wanted["text", word] += weight * _BOOSTS["text"]
            wanted["heads", stem(word)] += weight * _BOOSTS["heads"]
    if not wanted:
        return None
    terms = tantivy.Query.boolean_query(
        [
            (tantivy.Occur.Should, tantivy.Query.boost_query(tantivy.Query.term_query(_SCHEMA, field, word), boost))
            for (field, word), boost in wanted.items()
        ]
    )
    if not kinds:
        return terms
    either = tantivy.Query.boolean_query(
        [(tantivy.Occur.Should, tantivy.Query.term_query(_SCHEMA, "kind", kind)) for kind in kinds]
    )
    only = tantivy.Query.const_score_query(either, 0.0)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, terms), (tantivy.Occur.Must, only)])
