"""Facts from a desk in; tables, lines for reading, JSON, CSV or Parquet out. Each row leads to its place."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from groundwire.app.cli.fact_blocks import fact_blocks, print_block
from groundwire.app.cli.fact_lines import fact_lines
from groundwire.app.cli.output import json_text, out, remark, table_text
from groundwire.app.fact_words import Facts, FactWords
from groundwire.app.locale import load_locale
from groundwire.app.tables import csv_text, fact_table, parquet_bytes
from groundwire.desk import Desk
from groundwire.models import DependencyMap, Disagreements, InputError, Ledger, News, Query, Timeline


def ask(desk: Desk, view: str, query: Query, *, documents: int) -> Facts:
    """The facts of this view."""
    if view == "new" and query.since is not None:
        return desk.news(replace(query, since=None), query.since, documents=documents)
    views: dict[str, Callable[..., Facts]] = {
        "timeline": desk.timeline,
        "figures": desk.ledger,
        "disagreements": desk.disagreements,
        "map": desk.map,
    }
    return views[view](query, documents=documents)


def show(desk: Desk, found: Facts, *, style: str, output: Path | None, lang: str) -> None:
    """Prints or writes facts. Raises InputError where they cannot be written there."""
    words = FactWords(desk, load_locale(lang))
    if style == "text" and output is None and out.is_terminal:
        for block in fact_blocks(found, words):
            print_block(block)
    elif style in ("csv", "parquet"):
        table = fact_table(found, desk.entities, lang)
        _put(csv_text(table).encode() if style == "csv" else parquet_bytes(table), output, binary=style == "parquet")
    elif style == "json":
        _put(json_text(found).encode("utf-8", "replace"), output)
    else:
        lines = fact_lines(found, words)
        columns = [words.t(f"column.{each}") for each in lines.columns]
        _put(table_text(columns, lines.rows).encode("utf-8", "replace"), output)
    _tell(found, words)


def _put(content: bytes, output: Path | None, *, binary: bool = False) -> None:
    if output is None and binary and sys.stdout.isatty():
        raise InputError("Parquet is no text: name a file with --output, or send it through a pipe.")
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise InputError(f"{output} cannot be written ({error.strerror}).") from error


def _tell(found: Facts, words: FactWords) -> None:
    """What was read, on standard error: an answer from a part of the documents says so."""
    t = words.t
    said = [*filter(None, [words.only(found)]), t("read-of", n=found.documents, total=found.total)]
    if found.documents < found.total:
        said.append(t("read-hint"))
    if isinstance(found, News):
        said.append(t("compared", n=found.earlier))
    if isinstance(found, Timeline) and found.unnamed:
        said.append(t("unnamed", n=found.unnamed))
    if not _any(found) and words.desk.exists:  # one that is not there was told of when it was opened
        said.insert(0, t(_empty(found, words)))
    remark(" ".join(said))


def _empty(found: Facts, words: FactWords) -> str:
    """Why there is nothing to show."""
    if not words.desk.sources():
        return "empty-view-command"
    return "none-of-this" if found.only else "nothing-found"


def _any(found: Facts) -> bool:
    match found:
        case Timeline():
            return bool(found.events)
        case Ledger():
            return bool(found.series)
        case Disagreements():
            return bool(found.found)
        case DependencyMap():
            return bool(found.edges)
        case News():
            return bool(found.figures or found.states or found.edges or found.reversed)
