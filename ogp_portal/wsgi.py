"""The WSGI entry: the cache of public pages in front of Django, which refuses to start unsafe."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ogp_portal.settings")

django_application = get_wsgi_application()

from django.core.management import call_command  # noqa: E402 (after Django is set up)

from ogp_portal.web.memory import settle  # noqa: E402
from ogp_portal.web.pagecache import PublicPages  # noqa: E402

call_command("check", databases=["default"])
application = PublicPages(django_application)
settle()
