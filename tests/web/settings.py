"""The settings of tests: the project's, in a folder of their own, on SQLite or on a PostgreSQL that tests start."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_DATA = Path(tempfile.gettempdir(), f"karavel-tests-{os.getpid()}")
os.environ |= {"KARAVEL_WEB_DATA": str(_DATA), "KARAVEL_SECRET_KEY": "for-tests-only", "KARAVEL_LOG": "ERROR"}
for name in ("DATABASE_URL", "KARAVEL_URL", "KARAVEL_HOSTS", "KARAVEL_PROXY", "EMAIL_URL", "OIDC_ISSUER"):
    os.environ.pop(name, None)

from karavel.web.settings import *  # noqa: E402, F403 - after the environment is what tests want
from karavel.web.settings import DATABASES  # noqa: E402

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
(_DATA / "static").mkdir(parents=True, exist_ok=True)

#: The folder of the socket of the tests' own PostgreSQL.
POSTGRES = Path(tempfile.gettempdir(), f"karavel-pg-{os.getpid()}")
if os.environ.get("KARAVEL_TEST_DB") == "postgres":
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "karavel",
        "USER": "karavel",
        "HOST": str(POSTGRES),
        "CONN_HEALTH_CHECKS": True,
    }
