"""Settings, read off the environment; safe by default. `.env.example` lists every variable."""

import logging
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from elo_platform.embedded import postgres, valkey
from elo_platform.embedded.secret import local_secret
from elo_platform.lib.environment import Environment
from elo_platform.settings_ports import *  # noqa: F403 - who answers the ports are settings too

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()
env.read_env(BASE_DIR / ".env")

# Where and how it runs
DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag("DEMO", default=False)
TESTING = "pytest" in sys.modules or sys.argv[1:2] == ["test"]
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
SECURE = SITE_URL.startswith("https://")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[SITE_HOST, "localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "elo_platform.urls"
WSGI_APPLICATION = "elo_platform.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# "web" gets short database limits; commands and migrations may take their time.
PROCESS = env.str("ELO_PROCESS", default="command")

# Database and broker: the embedded ones unless an address is set
DATABASE_URL = env.str("DATABASE_URL", default="")
REDIS_URL = env.str("REDIS_URL", default="")
SECRET_KEY = env.str("SECRET_KEY", default="" if DATABASE_URL else local_secret())
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY: it is needed where DATABASE_URL is set.")
_WEB_LIMITS = "-c statement_timeout=5000 -c lock_timeout=2000"
_ALL_LIMITS = "-c idle_in_transaction_session_timeout=15000"
_DATABASE = (
    env.db_url_config(DATABASE_URL)
    if DATABASE_URL
    else postgres.database_settings(for_tests=TESTING)
)
DATABASES = {
    "default": {
        **_DATABASE,
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # A tick without a database ends within five seconds, also where nobody answers.
            "connect_timeout": 2,
            "tcp_user_timeout": 4000,
            # A statement that comes again is planned once for each connection.
            "server_side_binding": True,
            "prepare_threshold": 5,
            "options": f"{_WEB_LIMITS} {_ALL_LIMITS}" if PROCESS == "web" else "",
            **_DATABASE.get("OPTIONS", {}),  # what the address says, such as sslmode
        },
    }
}
# Another database of the same server: the bench and the proofs have their own.
if env.str("DATABASE_NAME", default=""):
    DATABASES["default"]["NAME"] = env.str("DATABASE_NAME")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
    }
}

# What it is made of
INSTALLED_APPS = [
    "elo_platform.accounts",
    "elo_platform.audit",
    "elo_platform.notifications",
    "elo_platform.overview",
    "groups",
    "plans",
    "surveys",
    "forums",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_structlog",
    "guardian",
    "pghistory",
    "pgtrigger",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "elo_platform.overview.health.HealthChecks",
    "elo_platform.lib.middleware.Legible",
    "elo_platform.lib.middleware.Nameless",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "elo_platform.lib.middleware.OneReading",
    "elo_platform.accounts.middleware.SessionLimits",
    "elo_platform.accounts.middleware.ReaderLanguage",
    "elo_platform.accounts.middleware.PrivatePages",
    "elo_platform.lib.middleware.RequestLog",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "groups.middleware.SecondFactorRequired",
    "elo_platform.lib.access.DefaultDeny",
    "elo_platform.overview.middleware.TypedBefore",
    "elo_platform.overview.middleware.ButtonAddresses",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "elo_platform.overview.context.navigation",
            ],
            "builtins": [
                "elo_platform.lib.fixed_texts",
                "django.templatetags.static",
                "elo_platform.lib.tags",
            ],
            "libraries": {"i18n": "elo_platform.lib.fixed_texts"},
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Who signs in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
ANONYMOUS_USER_NAME = None
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", default=not (DEMO or DEBUG))
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
PASSWORD_HASHERS = ["elo_platform.accounts.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "elo_platform.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "elo_platform.accounts.adapters.InvitationOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ALLAUTH_USER_CODE_FORMAT = {"numeric": True}  # nine digits: every telephone has keys for them
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "ELO"
MFA_FORMS = {}
USERSESSIONS_TRACK_ACTIVITY = False

# Sessions, cookies and headers
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_IDLE_AGE = int(timedelta(hours=8).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "elo_session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "elo_csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "elo_language"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
CSRF_FAILURE_VIEW = "elo_platform.overview.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
MAX_PAPER_BYTES = 20 * 1024 * 1024

# Languages and time
LANGUAGE_CODE = "fi"
LANGUAGES = [("sv", "svenska"), ("fi", "suomi"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "elo_platform" / "locale"]
FORMAT_MODULE_PATH = ["elo_platform.formats"]
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / ".local" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / ".local" / "media"))
_COLLECTED = not TESTING and (Path(STATIC_ROOT) / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not _COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _COLLECTED or sys.argv[1:2] == ["collectstatic"]
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Mail: what is owed is a row; this is only how a mail leaves
EMAIL_TIMEOUT = 10
EMAIL_USE_LOCALTIME = True
if DEMO or not env.str("EMAIL_URL", default=""):
    # Nothing leaves the machine: the demo's catcher reads what is written here.
    EMAIL_BACKEND = "elo_platform.notifications.mailboxes.FileMailbox"
else:
    vars().update(env.email_url_config(env.str("EMAIL_URL")))
EMAIL_FILE_PATH = env.path("EMAIL_FILE_PATH", default=str(BASE_DIR / ".local" / "mail"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="ELO <no-reply@elo.example>")
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default="elo.example")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="elo@elo.example")
MAX_MAILS_A_DAY = 20

# Celery: the hands that keep what the outbox promises
CELERY_BROKER_URL = REDIS_URL or valkey.broker_url()
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 240
CELERY_TASK_SOFT_TIME_LIMIT = 200
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "max_retries": 0,  # without it, asking a broker that is down takes its time
    "interval_start": 0,
}
CELERY_TIMEZONE = "UTC"

# Logs: JSON lines, without personal data
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "elo_platform.lib.logs.json_formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"django.server": {"handlers": ["stderr"], "propagate": False}},
}
# A request's last line says all that its first would; addresses of browsers are never kept.
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # guardian's backend is not used: see groups.querysets
    "templates.W003",  # the name i18n is taken on purpose: see elo_platform.lib.fixed_texts
]
LANGUAGE_NAMES = {"sv": _("Swedish"), "fi": _("Finnish"), "en": _("English")}
