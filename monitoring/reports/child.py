"""The rendering child: a process that knows WeasyPrint and nothing of Django or the database.

Run as `python -I child.py`. Messages either way are four bytes of length and JSON. A job names the HTML,
the options and where to write; answers are progress ({"pages": 12}), then one result. The child ends when
its parent does, since its input then closes.
"""

import contextlib
import ctypes
import gc
import json
import logging
import os
import queue
import re
import resource
import struct
import sys
import threading
import traceback
from datetime import datetime
from typing import Any, BinaryIO, NoReturn
from xml.etree import ElementTree

PAGE_OF_LAYOUT = re.compile(r"Step 5 - Creating layout - Page (\d+)")
PROGRESS_EVERY = 4
"""Pages between two messages of progress."""
VARIANT = "pdf/a-3a"
"""Archival with the snapshot attached, and tagged; the file is PDF/UA-1 as well, see `also_pdf_ua`."""
PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def read_message(stream: BinaryIO) -> dict[str, Any] | None:
    """The next message, or None at the end of the stream."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack("!I", head)
    body = stream.read(length)
    if len(body) < length:
        return None
    message: dict[str, Any] = json.loads(body)
    return message


def write_message(stream: BinaryIO, message: dict[str, Any]) -> None:
    """Send one message and flush it."""
    body = json.dumps(message, ensure_ascii=False).encode()
    stream.write(struct.pack("!I", len(body)) + body)
    stream.flush()


class Problems(logging.Handler):
    """Collects what WeasyPrint complains of: any of it fails the job."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line, as long as there are not too many."""
        if len(self.lines) < 20:
            self.lines.append(record.getMessage())


class PageProgress(logging.Handler):
    """Passes on how many pages are laid out."""

    def __init__(self, out: BinaryIO) -> None:
        super().__init__(logging.INFO)
        self.out = out
        self.most = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Tell the parent of every few pages, once: pages with references are laid out twice."""
        match = PAGE_OF_LAYOUT.match(record.getMessage())
        if match and int(match[1]) >= self.most + PROGRESS_EVERY:
            self.most = int(match[1])
            write_message(self.out, {"pages": self.most})


def peak_memory_kb() -> int:
    """The most resident memory this process ever had, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


class Renderer:
    """Makes PDFs one after another; keeps fonts, imports and parsed style sheets from one to the next."""

    def __init__(self, out: BinaryIO) -> None:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        self.weasyprint = weasyprint
        # A report asks nothing of a disk or a network: what it shows, it carries.
        self.fetcher = URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
        self.fonts = FontConfiguration()
        self.styles: dict[str, Any] = {}
        self.problems = Problems()
        _listen("weasyprint", self.problems, logging.WARNING)
        self.progress = PageProgress(out)
        _listen("weasyprint.progress", self.progress, logging.INFO)

    def render(self, job: dict[str, Any]) -> dict[str, Any]:
        """Make one PDF; the answer says how many pages, or which problems there were."""
        self.problems.lines.clear()
        self.progress.most = 0
        html = self._parsed(job["html"], self._style(job["css"]))
        document = html.render(font_config=self.fonts, pdf_variant=VARIANT, cache={})
        pages = len(document.pages)
        document.write_pdf(
            job["target"],
            finisher=also_pdf_ua,
            pdf_variant=VARIANT,
            pdf_tags=True,
            pdf_identifier=bytes.fromhex(job["identifier"]),
            attachments=[self._attachment(job)],
        )
        if self.problems.lines:
            os.unlink(job["target"])
            return {"problems": self.problems.lines}
        return {"done": pages, "peak_kb": peak_memory_kb()}

    def _parsed(self, markup: str, style: Any) -> Any:
        """The document as WeasyPrint's HTML. It is well-formed, so the parser in C serves, and is faster.

        Our style sheet stands in the place of WeasyPrint's own, whose rules for the pseudo-elements of
        *every* element (notes, markers) make six styles for each: a quarter of the memory of a report.
        """
        html = self.weasyprint.HTML.__new__(self.weasyprint.HTML)
        html.base_url = None
        html.url_fetcher = self.fetcher
        html.media_type = "print"
        html.wrapper_element = self.weasyprint.cssselect2.ElementWrapper.from_html_root(
            ElementTree.fromstring(markup),  # noqa: S314 (made by our own templates)
            content_language=None,
        )
        html.etree_element = html.wrapper_element.etree_element
        html._ua_stylesheets = lambda forms=False: [style]
        return html

    def _style(self, css: str) -> Any:
        if css not in self.styles:
            self.styles = {
                css: self.weasyprint.CSS(string=css, font_config=self.fonts, url_fetcher=self.fetcher)
            }
        return self.styles[css]

    def _attachment(self, job: dict[str, Any]) -> Any:
        created = datetime.fromisoformat(job["created"])
        return self.weasyprint.Attachment(
            string=job["attachment"],
            name=job["attachment_name"],
            description=job["attachment_name"],
            created=created,
            modified=created,
            relationship="Source",
        )


def _listen(name: str, handler: logging.Handler, level: int) -> None:
    logger = logging.getLogger(name)
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel(level)


def also_pdf_ua(_document: Any, pdf: Any) -> None:
    """Say in the metadata that the file is PDF/UA-1 too, with the schema that PDF/A asks for."""
    reference = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[reference]
    stream.stream = [part.replace(b"</rdf:RDF>", PDF_UA + b"</rdf:RDF>", 1) for part in stream.stream]


def answer(renderer: Renderer, job: dict[str, Any]) -> dict[str, Any]:
    """Do a job, whatever happens in it."""
    try:
        return renderer.render(job)
    except MemoryError:
        return {"memory": True}
    except BaseException as error:  # WeasyPrint's fatal errors are no Exceptions
        traceback.print_exc()
        return {"problems": [f"{type(error).__name__}: {error.__cause__ or error}"]}


def limit_memory(megabytes: int) -> None:
    """Let the kernel refuse memory above the limit, instead of ending some other process."""
    if sys.platform == "linux":
        most = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def give_memory_back() -> None:
    """Free what the last report left; only glibc has to be asked to hand it to the system."""
    gc.collect()
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def read_jobs(stream: BinaryIO, jobs: "queue.SimpleQueue[dict[str, Any]]") -> NoReturn:
    """Hand on what the parent sends; when it is gone so is this process, in mid-page if need be."""
    while (job := read_message(stream)) is not None:
        jobs.put(job)
    os._exit(0)


def main() -> NoReturn:
    """Serve jobs from standard input until it closes."""
    limit_memory(int(sys.argv[1]))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else may write into the answers
    jobs: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.stack_size(512 * 1024)
    threading.Thread(target=read_jobs, args=(sys.stdin.buffer, jobs), daemon=True).start()
    renderer = Renderer(out)
    gc.disable()
    gc.freeze()
    write_message(out, {"ready": True})
    while True:
        result = answer(renderer, jobs.get())
        give_memory_back()
        write_message(out, result)


if __name__ == "__main__":
    main()
