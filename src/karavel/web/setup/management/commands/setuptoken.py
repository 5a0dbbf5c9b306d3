"""``setuptoken``: makes a new token for the first account."""

from __future__ import annotations

import os
import secrets
from typing import Any

from django.core.management.base import BaseCommand

from karavel.web.accounts.models import User
from karavel.web.setup import token

_BYTES = 12


class Command(BaseCommand):
    """Keeps a new token where the workers find it, and prints it; nothing once there is an account."""

    help = "Makes a new token for the first account."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Makes the token."""
        if User.objects.exists():
            token.place().unlink(missing_ok=True)
            return
        made = secrets.token_urlsafe(_BYTES)
        descriptor = os.open(token.place(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(made)
        self.stdout.write(made)
