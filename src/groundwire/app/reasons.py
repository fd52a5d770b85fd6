"""The reason of a failure in, the same in the reader's language out, with its numbers and names.

Reasons are kept in English, as they were written. `locales/reasons/` has a file for each other language: sentence →
sentence, `{}` where something stands in it, and the words that stand there. A sentence that no file has, such as a
message of a system, stays English.
"""

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "locales" / "reasons"
_LONGEST = 2_000  # characters; a longer reason is none of ours


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the language that it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    pattern: re.Pattern[str]
    said: str


def said_reason(reason: str, language: str) -> Said:
    """The reason in this language, or as it is."""
    exact, patterns = _reasons(language)
    if reason in exact:
        return Said(exact[reason], language)
    for each in patterns if len(reason) <= _LONGEST else ():
        if found := each.pattern.fullmatch(reason):
            filled = [exact.get(group, group) for group in found.groups()]  # "a JPEG image" has a name, too
            return Said(each.said.format(*filled), language)
    return Said(reason, "en")


@functools.cache
def _reasons(language: str) -> tuple[Mapping[str, str], tuple[_Sentence, ...]]:
    """Sentences without anything in them, and those with, the longest first."""
    path = _FOLDER / f"{language}.json"
    if not path.is_file():
        return {}, ()
    known: dict[str, str] = json.loads(path.read_text("utf-8"))
    filled = sorted((each for each in known if "{}" in each), key=len, reverse=True)
    return known, tuple(_Sentence(re.compile(_pattern(each)), known[each]) for each in filled)


def _pattern(sentence: str) -> str:
    return "(.*?)".join(map(re.escape, sentence.split("{}")))
