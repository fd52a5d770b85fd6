"""Where the next part of a list begins in, an opaque string out, and back."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

from groundwire.models import QueryError


def write_cursor(kind: str, values: Sequence[str | int]) -> str:
    """A string that only `read_cursor` with the same ``kind`` takes."""
    return base64.urlsafe_b64encode(json.dumps([kind, *values]).encode()).decode().rstrip("=")


def is_cursor(kind: str, cursor: str) -> bool:
    """Whether it says that it is of this kind."""
    values = _values(cursor)
    return isinstance(values, list) and bool(values) and values[0] == kind


def read_cursor(kind: str, cursor: str, types: Sequence[type]) -> list[Any]:
    """The values that `write_cursor` was given.

    Raises:
        QueryError: it is not a cursor of this kind.
    """
    values = _values(cursor)
    if not isinstance(values, list) or [type(value) for value in values] != [str, *types] or values[0] != kind:
        raise QueryError(f"The cursor {cursor[:40]!r} does not belong to this list; start from its first page.")
    return values[1:]


def _values(cursor: str) -> Any:
    try:
        return json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
