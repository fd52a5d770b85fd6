"""Files that hold many documents themselves (JSONL, WARC, digests) → a capture for each."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import BinaryIO

from groundwire.models import Capture, ExtractError, Failure, FailureKind, Hints
from groundwire.sources.blobs import Blob
from groundwire.sources.capture import PAGE_HEADER, make_capture
from groundwire.sources.digests import DigestEntry, page_title, parse_digest
from groundwire.sources.formats import PAGE_MEDIA_TYPES, identify
from groundwire.sources.items import parse_item, split_lines
from groundwire.sources.parquets import read_rows
from groundwire.sources.warcs import ArchivedPage, read_warc


def _failure(item: str, kind: FailureKind, reason: str, at: datetime) -> Failure:
    return Failure(item=item, stage="read", kind=kind, reason=reason, at=at)


def item_captures(
    stream: BinaryIO, *, name: str, url: str, at: datetime, max_bytes: int, before: int = 0, count: int | None = None
) -> Iterator[Capture | Failure]:
    """A capture for each line of a JSONL file, a failure ``name#line`` for each that cannot be used.

    The stream stands behind the first ``before`` lines; ``count`` lines are read, or all.
    """
    for number, line in islice(split_lines(stream, max_bytes=max_bytes), count):
        if line is None:
            reason = f"This line is longer than {max_bytes / 1e6:g} MB."
            yield _failure(f"{name}#{before + number}", "too-large", reason, at)
        elif line:
            yield item_capture(line, number=before + number, name=name, url=url, at=at)


def row_captures(
    stream: BinaryIO, *, name: str, url: str, at: datetime, max_bytes: int, before: int = 0, count: int | None = None
) -> Iterator[Capture | Failure]:
    """A capture for each row of a Parquet file, as if it were a line of JSON; a failure for each that is of no use."""
    try:
        for number, line in read_rows(stream, name=name, before=before, count=count):
            if len(line) > max_bytes:
                reason = f"This row is larger than {max_bytes / 1e6:g} MB."
                yield _failure(f"{name}#{number}", "too-large", reason, at)
            else:
                yield item_capture(line, number=number, name=name, url=url, at=at)
    except ExtractError as error:
        yield _failure(error.item, error.kind, error.reason, at)


def item_capture(line: bytes, *, number: int, name: str, url: str, at: datetime) -> Capture | Failure:
    """The capture of one JSON object, which is number so-and-so of its file."""
    item_name = f"{name}#{number}"
    try:
        item = parse_item(line, name=item_name)
    except ExtractError as error:
        return _failure(item_name, error.kind, error.reason, at)
    return make_capture(
        url=item.url or f"{url}#{number}",
        fetched_at=at,
        kind="item",
        media_type="application/json",
        body=line,
        charset="utf-8",
        source=name,
        hints=item.hints,
    )


def warc_captures(
    stream: BinaryIO, *, name: str, at: datetime, max_bytes: int, start: int = 0, end: int | None = None
) -> Iterator[Capture | Failure]:
    """A capture for each page of a WARC file; pictures, scripts and the like are passed over."""
    for result in read_warc(stream, name=name, max_bytes=max_bytes, start=start, end=end):
        if isinstance(result, ExtractError):
            yield _failure(result.item, result.kind, result.reason, at)
        elif (capture := _archived(result, name, at)) is not None:
            yield capture


def _archived(page: ArchivedPage, name: str, at: datetime) -> Capture | None:
    kind = identify(page.body, name=page.url, media_type=page.media_type)
    if kind is None or kind not in PAGE_MEDIA_TYPES:
        return None
    return make_capture(
        url=page.url,
        fetched_at=page.at or at,
        kind="page",
        media_type=PAGE_MEDIA_TYPES[kind],
        body=page.body,
        charset=page.charset,
        headers=page.headers,
        source=name,
    )


def digest_captures(text: str, blob: Blob) -> Iterator[Capture | Failure]:
    """A capture for each entry of a digest, however many there are."""
    page = page_title(text)
    for entry in parse_digest(text):
        problem = _problem(entry)
        if problem:
            yield blob.failure("malformed", problem, item=f"{blob.name}#entry-{entry.number}")
            continue
        yield make_capture(
            url=f"{blob.url}#entry-{entry.number}",
            fetched_at=blob.at,
            kind="digest",
            media_type="text/plain",
            body=entry.body.encode("utf-8", "replace"),
            charset="utf-8",
            headers=((PAGE_HEADER, page),) if page else (),
            source=blob.name,
            hints=Hints(title=entry.title, published=entry.published, source_name=entry.source_name),
        )


def _problem(entry: DigestEntry) -> str:
    if not entry.title:
        return "This entry of the digest has no title line."
    return "" if entry.published else f"This entry of the digest has an impossible date ({entry.stamp})."
