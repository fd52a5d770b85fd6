"""Errors of the libraries underneath in, one sentence of ours out."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from groundwire.models import LibraryError

# Lance raises the errors that the system or Arrow would; what it has no name for is a RuntimeError.
LANCE_ERRORS = (OSError, RuntimeError, ValueError, NotImplementedError, pa.ArrowException)

# What Lance says of itself: the kind of the error, its number, and the place in its own source.
_INSIDE = re.compile(r"^LanceError\(\w+\): (Generic \w+ error: )?| \(os error \d+\)|, \S+\.rs:\d+(:\d+)?\s*$")


@contextmanager
def translated_lance(what: str) -> Iterator[None]:
    """Around calls into Lance only: ``what`` could not be done."""
    try:
        yield
    except LANCE_ERRORS as error:
        raise LibraryError(f"{what}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    """The first line, without what an object store answered: it may repeat the name of a key."""
    line = _INSIDE.sub("", str(error).partition("\n")[0].partition("<")[0]).rstrip(": ")
    return line or type(error).__name__


@contextmanager
def translated_sql(what: str) -> Iterator[None]:
    """Around calls into SQLAlchemy only: ``what`` could not be done."""
    from sqlalchemy.exc import SQLAlchemyError  # loaded by who calls it: reading the library does without

    try:
        yield
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise LibraryError(f"{what}: {reason}") from error
