"""Field tables: what a row takes, what a group gathers, what nobody reads."""

from __future__ import annotations

import pytest
from lxml import etree

from karavel.readers import xml
from karavel.readers.tree import (
    Field,
    Group,
    Record,
    attribute,
    compile_table,
    name,
    present,
    prose,
    under,
    walk,
    where,
    with_attribute,
)


def walked(
    content: str, *rows: Field | Group, namespaces: dict[str, str] | None = None
) -> tuple[Record, dict[str, int]]:
    record: Record = {}
    unread: dict[str, int] = {}
    walk(xml.parse(content.encode()), compile_table(rows, namespaces), record, unread)
    return record, unread


def test_values_stand_in_document_order_under_their_key() -> None:
    found = walked("<r><a>1</a><b>x</b><a> 2 </a></r>", Field("a", "number"), Field("b", "letter"))
    assert found == ({"number": ["1", "2"], "letter": ["x"]}, {})


def test_an_empty_element_has_no_value_and_is_not_unread() -> None:
    assert walked("<r><a/><a> </a></r>", Field("a", "key")) == ({}, {})


def test_each_occurrence_of_a_group_is_a_record_of_its_own() -> None:
    rows = Group("p/g", "groups", (Field("a", "a"), Group("h", "inner", (Field("a", "a"),))))
    found, _ = walked("<r><p><g><a>1</a><h><a>2</a></h></g><g/></p></r>", rows)
    assert found == {"groups": [{"a": ["1"], "inner": [{"a": ["2"]}]}, {}]}


def test_what_no_row_names_is_counted_at_the_top_of_what_was_left_out() -> None:
    _, unread = walked("<r><a><x><y>1</y></x><x/></a><z/></r>", Field("a/b", "b"))
    assert unread == {"a/x": 2, "z": 1}


def test_words_that_no_take_wanted_are_unread() -> None:
    rows = (Field("a", "first", "", where("list", "1")), Field("a", "second", "", where("list", "2")))
    found = walked('<r><a list="1">x</a><a list="2">y</a><a list="3">z</a><a list="3"/></r>', *rows)
    assert found == ({"first": ["x"], "second": ["y"]}, {"a": 1})


def test_several_rows_may_take_from_one_element() -> None:
    rows = (
        Field("a", "text"),
        Field("a", "unit", "", attribute("unit")),
        Field("a", "both", "", with_attribute("unit")),
    )
    assert walked('<r><a unit="d">5</a></r>', *rows) == ({"text": ["5"], "unit": ["d"], "both": [("5", "d")]}, {})


def test_a_code_may_be_an_element_and_presence_may_be_a_value() -> None:
    rows = (Field("kind/*", "kind", "", name), Field("yes", "yes", "", present))
    assert walked("<r><kind><OPEN/></kind><yes/></r>", *rows) == ({"kind": ["OPEN"], "yes": [True]}, {})


def test_a_sibling_row_goes_before_any_element() -> None:
    rows = (Field("a/named", "named"), Field("a/*", "other", "", name))
    assert walked("<r><a><named>x</named><b/></a></r>", *rows)[0] == {"named": ["x"], "other": ["b"]}


def test_any_chain_of_wrappers_may_stand_above_a_field() -> None:
    content = "<r><w><v><a>1</a></v></w><a>2</a><w><b>words</b></w></r>"
    found, unread = walked(content, Field("**/a", "a"))
    assert found == {"a": ["1", "2"]}
    assert unread == {"**/w/b": 1}


def test_prose_folds_white_space_and_keeps_paragraphs_apart() -> None:
    content = "<r><t><P>one\n  <b>two</b></P><P>three</P></t></r>"
    assert walked(content, Field("t", "t", "", prose)) == ({"t": ["one two\nthree"]}, {})


def test_names_match_by_prefix_with_namespaces_and_by_local_name_without() -> None:
    content = '<r xmlns:p="urn:one" xmlns:q="urn:two"><p:a>1</p:a><q:a>2</q:a></r>'
    assert walked(content, Field("a", "a")) == ({"a": ["1", "2"]}, {})
    assert walked(content, Field("x:a", "a"), namespaces={"urn:one": "x"}) == ({"a": ["1"]}, {"{urn:two}a": 1})


def test_rows_may_share_the_path_above_them() -> None:
    assert under("p", (Field("a", "k"), Group("g", "g", ()))) == (Field("p/a", "k"), Group("p/g", "g", ()))


def test_two_groups_at_one_place_are_a_mistake_of_the_table() -> None:
    with pytest.raises(ValueError, match="two groups at a: x and y"):
        compile_table((Group("a", "x", ()), Group("a", "y", ())))


def test_a_document_full_of_new_names_does_not_grow_the_tree_without_end() -> None:
    tree = compile_table((Field("a", "a"),))
    content = "<r>" + "".join(f"<n{number}/>" for number in range(5000)) + "</r>"
    unread: dict[str, int] = {}
    walk(etree.fromstring(content), tree, {}, unread)
    assert len(unread) == 5000
    assert len(tree) <= 2048
