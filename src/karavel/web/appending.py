"""Rows that are added and never changed or deleted, not many at once either; they go only with their organisation."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.db import models

from karavel.web.scope import Owned, OwnedManager

_Row = TypeVar("_Row", bound=models.Model)


class Additions(models.QuerySet[_Row]):
    """Rows to be read and added."""

    def update(self, **_values: Any) -> NoReturn:
        """Rows never change.

        Raises:
            TypeError: always.
        """
        raise TypeError("These rows are never changed.")

    def bulk_update(self, *_args: Any, **_options: Any) -> NoReturn:
        """Rows never change.

        Raises:
            TypeError: always.
        """
        raise TypeError("These rows are never changed.")

    def delete(self) -> NoReturn:
        """Rows go only with their organisation.

        Raises:
            TypeError: always.
        """
        raise TypeError("These rows are never deleted.")


class Appended(Owned):
    """A row of one organisation that stays as it was added."""

    objects: ClassVar[OwnedManager[Self]] = OwnedManager.from_queryset(Additions)()
    everywhere: ClassVar[models.Manager[Self]] = models.Manager.from_queryset(Additions)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Adds the row.

        Raises:
            TypeError: it is an old one.
        """
        if self.pk is not None:
            raise TypeError("These rows are never changed.")
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        """Rows go only with their organisation.

        Raises:
            TypeError: always.
        """
        raise TypeError("These rows are never deleted.")
