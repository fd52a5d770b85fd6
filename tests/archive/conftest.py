"""Fixtures of the archive's tests."""

import pytest

from groundwire.models import Capture
from tests.archive.archive_captures import make_capture


@pytest.fixture
def captures() -> list[Capture]:
    return [make_capture(number, body=b"body %d " % number * 50) for number in range(1, 6)]
