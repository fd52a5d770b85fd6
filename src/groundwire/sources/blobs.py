"""A file or an answer of the network, before anybody knows what format it is in; and the values it becomes."""

import io
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from groundwire.models import Capture, Failure, FailureKind, FetchError, Hints
from groundwire.sources.capture import file_url, make_capture
from groundwire.sources.fetch import Fetched, inflated
from groundwire.sources.formats import PAGE_MEDIA_TYPES, Format, identify

MAX_UNPACKED = 100_000_000
"""A file that is read whole may be this large, unpacked; JSONL and WARC are read piece by piece and have no limit."""
_GZIP = b"\x1f\x8b"


@dataclass(slots=True)
class Trouble:
    """Whether a page of a list (a feed, a sitemap) failed in a way that may pass, so that the list is asked again."""

    passing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Bytes with everything known about them. ``name`` is what a person calls them: a path or an address."""

    url: str
    name: str
    body: bytes
    at: datetime
    source: str
    media_type: str = ""
    charset: str | None = None
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    folder: Path | None = (
        None  # of a file of this machine: its links may name files in it; None for what came by network
    )
    trouble: Trouble = field(default_factory=Trouble)

    @property
    def base(self) -> str:
        """What relative links are relative to; empty for a file, whose links are resolved against its folder."""
        return "" if self.folder else self.url

    def failure(self, kind: FailureKind, reason: str, *, item: str = "") -> Failure:
        """Why this (or a part of it) is of no use."""
        return Failure(item=item or self.name, stage="read", kind=kind, reason=reason, at=self.at)

    def format(self) -> Format | None:
        """The format of the bytes."""
        return identify(self.body, name=self.url, media_type=self.media_type)

    def page(self, kind: Format, hints: Hints | None = None) -> Capture:
        """The capture of a format that is one document."""
        return make_capture(
            url=self.url,
            fetched_at=self.at,
            kind="page",
            media_type=PAGE_MEDIA_TYPES[kind],
            body=self.body,
            charset=self.charset,
            status=self.status,
            headers=self.headers,
            source=self.source,
            hints=hints,
        )


def blob_of_answer(answer: Fetched, at: datetime, *, source: str) -> Blob:
    """What the network brought. Raises FetchError where it cannot be unpacked."""
    packed = answer.body.startswith(_GZIP)
    return Blob(
        url=answer.url,
        name=answer.asked,
        body=unpacked(answer.body, answer.asked) if packed else answer.body,
        at=at,
        source=source,
        media_type="" if packed else answer.media_type,
        charset=answer.charset,
        status=answer.status,
        headers=answer.headers,
    )


def blob_of_file(path: Path, at: datetime, *, source: str) -> Blob:
    """A file, read whole. Raises OSError, and FetchError where it is too large or cannot be unpacked."""
    with path.open("rb") as file:
        body = file.read(MAX_UNPACKED + 1)
    if len(body) > MAX_UNPACKED:
        raise FetchError(str(path), "too-large", f"This is larger than {MAX_UNPACKED // 1_000_000} MB; split it.")
    if body.startswith(_GZIP):
        body = unpacked(body, str(path))
    return Blob(url=file_url(path), name=str(path), body=body, at=at, source=source, folder=path.resolve().parent)


def unpacked(body: bytes, name: str) -> bytes:
    """The content of a gzip file. Raises FetchError."""
    whole = io.BytesIO()
    for piece in inflated([body], gzip=True, url=name):
        whole.write(piece)
        if whole.tell() > MAX_UNPACKED:
            reason = f"Unpacked, this is larger than {MAX_UNPACKED // 1_000_000} MB."
            raise FetchError(name, "too-large", reason)
    return whole.getvalue()


def fetch_failure(error: FetchError, at: datetime) -> Failure:
    """A fetch that failed, as a value."""
    return Failure(item=error.url, stage="fetch", kind=error.kind, reason=error.reason, at=at)


def may_pass(kind: FailureKind) -> bool:
    """Whether asking again later may help."""
    return kind in ("timeout", "network", "http-error")


def is_web(address: str) -> bool:
    """Whether this is an address to fetch."""
    return address.lower().startswith(("http://", "https://"))


def without_fragment(address: str) -> str:
    """The part of an address that is asked for."""
    return address.split("#", 1)[0]
