"""How the command line speaks: colours and tables in a terminal, plain text in a pipe, JSON where asked."""

import json
import logging
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from groundwire.app.plain import plain

out = Console(highlight=False, soft_wrap=True)
# Beyond what JSON itself escapes: the other control characters, and those that turn or hide text.
_HIDDEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")
err = Console(stderr=True, highlight=False, soft_wrap=True)


def safe(text: str) -> str:
    """Without control and direction characters: a title must not move the cursor or recolour the terminal."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})


def say(text: str, style: str = "") -> None:
    """One line or more to standard output; styled in a terminal only."""
    if out.is_terminal:
        out.print(Text(safe(text), style=style))
    else:
        write(safe(text) + "\n")


def write(text: str) -> None:
    """Text in UTF-8 whatever the locale says, as it is but for what moves the cursor or turns the text around."""
    sys.stdout.buffer.write(_ACTING.sub("", text).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def say_json(value: object) -> None:
    """Any value of `groundwire.models` (or a list of them) as JSON."""
    write(json_text(value))


def json_text(value: object) -> str:
    """The same, to be written somewhere: what a terminal could act on is escaped, and so read back unchanged."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n"
    return _HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def say_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table in a terminal, tab-separated lines with a head in a pipe."""
    if not out.is_terminal:
        write(table_text(columns, rows))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(cell), style="" if place else "bold") for place, cell in enumerate(row)))
    out.print(table)


def table_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Tab-separated lines with a head."""
    lines = ["\t".join(columns), *("\t".join(_cell(cell) for cell in row) for row in rows)]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    return safe(" ".join(str("" if value is None else value).split()))


def complain(sentence: str) -> None:
    """One sentence to standard error, on one line whatever it repeats."""
    err.print(Text(safe(" ".join(sentence.split())), style="red" if err.is_terminal else ""))


def remark(sentence: str) -> None:
    """What a reader should know of what was printed, to standard error."""
    err.print(Text(safe(sentence), style="dim" if err.is_terminal else ""))


class _SafeFormatter(logging.Formatter):
    """What a page made a library say must not move the cursor either."""

    def format(self, record: logging.LogRecord) -> str:
        return safe(super().format(record))


def log_handler() -> logging.Handler:
    """Writes the log to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(_SafeFormatter("%(levelname)s %(name)s: %(message)s"))
    return handler
