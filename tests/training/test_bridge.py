"""Labels that stand side by side teach which words of one language answer those of another."""

from __future__ import annotations

from karavel.matching.cpv import grams
from karavel.matching.cpv.classifier import BITS
from karavel.training.bridge import translations
from karavel.training.corpus import Label

PAIRS = {
    "1": ("software packages", "pakiety oprogramowania"),
    "2": ("software services", "uslugi oprogramowania"),
    "3": ("road services", "uslugi drogowe"),
    "4": ("road packages", "pakiety drogowe"),
}
LABELS = [
    Label(text, code, language)
    for code, pair in PAIRS.items()
    for language, text in zip(("en", "pl"), pair, strict=True)
]


def likeliest(word: str, among: tuple[str, ...]) -> str:
    table = translations(LABELS)
    names = sorted({bucket(text) for english, _ in PAIRS.values() for text in english.split()})
    row = table[bucket(word)].toarray()[0]
    return max(among, key=lambda one: float(row[names.index(bucket(one))]))


def bucket(word: str) -> int:
    return int(grams.beginnings([word], BITS).buckets[0])


def test_a_word_answers_the_one_that_always_stands_beside_it() -> None:
    among = ("software", "packages", "services", "road")
    found = {word: likeliest(word, among) for word in ("oprogramowanie", "pakiety", "uslugi", "drogowych")}
    assert found == {"oprogramowanie": "software", "pakiety": "packages", "uslugi": "services", "drogowych": "road"}


def test_an_english_word_answers_itself_alone() -> None:
    row = translations(LABELS)[bucket("software")]
    assert row.nnz == 1
    assert row.data[0] == 1


def test_without_english_labels_there_is_nothing_to_learn() -> None:
    assert translations([Label("drogi", "1", "pl")]).nnz == 0
