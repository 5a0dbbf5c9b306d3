"""How django-allauth lets people in here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from karavel.web.accounts.invitations import waiting


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Accounts are made by invitation, unless the operator opens the door."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this visitor may make an account."""
        return bool(settings.SIGNUP_OPEN) or waiting(request) is not None

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Addresses are kept in small letters."""
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        if commit:
            user.save()
        return user


class Social(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth has no types
    """The same for those who come from an OpenID provider."""

    def is_open_for_signup(self, request: HttpRequest, _login: Any) -> bool:
        """Whether this visitor may make an account."""
        return bool(settings.SIGNUP_OPEN) or waiting(request) is not None
