"""A made-up plan, and its report rendered once in all seven languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitoring.reports.document import build_document
from monitoring.reports.rendering import Rendered, RenderingChild
from monitoring.reports.sample import LANGUAGES, sample_snapshot
from monitoring.reports.snapshot import Snapshot


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    return sample_snapshot(commitments=2, milestones=2)


@pytest.fixture(scope="session")
def child() -> Iterator[RenderingChild]:
    child = RenderingChild()
    yield child
    child.close()


@pytest.fixture(scope="session")
def reports(
    snapshot: Snapshot, child: RenderingChild, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Rendered]:
    folder: Path = tmp_path_factory.mktemp("reports")
    return {
        language: child.render(build_document(snapshot, language), folder / f"{language}.pdf")
        for language in LANGUAGES
    }
