"""Why a report could not be made: codes that are stored, and their sentences in the reader's language."""

import json
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SENTENCES = {
    "fonts_missing": gettext_noop(
        "The fonts of the report are not installed (%(files)s). Install the package fonts-noto-core."
    ),
    "missing_glyph": gettext_noop(
        "The fonts of the report have no sign for “%(character)s” (%(code)s). "
        "It stands here: %(place)s. Replace it in the text, then try again."
    ),
    "memory": gettext_noop("The report needs more memory than the %(limit)s MB that one report may take."),
    "timeout": gettext_noop("The report was not ready after %(seconds)s seconds and was stopped."),
    "lost": gettext_noop("The process that was making the report was ended from outside."),
    "layout": gettext_noop("The pages could not be made: %(problem)s"),
    "attempts": gettext_noop("The report was tried %(attempts)s times and the process was lost each time."),
}


class ReportFailure(Exception):
    """A report that cannot be made; `code` and `details` tell why, without words."""

    code: ClassVar[str] = "layout"
    may_retry: ClassVar[bool] = False
    """Whether the same work may succeed when it is done again without a change."""

    def __init__(self, **details: str | int) -> None:
        self.details = details
        super().__init__(str(self))

    def __str__(self) -> str:
        return reason_sentence(self.code, self.detail)

    @property
    def detail(self) -> str:
        """What the sentence names, as JSON, at most 500 characters as it is kept with the file."""
        kept = {
            name: value[:120] if isinstance(value, str) else value for name, value in self.details.items()
        }
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


class GlyphMissing(ReportFailure):
    """A text holds a character that the pinned fonts cannot show."""

    code = "missing_glyph"


class MemoryExceeded(ReportFailure):
    """The child asked for more memory than it may have."""

    code = "memory"


class TimeExceeded(ReportFailure):
    """The child was ended because it took too long."""

    code = "timeout"


class ChildLost(ReportFailure):
    """The child ended without an answer: killed, or crashed."""

    code = "lost"
    may_retry = True


class LayoutFailed(ReportFailure):
    """WeasyPrint reported an error or a warning; a PDF that may lack something is worse than none."""

    code = "layout"


class AttemptsExhausted(ReportFailure):
    """The job was taken up as often as it may be and never finished."""

    code = "attempts"


def reason_sentence(code: str, detail: str) -> str:
    """The stored reason as a sentence in the active language; "" for no reason."""
    return _(SENTENCES[code]) % json.loads(detail or "{}") if code else ""
