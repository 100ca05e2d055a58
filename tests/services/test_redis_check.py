"""Each way in which a REDIS_URL can be wrong has its own sentence."""

import pytest

from ogp_portal.services.embedded import EmbeddedServices
from ogp_portal.services.problems import ServiceError
from ogp_portal.services.redis_check import check_redis, wait_for_redis


def test_right_redis_is_accepted(throwaway: EmbeddedServices) -> None:
    check_redis(throwaway.urls["REDIS_URL"])
    wait_for_redis(throwaway.urls["REDIS_URL"], 0)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://localhost", "must begin with redis://"),
        ("nonsense", "must begin with redis://"),
        ("redis://127.0.0.1:1/0", "no Redis answers there"),
        ("redis://127.0.0.1:port/0", "is no address of a Redis"),
        ("unix:///no/such/redis.sock", "no Redis answers there"),
    ],
)
def test_wrong_address_has_its_sentence(url: str, sentence: str) -> None:
    with pytest.raises(ServiceError) as problem:
        check_redis(url)

    assert sentence in str(problem.value)
    assert "\n" not in str(problem.value)


def test_password_that_is_not_wanted_is_told(throwaway: EmbeddedServices) -> None:
    url = throwaway.urls["REDIS_URL"].replace("unix://", "unix://user:secret@")

    with pytest.raises(ServiceError, match="does not accept the password"):
        check_redis(url)
