"""`script/with-services COMMAND …`: a command with this checkout's database and Redis, running or not.

Those that `script/server` runs are used; when it does not run they are started for as long as the command
takes.
"""

import os
import sys

from .embedded import EmbeddedServices, child_environment, embedded_services, say
from .environment import service_urls
from .foreground import leave_in_order, run_in_foreground
from .places import Places
from .problems import ServiceError
from .server import secret_key


def main(command: list[str]) -> int:
    if not command:
        say("usage: script/with-services COMMAND [ARGUMENT …]")
        return 64
    leave_in_order()
    places = Places.of_checkout()
    services = EmbeddedServices(
        places, with_postgres=not os.environ.get("DATABASE_URL"), with_redis=not os.environ.get("REDIS_URL")
    )
    try:
        if service_urls(places) or not (services.with_postgres or services.with_redis):
            environment = {**service_urls(places), **os.environ}
            return run_in_foreground(command, _with_key(environment, places))
        with embedded_services(services):
            return run_in_foreground(command, _with_key(child_environment(services), places))
    except ServiceError as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130


def _with_key(environment: dict[str, str], places: Places) -> dict[str, str]:
    return {**environment, "PORTAL_SECRET_KEY": environment.get("PORTAL_SECRET_KEY") or secret_key(places)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
