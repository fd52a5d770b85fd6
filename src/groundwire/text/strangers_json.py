"""JSON that anybody may have written in, plain values out in which every text can be stored.

JSON can name half of a surrogate pair (``"\\ud800"``), which is no character: no database, archive or page takes it.
"""

import json
import re
from typing import Any

_HALF = re.compile("[\ud800-\udfff]")
_WHOLE = re.compile(r"\\u[dD][89a-fA-F]")


def read_strangers_json(data: bytes | str) -> Any:
    """The value. Raises ValueError, and RecursionError where it is nested too deep."""
    text = data if isinstance(data, str) else data.decode(json.detect_encoding(data), "replace")
    value = json.loads(text)
    return _mended(value) if _WHOLE.search(text) or _HALF.search(text) else value


def _mended(value: Any) -> Any:
    match value:
        case str():
            return _HALF.sub("\ufffd", value)
        case list():
            return [_mended(each) for each in value]
        case dict():
            return {_HALF.sub("\ufffd", key): _mended(each) for key, each in value.items()}
        case _:
            return value
