"""The address of a prefix in an object store in, its objects out, and back: one request each.

What goes wrong becomes one sentence. The store's own words are never repeated: an answer that refuses a signature holds
the key's name. Credentials, region and endpoint come from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL), or from the machine's role.
"""

import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from groundwire.models import DeskError

SCHEME = "s3://"
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
_RETRIES = {"max_retries": 4, "retry_timeout": timedelta(seconds=30)}
_CLIENT = {"connect_timeout": "5s", "timeout": "300s"}  # a large capture may take minutes to send
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,254}")
_PREFIX = re.compile(r"[A-Za-z0-9._=+-]+(/[A-Za-z0-9._=+-]+)*")
# Without keys the machine's role is asked for, at addresses with these parts.
_NO_KEYS = ("/latest/api/token", "/latest/meta-data", "169.254.", "MissingCredentials", "no credentials")
_STATUS = re.compile(r"status code: (\d{3})")
_MANY = 1_000  # objects removed in one request


class ChangedError(DeskError):
    """The object is not, or no longer, what the writer took it to be: another was first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An object as a list tells of it: ``tag`` is another after every change."""

    name: str
    size: int
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An object as it was read: ``tag`` is another after every change, ``written`` is by the store's clock."""

    data: bytes
    tag: str
    written: datetime


def object_url(text: str) -> str:
    """The address of a prefix as it is kept. Raises DeskError for what is none; a key in it is not repeated."""
    url = text.rstrip("/")
    bucket, _, prefix = url.removeprefix(SCHEME).partition("/")
    if not (url.startswith(SCHEME) and _BUCKET.fullmatch(bucket) and (not prefix or _PREFIX.fullmatch(prefix))):
        raise DeskError("An address in an object store is s3://bucket/prefix, without keys in it.")
    return url


def endpoint_of(environment: Mapping[str, str] = os.environ) -> str:
    """The address of the store, empty for Amazon's own."""
    return next((environment[name] for name in _ENDPOINTS if environment.get(name)), "")


