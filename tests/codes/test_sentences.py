"""What is said of a text that is no code."""

from __future__ import annotations

from karavel.codes import cpv_labels, sentences
from karavel.errors import InvalidCode
from karavel.texts import use


def test_a_long_text_is_quoted_only_in_part() -> None:
    message = str(sentences.invalid(sentences.NO_CPV, "x" * 500))
    assert "…" in message
    assert len(message) < 200


def test_braces_in_a_text_are_only_text() -> None:
    assert '"{meant}" is not' in str(sentences.invalid(sentences.NO_COUNTRY, "{meant}"))


def test_the_code_that_was_meant_is_named_in_the_language_in_use() -> None:
    with use("pt"):
        try:
            cpv_labels.require("7220000")
        except InvalidCode as error:
            told = str(error)
    assert told.endswith("72200000 Programação e consultoria de software?")
