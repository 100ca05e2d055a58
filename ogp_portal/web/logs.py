"""How log lines are written: an error with its traceback, and nobody's data."""

import logging
import re
from types import TracebackType

_DETAIL = re.compile(
    r"^DETAIL:.*?(?=^(?:HINT|CONTEXT):|^\S*(?:Error|Exception)\b|^(?:The above|During)\b|\Z)", re.M | re.S
)


class WithoutRows(logging.Formatter):
    """Leaves out PostgreSQL's DETAIL, which quotes the row that was refused: names, addresses, drafts."""

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The traceback without the DETAIL of any exception in it."""
        return _DETAIL.sub("DETAIL: left out\n", super().formatException(ei))
