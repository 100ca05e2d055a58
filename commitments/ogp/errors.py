"""Why a file or a row of it is not taken."""


class ImportRefused(Exception):
    """The whole file is not taken. The message is one sentence for the person who chose the file."""


class RowRejected(Exception):
    """One row is not taken: `column` is the header as the file spells it, or "" for the row as a whole."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}" if column else reason)
        self.column = column
        self.reason = reason
