"""Looks into a file of e-services: what it holds and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from karavel import services
from karavel.answers.law import MistakeAnswer
from karavel.answers.services import ServicesFile, UnreadProperty
from karavel.errors import NotFound
from karavel.texts import gettext as _


def check(path: Path) -> ServicesFile:
    """What a file of CPSV-AP holds; every problem is told, none raised.

    Raises:
        NotFound: there is no such file.
        RefusedInput: it is too large or too deep, has a DTD, or wants something from elsewhere.
        InvalidInput: it is no RDF.
    """
    reading = services.read(_bytes(path))
    found = reading.catalogue.services
    return ServicesFile(
        file=str(path),
        form=reading.form,
        services=len(found),
        authorities=len({one.uri for service in found for one in service.authorities}),
        by_level=dict(sorted(Counter(service.level or 0 for service in found).items())),
        by_state=dict(sorted(Counter(service.status or "" for service in found).items())),
        problems=tuple(MistakeAnswer(one.place, one.message) for one in reading.problems),
        unread=tuple(UnreadProperty(one.property, one.statements) for one in reading.unread),
    )


def _bytes(path: Path) -> bytes:
    """No more of a file than is needed to refuse it."""
    try:
        with path.open("rb") as file:
            return file.read(services.LARGEST + 1)
    except OSError as error:
        raise NotFound(
            _("{path} cannot be read: {told}").format(path=path, told=error.strerror),
            remedy=_("Name one file of e-services: Turtle, JSON-LD or RDF/XML."),
        ) from error
