"""The interface's words in the reader's language: key → text, from one JSON file per language in `locales/`.

The names of the vocabulary (``type.tariff``, ``measure.revenue``) come from `text.labels`.
"""

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from groundwire.models import Copy
from groundwire.text.labels import labels

_NAMED = 5  # sources of copies; a list of all is behind them
_FOLDER = Path(__file__).parent / "locales"


@dataclass(frozen=True, slots=True)
class Locale:
    """One interface language; calling it gives a text. Raises KeyError for a key that no file has."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of this key with its values filled in; that of `key-one`, where there is one and ``n`` is 1."""
        one = self.texts.get(f"{key}-one") if values.get("n") == 1 else None
        return (one or self.texts[key]).format(**values)

    def withheld(self, number: int) -> str:
        """That so many statements were withheld."""
        return self("withheld", n=number)

    def looked(self, number: int, total: int) -> str:
        """In how many documents of how many an answer was looked for."""
        return self("ask-read-one" if total == 1 else "ask-read", n=number, total=total)

    def times(self, reason: str, number: int) -> str:
        """A reason, and how many statements it holds for."""
        return self("times", reason=reason, n=number)

    def holding(self, number: int) -> str:
        """That a model is writing, and how many of its statements hold so far."""
        keys = {0: "writing-now", 1: "writing-holds-one"}
        return self(keys.get(number, "writing-holds"), n=number)

    def folded(self, copies: Sequence[Copy]) -> str:
        """How many documents have the same text, and who brought them, the first few named."""
        sources = list(dict.fromkeys(copy.source_name for copy in copies))
        more = ["…"] if len(sources) > _NAMED else []
        names = self("list-separator").join([*sources[:_NAMED], *more])
        return self("folded-one" if len(copies) == 1 else "folded", n=len(copies), names=names)

    def kind(self, name: str) -> str:
        """The name of a kind of figure or type of event. Raises KeyError for one that no file has."""
        return self.texts.get(f"kind.{name}") or self.texts[f"type.{name}"]


@functools.cache
def load_locale(language: str) -> Locale:
    """The locale of this language; its file must exist."""
    texts: dict[str, str] = json.loads((_FOLDER / f"{language}.json").read_text("utf-8"))
    return Locale(language, {**labels(language), **texts})


@functools.cache
def locale_names() -> tuple[str, ...]:
    """Languages the interface speaks, English first."""
    names = sorted(path.stem for path in _FOLDER.glob("*.json"))
    return tuple(sorted(names, key=lambda name: name != "en"))


def choose_locale(wanted: Sequence[str]) -> Locale:
    """The first of the wanted BCP-47 tags that the interface speaks, else English."""
    spoken = locale_names()
    for tag in wanted:
        base = tag.strip().split("-")[0].lower()
        if base in spoken:
            return load_locale(base)
    return load_locale("en")
