"""A move that a call does not have leads back to it."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from karavel.web.desk import refusals
from karavel.web.requests import Request


def _back(_request: Request, pk: int) -> str:
    return reverse("calls-desk", args=[pk])


refusing: Final = refusals.refusing(_back)
