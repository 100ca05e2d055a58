"""A form field for several files."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ogp_portal.files.examining import examine
from ogp_portal.files.reasons import SENTENCES


class UploadsInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> "list[UploadedFile[Any]]":
        found = files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []
        return list(found)


class UploadsField(forms.FileField):
    """Several files; cleans to a list of uploads that `store_upload` will take.

    Each file that is refused has its sentence. As browsers forget chosen files, a form that comes back must
    ask for them again.
    """

    widget = UploadsInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "help_text": self.guidance, **kwargs})

    @property
    def guidance(self) -> Any:
        return _(
            "Pictures, PDF, Word, Excel, PowerPoint and OpenDocument files, CSV and plain text. The public"
            " gets a copy without hidden details such as the author or the place where a photo was taken."
        )

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        uploads = [upload for upload in data or [] if upload]
        if not uploads and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        most = settings.PORTAL_UPLOAD_FILES
        if len(uploads) > most:
            raise ValidationError(SENTENCES["too_many"], code="too_many", params={"detail": most})
        refusals = []
        for upload in uploads:
            try:
                examine(upload)
            except ValidationError as refused:
                refusals.append(refused)
        if refusals:
            raise ValidationError(refusals)
        return uploads
