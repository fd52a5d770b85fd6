"""Desks for tests: an empty one, and one with the bundled samples, which is built once and only read."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from groundwire.desk import Desk, open_desk
from groundwire.pipeline.options import DeskOptions
from groundwire.samples import samples_path

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)  # after the newest sample
OPTIONS = DeskOptions(now=lambda: NOW)

settings.register_profile("quick", max_examples=40)  # `--hypothesis-profile default` tries 100
settings.load_profile("quick")


@pytest.fixture(scope="session")
def sample_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The bundled samples. Read only: tests that write take `desk`."""
    with open_desk(tmp_path_factory.mktemp("samples") / "desk", options=OPTIONS) as desk:
        desk.add(str(samples_path()))
        yield desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk."""
    with open_desk(tmp_path / "desk", options=OPTIONS) as desk:
        yield desk
