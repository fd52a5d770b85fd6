"""A local object store, and desks in it."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.object_store.local_store import BUCKET, UNSET, environment, local_store

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """The address of a store that keeps everything in memory."""
    with local_store() as address:
        yield address


@pytest.fixture
def store(endpoint: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The address of an empty prefix; the environment names the store, and a folder for what stays on this machine."""
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment(endpoint, tmp_path / "machine").items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/desk-{next(_NUMBERS)}"
