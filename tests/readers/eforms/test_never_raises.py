"""However a real notice is damaged, it is read, and what is read can be kept."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import msgspec
import pytest
from lxml import etree
from tests.readers.eforms.conftest import document

from karavel.notices import Notice
from karavel.readers import eforms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WORDS = (
    "",
    "x",
    "-1",
    "NaN",
    "1e400",
    "9" * 30,
    "2023-13-45",
    "24:00:00",
    "true",
    "LOT-0001",
    "ORG-0001",
    "Z",
    "😀" * 50,
)


def _remove(element: etree._Element, _chance: random.Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _double(element: etree._Element, _chance: random.Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.append(etree.fromstring(etree.tostring(element)))


def _reword(element: etree._Element, chance: random.Random) -> None:
    element.text = chance.choice(WORDS)


def _strip(element: etree._Element, _chance: random.Random) -> None:
    element.attrib.clear()


def _relabel(element: etree._Element, chance: random.Random) -> None:
    for attribute in element.attrib:
        element.set(attribute, chance.choice(WORDS))


DAMAGES: tuple[Callable[[etree._Element, random.Random], None], ...] = (_remove, _double, _reword, _strip, _relabel)


def _damaged(content: bytes, chance: random.Random) -> bytes:
    root = etree.fromstring(content)
    elements = list(root.iter("*"))[1:]
    for element in chance.sample(elements, k=min(len(elements), chance.choice((1, 5, 40)))):
        chance.choice(DAMAGES)(element, chance)
    return etree.tostring(root)


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(10))
def test_a_damaged_notice_is_read_and_can_be_kept(seed: int, contents: Mapping[str, bytes]) -> None:
    chance = random.Random(seed)
    small = [content for content in contents.values() if len(content) < 60_000]
    for content in chance.sample(small, k=40):
        damaged = _damaged(content, chance)
        found = eforms.read(document(damaged)).notice
        assert found is not None
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Notice) == found
