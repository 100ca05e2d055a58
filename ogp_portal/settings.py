"""Settings, read from the environment; README has the table of variables."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from ogp_portal.languages.registry import LANGUAGES as PORTAL_LANGUAGES
from ogp_portal.languages.registry import OWN_NAMES
from ogp_portal.services.database_check import connection_arguments
from ogp_portal.services.environment import service_urls
from ogp_portal.services.problems import ServiceError

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PORTAL_VAR", BASE_DIR / "var"))


def _flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def _required(name: str) -> str:
    value = os.environ.get(name) or service_urls().get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set and no embedded services run here: start script/server, or set {name}."
        )
    return value


def _address(name: str, default: str) -> str:
    """Scheme and host without a path, as browsers send it in Origin."""
    value = os.environ.get(name) or default
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(
            f"{name} must be an address such as https://ogp.example.org, not {value!r}."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _hosts(name: str, default: str) -> list[str]:
    hosts = [host.strip() for host in os.environ.get(name, default).split(",") if host.strip()]
    if not hosts:
        raise ImproperlyConfigured(f"{name} must name the portal's hosts, such as ogp.example.org.")
    return hosts


def _database(url: str) -> dj_database_url.DBConfig:
    try:
        connection_arguments(url)
    except ServiceError as problem:
        raise ImproperlyConfigured(str(problem)) from None
    return dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)


def _mail(url: str) -> dict[str, object]:
    """Django's settings of the mail server at smtp:// or smtps://USER:PASSWORD@HOST:PORT."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or port == 0:
        raise ImproperlyConfigured(
            "PORTAL_SMTP_URL must be an address such as smtps://user:password@mail.example.org:465."
        )
    is_encrypted = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if is_encrypted else 587 if parts.password else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_encrypted,
        # A password goes nowhere unencrypted.
        "EMAIL_USE_TLS": not is_encrypted and bool(parts.password),
    }


def _number(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isdecimal() or not int(value):
        raise ImproperlyConfigured(f"{name} must be a whole number above 0, not {value!r}.")
    return int(value)


def _log_level(name: str) -> str:
    level = os.environ.get(name, "WARNING")
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
        raise ImproperlyConfigured(
            f"{name} must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL, not {level!r}."
        )
    return level


DEBUG = _flag("PORTAL_DEBUG", False)
PORTAL_DEMO = _flag("PORTAL_DEMO", False)
"""Demonstration data is marked on every page, and one click signs in as one of its cast."""
PORTAL_URL = _address("PORTAL_URL", f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}")
"""The portal's own address, printed in reports."""
IS_HTTPS = PORTAL_URL.startswith("https:")

SECRET_KEY = os.environ.get("PORTAL_SECRET_KEY") or (
    (VAR_DIR / "secret-key").read_text().strip() if (VAR_DIR / "secret-key").exists() else ""
)
if not SECRET_KEY:
    raise ImproperlyConfigured("PORTAL_SECRET_KEY is not set: give it 50 random characters.")
# Secret keys of before: what they signed and encrypted stays good.
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("PORTAL_SECRET_KEY_OLD", "").split(",") if key]
ALLOWED_HOSTS = _hosts("PORTAL_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "pgtrigger",
    "pghistory",
    "ogp_portal.languages",
    "ogp_portal.tenancy",
    "ogp_portal.accounts",
    "ogp_portal.files",
    "ogp_portal.translation",
    "plans",
    "commitments",
    "monitoring",
    "ogp_portal.audit",
    "ogp_portal.web",
    "ogp_portal.public",
    "ogp_portal.desk",
    "ogp_portal.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ogp_portal.accounts.middleware.AccessMiddleware",
]

ROOT_URLCONF = "ogp_portal.urls"
WSGI_APPLICATION = "ogp_portal.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "ogp_portal.web.context.portal",
            ],
            "builtins": ["ogp_portal.web.templatetags.portal"],
        },
    }
]

