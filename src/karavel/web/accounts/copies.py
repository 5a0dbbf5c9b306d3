"""Copies of what is kept, and its deletion: every model that belongs to an organisation or names a user takes part.

Models are found, not listed, so that none that is added later is forgotten.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

from django.apps import apps
from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from karavel.web.accounts.models import Membership, Organisation, User
from karavel.web.rooms import LEFT
from karavel.web.scope import Owned

#: Columns that nobody gets a copy of: they would let their reader in.
_SECRET: Final = frozenset(
    {
        *("password", "token_digest", "feed_digest", "webhook_secret", "data", "pseudonym_key"),
        *("secret", "half", "wraps"),  # keys to sealed bids, whole or in part
    }
)


def owned_models() -> list[type[Owned]]:
    """Every model whose rows belong to an organisation."""
    return [model for model in apps.get_models() if issubclass(model, Owned)]


def name_of(model: type[models.Model]) -> str:
    """The name of a model's rows in a copy: the model's, with that of its room where two have one name."""
    meta = model._meta  # noqa: SLF001 - Django's public API in all but name
    twice = sum(other._meta.model_name == meta.model_name for other in owned_models()) > 1  # noqa: SLF001
    return meta.label_lower if twice else meta.model_name or ""


def of_organisation(organisation: Organisation) -> bytes:
    """A zip: a JSON file a model, and the files as they were uploaded."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
        _add(copy, "organisation", [organisation])
        _add(copy, "membership", Membership.objects.filter(organisation=organisation))
        for model in owned_models():
            rows = model.everywhere.filter(organisation=organisation)
            _add(copy, name_of(model), rows)
            for file in filter(_is_there, _files(rows)):
                with file.open("rb"):
                    copy.writestr(f"files/{file.name}", file.read())
    return buffer.getvalue()


def of_user(user: User) -> bytes:
    """A zip: the account, and every row that names the user."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
        _add(copy, "user", [user])
        for model in apps.get_models():
            for field in _naming_users(model):
                rows = _all(model).filter(**{field: user})
                if rows:
                    _add(copy, f"{model._meta.label_lower}.{field}", rows)  # noqa: SLF001
    return buffer.getvalue()


def _all(model: type[models.Model]) -> models.QuerySet[models.Model]:
    return model._base_manager.all()  # noqa: SLF001 - the manager that knows no scope


def _naming_users(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.get_fields():  # noqa: SLF001
        if isinstance(field, models.ForeignKey) and field.related_model is User:
            yield field.name


def _add(copy: zipfile.ZipFile, name: str, rows: Any) -> None:
    content = json.dumps([_row(row) for row in rows], cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    copy.writestr(f"{name}.json", content)


def _row(row: models.Model) -> dict[str, Any]:
    found = {}
    for field in row._meta.concrete_fields:  # noqa: SLF001
        if field.name not in _SECRET:
            value = getattr(row, field.attname)
            found[field.attname] = value.name if isinstance(value, File) else value
    return found


def _files(rows: models.QuerySet[Any]) -> Iterator[Any]:
    names = [field.name for field in rows.model._meta.concrete_fields if isinstance(field, models.FileField)]  # noqa: SLF001
    for row in rows if names else ():
        yield from (file for name in names if (file := getattr(row, name)))


def _is_there(file: Any) -> bool:
    """Whether a file has its bytes still; where they are gone, the rest is copied all the same."""
    return bool(file.storage.exists(file.name))


@transaction.atomic
def delete_organisation(organisation: Organisation) -> None:
    """Deletes an organisation with all its rows and files; its members keep their accounts.

    Raises:
        ProtectedError: another organisation must keep something of it; nothing is deleted then.
    """
    for room in LEFT:
        import_module(f"karavel.web.{room}.leaving").leave(organisation)
    for model in owned_models():
        for file in _files(model.everywhere.filter(organisation=organisation)):
            transaction.on_commit(lambda file=file: file.storage.delete(file.name))  # type: ignore[misc]
    organisation.delete()


@transaction.atomic
def delete_user(user: User) -> None:
    """Deletes an account and the organisations whose only member it was; what it wrote elsewhere stays, unnamed."""
    for membership in user.memberships.select_related("organisation"):
        if membership.organisation.memberships.count() == 1:
            delete_organisation(membership.organisation)
    user.delete()
