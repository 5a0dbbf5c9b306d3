"""Gives blank nodes addresses made of what they say, so that the same file has the same addresses again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from rdflib import BNode, URIRef
from rdflib.term import Node

from karavel.services.guarding import Triple

#: How deep a node is looked into; what is alike that far gets a number behind its address.
_ROUNDS: Final = 8


def named(triples: Iterable[Triple]) -> list[Triple]:
    """The same statements, with addresses in the place of blank nodes."""
    known = list(triples)
    names = _names(known)
    return [(names.get(subject, subject), term, names.get(value, value)) for subject, term, value in known]


def _names(triples: list[Triple]) -> dict[Node, Node]:
    said: dict[Node, list[tuple[str, Node]]] = {}
    for subject, term, value in triples:
        for node in (subject, value):
            if isinstance(node, BNode):
                said.setdefault(node, [])
        if isinstance(subject, BNode):
            said[subject].append((term.n3(), value))
    digests = dict.fromkeys(said, "")
    for _round in range(_ROUNDS):
        finer = {node: _digest(each, digests) for node, each in said.items()}
        if len(set(finer.values())) == len(set(digests.values())) and _round:
            break
        digests = finer
    return _numbered(digests)


def _digest(said: list[tuple[str, Node]], digests: dict[Node, str]) -> str:
    lines = sorted(f"{term} {digests.get(value) if value in digests else value.n3()}" for term, value in said)
    return sha256("\n".join(lines).encode()).hexdigest()[:20]


def _numbered(digests: dict[Node, str]) -> dict[Node, Node]:
    names: dict[Node, Node] = {}
    met: Counter[str] = Counter()
    for node, digest in sorted(digests.items(), key=lambda pair: (pair[1], str(pair[0]))):
        met[digest] += 1
        number = f"-{met[digest]}" if met[digest] > 1 else ""
        names[node] = URIRef(f"urn:x-karavel:node:{digest}{number}")
    return names
