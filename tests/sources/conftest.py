"""Fixtures of the sources' tests: a web server on this machine, and a fetcher that may ask it."""

from collections.abc import Iterator

import pytest

from groundwire.models import Capture, Failure
from groundwire.sources.fetch import Fetcher
from groundwire.sources.read import read_inputs
from tests.sources.local_site import NOW, Read, Site, options, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(options=options()) as fetcher:
        yield fetcher


@pytest.fixture
def read(fetcher: Fetcher) -> Read:
    """Everything that some inputs lead to."""

    def run(*inputs: object) -> list[Capture | Failure]:
        return list(read_inputs([str(each) for each in inputs], fetcher=fetcher, now=lambda: NOW))

    return run