class Objects:
    """The objects under ``s3://bucket/prefix``; safe for threads.

    Raises:
        DeskError: the address is none, the extra is not installed, or (from every method) the store does not do what it
            was asked for.
    """

    def __init__(self, url: str, environment: Mapping[str, str] = os.environ) -> None:
        self.url = object_url(url)
        self._bucket, _, prefix = self.url.removeprefix(SCHEME).partition("/")
        self._endpoint = endpoint_of(environment)
        self._region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or "us-east-1"
        self._store = self._connect(prefix)

    def _connect(self, prefix: str) -> Any:
        try:
            import obstore.store
        except ImportError as error:
            raise DeskError("An object store needs the extra s3: install groundwire[s3] (obstore).") from error
        store: Any = obstore.store.S3Store
        endpoint = {"endpoint": self._endpoint} if self._endpoint else {}
        with self._told("cannot be opened"):
            return store(
                self._bucket,
                prefix=prefix or None,
                region=self._region,
                client_options={**_CLIENT, "allow_http": self._plain},
                retry_config=_RETRIES,
                **endpoint,
            )

    @property
    def _plain(self) -> bool:
        return self._endpoint.startswith("http://")

    def lance_options(self) -> dict[str, str]:
        """What Lance must be told to find the same store; the keys it takes from the environment itself."""
        options = {"aws_region": self._region, "client_max_retries": "3", "client_retry_timeout": "30"}
        return (
            options
            | ({"aws_endpoint": self._endpoint} if self._endpoint else {})
            | ({"allow_http": "true"} if self._plain else {})
        )

    def get(self, name: str) -> Held | None:
        """An object; None where there is none."""
        import obstore

        with self._told(f"cannot give {name!r}"):
            try:
                found = obstore.get(self._store, name)
                data, meta = bytes(found.bytes()), found.meta
            except FileNotFoundError as error:
                if "NoSuchBucket" in str(error):
                    raise
                return None
        return Held(data=data, tag=meta["e_tag"] or "", written=meta["last_modified"])

    def part(self, name: str, start: int, end: int) -> bytes:
        """The bytes of an object from ``start`` to before ``end``."""
        import obstore

        with self._told(f"cannot give {name!r}"):
            return bytes(obstore.get_range(self._store, name, start=start, end=end))

    def head(self, name: str) -> Listed | None:
        """What is told of an object; None where there is none."""
        import obstore

        with self._told(f"cannot give {name!r}"):
            try:
                return _listed(obstore.head(self._store, name))
            except FileNotFoundError as error:
                if "NoSuchBucket" in str(error):
                    raise
                return None

    def size(self, name: str) -> int | None:
        """How many bytes an object has; None where there is none."""
        found = self.head(name)
        return found.size if found else None

    def open(self, name: str, *, whole: int, piece: int) -> BinaryIO | None:
        """An object as a file, None where there is none: up to ``whole`` bytes in one request, else in pieces."""
        size = self.size(name)
        if size is None:
            return None
        if size <= whole:
            return io.BytesIO(self.part(name, 0, size) if size else b"")
        return cast(BinaryIO, io.BufferedReader(_Parts(self, name, size), piece))

    def create(self, name: str, data: bytes) -> str:
        """A new object, durable when this returns; gives its tag. Raises ChangedError where there is one."""
        return self._put(name, data, "create")

    def replace(self, name: str, data: bytes, tag: str) -> str:
        """The object with this tag anew; gives its new tag. Raises ChangedError where it has another."""
        return self._put(name, data, {"e_tag": tag})

    def put(self, name: str, data: bytes) -> None:
        """An object, in the place of one that is there."""
        self._put(name, data, "overwrite")

    def _put(self, name: str, data: bytes, mode: Any) -> str:
        import obstore
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        with self._told(f"cannot keep {name!r}"):
            try:  # in several parts the condition would not be looked at
                return obstore.put(self._store, name, data, mode=mode, use_multipart=False)["e_tag"] or ""
            except (AlreadyExistsError, PreconditionError):
                raise ChangedError(f"{self.url}/{name} was written by another writer.") from None

    def sizes(self, prefix: str, start: str = "") -> dict[str, int]:
        """The objects whose names begin with ``prefix/``, in order, without it, each with its size; from ``start`` on.

        One request for a thousand of them.
        """
        import obstore

        # A list begins behind a name, so the last character is made one less.
        offset = f"{prefix}/{start[:-1]}{chr(ord(start[-1]) - 1)}" if start else None
        with self._told("cannot be listed"):
            pages = obstore.list(self._store, prefix, offset=offset, chunk_size=_MANY)
            found = {each["path"].removeprefix(f"{prefix}/"): each["size"] for page in pages for each in page}
        return {name: found[name] for name in sorted(found) if name >= start}

    def listed(self, prefix: str) -> Iterator[Listed]:
        """The objects below a prefix, or all, by their whole names; one request for a thousand of them."""
        import obstore

        with self._told("cannot be listed"):
            for page in obstore.list(self._store, prefix or None, chunk_size=_MANY):
                yield from map(_listed, page)

    def holds(self, prefix: str) -> bool:
        """Whether there is any object whose name begins with ``prefix/``."""
        import obstore

        with self._told("cannot be listed"):
            return any(len(page) for page in obstore.list(self._store, prefix, chunk_size=1))

    def remove(self, names: Sequence[str]) -> None:
        """Remove objects; those that are not there are no error."""
        import obstore

        with self._told("cannot remove objects"):
            for start in range(0, len(names), _MANY):
                obstore.delete(self._store, list(names[start : start + _MANY]))

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        from obstore.exceptions import BaseError

        try:
            yield
        except (BaseError, OSError, ValueError) as error:
            raise DeskError(self._sentence(what, str(error), type(error).__name__)) from None

    def _sentence(self, what: str, text: str, kind: str) -> str:
        place = self._place()
        if any(sign in text for sign in _NO_KEYS):
            return f"There are no credentials for {self.url}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        if kind == "InvalidPathError":
            return f"{self.url} holds names with an empty or dotted part, which cannot be read."
        if "NoSuchBucket" in text:
            return f"There is no bucket {self._bucket!r} at {place}: make it, or set AWS_REGION and AWS_ENDPOINT_URL."
        if "error sending request" in text or "Connect" in text:
            return f"{place} cannot be reached for {self.url}: look at AWS_ENDPOINT_URL and the network."
        status = _STATUS.search(text)
        if kind in {"PermissionDeniedError", "UnauthenticatedError"} or (status and status[1] in {"401", "403"}):
            return f"{place} refuses these credentials for {self.url}: look at the keys and what they may do."
        if status and status[1] in {"301", "307", "400"}:
            return f"{place} does not take requests for {self.url} (status {status[1]}): look at AWS_REGION."
        return f"{self.url} {what} ({f'status {status[1]}' if status else kind})."

    def _place(self) -> str:
        parts = urlsplit(self._endpoint)
        host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
        return host or f"S3 in {self._region}"


def _listed(told: Any) -> Listed:
    return Listed(name=told["path"], size=told["size"], tag=told["e_tag"] or "")


class _Parts(io.RawIOBase):
    """An object as a file that is read in parts."""

    def __init__(self, objects: Objects, path: str, size: int) -> None:
        self._objects = objects
        self._path = path
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(base + offset, 0)
        return self._at

    def readinto(self, buffer: Any) -> int:
        end = min(self._at + len(buffer), self._size)
        if end <= self._at:
            return 0
        data = self._objects.part(self._path, self._at, end)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
