"""What a user named (paths and web addresses) → captures, and failures for what could not be had."""

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit
from urllib.request import url2pathname

from groundwire.models import Capture, ExtractError, Failure, FailureKind, FetchError
from groundwire.sources.blobs import (
    Blob,
    blob_of_answer,
    blob_of_file,
    fetch_failure,
    is_web,
    without_fragment,
)
from groundwire.sources.capture import file_url
from groundwire.sources.containers import digest_captures, item_captures, row_captures, warc_captures
from groundwire.sources.digests import looks_like_digest
from groundwire.sources.feeds import parse_feed, parse_json_feed
from groundwire.sources.fetch import Fetched, Fetcher
from groundwire.sources.formats import Format, decode_text, suffix_of
from groundwire.sources.linked import Links, SitemapSteps, feed_steps
from groundwire.sources.ordered import Done, OrderedRun, Outcome, Step, Wanted
from groundwire.sources.parquets import MAGIC

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_NO_PATH = "There is no such file or folder; check the path (a web address begins with https://)."
LISTS = (".xml", ".rss", ".atom", ".rdf", ".json")
LINES = (".jsonl", ".ndjson", ".jsonlines")


def read_inputs(inputs: Iterable[str], *, fetcher: Fetcher, now: Callable[[], datetime]) -> Iterator[Capture | Failure]:
    """Everything the inputs lead to, in their order, lazily; each file and address once.

    Take one result after the other: asking for the next one says that the last is safe, and only then is the
    server's word for "not changed since" remembered.
    """
    run = OrderedRun(fetcher, now, concurrency=fetcher.options.concurrency)
    return run.run(_Reader(fetcher, now).steps(inputs))


def read_files(
    paths: Iterable[Path], *, source: str, fetcher: Fetcher, now: Callable[[], datetime]
) -> Iterator[Capture | Failure]:
    """What these files of the input ``source`` hold, as `read_inputs` would give it."""
    run = OrderedRun(fetcher, now, concurrency=1)
    return run.run(_Reader(fetcher, now).files(paths, source=source))


def read_blob(blob: Blob, *, fetcher: Fetcher, now: Callable[[], datetime]) -> Iterator[Capture | Failure]:
    """What these bytes hold, whatever they are."""
    return OrderedRun(fetcher, now, concurrency=1).run(_Reader(fetcher, now).blob(blob))


def entries_of(folder: Path) -> list[Path]:
    """What of a folder is read, in order. Raises OSError."""
    found = (path for path in folder.iterdir() if not path.name.startswith("."))
    # Lists first: a feed knows more of the pages beside it than their files do.
    paths = sorted(found, key=lambda path: (suffix_of(path.name) not in LISTS, path))
    stems = {path.stem for path in paths if path.suffix.lower() in (".htm", ".html", ".xhtml")}
    return [path for path in paths if not (path.is_dir() and (path.is_symlink() or _is_assets(path.name, stems)))]


def is_parquet(file: BinaryIO) -> bool:
    """Whether a file that can be sought in is in this format."""
    file.seek(0)
    is_it = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return is_it


