"""What a user named in, shards out: parts of files that one worker reads, in the order in which `add` would read them.

A shard's id follows from the file (its address, size and time of change) and the part, so that a run that was killed
knows which of them are done. A file that changed is other shards.
"""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, cast

from groundwire.models import ExtractError, InputError
from groundwire.pipeline.bulk.stores import FoundFile, is_remote, list_remote, opened
from groundwire.sources.parquets import row_counts
from groundwire.sources.read import LINES, entries_of, is_parquet
from groundwire.sources.warcs import record_starts
from groundwire.text.hashing import short_hash

Kind = Literal["lines", "warc", "rows", "files"]

LINES_BYTES = 512_000  # of a JSONL file in one shard: some 200 articles, a few seconds of work
WARC_BYTES = 4_000_000  # packed: some 200 pages
ROWS = 250
FILES, FILES_BYTES = 100, 4_000_000
PACKED_PARTS = 64  # of a packed JSONL file, about: each unpacks all that stands in front of it
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A part of a file, or some small files: the bytes from ``start`` to ``end`` of a WARC file, else ``count`` lines
    (the first of which begins at ``start``, unpacked) or rows behind the first ``before``; None is up to the end.
    """

    id: str
    kind: Kind
    paths: tuple[str, ...]
    source: str  # the input that led here, as it was given
    bytes: int  # about, to tell how far a run has come
    start: int = 0
    end: int | None = None
    before: int = 0
    count: int | None = None


def plan(inputs: Iterable[str]) -> Iterator[Shard]:
    """The shards of these inputs, in order, each file once. Raises InputError where an input cannot be had."""
    seen: set[str] = set()
    for given in inputs:
        found = list_remote(given) if is_remote(given) else _local(given)
        fresh = [file for file in found if file.path not in seen and not seen.add(file.path)]  # type: ignore[func-returns-value]
        yield from _shards(fresh, given)


def _local(given: str) -> list[FoundFile]:
    path = Path(given)
    if "://" in given or not path.exists():
        raise InputError(f"{given!r} is no file, folder or s3:// address; other addresses are for `groundwire add`.")
    try:
        return [_found(file) for file in _walk(path)]
    except OSError as error:
        raise InputError(f"{given!r} cannot be read ({error.strerror}).") from error


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for entry in entries_of(path):
        yield from _walk(entry)


def _found(path: Path) -> FoundFile:
    told = path.stat()
    return FoundFile(path=str(path), size=told.st_size, changed=str(told.st_mtime_ns))


def _shards(files: Iterable[FoundFile], source: str) -> Iterator[Shard]:
    """Large files in parts, small ones together, without changing their order."""
    few: list[FoundFile] = []
    for file in files:
        kind = _kind(file)
        if kind != "files" or len(few) >= FILES or sum(each.size for each in few) + file.size > FILES_BYTES:
            yield from _together(few, source)
            few = []
        if kind == "files":
            few.append(file)
        else:
            yield from _parts(file, kind, source)
    yield from _together(few, source)


def _kind(file: FoundFile) -> Kind:
    name = file.path.lower().removesuffix(".gz")
    try:
        with opened(file.path) as stream:
            if is_parquet(stream):
                return "rows"
            head = stream.read(2)
            stream.seek(0)
            inner = cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if head == b"\x1f\x8b" else stream
            if name.endswith(".warc") or inner.read(5) == b"WARC/":
                return "warc"
    except (OSError, EOFError, zlib.error):
        return "files"  # whoever reads it says what is wrong with it
    return "lines" if name.endswith(LINES) else "files"


def _together(files: list[FoundFile], source: str) -> Iterator[Shard]:
    if files:
        parts = (part for file in files for part in (file.path, str(file.size), file.changed))
        paths = tuple(file.path for file in files)
        size = sum(file.size for file in files)
        yield Shard(id=short_hash("files", *parts), kind="files", paths=paths, source=source, bytes=size)


def _parts(file: FoundFile, kind: Kind, source: str) -> Iterator[Shard]:
    with opened(file.path) as stream:
        cuts = list(_cuts(stream, file, kind))
    for here, then in zip(cuts, [*cuts[1:], None], strict=True):
        part = (str(here.start), str(here.before), str(then and then.start))
        yield Shard(
            id=short_hash(kind, file.path, str(file.size), file.changed, *part),
            kind=kind,
            paths=(file.path,),
            source=source,
            bytes=file.size // len(cuts),
            start=here.start,
            end=then.start if then else None,
            before=here.before,
            count=then.before - here.before if then else None,
        )


class _Cut(NamedTuple):
    """Where a part begins: its first byte (unpacked, of lines), and the lines or rows that stand in front."""

    start: int
    before: int


def _cuts(stream: BinaryIO, file: FoundFile, kind: Kind) -> Iterator[_Cut]:
    """A file that cannot be read is one part: whoever reads it says what is wrong with it."""
    if kind == "warc":
        yield from (_Cut(place, 0) for place in record_starts(stream, every=WARC_BYTES, size=file.size))
    elif kind == "rows":
        yield from (_Cut(0, row) for row in range(0, max(1, _rows(stream, file)), ROWS))
    else:
        packed = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        lines = cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if packed else stream
        yield from _line_cuts(lines, max(LINES_BYTES, 5 * file.size // PACKED_PARTS) if packed else LINES_BYTES)


def _rows(stream: BinaryIO, file: FoundFile) -> int:
    stream.seek(0)
    try:
        return sum(row_counts(stream, name=file.path))
    except ExtractError:
        return 0


def _line_cuts(stream: BinaryIO, every: int) -> Iterator[_Cut]:
    """Behind the first line that ends after each so many bytes."""
    yield _Cut(0, 0)
    position = lines = 0
    next_cut = every
    try:
        while piece := stream.read(_PIECE):
            used = 0
            while position + len(piece) > next_cut:
                found = piece.find(b"\n", max(used, next_cut - position))
                if found < 0:
                    break
                lines += piece.count(b"\n", used, found + 1)
                used = found + 1
                yield _Cut(position + used, lines)
                next_cut = position + used + every
            lines += piece.count(b"\n", used)
            position += len(piece)
    except (EOFError, OSError, zlib.error):
        return
