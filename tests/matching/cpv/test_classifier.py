"""The classifier adds up what the words of a text say, and is sure only where they do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.matching.cpv.made import weights

from karavel.errors import InvalidInput
from karavel.matching.cpv import Classifier
from karavel.matching.cpv.model import load, save


def test_words_decide_the_division_and_the_class_within_it() -> None:
    first = Classifier(weights()).classify("New software")[0]
    assert first.code == "72260000"
    assert first.probability == pytest.approx(1 / (1 + np.exp(-4)), abs=1e-4)


def test_each_code_is_of_another_division_and_probabilities_sum_to_one() -> None:
    guesses = Classifier(weights()).classify("roads", top=5)
    assert [guess.code for guess in guesses] == ["45000000", "72210000"]
    assert sum(guess.probability for guess in guesses) == pytest.approx(1)


def test_a_text_without_any_known_word_gets_no_code() -> None:
    assert Classifier(weights()).classify("¡!") == ()


def test_texts_are_classified_alike_alone_and_together() -> None:
    texts = ["roads", "", "software"] * 200
    together = Classifier(weights()).classify_all(texts)
    assert together[:3] == [Classifier(weights()).classify(text) for text in texts[:3]]
    assert together[-3:] == together[:3]


def test_probabilities_of_divisions_are_a_row_a_text() -> None:
    chosen = Classifier(weights())
    assert chosen.division_codes == ("45000000", "72000000")
    np.testing.assert_allclose(chosen.divisions(["roads", ""]).sum(axis=1), (1, 0), rtol=1e-5)


def test_suggested_classes_share_out_what_their_divisions_are_likely() -> None:
    chosen = Classifier(weights())
    found = chosen.suggest("software", top=10)
    assert [guess.code for guess in found] == ["72260000", "72210000", "45000000"]
    assert sum(guess.probability for guess in found) == pytest.approx(1)
    assert sum(guess.probability for guess in found[:2]) == pytest.approx(chosen.divisions(["software"])[0, 1])
    assert chosen.suggest("¡!") == ()


def test_what_a_form_answers_moves_its_own_text_alone_and_nothing_that_it_does_not_know() -> None:
    chosen = Classifier(weights())
    alone = chosen.classify("roads")
    answers = [("nature:services",), (), ("nature:unheard", "activity:education")]
    moved, bare, unheard = chosen.classify_all(["roads"] * 3, answers=answers)
    assert moved[0].code[:2] == "72"  # 4 to 0 for the words, 6 to 0 for the answer
    assert moved[0].probability == pytest.approx(1 / (1 + np.exp(-2)), abs=1e-4)
    assert bare == unheard == alone
    assert chosen.classify_all([""], answers=[("nature:works",)]) == [()]


def test_a_language_is_told_by_its_letters_and_none_without_letters() -> None:
    chosen = Classifier(weights())
    assert chosen.language("aquisições de ações") == "pt"
    assert chosen.language("the work of the week") == "en"
    assert chosen.language("12 / 34") is None


def test_a_model_is_the_same_after_it_was_saved_and_loaded(tmp_path: Path) -> None:
    save(weights(), tmp_path)
    for one, other in zip(weights(), load(tmp_path), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_model_from_before_forms_answers_were_learnt_still_answers(tmp_path: Path) -> None:
    older = {name: value for name, value in weights()._asdict().items() if not name.startswith("answer")}
    np.savez_compressed(tmp_path / "model.npz", **older)
    chosen = Classifier(load(tmp_path))
    assert chosen.classify_all(["roads"], answers=[("nature:services",)])[0][0].code == "45000000"


def test_a_damaged_model_names_the_file_and_what_to_do(tmp_path: Path) -> None:
    save(weights(), tmp_path)
    file = tmp_path / "model.npz"
    file.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(InvalidInput, match=r"model\.npz") as error:
        load(tmp_path)
    assert "karavel train cpv" in error.value.remedy
