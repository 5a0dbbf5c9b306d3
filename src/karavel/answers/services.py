"""What a file of e-services holds, and what is wrong with it: ``karavel services check``."""

from __future__ import annotations

from msgspec import Struct

from karavel.answers.law import MistakeAnswer


class UnreadProperty(Struct, frozen=True):
    """A property that is kept as it is, and how many statements have it."""

    property: str
    statements: int


class ServicesFile(Struct, frozen=True, kw_only=True):
    """A file of CPSV-AP.

    Attributes:
        form: turtle, json-ld or xml.
        services, authorities: how many it describes.
        by_level: services of each level of online sophistication (1 to 5); 0 are those of which the file says none.
        by_state: services of each state; empty are those of which the file says none.
        problems: values that could not be taken, and what CPSV-AP 3.2 asks for and is missing.
        unread: what Karavel keeps without understanding it.
    """

    file: str
    form: str
    services: int
    authorities: int
    by_level: dict[int, int]
    by_state: dict[str, int]
    problems: tuple[MistakeAnswer, ...]
    unread: tuple[UnreadProperty, ...]
