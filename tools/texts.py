"""Keeps the catalogues of translations in step with the code.

``python tools/texts.py`` gathers every marked sentence of ``src/karavel`` into ``karavel.pot``, brings each language's
``karavel.po`` up to it (translations are kept, sentences that have gone are dropped) and compiles the ``.mo`` that
gettext reads. ``--check`` writes nothing and fails where a sentence would come or go; that one has only moved to
another place of the code is no failure.

Sentences are found in the syntax tree, so that those inside f-strings are found under every version of Python. The
web application has catalogues of its own (``django.po``): its sentences stand in Django's templates too, which Django's
own ``templatize`` turns into calls.
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, Self

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "src" / "karavel"
LOCALE: Final = SOURCE / "texts" / "locale"
TEMPLATE: Final = LOCALE / "karavel.pot"

WEB: Final = SOURCE / "web"

#: Functions that mark a sentence, and how many of their arguments are forms of it.
_ONE: Final = ("_", "_now", "gettext_lazy", "N_", "gettext", "say")
MARKERS: Final = dict.fromkeys(_ONE, 1) | {"ngettext": 2, "ngettext_noop": 2}

#: What templatize makes of the tags of a template; all else in it becomes rows of X and B.
_LITERAL: Final = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
_CALL: Final = re.compile(rf"(?:gettext|\b_)\(\s*{_LITERAL}(?:\s*,\s*{_LITERAL})?", re.DOTALL)

#: Headers that change with the day or with Babel's version, or that hold only a placeholder: a new run is to change
#: nothing but sentences.
_HEADERS: Final = re.compile(
    rb'"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Last-Translator|Language-Team): .*\n'
)
_WIDTH: Final = 120


class Sentence(NamedTuple):
    """A marked sentence: one form, or the singular and the plural; its file, and its line there."""

    forms: tuple[str, ...]
    file: str
    line: int


class Domain(NamedTuple):
    """Catalogues that belong together: where they lie, what they are called, which sources they cover.

    Attributes:
        source: the folder of the sources; ``without`` one inside it that has catalogues of its own.
    """

    name: str
    locale: Path
    source: Path
    without: Path | None = None

    @classmethod
    def all(cls) -> tuple[Self, ...]:
        """The command line's and the core's, and the web's."""
        return cls("karavel", LOCALE, SOURCE, WEB), cls("django", WEB / "locale", WEB)

    @property
    def template(self) -> Path:
        """The catalogue of all sentences, untranslated."""
        return self.locale / f"{self.name}.pot"

    def languages(self) -> list[Path]:
        """The catalogues of the languages there are."""
        return sorted(self.locale.glob(f"*/LC_MESSAGES/{self.name}.po"))

    def sentences(self) -> Iterator[Sentence]:
        """Every marked sentence of the sources, by file and line."""
        yield from sentences(self.source, self.without)
        for path in sorted(self.source.rglob("templates/**/*.*")) if self.source == WEB else ():
            yield from in_template(path, path.relative_to(self.source).as_posix())


def in_template(path: Path, file: str) -> Iterator[Sentence]:
    """The marked sentences of a Django template."""
    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for found in _CALL.finditer(calls):
        forms = tuple(ast.literal_eval(literal) for literal in found.groups() if literal)
        yield Sentence(forms, file, calls.count("\n", 0, found.start()) + 1)


