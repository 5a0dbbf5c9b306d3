"""Field tables over XML: one pass down a pruned tree of paths.

A table is a tuple of :class:`Field` and :class:`Group` rows; :func:`compile_table` folds their paths into a tree of
:class:`Node`; :func:`walk` visits a document once along that tree and gathers values into a :data:`Record`. Whatever
the tree has no branch for is counted as unread, by path, at the top of what was left out. The same rows name the
business term of each field, so that a writer can use them too.

A path is relative to its group, its steps separated by ``/``. A step is an element name; ``*`` stands for any element
that no sibling row names, ``**`` for any chain of elements (none, too) that no row below it names, for forms that wrap
the same fields in ever other elements; what holds text in such a chain is unread. Names match by prefix when the table
is compiled with namespaces, else by local name, whatever the namespace, as TED documents of one schema version use
several or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from lxml.etree import _Element as Element

#: What one element gave: key to values in document order; a group's values are records.
Record: TypeAlias = dict[str, list[Any]]
Take: TypeAlias = Callable[[Element], Any]

_CACHE_LIMIT = 2048  # unknown names remembered per node; a hostile document must not grow it without end


def text(element: Element) -> str | None:
    """The element's own text without white space around it, None when empty."""
    value = element.text
    return value.strip() or None if value else None


def prose(element: Element) -> str | None:
    """All text below the element; its paragraphs (``P``) become lines, one that a formatter broke is whole again."""
    lines = [_line(child) for child in element if str(child.tag)[-2:] in _PARAGRAPHS]
    if not lines:
        return _line(element) or None
    return lines[0] or None if len(lines) == 1 else "\n".join(filter(None, lines)) or None


_PARAGRAPHS = frozenset({"P", "}P"})  # ends of the tag of a paragraph, in a namespace or in none


def _line(element: Element) -> str:
    """All text below the element as one line."""
    words = "".join(element.itertext()) if len(element) else element.text
    if not words:
        return ""
    return " ".join(words.split()) if "\n" in words else words.strip()


def present(_element: Element) -> bool:
    """True: in TED many elements say something by standing there."""
    return True


def name(element: Element) -> str:
    """The element's local name: in TED a code is often an element."""
    return str(element.tag).rpartition("}")[2]


def attribute(key: str) -> Take:
    """Takes the value of an attribute."""
    return lambda element: element.get(key)


def with_attribute(key: str, take: Take = text) -> Take:
    """Takes ``(value, attribute)``: an amount with its currency, a text with its language, a code with its list."""

    def pair(element: Element) -> tuple[Any, str | None] | None:
        value = take(element)
        return None if value is None else (value, element.get(key))

    return pair


def where(key: str, value: str, take: Take = text) -> Take:
    """Takes only from an element that carries the attribute with that value; its other uses stay unread."""
    return lambda element: take(element) if element.get(key) == value else None


def under(path: str, rows: Iterable[Field | Group]) -> tuple[Field | Group, ...]:
    """The rows with a path before their own, for what stands in one place without being a record of its own."""
    return tuple(row._replace(path=f"{path}/{row.path}") for row in rows)


class Field(NamedTuple):
    """One row: where a value stands, its key in the record, its business term, how it is taken.

    ``bt`` names one business term or several, separated by a space. ``whole`` says that the take reads everything
    below the element (:func:`prose`), so that nothing there is unread.
    """

    path: str
    key: str
    bt: str = ""
    take: Take = text
    whole: bool = False


class Group(NamedTuple):
    """Rows below a repeated element; each occurrence becomes a record of its own under ``key``."""

    path: str
    key: str
    rows: tuple[Field | Group, ...]


