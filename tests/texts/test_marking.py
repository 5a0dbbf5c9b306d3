"""Sentences of a table are translated when they are said."""

from __future__ import annotations

from karavel.texts.marking import N_, say


def test_a_marked_sentence_is_said_with_its_values() -> None:
    sentence = N_("{count} lots in {sentence}")
    assert sentence == "{count} lots in {sentence}"
    assert say(sentence, count=3, sentence="Porto") == "3 lots in Porto"