class _Reader:
    """Turns inputs into steps; holds what is the same for the whole run."""

    def __init__(self, fetcher: Fetcher, now: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._now = now
        self._read: set[Path] = set()

    def steps(self, inputs: Iterable[str]) -> Iterator[Step]:
        """The steps of every input."""
        for text in inputs:
            address = text.strip()
            scheme = _SCHEME.match(address)
            if scheme is None:
                yield from self._path(Path(text), source=text)
            elif is_web(address):
                yield self._address(address)
            elif (path := _local_path(address)) is not None:
                yield from self._path(path, source=text)
            else:
                yield self._failure(text, "refused", "Only paths and http and https addresses can be added.")

    def _failure(self, item: str, kind: FailureKind, reason: str) -> Failure:
        return Failure(item=item, stage="read", kind=kind, reason=reason, at=self._now())

    def _path(self, path: Path, *, source: str) -> Iterator[Step]:
        try:
            if "\0" in str(path) or not source.strip():
                yield self._failure(str(path), "not-found", "This is not a path.")
            elif path.is_dir():
                yield from self._folder(path, source=source)
            elif path.is_file():
                yield from self._file(path, source=source)
            elif path.exists():
                yield self._failure(str(path), "unsupported", "This is neither a file nor a folder.")
            else:
                yield self._failure(str(path), "not-found", _NO_PATH)
        except FetchError as error:
            yield self._failure(error.url, error.kind, error.reason)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield self._failure(str(path), "malformed", "The compressed data is damaged or incomplete.")
        except OSError:
            yield self._failure(str(path), "unreadable", "This cannot be read; check its permissions.")

    def _folder(self, folder: Path, *, source: str) -> Iterator[Step]:
        for path in entries_of(folder):
            yield from self._path(path, source=source)

    def files(self, paths: Iterable[Path], *, source: str) -> Iterator[Step]:
        """The steps of these files, which belong to one input."""
        for path in paths:
            yield from self._path(path, source=source)

    def _file(self, path: Path, *, source: str) -> Iterator[Step]:
        if not self._claim(path):
            return
        with path.open("rb") as file:
            rows = is_parquet(file)
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packed else file
            if suffix_of(path.name) == ".warc" or stream.read(5) == b"WARC/":
                yield from warc_captures(file, name=str(path), at=self._now(), max_bytes=self._max_bytes)
            elif rows:
                yield from row_captures(
                    file, name=str(path), url=file_url(path), at=self._now(), max_bytes=self._max_bytes
                )
            elif suffix_of(path.name) in LINES:
                stream.seek(0)
                yield from self._items(stream, name=str(path), url=file_url(path))
            else:
                yield from self._open(blob_of_file(path, self._now(), source=source))

    def _claim(self, path: Path) -> bool:
        """Whether this file is read for the first time in this run; a feed and its folder both lead to its pages."""
        real = path.resolve()
        first = real not in self._read
        self._read.add(real)
        return first

    @property
    def _max_bytes(self) -> int:
        return self._fetcher.options.max_bytes

    def _items(self, stream: BinaryIO, *, name: str, url: str) -> Iterator[Capture | Failure]:
        return item_captures(stream, name=name, url=url, at=self._now(), max_bytes=self._max_bytes)

    def _address(self, url: str) -> Wanted:
        def then(outcome: Outcome) -> Iterator[Step]:
            answer = outcome.answer
            if isinstance(answer, FetchError):
                yield fetch_failure(answer, outcome.at)
            elif not answer.not_modified:
                yield from self._answer(answer, outcome.at)

        return Wanted(url=without_fragment(url), then=then)

    def _answer(self, answer: Fetched, at: datetime) -> Iterator[Step]:
        try:
            blob = blob_of_answer(answer, at, source=answer.asked)
        except FetchError as error:
            yield fetch_failure(error, at)
            return
        yield from self._open(blob)
        yield Done(call=lambda: None if blob.trouble.passing else self._fetcher.remember(answer))

    def blob(self, blob: Blob) -> Iterator[Step]:
        """The steps of bytes that came another way."""
        return self._open(blob)

    def _open(self, blob: Blob) -> Iterator[Step]:
        """The steps that these bytes lead to, whatever they are."""
        try:
            yield from self._as(blob.format(), blob)
        except ExtractError as error:
            yield blob.failure(error.kind, error.reason)

    def _as(self, kind: Format | None, blob: Blob) -> Iterator[Step]:
        links = Links(remember=self._fetcher.remember, claim=self._claim)
        match kind:
            case "feed":
                yield from feed_steps(parse_feed(blob.body, url=blob.base, charset=blob.charset), blob, links)
            case "jsonfeed":
                yield from feed_steps(parse_json_feed(blob.body, url=blob.base), blob, links)
            case "sitemap":
                yield from SitemapSteps(links).steps(blob)
            case "jsonl":
                yield from self._items(io.BytesIO(blob.body), name=blob.name, url=blob.url)
            case "warc":
                yield from warc_captures(io.BytesIO(blob.body), name=blob.name, at=blob.at, max_bytes=self._max_bytes)
            case "text" if looks_like_digest(text := decode_text(blob.body, blob.charset)):
                yield from digest_captures(text, blob)
            case None:
                reason = "This is no format that Groundwire reads (HTML, PDF, text, mail, feed, sitemap, JSONL, WARC)."
                yield blob.failure("unsupported", reason)
            case _:
                yield blob.page(kind)


def _local_path(address: str) -> Path | None:
    """The path of a ``file:`` address of this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    here = parts.scheme.lower() == "file" and parts.netloc in ("", "localhost")
    return Path(url2pathname(parts.path)) if here else None


def _is_assets(name: str, stems: set[str]) -> bool:
    """Whether a folder holds the pictures and styles that a browser saved beside a page."""
    return any(name == f"{stem}{ending}" for stem in stems for ending in ("_files", ".files", "_archivos", "-Dateien"))