class Node(dict[str, "Node"]):
    """One element of the tree: child tag to node.

    ``takes`` are its fields, ``group`` its key as a record of its own, ``whole`` says that a take swallows all below,
    ``through`` that it stands for a chain of wrappers.
    """

    __slots__ = ("anything", "group", "namespaces", "path", "takes", "through", "unread", "whole")

    def __init__(self, path: str, namespaces: Mapping[str, str] | None, *, unread: bool = False) -> None:
        super().__init__()
        self.path = path
        self.namespaces = namespaces
        self.takes: tuple[tuple[str, Take], ...] = ()
        self.group: str | None = None
        self.anything: Node | None = None
        self.unread = unread
        self.whole = False
        self.through = False

    def __missing__(self, tag: str) -> Node:
        """The branch for a full tag seen for the first time; remembered under it."""
        step = _step(tag, self.namespaces)
        node = self.get(step)  # an empty node is false, so it is compared with None
        if node is None:
            node = self._unnamed(tag, step)
        if len(self) < _CACHE_LIMIT:
            self[tag] = node
        return node

    def _unnamed(self, tag: str, step: str) -> Node:
        """The branch for a step that no row names here."""
        if self.anything is None:
            return Node(self._below(step), self.namespaces, unread=True)
        return self.anything if self.through or not self.anything.through else self.anything[tag]

    def branch(self, step: str) -> Node:
        """The child for a step of a path, made when it is new."""
        if step == "*":
            if self.anything is None:
                self.anything = Node(self._below("*"), self.namespaces)
            return self.anything
        if step == "**":
            if self.anything is None:
                self.anything = self._wrappers()
            return self.anything
        if step not in self:
            self[step] = Node(self._below(step), self.namespaces)
        return self[step]

    def _below(self, step: str) -> str:
        return f"{self.path}/{step}" if self.path else step

    def _wrappers(self) -> Node:
        """A node that stands for any chain of wrappers: whatever it does not name, it is itself."""
        wrappers = Node(self._below("**"), self.namespaces)
        wrappers.through = True
        wrappers.anything = wrappers
        return wrappers


def _step(tag: str, namespaces: Mapping[str, str] | None) -> str:
    """``{uri}Name`` as a step: ``prefix:Name`` where namespaces count, else ``Name``."""
    uri, _, local = tag.rpartition("}")
    if namespaces is None:
        return local
    prefix = namespaces.get(uri[1:])
    return f"{prefix}:{local}" if prefix else tag


def compile_table(rows: Iterable[Field | Group], namespaces: Mapping[str, str] | None = None) -> Node:
    """The tree of a table, its root standing for the document's root element.

    Args:
        rows: the table.
        namespaces: URI to prefix as the rows write it; None when names match by local name alone.
    """
    root = Node("", namespaces)
    _grow(root, rows)
    return root


def _grow(node: Node, rows: Iterable[Field | Group]) -> None:
    for row in rows:
        end = node
        for step in row.path.split("/") if row.path else ():
            end = end.branch(step)
        if isinstance(row, Group):
            if end.group not in (None, row.key):
                raise ValueError(f"two groups at {end.path}: {end.group} and {row.key}")
            end.group = row.key
            _grow(end, row.rows)
        else:
            end.takes += ((row.key, row.take),)
            end.whole |= row.whole or row.take is prose


def walk(element: Element, node: Node, record: Record, unread: dict[str, int]) -> None:
    """Gathers the children of ``element`` into ``record`` and counts in ``unread`` what ``node`` has no branch for.

    The one loop over every element of a document: what it calls per element is written out in it.
    """
    for child in element:
        branch = node[child.tag]  # type: ignore[index]  # a str: comments and PIs were dropped, entities are refused
        if branch.unread:
            unread[branch.path] = unread.get(branch.path, 0) + 1
            continue
        if branch.group is None:
            target = record
        else:
            target = {}
            record.setdefault(branch.group, []).append(target)
        taken = not branch.takes
        for key, take in branch.takes:
            value = take(child)
            if value is not None:
                taken = True
                if key in target:
                    target[key].append(value)
                else:
                    target[key] = [value]
        if len(child):
            if not branch.whole:
                walk(child, branch, target, unread)
        elif not taken or branch.through:
            _leave(element, child, branch, unread)


def _leave(element: Element, child: Element, branch: Node, unread: dict[str, int]) -> None:
    """Counts words that no take wanted: in a wrapper, of another code list, of an attribute that is not there."""
    if child.text and not child.text.isspace():
        path = f"{branch.path}/{name(element)}/{name(child)}" if branch.through else branch.path
        unread[path] = unread.get(path, 0) + 1
