"""Escape sequences, control and direction characters in all that the command line prints: none reaches a terminal."""
# ruff: noqa: E501  tables of cases read better unbroken

import io
import json
import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from groundwire.app.cli import main, output
from groundwire.library.library import Library
from groundwire.library.state import State
from groundwire.models import Failure
from tests.app.fact_desk import fact_records

EVIL = "\x1b]0;owned\x07\x1b[31mred\x9b1m\u202eback\u2066\x08\x7f\r"
ACTING = frozenset(
    map(chr, (*range(9), 11, 12, *range(13, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
NOW = datetime(2025, 7, 20, tzinfo=UTC)
COMMANDS = (
    ["search", "nvidia"], ["search", "nvidia", "--json"], ["failures"], ["failures", "--json"], ["sources", "list"],
    ["topic", "technology-sovereignty", "--format", "text"], ["topic", "technology-sovereignty", "--format", "html"],
    ["topic", "technology-sovereignty", "--format", "markdown"], ["topic", "technology-sovereignty", "--format", "atom"],
    ["timeline", "technology-sovereignty"], ["figures", "technology-sovereignty"], ["map", "technology-sovereignty"],
    ["timeline", "technology-sovereignty", "--format", "csv"], ["disagreements", "technology-sovereignty", "--json"],
)  # fmt: skip
ECHOES = (
    [EVIL], ["search", "--\x1b[31m\x07"], ["search", f'"{EVIL}'], ["search", "a", "--since", EVIL], ["search", "a", "--cursor", EVIL],
    ["topic", EVIL], ["topics", "show", EVIL], ["topic", "x", "--format", EVIL], ["show", EVIL], ["entities", "show", EVIL],
    ["search", "a", "--limit", EVIL], ["add", f"{EVIL}\n.txt"], ["check", EVIL, "--against", EVIL], ["topics", "test", EVIL],
)  # fmt: skip


@pytest.fixture(scope="module")
def evil_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evil") / "desk"
    folder.mkdir()
    records = [
        replace(
            each,
            document=replace(each.document, title=f"{EVIL} {each.document.title}", source_name=EVIL, authors=(EVIL,)),
        )
        for each in fact_records()
    ]
    library = Library(folder / "library", writable=True)
    library.write(records)
    library.close()
    state = State(f"sqlite:///{folder / 'state.db'}")
    state.add_failures([Failure(item=f"{EVIL}\n", stage="read", kind="malformed", reason=EVIL, at=NOW)])
    state.close()
    return folder


def everything(capfdbinary: pytest.CaptureFixture[bytes], folder: Path, arguments: list[str]) -> str:
    with pytest.raises(SystemExit):
        main(["--desk", str(folder), *arguments])
    printed = capfdbinary.readouterr()
    return (printed.out + printed.err).decode()


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_what_a_document_says_is_only_text(
    evil_desk: Path, capfdbinary: pytest.CaptureFixture[bytes], arguments: list[str]
) -> None:
    text = everything(capfdbinary, evil_desk, arguments)
    assert text.strip()
    assert not ACTING & set(text.replace("\r\n", "\n"))


@pytest.mark.parametrize("arguments", ECHOES)
def test_what_was_typed_is_only_text(
    evil_desk: Path, capfdbinary: pytest.CaptureFixture[bytes], arguments: list[str]
) -> None:
    text = everything(capfdbinary, evil_desk, arguments)
    assert text.strip()
    assert "Traceback" not in text
    assert not ACTING & set(text)


@pytest.mark.parametrize("arguments", COMMANDS[:5], ids=" ".join)
def test_in_a_terminal_too(evil_desk: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Rich writes its own colours there: nothing of a document's may be among them."""
    screen = io.StringIO()
    for name in ("out", "err"):
        console = Console(file=screen, force_terminal=True, color_system=None, width=200, highlight=False)
        monkeypatch.setattr(output, name, console)
    with pytest.raises(SystemExit):
        main(["--desk", str(evil_desk), *arguments])
    shown = screen.getvalue()
    assert not {"\x07", "\x9b", "\u202e", "\u2066", "\x08", "\x7f"} & set(shown)
    assert "\x1b]0" not in shown
    assert "\x1b[31m" not in shown


def test_json_keeps_what_it_hides() -> None:
    text = output.json_text({"title": f"{EVIL}\ud800\U000e0041"})
    assert not ACTING & set(text)
    assert json.loads(text) == {"title": f"{EVIL}\ud800\U000e0041"}


def test_a_complaint_is_one_line(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    output.err.file.flush()
    output.complain("a\nb\x1b[31m\rc")
    assert capfdbinary.readouterr().err.decode().count("\n") == 1


def test_the_log_is_only_text() -> None:
    handler = output.log_handler()
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "%s broke", (EVIL,), None)
    assert not ACTING & set(handler.format(record))
