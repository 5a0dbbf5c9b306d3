"""Every object belongs to an organisation, and a request sees those of its organisation only.

The organisation is a context variable that :class:`karavel.web.accounts.acting.Acting` sets for the time of a request;
commands set it with :func:`within`. Where none is set, asking for owned objects fails instead of giving everybody's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

_Row = TypeVar("_Row", bound=models.Model)
_organisation: ContextVar[int | None] = ContextVar("karavel_organisation", default=None)


class NoScope(RuntimeError):
    """Owned objects were asked for without an organisation; a fault of ours."""


def current() -> int:
    """The key of the organisation in whose name things are done.

    Raises:
        NoScope: there is none.
    """
    found = _organisation.get()
    if found is None:
        raise NoScope("Owned objects need an organisation: use scope.within(organisation).")
    return found


@contextmanager
def within(organisation: models.Model | int | None) -> Iterator[None]:
    """Acts for an organisation inside the block; for none, where nobody is logged in."""
    key = organisation.pk if isinstance(organisation, models.Model) else organisation
    token = _organisation.set(key)
    try:
        yield
    finally:
        _organisation.reset(token)


class OwnedManager(models.Manager[_Row]):
    """Gives rows of the organisation in force and makes new ones for it."""

    def get_queryset(self) -> models.QuerySet[_Row]:
        """Rows of the organisation in force."""
        return super().get_queryset().filter(organisation_id=current())


class Owned(models.Model):
    """A row of one organisation. ``objects`` gives those of the organisation in force, ``everywhere`` all.

    ``everywhere`` is for what works for all organisations (sending alerts, exports of an operator); pages never use it.
    """

    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+", editable=False)
    created = models.DateTimeField(auto_now_add=True, editable=False)

    objects: ClassVar[OwnedManager[Self]] = OwnedManager()
    everywhere: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Saves the row for the organisation in force, where it has none yet."""
        if self.organisation_id is None:
            self.organisation_id = current()
        super().save(*args, **options)
