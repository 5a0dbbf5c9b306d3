"""Ids that look like one which the lake does not have: a digit left out, two swapped, another year."""

from __future__ import annotations

from typing import Final

#: Ids of notices that go on after what was typed (``$id``) or are a few slips away from it (Damerau-Levenshtein).
NEAREST: Final = """
    WITH named AS (SELECT id FROM newest UNION SELECT ocid FROM newest UNION SELECT notice_id FROM newest)
    SELECT id, damerau_levenshtein(id, $id) AS slips, jaro_winkler_similarity(id, $id) AS alike
    FROM named
    WHERE (abs(length(id) - length($id)) <= $most AND slips <= $most) OR starts_with(id, $id || '-')
    ORDER BY starts_with(id, $id || '-') DESC, slips, alike DESC, id
    LIMIT 3
"""
_LETTERS_A_SLIP: Final = 5  # one slip in five letters is a slip, more is another id
_LONGEST: Final = 100  # characters; nothing longer is an id


def slips(notice_id: str) -> int:
    """How many slips of the pen are forgiven in an id of this length; none in one that is too long to be an id."""
    return 0 if len(notice_id) > _LONGEST else max(1, len(notice_id) // _LETTERS_A_SLIP)
