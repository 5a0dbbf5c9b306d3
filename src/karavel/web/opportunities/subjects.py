"""The CPV tree as a filter: divisions, and what lies below those that are open; each branch with its lots.

A tree may have thousands of branches, so a page has only what is open. What lies below a closed branch comes when it is
opened, by htmx or by the link that stands in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from karavel import texts
from karavel.codes import cpv_labels

_LABELS: Final = cpv_labels.compact()
_DIVISION: Final = 2  # digits
_LEVELS: Final = range(_DIVISION, 9)


class Branch(NamedTuple):
    """A branch of the tree.

    Attributes:
        value: its digits.
        parent: whether anything lies below it; ``below`` has that where the branch is open.
    """

    value: str
    label: str
    lots: int
    chosen: bool
    parent: bool
    below: list[Branch]


class Tree(NamedTuple):
    """The tree as a page shows it, a facet like others; ``rest`` is the query of the list."""

    options: list[Branch]
    rest: str

    name: str = "cpv"
    kind: str = "checkbox"
    about: bool = False
    within: str | None = None

    @property
    def label(self) -> str:
        """What it filters by."""
        return _("Subject (CPV)")

    @property
    def chosen(self) -> bool:
        """Whether it is in use."""
        return any(branch.chosen or branch.below for branch in self.options)

    @property
    def fields(self) -> SafeString:
        """The tree as nested lists, made here as a page has a hundred branches."""
        return _listed(self.options, self.rest)


def label(digits: str) -> str:
    """A branch in words, as far as there are some; its digits else."""
    words = _LABELS.label(digits.ljust(_LEVELS[-1], "0"), texts.current())
    return f"{digits} · {words}" if words else digits


def tree(counts: Mapping[str, int], chosen: tuple[str, ...], under: str, rest: str) -> Tree:
    """The divisions, with what lies below the chosen branches and below ``under``; most lots first.

    Args:
        counts: lots of each branch, by its digits.
        chosen: branches that are in use.
        under: a branch that somebody wants to look into; empty for none.
        rest: the query of the list.
    """
    return Tree(_Grown(counts, chosen, under).below(""), rest)


def below(counts: Mapping[str, int], chosen: tuple[str, ...], under: str, rest: str) -> SafeString:
    """What lies below one branch, as a list."""
    return _listed(_Grown(counts, chosen, under).below(under), rest)


class _Grown:
    """The tree of all branches that have lots or are in use."""

    def __init__(self, counts: Mapping[str, int], chosen: tuple[str, ...], under: str) -> None:
        self._counts, self._chosen = counts, chosen
        above = {branch for digits in chosen for branch in _above(digits)}
        self._open = above.difference(chosen) | {under, *_above(under)}
        self._children: defaultdict[str, list[str]] = defaultdict(list)
        for digits in sorted({*counts, *above, *chosen}):
            self._children["" if len(digits) == _DIVISION else digits[:-1]].append(digits)

    def below(self, digits: str) -> list[Branch]:
        """The branches one level below; one alone is open, as there is nothing else to choose from."""
        found = [self._branch(child, alone=len(self._children[digits]) == 1) for child in self._children[digits]]
        return sorted(found, key=lambda branch: (not (branch.chosen or branch.below), -branch.lots, branch.value))

    def _branch(self, digits: str, *, alone: bool) -> Branch:
        parent = digits in self._children
        opened = parent and (digits in self._open or (alone and len(digits) > _DIVISION))
        inner = self.below(digits) if opened else []
        return Branch(digits, label(digits), self._counts.get(digits, 0), digits in self._chosen, parent, inner)


def _above(digits: str) -> list[str]:
    return [digits[:length] for length in range(_DIVISION, len(digits))]


def _listed(branches: Iterable[Branch], rest: str) -> SafeString:
    return format_html('<ul class="branches">{}</ul>', format_html_join("\n", "{}", _items(branches, rest)))


def _items(branches: Iterable[Branch], rest: str) -> Iterator[tuple[SafeString]]:
    for one in branches:
        field = format_html(
            '<label{}><input id="cpv-{}" type="checkbox" name="cpv" value="{}"{}> '
            '<span class="facet-label" title="{}">{}</span><span class="count">{}</span></label>',
            SafeString("" if one.lots or one.chosen else ' class="soft"'),
            *(one.value, one.value),
            SafeString(" checked" if one.chosen else ""),
            *(one.label, one.label, texts.number(one.lots)),
        )
        yield (format_html("<li>{}{}</li>", field, _narrower(one, rest) if one.parent else ""),)


def _narrower(branch: Branch, rest: str) -> SafeString:
    """What opens a branch, and its inside: the branches below, or where these come from."""
    return format_html(
        '<details id="below-{}"{}><summary><span class="visually-hidden">{}</span></summary>{}</details>',
        branch.value,
        SafeString(" open" if branch.below else ""),
        _("Below %(subject)s") % {"subject": branch.label},
        _listed(branch.below, rest) if branch.below else _fetched(branch, rest),
    )


def _fetched(branch: Branch, rest: str) -> SafeString:
    query = f"{rest}&under={branch.value}" if rest else f"under={branch.value}"
    return format_html(
        '<a class="small" href="{}?{}" hx-get="{}?{}" hx-trigger="intersect once" hx-target="this" '
        'hx-swap="outerHTML">{}</a>',
        *(reverse("opportunities"), query, reverse("opportunities-subjects"), query),
        _("Show"),
    )
