"""The reader never raises: what is no TED notice is said to be none, what is wrong in one becomes a problem."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.readers.ted.making import BODY, form, notice, read, subject

from karavel.readers.ted import TABLES
from karavel.readers.tree import Field, Group

GOOD = notice(form(BODY + subject()))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no XML at all",
        GOOD[: len(GOOD) // 2],
        GOOD.replace(b"UTF-8", b"UTF-16"),
        b"<TED_EXPORT>\xff\xfe</TED_EXPORT>",
        b'<!DOCTYPE t [<!ENTITY a "b">]><TED_EXPORT>&a;</TED_EXPORT>',
        b'<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><TED_EXPORT>&a;</TED_EXPORT>',
    ],
)
def test_what_is_no_xml_has_no_notice_and_an_error_that_says_why(content: bytes) -> None:
    reading = read(content)
    assert reading.notice is None
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("unreadable-xml", "error")]


@pytest.mark.parametrize("content", [b"<TED_EXPORT/>", b"<a><FORM_SECTION><b/></FORM_SECTION></a>"])
def test_xml_without_a_form_has_no_notice(content: bytes) -> None:
    reading = read(content)
    assert reading.notice is None
    assert [problem.code for problem in reading.problems] == ["no-ted-form"]


def test_a_notice_without_its_number_keeps_what_stands_there_and_says_so() -> None:
    reading = read(GOOD.replace(b"000123-2021", b"none"))
    assert reading.notice is not None
    assert reading.notice.id == "none"
    assert [problem.code for problem in reading.problems] == ["no-publication-number"]


def test_a_deadline_before_the_publication_stands_and_is_a_problem() -> None:
    late = "<PROCEDURE><DATE_RECEIPT_TENDERS>2020-12-31</DATE_RECEIPT_TENDERS></PROCEDURE>"
    reading = read(notice(form(BODY + subject() + late)))
    assert reading.notice is not None
    assert reading.notice.lots[0].deadline == "2020-12-31"
    assert [problem.code for problem in reading.problems] == ["deadline-before-publication"]


def _paths(rows: tuple[Field | Group, ...], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for row in rows:
        steps = (*above, *(step for step in row.path.split("/") if step not in {"**", ""}))
        found += _paths(row.rows, steps) if isinstance(row, Group) else [steps]
    return found


_WORDS = st.sampled_from(
    ["", "x", "1", "-1", "9" * 5000, "2021-13-45", "20211345 99:99", "24:00", "1 000,5", "\u00a0", "NaN"]
)
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["VALUE", "CODE", "CTYPE", "CURRENCY", "TYPE", "PUBLICATION", "FMTVAL", "LG", "CATEGORY", "FORM"]),
    _WORDS,
)


def _planted(root: etree._Element, steps: tuple[str, ...], words: str, attributes: dict[str, str]) -> None:
    """Puts an element at a path, beside whatever stands there."""
    for step in steps[:-1]:
        below = root.find(step)
        root = etree.SubElement(root, step) if below is None else below
    leaf = etree.SubElement(root, steps[-1], attributes)
    leaf.text = words


@pytest.mark.parametrize("edition", ["2014", "2011"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_stands_where_a_field_is_expected_never_raises(edition: str, data: st.DataObject) -> None:
    element = "F03_2014" if edition == "2014" else "CONTRACT"
    root = etree.fromstring(notice(form(BODY + subject(), element=element, name=data.draw(_WORDS))))
    target = root.find(f"FORM_SECTION/{element}")
    assert target is not None
    paths = st.sampled_from(_paths(TABLES[edition]))
    for steps, words, attributes in data.draw(st.lists(st.tuples(paths, _WORDS, _ATTRIBUTES), max_size=12)):
        _planted(target, steps, words, attributes)
    for steps, words, attributes in data.draw(
        st.lists(st.tuples(st.sampled_from(_paths(TABLES["coded"])), _WORDS, _ATTRIBUTES), max_size=4)
    ):
        _planted(root, steps, words, attributes)
    reading = read(etree.tostring(root))
    assert reading.notice is not None
    assert reading.notice.lots
