"""Django's settings, all from the environment; :mod:`karavel.web.environment` is the table of what may be set."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from karavel.texts import LANGUAGES as SPOKEN
from karavel.web import environment, keys, mail
from karavel.web.rooms import ROOMS

HERE = Path(__file__).parent
DATA = environment.folder("KARAVEL_WEB_DATA")

# What may be asked, and by whom -------------------------------------------------------------------------------------
_public = urlsplit(environment.value("KARAVEL_URL"))
TLS = _public.scheme == "https"
DEBUG = False
SECRET_KEY = environment.value("KARAVEL_SECRET_KEY") or keys.found(DATA)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *environment.listed("KARAVEL_HOSTS")]
if _public.hostname:
    ALLOWED_HOSTS.append(_public.hostname)
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"] if _public.netloc else []
CSRF_FAILURE_VIEW = "karavel.web.pages.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "karavel", "karavel-csrf", "karavel-language"
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_SSL_REDIRECT = False  # the proxy that ends TLS redirects; /health must answer it in the clear
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = environment.value("KARAVEL_PROXY") == "1"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
UPLOAD_BYTES = int(environment.value("KARAVEL_UPLOAD_MB")) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
API_RATE = int(environment.value("KARAVEL_API_RATE"))
API_ORIGINS = frozenset(environment.listed("KARAVEL_API_ORIGINS"))
TRUST = environment.folder("KARAVEL_TRUST") if environment.value("KARAVEL_TRUST") else DATA / "trust"
TSA = environment.value("KARAVEL_TSA")
METRICS_TOKEN = environment.value("KARAVEL_METRICS_TOKEN")

_issuer = urlsplit(environment.value("OIDC_ISSUER"))
# A login by OpenID is a form that is sent on to the provider, which browsers count as its target.
_PROVIDER = [f"{_issuer.scheme}://{_issuer.netloc}"] if _issuer.netloc else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the square code of a second factor
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF, *_PROVIDER],
        "frame-ancestors": [NONE],
    }
}

# What it is made of -------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *(f"karavel.web.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "karavel.web.watching.Watching",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "karavel.web.languages.Speaking",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "karavel.web.accounts.middleware.Acting",
]
ROOT_URLCONF = "karavel.web.urls"
WSGI_APPLICATION = "karavel.web.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "karavel.web.templatetags.karavel"],
            "libraries": {"karavel": "karavel.web.templatetags.karavel"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "karavel.web.context.page",
            ],
        },
    }
]
FORM_RENDERER = "karavel.web.forms.Renderer"

# What it keeps ------------------------------------------------------------------------------------------------------
_SQLITE = {
    # WAL lets readers read while one writes; IMMEDIATE makes writers wait for each other instead of failing.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        environment.value("DATABASE_URL") or f"sqlite:///{DATA / 'karavel.sqlite3'}", conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Limits of login attempts hold across workers, so they are counted in the database.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "karavel_cache"}}
MEDIA_ROOT = DATA / "files"
STATIC_ROOT = DATA / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Who comes in -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "/", "/"
SIGNUP_OPEN = environment.value("KARAVEL_SIGNUP") == "open"
ACCOUNT_ADAPTER = "karavel.web.accounts.adapter.Accounts"
SOCIALACCOUNT_ADAPTER = "karavel.web.accounts.adapter.Social"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Karavel: "
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if TLS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Karavel"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if environment.value("OIDC_ISSUER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": environment.value("OIDC_NAME"),
                "client_id": environment.value("OIDC_CLIENT_ID"),
                "secret": environment.value("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": environment.value("OIDC_ISSUER")},
            }
        ],
    }
globals().update(mail.settings(environment.value("EMAIL_URL")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.value("KARAVEL_EMAIL_FROM")

# How it speaks ------------------------------------------------------------------------------------------------------
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
_NAMES = {"en": _("English"), "pt": _("Portuguese"), "az": _("Azerbaijani")}
LANGUAGES = [(code, _NAMES[code]) for code in SPOKEN]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [HERE / "locale"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "karavel.web.logging.Lines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": environment.value("KARAVEL_LOG")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": [], "propagate": True},
        "fontTools": {"level": "WARNING"},  # else each brief tells of every letter that it embeds
    },
}
