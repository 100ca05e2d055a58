"""An upload's way: kept sealed, published as a clean copy, withdrawn, deleted."""

import datetime as dt
import io
import os
import stat
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from ogp_portal.files.actions import (
    delete_files,
    publish_files,
    store_upload,
    stored_path,
    sweep_files,
    withdraw_files,
)
from ogp_portal.files.forms import UploadsField
from ogp_portal.files.handlers import OTHER_FIELDS, CountingUploadHandler
from ogp_portal.files.models import PublicCopy, StoredFile
from ogp_portal.files.reasons import UploadRefused
from ogp_portal.files.serving import original_response
from ogp_portal.tenancy import country_scope
from ogp_portal.web.forms import PortalForm
from plans.models import PlanFile
from tests.cast import Tenant
from tests.files import samples


def store(tenant: Tenant, content: bytes, name: str = "photo.jpg") -> StoredFile:
    with country_scope(tenant.country):
        upload = SimpleUploadedFile(name, content, "text/html")
        return store_upload(upload, country_id=tenant.country.pk, by=None, purpose="evidence")


def copy_of(tenant: Tenant, file: StoredFile) -> PublicCopy:
    with country_scope(tenant.country):
        return file.copies.get()


def address(tenant: Tenant, copy: PublicCopy) -> str:
    return reverse("public:file", kwargs={"country": tenant.country.slug, "pk": copy.pk, "name": copy.name})


def change(tenant: Tenant, action: Callable[[list[int]], Any], file: StoredFile) -> Any:
    with country_scope(tenant.country):
        return action([file.pk])


def test_the_original_is_kept_as_it_came_for_the_portal_alone(georgia: Tenant) -> None:
    content = samples.photo()
    file = store(georgia, content, "../ნინო\u202e.jpg")
    path = stored_path(file)
    assert file.name == "ნინო.jpg"
    assert (file.media_type, file.size, path.read_bytes()) == ("image/jpeg", len(content), content)
    assert file.path.startswith("georgia/private/")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert "ნინო" not in file.path


def test_a_copy_is_public_from_its_publication_to_its_withdrawal(georgia: Tenant, client: Client) -> None:
    file = store(georgia, samples.photo())
    copy = copy_of(georgia, file)
    assert copy.name == f"evidence-{file.pk}.jpg"
    assert copy.original_sha256 == file.sha256 != copy.sha256
    assert client.get(address(georgia, copy)).status_code == 404
    change(georgia, publish_files, file)
    answer = client.get(address(georgia, copy))
    assert answer.status_code == 200
    assert samples.AUTHOR.encode() not in answer.getvalue()
    change(georgia, withdraw_files, file)
    assert client.get(address(georgia, copy)).status_code == 404


def test_a_published_copy_is_found_at_its_own_country_only(
    georgia: Tenant, ukraine: Tenant, client: Client
) -> None:
    file = store(georgia, b"text")
    change(georgia, publish_files, file)
    copy = copy_of(georgia, file)
    assert client.get(address(georgia, copy)).status_code == 200
    assert client.get(address(ukraine, copy)).status_code == 404


def test_pictures_open_in_place_and_the_rest_is_saved_and_nothing_runs(
    georgia: Tenant, client: Client
) -> None:
    found = {}
    for content in (samples.photo(), samples.pdf(), samples.docx(), b"a;b\n1;2\n"):
        file = store(georgia, content)
        change(georgia, publish_files, file)
        answer = client.get(address(georgia, copy_of(georgia, file)))
        found[answer["Content-Type"]] = answer["Content-Disposition"].partition(";")[0]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer["Cache-Control"] == "public, no-cache"
    assert found == {
        "image/jpeg": "inline",
        "application/pdf": "inline",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "attachment",
        "text/csv; charset=utf-8": "attachment",
    }


def test_a_browser_that_has_the_copy_is_told_so(georgia: Tenant, client: Client) -> None:
    file = store(georgia, b"text")
    change(georgia, publish_files, file)
    url = address(georgia, copy_of(georgia, file))
    etag = client.get(url)["ETag"]
    again = client.get(url, headers={"if-none-match": etag})
    assert (again.status_code, again.getvalue(), again["ETag"]) == (304, b"", etag)


def test_an_original_is_saved_under_its_name_and_kept_by_nobody(georgia: Tenant) -> None:
    answer = original_response(store(georgia, b"MZ is no program here", "run.exe"))
    assert answer["Content-Disposition"] == 'attachment; filename="run.exe.txt"'
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer.getvalue() == b"MZ is no program here"


def test_a_web_server_in_front_sends_the_file_itself(georgia: Tenant, settings: Any) -> None:
    settings.PORTAL_ACCEL_PREFIX = "/sealed/"
    file = store(georgia, b"text")
    answer = original_response(file)
    assert answer["X-Accel-Redirect"] == f"/sealed/{file.path}"


def test_deleting_takes_both_files_from_the_disk(
    georgia: Tenant, django_capture_on_commit_callbacks: Any
) -> None:
    file = store(georgia, b"text")
    paths = [stored_path(file), stored_path(copy_of(georgia, file))]
    assert [path.exists() for path in paths] == [True, True]
    with django_capture_on_commit_callbacks(execute=True):
        assert change(georgia, delete_files, file) == 1
    assert [path.exists() for path in paths] == [False, False]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("photo.jpg", b"<html><script>alert(1)</script></html>", "photo.jpg.*web page or drawing"),
        ("map.svg", b"<svg><script>alert(1)</script></svg>", "map.svg.*web page or drawing"),
        ("report.docx", samples.docx(**{"word/vbaProject.bin": b"x"}), "report.docx.*macros"),
        ("run.exe", b"MZ\x00", "run.exe.*no file that the portal takes"),
    ],
)
def test_a_refusal_is_one_sentence_with_the_name_and_the_mend(
    georgia: Tenant, name: str, content: bytes, sentence: str
) -> None:
    with pytest.raises(UploadRefused, match=sentence) as refusal:
        store(georgia, content, name)
    assert str(refusal.value).count(". ") == 0
    with country_scope(georgia.country):
        assert StoredFile.objects.count() == 0


