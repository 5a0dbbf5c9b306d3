"""Lines of text in any language come back with their codes, from the model in the package."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import msgspec
import pytest
from tests.matching.cpv.made import weights

from karavel.errors import InvalidInput
from karavel.matching.cpv.model import save
from karavel.verbs.classify import classify, suggest
from karavel.verbs.eval_cpv import evaluate_cpv

IT_TITLES = {
    "en": "Development and maintenance of software for document management",
    "pt": "Aquisição de licenças de software e manutenção de sistemas informáticos",
    "de": "Entwicklung und Pflege einer Software für die Verwaltung",
    "fr": "Maintenance et développement de logiciels et de systèmes informatiques",
    "pl": "Dostawa oprogramowania i serwis systemu informatycznego",
    "el": "Προμήθεια λογισμικού και υπηρεσίες πληροφορικής",
    "az": "Proqram təminatının hazırlanması və informasiya sistemləri",
    "ru": "Разработка программного обеспечения и информационные системы",
    "tr": "Yazılım geliştirme ve bilgi sistemleri bakım hizmetleri",
    "uk": "Розробка програмного забезпечення та інформаційні системи",
    "no": "Utvikling av programvare og drift av informasjonssystemer",
}


@pytest.mark.parametrize("language", IT_TITLES)
def test_software_is_recognised_in_many_languages(language: str) -> None:
    (found,) = classify([IT_TITLES[language] + "\n"])
    assert found.cpv[0].code[:2] in {"48", "72"}
    assert found.language == language
    assert found.text == IT_TITLES[language]


def test_a_line_without_words_gets_no_code_and_keeps_its_place() -> None:
    found = list(classify(["", "Road works and asphalt", "--"], top=2))
    assert [len(one.cpv) for one in found] == [0, 2, 0]
    assert found[1].cpv[0].code.startswith("45")
    assert found[1].cpv[0].label


@pytest.mark.parametrize("language", ["en", "pt", "az"])
def test_codes_are_suggested_with_labels_for_a_firm_that_writes_software(language: str) -> None:
    found = suggest(IT_TITLES[language], top=5)
    assert found[0].code[:2] in {"48", "72"}
    assert len({one.code for one in found}) == len(found) == 5
    assert all(one.label for one in found)
    assert [one.probability for one in found] == sorted((one.probability for one in found), reverse=True)


def test_the_model_in_the_package_is_small_enough_to_travel() -> None:
    assert Path(str(resources.files("karavel.matching.cpv") / "data" / "model.npz")).stat().st_size < 7_400_000


@pytest.mark.shared
@pytest.mark.slow
def test_the_classifier_keeps_its_level_on_notices_that_it_has_not_seen(shared: Path, tmp_path: Path) -> None:
    found = evaluate_cpv([shared / "ted" / "ted-notices.tar.xz"], tmp_path / "codes.jsonl")
    assert found.notices + found.left_out == 3378
    assert found.accuracy_2 > LEVEL
    assert found.with_answers["accuracy_2"] > LEVEL_WITH_ANSWERS
    lines = [msgspec.json.decode(line) for line in (tmp_path / "codes.jsonl").read_bytes().splitlines()]
    assert len(lines) == found.notices
    assert all(len(line["cpv"]) for line in lines)


LEVEL, LEVEL_WITH_ANSWERS = 0.58, 0.66


RELEASE = {
    "ocid": "ocds-made-1",
    "id": "1",
    "date": "2024-01-01T00:00:00Z",
    "tag": ["tender"],
    "language": "en",
    "buyer": {"name": "A city"},
    "tender": {
        "id": "1",
        "title": "roads",
        "mainProcurementCategory": "services",
        "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "72000000"}}],
    },
}


def test_what_the_form_answers_is_told_apart_from_what_words_alone_reach(tmp_path: Path) -> None:
    save(weights(), tmp_path / "model")
    (tmp_path / "release.json").write_bytes(msgspec.json.encode({"releases": [RELEASE]}))
    model, paths = tmp_path / "model", [tmp_path / "release.json"]
    words, told = evaluate_cpv(paths, model=model), evaluate_cpv(paths, model=model, answers=True)
    assert (words.accuracy_2, told.accuracy_2) == (0, 1)  # services speak for 72 louder than roads for 45
    assert words.words_alone == {"accuracy_2": 0, "top3_2": 1, "it_precision": 0, "it_recall": 0}
    assert words.with_answers == {"accuracy_2": 1, "top3_2": 1, "it_precision": 1, "it_recall": 1}


def test_without_any_notice_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty.xml").write_text("<a/>")
    with pytest.raises(InvalidInput, match="No notice to judge by"):
        evaluate_cpv([tmp_path / "empty.xml"])
