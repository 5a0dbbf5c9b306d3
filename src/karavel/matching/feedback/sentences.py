"""What is said about a company's own feedback, ready to be translated."""

from __future__ import annotations

from typing import Final

from karavel.texts.marking import N_, ngettext_noop

LIKED: Final = ngettext_noop("You liked {count} lot like this: {why}.", "You liked {count} lots like this: {why}.")
DISLIKED: Final = ngettext_noop(
    "You turned down {count} lot like this: {why}.", "You turned down {count} lots like this: {why}."
)
NEITHER: Final = N_("It is like none of the lots that you judged.")
WORDS: Final = N_("words {words}")
CODES: Final = N_("CPV {codes}")
BUYER: Final = N_("the buyer {buyer}")

BUYERS: Final = N_("buyers: {buyers}")

#: Opinions in users' words.
OPINIONS: Final[dict[str, str]] = {
    "up": N_("liked"),
    "down": N_("turned down"),
    "hide": N_("hidden"),
    "pursued": N_("pursued"),
    "won": N_("won"),
    "lost": N_("lost"),
    "undo": N_("withdrawn"),
}
