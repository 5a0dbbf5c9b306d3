"""Gives blank nodes addresses made of what they say, so that the same file has the same addresses again.

Nodes that say the same are the same: an authority that stands without an address in each of twenty services is one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from rdflib import BNode, URIRef
from rdflib.term import Node

from karavel.services.guarding import Triple

#: What blank nodes say, each with its property.
_Said = Mapping[Node, list[tuple[str, Node]]]

#: How deep nodes in a circle are looked into; what is alike that far gets a number behind its address.
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
    digests = _inside_out(said)
    names = {node: URIRef(f"urn:x-karavel:node:{digest}") for node, digest in digests.items()}
    return {**names, **_in_circles(said, digests)}


def _inside_out(said: _Said) -> dict[Node, str]:
    """Digests of nodes, those that lead to no other blank node first; nodes in circles, or leading there, have none."""
    waiting = {node: {value for _term, value in each if value in said} for node, each in said.items()}
    users: dict[Node, list[Node]] = defaultdict(list)
    for node, values in waiting.items():
        for value in values:
            users[value].append(node)
    ready = [node for node, values in waiting.items() if not values]
    digests: dict[Node, str] = {}
    while ready:
        node = ready.pop()
        digests[node] = _digest(said[node], digests)
        for user in users[node]:
            waiting[user].discard(node)
            if not waiting[user]:
                ready.append(user)
    return digests


def _in_circles(said: _Said, known: Mapping[Node, str]) -> dict[Node, Node]:
    left = {node: each for node, each in said.items() if node not in known}
    digests = {**known, **dict.fromkeys(left, "")}
    for _round in range(_ROUNDS):
        digests = {**known, **{node: _digest(each, digests) for node, each in left.items()}}
    return _numbered({node: digests[node] for node in left})


def _digest(said: list[tuple[str, Node]], digests: Mapping[Node, str]) -> str:
    lines = sorted(f"{term} {digests[value] if value in digests else value.n3()}" for term, value in said)
    return sha256("\n".join(lines).encode()).hexdigest()[:20]


def _numbered(digests: dict[Node, str]) -> dict[Node, Node]:
    names: dict[Node, Node] = {}
    met: Counter[str] = Counter()
    for node, digest in sorted(digests.items(), key=lambda pair: (pair[1], str(pair[0]))):
        met[digest] += 1
        names[node] = URIRef(f"urn:x-karavel:node:{digest}-{met[digest]}")
    return names
