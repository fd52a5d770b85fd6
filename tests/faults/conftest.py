"""The program that writes, what it is given, and a desk that nothing happened to: made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from groundwire.desk import Desk, open_desk
from tests.conftest import OPTIONS
from tests.faults.trial import Writer, the_items
from tests.test_desk import jsonl


@pytest.fixture(scope="session")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    with Writer(tmp_path_factory.mktemp("writer")) as writer:
        yield writer


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return [jsonl(tmp_path_factory.mktemp("inputs"), *the_items())]


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, inputs: list[str]) -> Iterator[Desk]:
    path: Path = tmp_path_factory.mktemp("undisturbed") / "desk"
    with open_desk(path, options=OPTIONS) as desk:
        desk.add(*inputs, workers=0)
        yield desk
