"""Every address of the site, found in the URLconf, with values for its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver
from tests.web.catalogue.agency import CATALOGUE
from tests.web.desk.bids import BIDS
from tests.web.desk.calls import CALLS
from tests.web.desk.contracting import CONTRACTS
from tests.web.desk.evaluation import EVALUATION
from tests.web.desk.needs import NEEDS
from tests.web.news.samples import NEWS
from tests.web.work.samples import WORK
from tests.web.world import TOKEN, World

from karavel.web.permissions import Role


class Address(NamedTuple):
    """One pattern: its full name (its route, where it has none), its route, its view, the names of its parts."""

    name: str
    route: str
    view: Callable[..., Any]
    parts: tuple[str, ...]


def addresses() -> list[Address]:
    """All of them."""
    return list(_walk(get_resolver().url_patterns, "", "/", ()))


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, before: str, known: tuple[str, ...]
) -> Iterator[Address]:
    for pattern in patterns:
        parts = known + tuple(pattern.pattern.regex.groupindex)
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, namespace, route, parts)
        else:
            yield Address(f"{prefix}{pattern.name or pattern.pattern}", route, pattern.callback, parts)


#: For each address with parts: values out of ours. ``party`` is whose objects are meant.
#: An address that names an object by a number gets 404 for everybody else; test_permissions.py holds that.
SAMPLES: dict[str, Callable[[World], dict[str, Any]]] = {
    "invitation": lambda _: {"token": TOKEN},
    "invitation-withdraw": lambda world: {"pk": world.ours.invitation.pk if world.ours.invitation else 0},
    "member-role": lambda world: {"pk": world.ours.membership(Role.VIEWER).pk},
    "member-remove": lambda world: {"pk": world.ours.membership(Role.VIEWER).pk},
    "searches-edit": lambda world: {"pk": world.ours.search.pk if world.ours.search else 0},
    "searches-delete": lambda world: {"pk": world.ours.search.pk if world.ours.search else 0},
    "account_confirm_email": lambda _: {"key": "no-such-key"},
    "account_reset_password_from_key": lambda _: {"uidb36": "1", "key": "no-such-key"},
    "tokens-revoke": lambda world: {"pk": world.ours.token.pk if world.ours.token else 0},
    "api:service": lambda _: {"key": "0123456789"},
    "api:notice": lambda _: {"notice_id": "1-2026"},
    "api:instrument": lambda _: {"instrument_id": "32014L0024"},
    **dict.fromkeys(
        ("api:company", "api:change_company"),
        lambda world: {"key": world.ours.profile.pk if world.ours.profile else 0},
    ),
    "api:parties": lambda _: {"role": "buyers"},
    **dict.fromkeys(
        ("api:party", "api:contracts", "api:renewals"), lambda _: {"role": "suppliers", "slug": "xx-nobody"}
    ),
    **dict.fromkeys(
        ("api:saved_search", "api:change_search", "api:delete_search"),
        lambda world: {"key": world.ours.search.pk if world.ours.search else 0},
    ),
    **dict.fromkeys(
        ("api:pursuit", "api:change_pursuit", "api:notes", "api:write_note"),
        lambda world: {"key": world.ours.pursuit.pk if world.ours.pursuit else 0},
    ),
    "openid_connect_login": lambda _: {"provider_id": "oidc"},
    "openid_connect_callback": lambda _: {"provider_id": "oidc"},
    "notice": lambda _: {"notice_id": "no-such-notice"},
    "notice-brief": lambda _: {"notice_id": "no-such-notice"},
    "notice-original": lambda _: {"notice_id": "no-such-notice"},
    "buyer": lambda _: {"slug": "xx-nobody"},
    "buyer-calendar": lambda _: {"slug": "xx-nobody"},
    "supplier": lambda _: {"slug": "xx-nobody"},
    "supplier-calendar": lambda _: {"slug": "xx-nobody"},
    **WORK,
    **NEEDS,
    **BIDS,
    **NEWS,
    **CONTRACTS,
    **CATALOGUE,
    **CALLS,
    **EVALUATION,
}
