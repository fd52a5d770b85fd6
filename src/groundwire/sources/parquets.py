"""A Parquet file → its rows as JSON objects, one on each line, as if they had come in a JSONL file."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from groundwire.models import ExtractError

MAGIC = b"PAR1"
_AT_ONCE = 200  # rows in memory


def read_rows(stream: BinaryIO, *, name: str, before: int = 0, count: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Numbered rows, the first being 1, without empty fields. Raises ExtractError.

    ``before`` rows are passed over without being read, where they fill whole groups; ``count`` rows are given, or all.
    """
    file = _opened(stream, name)
    number, last = 0, file.metadata.num_rows if count is None else before + count
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        if number + rows > before and number < last:
            for offset, line in enumerate(_lines(file, group, name), number + 1):
                if before < offset <= last:
                    yield offset, line
        number += rows


def row_counts(stream: BinaryIO, *, name: str) -> list[int]:
    """How many rows each group of the file has. Raises ExtractError."""
    metadata = _opened(stream, name).metadata
    return [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]


def _opened(stream: BinaryIO, name: str) -> Any:
    from pyarrow import parquet

    try:
        return parquet.ParquetFile(stream)
    except Exception as error:  # a third-party parser of outside bytes
        raise ExtractError(name, "malformed", "This is not a Parquet file that can be read.") from error


def _lines(file: Any, group: int, name: str) -> Iterator[bytes]:
    try:
        for batch in file.iter_batches(batch_size=_AT_ONCE, row_groups=[group], use_threads=False):
            yield from map(_line, batch.to_pylist())
    except Exception as error:  # the same
        raise ExtractError(name, "malformed", "The Parquet file is damaged here; what came before is used.") from error


def _line(row: dict[str, Any]) -> bytes:
    filled = {key: value for key, value in row.items() if value is not None}
    return json.dumps(filled, ensure_ascii=False, default=_plain).encode("utf-8", "replace")


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
