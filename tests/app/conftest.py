"""Commands as a user types them, run in this process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from groundwire.app.cli import main


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit status."""

    stdout: str
    stderr: str
    returncode: int


Run = Callable[..., Done]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command in this process, as `main` does: a process each would spend its time on imports."""

    def run(desk: Path, *arguments: str) -> Done:
        with pytest.raises(SystemExit) as ended:
            main(["--desk", str(desk), *arguments])
        printed = capfdbinary.readouterr()
        return Done(printed.out.decode("utf-8"), printed.err.decode("utf-8"), int(ended.value.code or 0))

    return run
