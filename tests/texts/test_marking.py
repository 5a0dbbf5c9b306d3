"""Sentences of a table are translated when they are said."""

from __future__ import annotations

from karavel.texts import ngettext
from karavel.texts.marking import N_, ngettext_noop, say


def test_a_marked_sentence_is_said_with_its_values() -> None:
    sentence = N_("{count} lots in {sentence}")
    assert sentence == "{count} lots in {sentence}"
    assert say(sentence, count=3, sentence="Porto") == "3 lots in Porto"


def test_a_sentence_that_counts_is_marked_in_both_forms() -> None:
    forms = ngettext_noop("{count} reference", "{count} references")
    assert [ngettext(*forms, count).format(count=count) for count in (1, 2)] == ["1 reference", "2 references"]
