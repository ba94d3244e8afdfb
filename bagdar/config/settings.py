"""All settings of the service, from the environment; docs/operator.md describes each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from bagdar.store import sqlite

sqlite.install()

import dj_database_url  # noqa: E402  (the framework must not load the standard SQLite library first)


def text(name: str, default: str = "") -> str:
    return os.environ.get(f"BAGDAR_{name}") or default


def flag(name: str, default: bool = False) -> bool:
    return text(name, "1" if default else "0").lower() in ("1", "yes", "true", "on")


def number(name: str, default: int) -> int:
    return int(text(name, str(default)))


def words(name: str, default: str = "") -> list[str]:
    return text(name, default).replace(",", " ").split()


PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(text("HOME", "var/home")).resolve()
"""Folder of the installation: embedded database, files, key."""

DEMONSTRATION = flag("DEMONSTRATION")
TLS = flag("TLS", default=not DEMONSTRATION)
"""Whether people reach the service over TLS, its own or a proxy's."""


UNSAFE_DATABASE = flag("UNSAFE_DATABASE")
"""Only for tests: a PostgreSQL that may forget what it has acknowledged is accepted."""


def _secret_key() -> str:
    given = text("SECRET_KEY")
    if given:
        return given
    kept = HOME / "secret-key"
    return kept.read_text("ascii").strip() if kept.is_file() else ""


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = words("HOSTS", "localhost 127.0.0.1 [::1]")
PROXIES = words("PROXIES")
"""Addresses or networks of proxies in front, whose word about where a request came from is taken."""
METHODOLOGY = text("METHODOLOGY", "kz-mne-82-2021")

INSTALLED_APPS = [
    "bagdar.store",
    "bagdar.journal",
    "bagdar.orgs",
    "bagdar.files",
    "bagdar.evidence",
    "bagdar.ops",
    "bagdar.web",
    "bagdar.api",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "bagdar.web.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bagdar.web.middleware.ActorMiddleware",
    "bagdar.web.governing.GoverningMiddleware",
    "bagdar.web.errors.MethodsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "bagdar.config.urls"
WSGI_APPLICATION = "bagdar.config.wsgi.application"
AUTH_USER_MODEL = "orgs.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "bagdar.web.context.shell",
            ],
            "builtins": [
                "bagdar.web.templatetags.words",
                "bagdar.web.templatetags.parts",
                "bagdar.web.templatetags.figures",
            ],
        },
    }
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
JOB_LEASE = number("JOB_LEASE", 60)
"""Seconds after which a worker that no longer says it lives has lost its job."""

APPLICATION_ROLE = text("APPLICATION_ROLE")
"""Set by the commands that make tables as their owner: the role that the service itself has on PostgreSQL."""

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": f"PRAGMA journal_mode={sqlite.journal_mode()};PRAGMA synchronous=FULL;"
    f"PRAGMA journal_size_limit={64 * 1024 * 1024};",
}

POSTGRESQL_OPTIONS = " ".join(
    f"-c {setting}"
    for setting in (
        "synchronous_commit=" + ("off" if UNSAFE_DATABASE else "on"),
        "lock_timeout=10s",
        f"statement_timeout={number('STATEMENT_TIMEOUT', 60)}s",
        "idle_in_transaction_session_timeout=60s",
    )
)
"""Nothing waits for ever; what must take longer says so in its own transaction."""


def _database() -> dict[str, Any]:
    url = os.environ.get("DATABASE_URL")
    if url:
        parsed = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
        return {**parsed, "OPTIONS": {**parsed.get("OPTIONS", {}), "options": POSTGRESQL_OPTIONS}}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "bagdar.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
        "ATOMIC_REQUESTS": False,
        # To open it anew for each request costs as much as several questions to it.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
FORMAT_MODULE_PATH = ["bagdar.web.formats"]
TIME_ZONE = text("TIME_ZONE", "Asia/Almaty")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "bagdar.web.storage.StaticStorage"},
}
FILES = text("FILES", str(HOME / "files"))
"""The one place of files: a folder (the same for all servers), or "s3://bucket/folder?endpoint=https://…"."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILES_BODY_MB = number("FILES_BODY_MB", 5_000)
FILES_DAY_MB = number("FILES_DAY_MB", 1_000)
FILES_DAY_COUNT = number("FILES_DAY_COUNT", 500)
"""What the files of a body may take here, and what one person may send in a day."""
CLAMD = text("CLAMD")
"""An antivirus that looks at every file: the path of clamd's local socket, or host:port. Empty: there is none."""
FILE_UPLOAD_HANDLERS = [
    "bagdar.web.uploads.CountingHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
TRUST = Path(text("TRUST", str(HOME / "trust")))
"""Folder of the certification authorities that are believed: root and issuing certificates, PEM or DER."""

SIGNATURE_VERIFIER = text("SIGNATURE_VERIFIER")
"""Command of an outside verifier for keys that are not reckoned with here (see docs/operator.md); empty: none."""
TSA_URL = text("TSA_URL")
"""A time stamping authority (RFC 3161) that stamps each day's root of the journal; empty: none."""
ANCHOR_MAIL = words("ANCHOR_MAIL")
"""Addresses that are sent each day's root, better of more than one body."""

EMAIL_HOST = text("MAIL_HOST")
"""Empty: this installation does not mail; invitations and restored access go by printed codes."""
EMAIL_PORT = number("MAIL_PORT", 25)
EMAIL_HOST_USER = text("MAIL_USER")
EMAIL_HOST_PASSWORD = text("MAIL_PASSWORD")
EMAIL_USE_TLS = flag("MAIL_TLS")
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = text("MAIL_FROM", "bagdar@localhost")
MAIL_IN_BACKGROUND = True
LDAP_URL = text("LDAP_URL")
LDAP_USER = text("LDAP_USER", "{login}")
LDAP_CA = text("LDAP_CA")
"""A directory (LDAP, Active Directory) that also knows passwords: "ldaps://dc.example.kz", "{login}@example.kz"."""
OIDC_ISSUER = text("OIDC_ISSUER")
OIDC_CLIENT = text("OIDC_CLIENT")
OIDC_SECRET = text("OIDC_SECRET")
OIDC_NAME = text("OIDC_NAME", "OpenID Connect")
"""An identity provider beside the password; people bind their accounts to it themselves."""
PASSWORD_RESET_TIMEOUT = 3600
PASSWORD_COMPOSITION = flag("PASSWORD_COMPOSITION")
PASSWORD_DAYS = number("PASSWORD_DAYS", 0)
"""For installations whose rules still demand it: letters of both sizes, digits and signs; a new one after so many days."""
AUTHENTICATION_BACKENDS = ["bagdar.orgs.backend.People"]
PASSWORD_HASHERS = ["bagdar.orgs.proofs.hashing.Argon2"]
SESSION_ENGINE = "bagdar.orgs.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
"""Only a trusted proxy's word arrives here: bagdar.config.wsgi takes it away from everybody else."""
X_FRAME_OPTIONS = "DENY"
LOGIN_URL = "sign_in.start"
CSRF_FAILURE_VIEW = "bagdar.web.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "bagdar.ops.logs.PlainFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": text("LOG_LEVEL", "WARNING").upper()},
    "loggers": {
        "bagdar": {"level": text("LOG_LEVEL", "INFO").upper()},
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
"""To standard error alone; whoever runs the service keeps it as long as its rules say."""
