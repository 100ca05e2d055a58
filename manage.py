#!/usr/bin/env python
"""Run one of the portal's commands: `manage.py help` lists them."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ogp_portal.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, OperationalError, ProgrammingError) as error:
        sentence = _sentence(error)
        if not sentence or "--traceback" in sys.argv:
            raise
        sys.exit(sentence)


def _sentence(error: Exception) -> str:
    """What is wrong around the portal, and how to mend it; "" for what is wrong in its code."""
    match type(error).__name__, type(error.__cause__).__name__:
        case "ImproperlyConfigured", _:
            return str(error)
        case "OperationalError", _:
            return _trouble_with_database()
        case _, "UndefinedTable" | "UndefinedColumn":
            return "The database is not up to date: run manage.py migrate first."
    return ""


def _trouble_with_database() -> str:
    from django.conf import settings

    from ogp_portal.services.database_check import check_database
    from ogp_portal.services.problems import ServiceError

    try:
        check_database(settings.DATABASE_URL)
    except ServiceError as problem:
        return str(problem)
    return ""


if __name__ == "__main__":
    main()