class AForm(PortalForm):
    uploads = UploadsField(label="Files")


def a_form(*contents: bytes) -> AForm:
    uploads = [SimpleUploadedFile(f"{n}.txt", content) for n, content in enumerate(contents)]
    return AForm(QueryDict(), MultiValueDict({"uploads": uploads}))


def test_a_form_takes_several_files_or_none(georgia: Tenant) -> None:
    assert (a_form().is_valid(), a_form(b"a", b"b").is_valid()) == (True, True)
    form = a_form(b"a", b"<html>", b"\x00")
    assert form.errors["uploads"] == [
        "“1.txt” is a web page or drawing that could run scripts: save it as PDF or PNG.",
        "“2.txt” is no file that the portal takes: save it as PDF, JPEG or DOCX.",
    ]
    assert str(form["uploads"]).count("multiple") == 1


def test_a_form_takes_ten_files_at_most() -> None:
    form = a_form(*[b"a"] * 11)
    assert form.errors["uploads"] == ["These are more than 10 files: leave some out, or give links to them."]


def posted(stream: io.RawIOBase | io.BytesIO, length: int) -> WSGIRequest:
    environ = RequestFactory()._base_environ(  # type: ignore[attr-defined]
        **{
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "multipart/form-data; boundary=edge",
            "CONTENT_LENGTH": str(length),
            "wsgi.input": stream,
        }
    )
    return WSGIRequest(environ)


def part(content: bytes) -> bytes:
    head = '--edge\r\nContent-Disposition: form-data; name="uploads"; filename="big.txt"\r\n\r\n'
    return head.encode() + content + b"\r\n"


def test_a_file_that_is_too_big_is_read_past_and_the_form_comes_back(settings: Any) -> None:
    settings.PORTAL_UPLOAD_MB = 1
    field = b'--edge\r\nContent-Disposition: form-data; name="title"\r\n\r\nwritten with care\r\n'
    body = part(b"a" * (3 << 20)) + field + b"--edge--\r\n"
    request = posted(io.BytesIO(body), len(body))
    form = AForm(request.POST, request.FILES)
    assert request.POST["title"] == "written with care"
    assert form.errors["uploads"] == ["“big.txt” is larger than 1 MB: make it smaller, or give a link to it."]
    file: Any = request.FILES["uploads"]
    assert os.path.getsize(file.temporary_file_path()) <= 1 << 20


class Endless(io.RawIOBase):
    """A stream that begins like a form with a file and never ends."""

    def __init__(self) -> None:
        self.start = part(b"")[:-2]
        self.sent = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self.start or b"a" * (size if size > 0 else 1 << 16)
        self.start = b""
        self.sent += len(chunk)
        return chunk


def test_an_endless_stream_is_not_even_begun(settings: Any) -> None:
    settings.PORTAL_UPLOAD_MB = 1
    stream = Endless()
    with pytest.raises(RequestDataTooBig):
        assert posted(stream, 1 << 40).POST
    assert stream.sent == 0


def test_a_stream_that_lies_about_its_length_is_cut_off_by_counting(settings: Any) -> None:
    settings.PORTAL_UPLOAD_MB = 1
    stream, handler = Endless(), CountingUploadHandler()
    parser = MultiPartParser(
        {"CONTENT_TYPE": "multipart/form-data; boundary=edge", "CONTENT_LENGTH": "1"},
        stream,  # type: ignore[arg-type]
        [handler],
    )
    with pytest.raises(RequestDataTooBig):
        parser.parse()
    assert stream.sent <= settings.PORTAL_UPLOAD_FILES * (1 << 20) + OTHER_FIELDS + (1 << 18)
    assert handler.file.closed


def test_a_request_that_says_it_is_too_large_gets_one_sentence(settings: Any) -> None:
    settings.PORTAL_UPLOAD_MB = 1
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    body = part(b"a" * (16 << 20)) + b"--edge--\r\n"
    for language, words in (("en", "larger than the portal takes"), ("ka", "MB")):
        url = f"/{language}/desk/sign-out/"
        answer = client.post(url, body, content_type="multipart/form-data; boundary=edge")
        assert answer.status_code == 413
        assert words in answer.content.decode()


def test_what_nothing_leads_to_is_swept_away_after_a_day(
    georgia: Tenant, django_capture_on_commit_callbacks: Any
) -> None:
    kept, left = store(georgia, samples.photo()), store(georgia, samples.photo())
    lone = stored_path(left).with_name("0" * 40)
    lone.write_bytes(b"left by a transaction that was lost")
    with country_scope(georgia.country):
        PlanFile.objects.create(country=georgia.country, plan=georgia.plan, file=kept)
    assert sweep_files(timezone.now()) == 0
    paths = [stored_path(left), stored_path(copy_of(georgia, left)), lone]
    for path in (*paths, stored_path(kept)):
        os.utime(path, (0, 0))
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_files(timezone.now() + dt.timedelta(hours=25)) >= 2
    assert [path.exists() for path in paths] == [False, False, False]
    assert stored_path(kept).exists()
    with country_scope(georgia.country):
        assert list(StoredFile.objects.values_list("pk", flat=True)) == [kept.pk]
