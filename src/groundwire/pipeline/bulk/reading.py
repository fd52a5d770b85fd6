"""A shard in, its captures out: by the same functions that `add` reads with, so that documents come out the same."""

import gzip
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from groundwire.models import Capture, Failure, FailureKind, FetchError
from groundwire.pipeline.bulk.shards import Shard
from groundwire.pipeline.bulk.stores import is_remote, opened
from groundwire.sources.blobs import Blob
from groundwire.sources.capture import file_url
from groundwire.sources.containers import item_captures, row_captures, warc_captures
from groundwire.sources.fetch import Fetched, Fetcher
from groundwire.sources.read import read_blob, read_files

_NO_LINKS = "Bulk fetches nothing: add what leads to other pages (a feed, a sitemap) with `groundwire add`."


class NoNetwork(Fetcher):
    """Refuses every address."""

    def fetch(self, url: str) -> Fetched:
        """Raises FetchError."""
        raise FetchError(url, "refused", _NO_LINKS)


def read_shard(shard: Shard, *, at: datetime, max_bytes: int) -> Iterator[Capture | Failure]:
    """What the shard holds, as if it had been fetched at this time."""
    if shard.kind == "files":
        yield from _files(shard, at)
        return
    (path,) = shard.paths
    try:
        with opened(path) as stream:
            yield from _part(shard, stream, at, max_bytes)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield _failure(path, "malformed", "The compressed data is damaged or incomplete.", at)
    except OSError:
        yield _unreadable(path, at)


def _part(shard: Shard, stream: BinaryIO, at: datetime, max_bytes: int) -> Iterator[Capture | Failure]:
    (path,) = shard.paths
    url = path if is_remote(path) else file_url(Path(path))
    if shard.kind == "warc":
        yield from warc_captures(stream, name=path, at=at, max_bytes=max_bytes, start=shard.start, end=shard.end)
        return
    if shard.kind == "lines":
        packed = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if packed else stream
        stream.seek(shard.start)
    captures = item_captures if shard.kind == "lines" else row_captures
    yield from captures(stream, name=path, url=url, at=at, max_bytes=max_bytes, before=shard.before, count=shard.count)


def _files(shard: Shard, at: datetime) -> Iterator[Capture | Failure]:
    with NoNetwork() as fetcher:
        here = [Path(path) for path in shard.paths if not is_remote(path)]
        yield from read_files(here, source=shard.source, fetcher=fetcher, now=lambda: at)
        for path in filter(is_remote, shard.paths):
            try:
                with opened(path) as stream:
                    body = stream.read()
            except OSError:
                yield _unreadable(path, at)
                continue
            blob = Blob(url=path, name=path, body=body, at=at, source=shard.source)
            yield from read_blob(blob, fetcher=fetcher, now=lambda: at)


def _unreadable(path: str, at: datetime) -> Failure:
    if is_remote(path):
        return _failure(path, "network", "The object store did not give this; run the same command again.", at)
    return _failure(path, "unreadable", "This cannot be read; check its permissions.", at)


def _failure(item: str, kind: FailureKind, reason: str, at: datetime) -> Failure:
    return Failure(item=item, stage="read", kind=kind, reason=reason, at=at)
