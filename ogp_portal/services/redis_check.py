"""Can the portal work with this REDIS_URL?"""

import time
from urllib.parse import urlsplit

import redis

from .problems import ServiceError

SCHEMES = ("redis", "rediss", "unix")


def check_redis(url: str) -> None:
    """Raise ServiceError unless a Redis answers there and lets us in."""
    scheme = urlsplit(url).scheme
    if scheme not in SCHEMES:
        raise ServiceError("REDIS_URL must begin with redis://, rediss:// or unix://.")
    try:
        client = redis.Redis.from_url(url, socket_timeout=10, socket_connect_timeout=10)
        client.ping()
    except ValueError as error:
        raise ServiceError(f"REDIS_URL is no address of a Redis: {error}.") from None
    except redis.AuthenticationError:
        raise ServiceError("REDIS_URL: the server does not accept the password given there.") from None
    except redis.RedisError as error:
        raise ServiceError(f"REDIS_URL: no Redis answers there: {_words(error)}.") from None
    finally:
        if "client" in locals():
            client.close()


def wait_for_redis(url: str, seconds: float) -> None:
    """As `check_redis`, but give a server that is not there yet some time."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return check_redis(url)
        except ServiceError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def _words(error: Exception) -> str:
    return (str(error).splitlines() or ["no reason given"])[0].rstrip(".")
