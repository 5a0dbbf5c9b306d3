"""What may be set from outside, in one table; docs/web.md shows it, and a test holds the two together."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple


class Setting(NamedTuple):
    """One variable of the environment: its name, what holds without it, and what it means."""

    name: str
    default: str
    meaning: str


SETTINGS: Final = (
    Setting("KARAVEL_LAKE", "karavel-data", "The folder of the lake; one chosen in the browser at first run wins."),
    Setting("KARAVEL_WEB_DATA", "karavel-web", "The folder of what the web keeps: SQLite, files, the secret key."),
    Setting("DATABASE_URL", "", "`postgres://user:password@host/name` for teams; SQLite in the data folder without."),
    Setting(
        "KARAVEL_URL",
        "",
        "The public address, as `https://tenders.example.org`; https turns on HSTS and secure cookies.",
    ),
    Setting("KARAVEL_HOSTS", "", "Further host names to answer to, by commas; the loopback ones always."),
    Setting("KARAVEL_PROXY", "", "`1` behind a proxy that sets `X-Forwarded-Proto` and `X-Forwarded-For` itself."),
    Setting("KARAVEL_SECRET_KEY", "", "Signs sessions; kept in the data folder (mode 600) without."),
    Setting(
        "KARAVEL_SIGNUP", "invited", "`open` lets anybody make an account; `invited` only those with an invitation."
    ),
    Setting("EMAIL_URL", "", "`smtp://user:password@host:587?tls=1`; without, mail is written to the log."),
    Setting("KARAVEL_EMAIL_FROM", "karavel@localhost", "The sender of mail."),
    Setting("OIDC_ISSUER", "", "Address of an OpenID provider; adds a button to the login page."),
    Setting("OIDC_CLIENT_ID", "", "Our name at the provider."),
    Setting("OIDC_CLIENT_SECRET", "", "Our secret at the provider."),
    Setting("OIDC_NAME", "Single sign-on", "What the button says."),
    Setting("KARAVEL_METRICS_TOKEN", "", "Bearer token for /metrics; without, only this machine may ask."),
    Setting("KARAVEL_UPLOAD_MB", "20", "The largest file that may be uploaded."),
    Setting("KARAVEL_API_RATE", "600", "Requests a minute of a token, counted by each worker; 0 for no limit."),
    Setting("KARAVEL_API_ORIGINS", "", "Sites whose pages may ask the API, as `https://app.example.org`, by commas."),
    Setting(
        "KARAVEL_TRUST",
        "",
        "The folder of certification authorities whose signatures are trusted; `trust` in the data folder without.",
    ),
    Setting("KARAVEL_TSA", "", "Address of a time stamping authority (RFC 3161): contracts are signed as PAdES B-T."),
    Setting(
        "KARAVEL_OCID_PREFIX",
        "ocds-karavel",
        "Prefix of the ids of calls, as the Open Contracting Partnership registered it; ours is nobody's.",
    ),
    Setting(
        "KARAVEL_LICENSE",
        "",
        "Address of the licence of the open data, as `https://creativecommons.org/publicdomain/zero/1.0/`.",
    ),
    Setting("KARAVEL_PUBLICATION_POLICY", "", "Address of the publication policy that the open data names."),
    Setting("KARAVEL_LOG", "INFO", "How much is logged: DEBUG, INFO, WARNING, ERROR."),
)

_DEFAULTS: Final = {setting.name: setting.default for setting in SETTINGS}


def value(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """A setting of the table; its default where the environment has none, or an empty one."""
    return environment.get(name) or _DEFAULTS[name]


def listed(name: str) -> list[str]:
    """A setting that holds several, by commas."""
    return [part.strip() for part in value(name).split(",") if part.strip()]


def folder(name: str) -> Path:
    """A setting that is a folder, whole."""
    return Path(value(name)).expanduser().resolve()
