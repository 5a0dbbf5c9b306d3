"""How an answer names its source: the instrument's title and the article, in the reader's language.

Articles are written once, in English, as lawyers cite them (``Art. 119 ff., Annex III``). Their parts, between commas
and semicolons, are said by ``law/ARTICLES.yaml``, else word by word where they hold nothing but numbers and words of
:data:`WORDS`; another part stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from karavel.access.model import Instrument

#: Words between the numbers of an article's name, in Portuguese and Azerbaijani.
WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "Act": ("lei", "Akt"),
    "Annex": ("anexo", "əlavə"),
    "Annexes": ("anexos", "əlavələr"),
    "Appendix": ("apêndice", "qoşma"),
    "Art.": ("art.", "maddə"),
    "Chapter": ("capítulo", "fəsil"),
    "Decision": ("decisão", "qərar"),
    "Decree-Law": ("decreto-lei", "fərman-qanun"),
    "Decreto": ("decreto", "dekret"),
    "Division": ("divisão", "bölmə"),
    "Law": ("lei", "qanun"),
    "Notice": ("aviso", "bildiriş"),
    "Order": ("despacho", "əmr"),
    "Part": ("parte", "hissə"),
    "Regulations": ("regulamento", "qaydalar"),
    "Resolution": ("resolução", "qərar"),
    "Rule": ("regra", "qayda"),
    "Rules": ("regras", "qaydalar"),
    "Sch.": ("anexo", "əlavə"),
    "Section": ("secção", "bölmə"),
    "Title": ("título", "başlıq"),
    "and": ("e", "və"),
    "ff.": ("e seguintes", "və sonrakılar"),
    "item": ("ponto", "bənd"),
    "para.": ("n.º", "bənd"),
    "s.": ("s.", "maddə"),
    "section": ("secção", "bölmə"),
    "to": ("a", "–"),
}
_COLUMN: Final = {"pt": 0, "az": 1}
_PART: Final = re.compile(r"[^,; ][^,;]*")
#: A number, a Roman one, an abbreviation: the same in every language.
_SAME: Final = re.compile(r"[\w()./-]*\d[\w()./-]*|[IVXLC]+|[A-Z]{2,6}|\([a-z]+\)")
_TABLE: Final = "ARTICLES"


class Citations:
    """Names of instruments and articles by language."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self._titles = {one.id: one.title for one in instruments}
        tables = (one.messages.values() for one in instruments if one.id == _TABLE)
        self._parts = {text["en"]: text for table in tables for text in table}

    def cited(self, instrument: str, article: str, language: str) -> str:
        """Title and article, ``Directive 2014/24/EU on public procurement, Art. 25``; principles have no article."""
        named = self._titles.get(instrument, {})
        title = named.get(language) or named.get("en") or instrument
        return title if article in {"", "-"} else f"{title}, {self.article(article, language)}"

    def article(self, article: str, language: str) -> str:
        """The name of an article; parts that nobody has said in the language stay English."""
        if language not in _COLUMN:
            return article
        return _PART.sub(lambda found: self.part(found[0], language) or found[0], article)

    def part(self, part: str, language: str) -> str | None:
        """A part of a name in a language; None where that is not known."""
        if said := self._parts.get(part, {}).get(language):
            return said
        words = [_word(word, language) for word in part.split(" ")]
        return " ".join(word for word in words if word) if all(words) else None


def _word(word: str, language: str) -> str | None:
    if word in WORDS:
        return WORDS[word][_COLUMN[language]]
    return word if _SAME.fullmatch(word) else None
