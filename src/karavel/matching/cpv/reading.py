"""What of a notice is read to classify it: the form's own title and description, in the original language.

The whole form is read: the title and the description of the whole (II.1.1, II.1.4; BT-21, BT-24) and those of its lots
(II.2.1, II.2.4), which for a design contest and many others are the only ones. Never the published title translations,
never a label beside a code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from karavel.notices import Notice

#: What comes later in a description is mostly terms and conditions.
LONGEST: Final = 1500

_LOTS: Final = 10
_LOT_LONGEST: Final = 600
_HELD_BACK: Final = 5


def text_of(notice: Notice) -> str:
    """The notice's text; its first line is the title."""
    return f"{joined(notice.title, notice.description)} {_of_lots(notice)}"


def _of_lots(notice: Notice) -> str:
    """What the lots say that the whole does not."""
    said = (text for lot in notice.lots[:_LOTS] for text in (lot.title, lot.description[:_LOT_LONGEST]))
    own = dict.fromkeys(text for text in said if text and text not in {notice.title, notice.description})
    return " ".join(own)[:LONGEST]


def joined(title: str, description: str) -> str:
    """Title and description as one text to classify, the title in a line of its own."""
    line = " ".join(title.split())
    return f"{line}\n{line}. {description[:LONGEST]}"


def title_in(text: str) -> str:
    """The line of a text that says what it is about: the first that says anything."""
    return text.lstrip().partition("\n")[0]


def digest(notice_id: str) -> int:
    """64 bits that stand for a notice: what it said cannot be read from them."""
    return int.from_bytes(hashlib.sha256(notice_id.encode()).digest()[:8], "big")


def is_held_back(notice_id: str) -> bool:
    """Whether a notice belongs to the fifth that no model is trained on: by its id alone, for ever the same."""
    return digest(notice_id) % _HELD_BACK == 0


def digests(notice_ids: Iterable[str]) -> NDArray[np.uint64]:
    """The digests of notices, ascending."""
    return np.unique(np.array([digest(one) for one in notice_ids], np.uint64))