DATABASE_URL = _required("DATABASE_URL")
DATABASES = {"default": _database(DATABASE_URL)}
ANONYMOUS_ROLE = "portal_anonymous"
"""The database role of public pages: its policies show published rows only."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = _required("REDIS_URL")


def _broker_url(url: str) -> str:
    """Celery names a Redis socket in its own way."""
    parts = urlsplit(url)
    return f"redis+socket://{parts.path}" if parts.scheme == "unix" else url


CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "portal:cache",
    }
}
"""Counts attempts to sign in, and keeps what is sent after a session has ended."""

CELERY_BROKER_URL = _broker_url(REDIS_URL)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Above the hard time limit, or Redis would hand a running job out a second time.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 1800}
# Each runs out before the next, so that none pile up while no worker runs.
CELERY_BEAT_SCHEDULE = {
    "sweep reports": {
        "task": "monitoring.tasks.sweep_reports",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "send progress digests": {
        "task": "commitments.tasks.send_progress_digests",
        "schedule": crontab(minute=5),
        "options": {"expires": 3500},
    },
    "sweep uploads": {
        "task": "ogp_portal.files.tasks.sweep_uploads",
        "schedule": crontab(hour=1, minute=20),
        "options": {"expires": 80000},
    },
    "forget registrations": {
        "task": "ogp_portal.translation.tasks.forget_registrations",
        "schedule": crontab(hour=1, minute=40),
        "options": {"expires": 80000},
    },
}

# Mails lie as files under var/ until a mail server is named.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("PORTAL_MAIL_FROM") or "OGP Portal <portal@localhost>"
if os.environ.get("PORTAL_SMTP_URL"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    globals().update(_mail(os.environ["PORTAL_SMTP_URL"]))

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["ogp_portal.accounts.backends.PortalBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "ogp_portal.accounts.passwords.MinimumLength", "OPTIONS": {"min_length": 12}},
    {"NAME": "ogp_portal.accounts.passwords.Uncommon"},
    {"NAME": "ogp_portal.accounts.passwords.NotNumeric"},
    {"NAME": "ogp_portal.accounts.passwords.NotAboutOneself"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_ADAPTER = "ogp_portal.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# An invitation reaches its address or is not accepted, and addresses do not change.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 (no password)
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/h/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_FORMS = {
    "login": "ogp_portal.accounts.forms.SignInForm",
    "reauthenticate": "ogp_portal.accounts.forms.ReauthenticateForm",
    "reset_password": "ogp_portal.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "ogp_portal.accounts.forms.NewPasswordForm",
    "change_password": "ogp_portal.accounts.forms.ChangePasswordForm",
}
MFA_ADAPTER = "ogp_portal.accounts.adapters.MfaAdapter"
MFA_FORMS = {
    "authenticate": "ogp_portal.accounts.forms.CodeForm",
    "reauthenticate": "ogp_portal.accounts.forms.CodeAgainForm",
    "activate_totp": "ogp_portal.accounts.forms.ActivateForm",
    "deactivate_totp": "ogp_portal.accounts.forms.DeactivateForm",
    "generate_recovery_codes": "ogp_portal.accounts.forms.RecoveryCodesForm",
}
MFA_TOTP_ISSUER = "OGP Portal"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A working day; what is sent later is kept, see accounts.kept.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "portal_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ogp_portal.accounts.views.csrf_failed"
# The portal speaks http behind the proxy that ends TLS. That proxy must set this header itself, whatever
# the browser sent, and lead http to https; SECURE_SSL_REDIRECT would go in circles where it does not.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
# W008: see above. W005 and W021: whether a ministry's other hosts speak https is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
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

LANGUAGE_CODE = "en"
LANGUAGES = [(code, OWN_NAMES[code]) for code in PORTAL_LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "locale"]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
FORMAT_MODULE_PATH = ["ogp_portal.languages.formats_django"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = PORTAL_LANGUAGES
MODELTRANSLATION_ENABLE_FALLBACKS = False
MODELTRANSLATION_FALLBACK_LANGUAGES = ()
MODELTRANSLATION_AUTO_POPULATE = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [VAR_DIR / "fonts"] if (VAR_DIR / "fonts").is_dir() else []
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "media"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
PORTAL_UPLOAD_MB = _number("PORTAL_UPLOAD_MB", 20)
"""The largest file that people may send."""
PORTAL_UPLOAD_FILES = 10
"""Files in one form."""
PORTAL_ACCEL_PREFIX = os.environ.get("PORTAL_ACCEL_PREFIX", "")
"""Where nginx finds the media folder (`internal`) so that it sends files itself; "" to send them here."""
FILE_UPLOAD_HANDLERS = ["ogp_portal.files.handlers.CountingUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = 2 * PORTAL_UPLOAD_FILES
"""Above what a form takes, so that one or two too many get a sentence at their field."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "ogp_portal.web.logs.WithoutRows",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": _log_level("PORTAL_LOG_LEVEL")},
    # Django's own handlers would write an error a second time, or mail the whole request.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
