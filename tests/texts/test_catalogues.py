"""Every sentence of Karavel has its translation, with the same places for values, in each language it speaks."""

from __future__ import annotations

import gettext
import re
import string
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from babel.messages.catalog import Catalog, Message
from hatch_build import CompileHook
from tests.texts.catalogues import TRANSLATED, catalogue, compile_into
from tools import texts


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def forms(text: object) -> list[str]:
    return [str(form) for form in text] if isinstance(text, list | tuple) else [str(text)]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues as the program reads them, made of the sources of this moment."""
    return compile_into(tmp_path_factory.mktemp("locale"))


def test_each_language_but_english_has_a_catalogue() -> None:
    assert [path.parents[1].name for path in texts.languages()] == sorted(TRANSLATED)


def test_the_template_and_the_catalogues_hold_the_sentences_of_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who adds a sentence runs ``make texts`` and translates it."""
    asked = {str(message.id) for message in messages(texts.template())}
    for name in TRANSLATED:
        assert {str(message.id) for message in messages(catalogue(name))} == asked, name
    monkeypatch.setattr("sys.argv", ["texts.py", "--check"])
    assert texts.main() == 0


def test_the_check_fails_while_a_sentence_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text('_("A sentence that no catalogue has.")', encoding="utf-8")
    new = texts.template(tmp_path)
    monkeypatch.setattr(texts, "template", lambda: new)
    monkeypatch.setattr("sys.argv", ["texts.py", "--check"])
    assert texts.main() == 1


def test_catalogues_hold_no_dates_machines_or_line_numbers() -> None:
    """So a run of the tool changes sentences only."""
    for path in (texts.TEMPLATE, *texts.languages()):
        head, _, rest = path.read_text(encoding="utf-8").partition("\n#: ")
        assert "Date" not in head
        assert "Babel" not in head
        assert not re.search(r"^#: .*(?::\d|/(?:home|tmp)/)", rest, re.MULTILINE)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_in_every_plural_form(language: str) -> None:
    found = catalogue(language)
    assert texts.untranslated(found) == []
    assert found.num_plurals == 2
    for message in messages(found):
        assert len(forms(message.string)) == (2 if message.pluralizable else 1), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_places_for_values_of_its_sentence(language: str) -> None:
    for message in messages(catalogue(language)):
        for form in forms(message.string):
            assert places(form) == places(forms(message.id)[-1]), form


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_commands_options_and_edges_of_its_sentence(language: str) -> None:
    """What is typed into a shell stays as it is; sentences end and begin as theirs do."""
    typed = re.compile(r"karavel [a-z]+|--[a-z]+|KARAVEL_\w+|[\w/.-]+\.(?:toml|md|csv)\b")
    for message in messages(catalogue(language)):
        for source, form in zip(forms(message.id), forms(message.string), strict=True):
            assert sorted(typed.findall(form)) == sorted(typed.findall(source)), form
            assert form == form.strip(), form
            assert form.endswith((".", "?", ":")) == source.endswith((".", "?", ":")), form


def test_portuguese_and_azerbaijani_count_one_lot_and_many(compiled: Path) -> None:
    said = {
        name: [
            gettext.translation("karavel", compiled, [name])
            .ngettext("{count} reference", "{count} references", count)
            .format(count=count)
            for count in (0, 1, 2)
        ]
        for name in TRANSLATED
    }
    assert said["pt"] == ["0 referências", "1 referência", "2 referências"]
    assert said["az"] == ["0 referans", "1 referans", "2 referans"]


def test_the_tool_finds_sentences_within_strings_and_counts(tmp_path: Path) -> None:
    code = 'f"{_(\'inside\')}: {1}"\nngettext("{n} lot", "{n} lots", n)\n_(ELSEWHERE)\nprint("plain")\n'
    (tmp_path / "page.py").write_text(code, encoding="utf-8")
    found = [sentence.forms for sentence in texts.sentences(tmp_path)]
    assert found == [("inside",), ("{n} lot", "{n} lots")]


def test_a_sentence_that_has_gone_leaves_the_catalogue_and_a_new_one_waits(tmp_path: Path) -> None:
    path = tmp_path / "pt" / "LC_MESSAGES" / "karavel.po"
    path.parent.mkdir(parents=True)
    old = Catalog(locale="pt")
    old.add("kept", "fica")
    old.add("gone", "foi")
    path.write_bytes(texts.written(old))
    fresh = Catalog()
    fresh.add("kept")
    fresh.add("new")
    updated = texts.brought_up(path, fresh)
    assert {message.id: message.string or "" for message in messages(updated)} == {"kept": "fica", "new": ""}
    assert texts.untranslated(updated) == ["new"]
    assert b"gone" not in texts.written(updated)


def test_the_build_compiles_every_catalogue(tmp_path: Path) -> None:
    for name in TRANSLATED:
        target = tmp_path / "src/karavel/texts/locale" / name / "LC_MESSAGES" / "karavel.po"
        target.parent.mkdir(parents=True)
        target.write_bytes(texts.written(catalogue(name)))
    build: dict[str, list[str]] = {"artifacts": []}
    CompileHook(str(tmp_path), {}, MagicMock(), MagicMock(), "", "wheel")._catalogues(build)
    assert build["artifacts"] == [
        f"src/karavel/texts/locale/{name}/LC_MESSAGES/karavel.mo" for name in sorted(TRANSLATED)
    ]
    folder = tmp_path / "src/karavel/texts/locale"
    assert gettext.translation("karavel", folder, ["pt"]).gettext("subsidiary") == "filial"