def sentences(source: Path = SOURCE, without: Path | None = None) -> Iterator[Sentence]:
    """Every marked sentence of Python sources, by file and line."""
    for path in sorted(source.rglob("*.py")):
        if without and without in path.parents:
            continue
        file = path.relative_to(source).as_posix()
        found = (_sentence(node, file) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        yield from sorted((sentence for sentence in found if sentence), key=lambda sentence: sentence.line)


def _sentence(node: ast.AST, file: str) -> Sentence | None:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return None
    arguments = node.args[: MARKERS.get(node.func.id, 0)]
    forms = tuple(_text(argument) for argument in arguments)
    return Sentence(forms, file, node.lineno) if all(forms) and forms else None


def _text(node: ast.expr) -> str:
    """The text of a literal; empty for anything else, such as the name of a sentence that is marked elsewhere."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def template(source: Path = SOURCE) -> Catalog:
    """A catalogue of the sentences of a folder of Python sources, the web's left out."""
    return catalogue_of(Domain("karavel", LOCALE, source, WEB))


def catalogue_of(domain: Domain) -> Catalog:
    """A catalogue of all sentences, untranslated. Lines are left out: they move without a sentence changing."""
    catalog = Catalog(project="Karavel", version="0", fuzzy=False)
    catalog.header_comment = "# The sentences of Karavel, gathered by tools/texts.py (make texts)."
    for sentence in domain.sentences():
        named = sentence.forms if len(sentence.forms) > 1 else sentence.forms[0]
        catalog.add(named, locations=[(sentence.file, 0)], flags=_flags(sentence))
    return catalog


def _flags(sentence: Sentence) -> tuple[str, ...]:
    if "%(" in sentence.forms[0]:
        return ("python-format",)
    return ("python-brace-format",) if "{" in sentence.forms[0] else ()


def languages() -> list[Path]:
    """The catalogues of the languages that the core speaks."""
    return Domain.all()[0].languages()


def brought_up(path: Path, fresh: Catalog) -> Catalog:
    """A language's catalogue with the sentences that the code has now; what is new in it is untranslated."""
    catalog = _read(path)
    catalog.update(fresh, no_fuzzy_matching=True)
    return catalog


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=None if path.suffix == ".pot" else path.parents[1].name)


def _ids(catalog: Catalog) -> set[str]:
    return {str(message.id) for message in catalog if message.id}


def written(catalog: Catalog) -> bytes:
    """A catalogue as its file holds it."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=_WIDTH, include_lineno=False, ignore_obsolete=True)
    return _HEADERS.sub(b"", buffer.getvalue())


def untranslated(catalog: Catalog) -> list[str]:
    """The sentences that have no translation yet, or not in each plural form, or only a guessed one."""
    missing = [message for message in catalog if message.id and (message.fuzzy or not _forms(message.string))]
    return [str(message.id) for message in missing]


def _forms(translation: object) -> bool:
    return all(translation) if isinstance(translation, list | tuple) else bool(translation)


def compile_all() -> None:
    """Writes the ``.mo`` of each language, which is what the program reads."""
    for path in (path for domain in Domain.all() for path in domain.languages()):
        draft = path.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, _read(path))
        draft.replace(path.with_suffix(".mo"))  # whoever reads it meanwhile sees one whole


def main() -> int:
    """Updates or checks all catalogues.

    Returns:
        The exit code: 1 where ``--check`` finds a catalogue that lacks a sentence or holds one that has gone.
    """
    parser = argparse.ArgumentParser(description="Bring the translations up to the code.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something would be written")
    check = parser.parse_args().check
    behind = [_bring_up(domain, check=check) for domain in Domain.all()]
    if not check:
        compile_all()
    return int(check and any(behind))


def _bring_up(domain: Domain, *, check: bool) -> bool:
    """Writes or checks the catalogues of a domain, and says what is left to do; whether any was behind."""
    fresh = template() if domain.name == "karavel" else catalogue_of(domain)
    files = {domain.template: fresh} | {path: brought_up(path, fresh) for path in domain.languages()}
    behind = [path for path in files if _named(path) != _ids(fresh)]
    for path in behind:
        said = "is behind the code; run make texts" if check else "brought up to the code"
        print(f"{path.relative_to(ROOT)}: {said}")
    for path in domain.languages():
        print(f"{path.relative_to(ROOT)}: {len(untranslated(files[path]))} left to translate")
    for path, catalog in files.items():
        if not check:
            path.write_bytes(written(catalog))
    return bool(behind)


def _named(path: Path) -> set[str]:
    """The sentences that a file holds now; none where there is no file yet."""
    return _ids(_read(path)) if path.exists() else set()


if __name__ == "__main__":
    sys.exit(main())
