"""Counts what a browser sends while it sends it, so that no file fills the disk."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

OTHER_FIELDS = 4 << 20
"""Bytes of a form that are no files."""


class CountingUploadHandler(TemporaryFileUploadHandler):
    """Keeps each file up to the largest size taken, and ends a request that goes on and on.

    The rest of a file that is too big is read past, so that the form comes back with its texts and a sentence
    at the field; a request larger than a form can be is given up (`files.refusing`).
    """

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.received = 0
        self.most_of_one = settings.PORTAL_UPLOAD_MB << 20
        self.most = self.most_of_one * settings.PORTAL_UPLOAD_FILES + OTHER_FIELDS
        if content_length > self.most:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received_of_one = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        self.received_of_one += len(raw_data)
        if self.received > self.most:
            self.file.close()
            raise RequestDataTooBig
        if self.received_of_one <= self.most_of_one:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        file = super().file_complete(file_size)
        if file is not None:
            file.is_too_big = file_size > self.most_of_one  # type: ignore[attr-defined]
        return file
