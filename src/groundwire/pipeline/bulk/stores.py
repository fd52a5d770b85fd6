"""Addresses of files, here or in an object store, in; what lies there, and streams of it, out.

Object stores are reached as a desk in one is: see `groundwire.archive.objects` for the variables that are read.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from groundwire.archive.objects import SCHEME, Listed, Objects
from groundwire.models import DeskError, InputError

_WILD = re.compile(r"[*?]")
_PIECE = 1 << 20  # bytes of one request for a part of a large object


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """One file: ``changed`` differs when it is written anew."""

    path: str
    size: int
    changed: str


def is_remote(path: str) -> bool:
    """Whether this is an address in an object store."""
    return path.lower().startswith(SCHEME)


def list_remote(address: str) -> list[FoundFile]:
    """The files at, or below, an address; ``*`` and ``?`` stand for parts of a name, ``**`` for folders too.

    Raises InputError, saying what the store said.
    """
    try:
        bucket, name = _parted(address)
        found = _matching(bucket, name) if _WILD.search(name) else _at(bucket, name)
    except DeskError as error:
        raise InputError(str(error)) from error
    if not found:
        raise InputError(f"{address!r}: there is nothing here.")
    return sorted(found, key=lambda file: file.path)


def _at(bucket: Objects, name: str) -> list[FoundFile]:
    one = bucket.head(name) if name and not name.endswith("/") else None
    return _files(bucket, [one] if one else bucket.listed(name.rstrip("/")))


def _matching(bucket: Objects, pattern: str) -> list[FoundFile]:
    folder = pattern[: _WILD.search(pattern).start()].rpartition("/")[0]  # type: ignore[union-attr]  # it has one
    wanted = re.compile("".join(map(_wild, re.split(r"(\*\*/?|\*|\?)", pattern))))
    return _files(bucket, (each for each in bucket.listed(folder) if wanted.fullmatch(each.name)))


def _wild(part: str) -> str:
    return {"**": ".*", "**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))


def _files(bucket: Objects, listed: Iterable[Listed]) -> list[FoundFile]:
    """Without the empty objects that stand for folders."""
    found = list(listed)
    folders = {each.name.rpartition("/")[0] for each in found}
    return [
        FoundFile(path=f"{bucket.url}/{each.name}", size=each.size, changed=each.tag)
        for each in found
        if each.size or each.name not in folders
    ]


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """A stream that can be sought in. Raises OSError."""
    if not is_remote(path):
        with Path(path).open("rb") as file:
            yield file
        return
    try:
        bucket, name = _parted(path)
        stream = bucket.open(name, whole=_PIECE, piece=_PIECE)
        if stream is None:
            raise FileNotFoundError(path)
        with stream:
            yield stream
    except DeskError as error:
        raise OSError(str(error)) from error


def _parted(address: str) -> tuple[Objects, str]:
    """The bucket and the name in it."""
    bucket, _, name = address[len(SCHEME) :].partition("/")
    return _bucket(bucket, tuple(sorted(each for each in os.environ.items() if each[0].startswith("AWS_")))), name


@lru_cache(maxsize=8)
def _bucket(name: str, environment: tuple[tuple[str, str], ...]) -> Objects:
    """One connection for many files."""
    return Objects(f"{SCHEME}{name}", dict(environment))
