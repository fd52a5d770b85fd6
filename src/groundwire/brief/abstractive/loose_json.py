"""What a model wrote in, the JSON in it out: inside prose or a code fence, cut off, or with the usual slips."""

import json
import re
from typing import Any

_DEEPEST = 12  # an answer has five levels
_LONGEST = 400_000
_TRAILING = re.compile(r",(\s*[}\]])")


def read_json(text: str) -> Any:
    """The first object or array that can be read, cut where the text was cut off; None where there is none."""
    text = text[:_LONGEST]
    begin = min((place for place in (text.find("{"), text.find("[{")) if place >= 0), default=-1)
    if begin < 0:
        return None
    for candidate in (_whole(text, begin), _closed(text, begin)):
        value = _loaded(candidate)
        if value is not None:
            return value
    return None


def _loaded(text: str) -> Any:
    for each in (text, _TRAILING.sub(r"\1", text)):
        try:
            value = json.loads(each, strict=False)  # strict refuses line breaks inside strings
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict | list):
            return value
    return None


def _whole(text: str, begin: int) -> str:
    """From ``begin`` to the bracket that closes it, or "" where none does."""
    for place, stack in _brackets(text, begin):
        if not stack:
            return text[begin : place + 1]
    return ""


def _closed(text: str, begin: int) -> str:
    """Up to the last object or list that was finished, with what is open around it closed."""
    end, left = begin, ""
    for place, stack in _brackets(text, begin):
        end, left = place + 1, "".join(reversed(stack))
        if not stack:
            break
    return text[begin:end] + left


def _brackets(text: str, begin: int) -> list[tuple[int, tuple[str, ...]]]:
    """Every closing bracket outside strings, with the closers that are still missing behind it."""
    found: list[tuple[int, tuple[str, ...]]] = []
    stack: list[str] = []
    quoted = False
    place = begin
    while place < len(text):
        character = text[place]
        if quoted:
            place += character == "\\"
            quoted = character != '"'
        elif character == '"':
            quoted = True
        elif character in "{[":
            stack.append("}" if character == "{" else "]")
            if len(stack) > _DEEPEST:
                return found
        elif character in "}]":
            if not stack or stack.pop() != character:
                return found
            found.append((place, tuple(stack)))
            if not stack:
                return found
        place += 1
    return found
