"""What is known of how a language asks, read from ``data/questions/<language>.yaml``."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, cast, get_args

import yaml

from groundwire.models import Wanted
from groundwire.text.words import fold_words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asking:
    """One language's ways to ask; patterns are searched in folded text, and written so."""

    asked: re.Pattern[str]  # question words and what goes with them: never looked for
    words: frozenset[str]  # words too general to be looked for in a question
    spaced: bool
    wanted: Mapping[Wanted, re.Pattern[str]]

    def kind(self, folded: str) -> Wanted | None:
        """The kind of thing that the question asks for, None for one that asks for no such thing."""
        return next((kind for kind, pattern in self.wanted.items() if pattern.search(folded)), None)


@functools.cache
def asking(base: str) -> Asking:
    """How a base language asks; one without a file is taken to ask in English."""
    folder = resources.files("groundwire.brief.digest") / "data" / "questions"
    file = folder / f"{base}.yaml"
    text = (file if base.isalpha() and file.is_file() else folder / "en.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return Asking(
        asked=_either(data["asked"]),
        words=frozenset(fold_words(data["words"]).split()),
        spaced=data["spaced"],
        wanted={_wanted(kind): _either(patterns) for kind, patterns in data["wanted"].items()},
    )


def _either(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _wanted(kind: str) -> Wanted:
    if kind not in get_args(Wanted):
        raise ValueError(f"{kind!r} is nothing that a question asks for")
    return cast(Wanted, kind)
