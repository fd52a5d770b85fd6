"""How the command line speaks: colours and tables in a terminal, plain text in a pipe, JSON where asked."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from groundwire.app.plain import plain

out = Console(highlight=False, soft_wrap=True)
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
    """Text as it is, in UTF-8 whatever the locale says."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def say_json(value: object) -> None:
    """Any value of `groundwire.models` (or a list of them) as JSON."""
    write(json_text(value))


def json_text(value: object) -> str:
    """The same, to be written somewhere."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n"


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
    """One sentence to standard error."""
    err.print(Text(safe(sentence), style="red" if err.is_terminal else ""))


def remark(sentence: str) -> None:
    """What a reader should know of what was printed, to standard error."""
    err.print(Text(safe(sentence), style="dim" if err.is_terminal else ""))
