"""Everything that can go wrong, in one tree.

::

    KaravelError                  the job could not be done; str(error) is a sentence for the user
    ├── UsageError                the command was called wrongly (exit code 2)
    ├── InvalidInput              a file or text is wrong; knows every place, all told at once
    │   ├── InvalidCode           a text is no code of its list (CPV, NUTS, country, currency, …)
    │   ├── InvalidProfile        company.toml does not hold
    │   └── InvalidLaw            the law data does not hold
    ├── RefusedInput              hostile or oversized input: bombs, external entities, paths that climb
    ├── SourceError               a remote source did not answer as documented
    ├── LakeError                 the lake cannot be read or written
    │   ├── LakeMissing           there is no lake at that place yet
    │   └── LakeBusy              another process writes to it
    ├── SealError                 a sealed bid, or the key to it, cannot be used
    │   ├── WrongKey              it is not sealed to this key
    │   └── BrokenSeal            it was changed, cut off, or belongs to another place
    ├── SigningError              a contract cannot be signed with that certificate, or is not the one that we made
    ├── IllegalMove               an object may not go from its state to that one, or somebody else moved it first
    └── NotFound                  nothing has that id

Readers do not raise on bad input: they return problems beside what they understood. Only the command line
turns an error into an exit code, only the web into a status code.
"""

from __future__ import annotations

from dataclasses import dataclass


class KaravelError(Exception):
    """The job could not be done; ``str(error)`` is a sentence for the user, ``remedy`` says what to try next."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class UsageError(KaravelError):
    """The command was called wrongly."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a file: its place (``capabilities.cpv[1]``), what is wrong, and what would be right."""

    place: str
    message: str


class InvalidInput(KaravelError):
    """A file or text is wrong; ``mistakes`` holds every place, so that all are mended at once."""

    def __init__(self, message: str, mistakes: tuple[Mistake, ...] = (), *, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.mistakes = mistakes


class InvalidCode(InvalidInput):
    """A text is no code of its list."""


class InvalidProfile(InvalidInput):
    """``company.toml`` does not hold."""


class InvalidLaw(InvalidInput):
    """The law data does not hold."""


class RefusedInput(KaravelError):
    """Hostile or oversized input: an entity bomb, an external entity, a zip bomb, a path that climbs."""


class IllegalMove(KaravelError):
    """An object may not make that move from the state that it is in; also where somebody else has just moved it."""

    def __init__(self, what: str, state: str, move: str) -> None:
        super().__init__(
            f"{what}: from {state!r} nothing may {move}.", remedy="Load the page again to see where it stands."
        )
        self.what, self.state, self.move = what, state, move


class SealError(KaravelError):
    """A sealed bid, or the key to it, cannot be used."""


class WrongKey(SealError):
    """It is not sealed to this key."""


class BrokenSeal(SealError):
    """It was changed or cut off, or it belongs to another place, file or call."""


class SigningError(KaravelError):
    """A contract cannot be signed with that certificate, or is not the one that we made."""


class SourceError(KaravelError):
    """A remote source did not answer as documented."""


class LakeError(KaravelError):
    """The lake cannot be read or written."""


class LakeMissing(LakeError):
    """There is no lake at that place yet."""


class LakeBusy(LakeError):
    """Another process writes to the lake."""


class NotFound(KaravelError):
    """Nothing has that id."""
