"""What a user named in, how many items it will about lead to out; None where only reading it would tell."""

import gzip
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, cast

from groundwire.models import ExtractError
from groundwire.sources.formats import suffix_of
from groundwire.sources.parquets import row_counts
from groundwire.sources.read import LINES, LISTS, entries_of, is_parquet

_PIECE = 1 << 20
_MOST_PACKED = 100_000_000  # bytes; unpacking more only to count takes seconds


def count_items(inputs: Iterable[str]) -> int | None:
    """Lines of JSONL, rows of Parquet, files. An address, a feed or a WARC file may hold any number."""
    total = 0
    for given in inputs:
        counted = None if "://" in given else _count(Path(given))
        if counted is None:
            return None
        total += counted
    return total


def _count(path: Path) -> int | None:
    try:
        if path.is_dir():
            return count_items(str(entry) for entry in entries_of(path))
        return _count_file(path) if path.is_file() else 1
    except (OSError, EOFError, zlib.error, ExtractError):
        return 1  # it will be a failure


def _count_file(path: Path) -> int | None:
    suffix = suffix_of(path.name)
    if suffix == ".warc" or suffix in LISTS:
        return None
    with path.open("rb") as file:
        if is_parquet(file):
            return sum(row_counts(file, name=str(path)))
        if suffix not in LINES:
            return 1
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if packed and path.stat().st_size > _MOST_PACKED:
            return None
        return _count_lines(cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packed else file)


def _count_lines(stream: BinaryIO) -> int:
    lines, last = 0, b"\n"
    while piece := stream.read(_PIECE):
        lines += piece.count(b"\n")
        last = piece[-1:]
    return lines + (last != b"\n")
