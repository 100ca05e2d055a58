"""The settings of a portal behind https, as Django's own check for deployment sees them."""

from tests.test_manage import manage

HTTPS = {"PORTAL_URL": "https://ogp.example.org", "PORTAL_HOSTS": "ogp.example.org", "PORTAL_DEMO": "0"}
SHOW = (
    "from django.conf import settings as s;"
    "print(s.CSRF_TRUSTED_ORIGINS, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0)"
)


def test_a_portal_behind_https_passes_the_check_for_deployment() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **HTTPS)
    assert done.returncode == 0, done.stderr


def test_cookies_and_hsts_follow_the_address() -> None:
    shell = ("shell", "--no-imports", "-c", SHOW)
    secure = manage(*shell, **HTTPS | {"PORTAL_URL": "https://ogp.example.org/"})
    assert secure.stdout == "['https://ogp.example.org'] True True True\n"
    plain = manage(*shell, PORTAL_URL="http://127.0.0.1:8000")
    assert plain.stdout == "['http://127.0.0.1:8000'] False False False\n"
