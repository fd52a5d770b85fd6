"""Addresses of files, here or in an object store, in; what lies there, and streams of it, out.

Object stores are read through Daft, with the credentials and the endpoint that the environment names (AWS_*).
"""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from groundwire.models import InputError
from groundwire.pipeline.bulk.extras import need_daft

_REMOTE = ("s3://",)
_BUFFER = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """One file: ``changed`` differs when it is written anew, as far as the store tells."""

    path: str
    size: int
    changed: str


def is_remote(path: str) -> bool:
    """Whether this is an address in an object store."""
    return path.lower().startswith(_REMOTE)


def list_remote(address: str) -> list[FoundFile]:
    """The files at, or below, an address; wildcards work. Raises InputError."""
    daft = need_daft()
    plain = address.rstrip("/")
    for pattern in (address,) if "*" in address else (plain, f"{plain}/**"):
        try:
            rows = daft.from_glob_path(pattern, io_config=store_config()).to_pylist()
        except Exception:  # noqa: BLE001, S112 - Daft raises many kinds for "nothing there"; told below
            continue
        if rows:
            files = (FoundFile(path=row["path"], size=row["size"] or 0, changed="") for row in rows)
            return sorted((file for file in files if file.size), key=lambda file: file.path)
    raise InputError(f"{address!r}: there is nothing here, or it may not be read (see the AWS_… variables).")


def store_config() -> Any:
    """How Daft reaches object stores, as the environment has it."""
    store = need_daft().io
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    known = store.S3Config.from_env()
    return store.IOConfig(s3=known.replace(endpoint_url=endpoint) if endpoint else known)


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """A stream that can be sought in. Raises OSError."""
    if not is_remote(path):
        with Path(path).open("rb") as file:
            yield file
        return
    remote = need_daft().File(path, io_config=store_config())
    with remote.open(buffer_size=_BUFFER) as file:
        yield cast(BinaryIO, io.BufferedReader(_Remote(file), buffer_size=_BUFFER))


class _Remote(io.RawIOBase):
    """A file of Daft's as Python's own readers want it."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        data = self._file.read(len(view))
        view[: len(data)] = data
        return len(data)
