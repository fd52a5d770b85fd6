"""The head of a document in, the outlet that it repeats out: an agency or paper credited in the first paragraphs."""

import functools
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any, NamedTuple

import yaml

from groundwire.models import Document
from groundwire.text.scripts import fold
from groundwire.text.sentences import split_sentences
from groundwire.text.terms import TermIndex, TermPattern, longest

_HEAD = 3  # paragraphs in which a report says whose report it is
_HEAD_CHARACTERS = 600
_NEAR = 90  # characters around a name in which the words stand that credit it
_SHORTEST_SOURCE = 3  # a source of two letters would be found in too many words; those of the data are chosen
_HOST = re.compile(r"[\w.-]+\.[a-z]{2,}")  # a source known by its host only is never credited by it


class _Cues(NamedTuple):
    credits: re.Pattern[str]
    named: re.Pattern[str] | None


class Outlets:
    """The outlets that documents credit: those of the data, and the sources of the documents themselves."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._ids = {fold(name): outlet for outlet, names in _data("outlets").items() for name in names}
        for source in map(fold, sorted(sources)):
            if len(source) >= _SHORTEST_SOURCE and not _HOST.fullmatch(source):
                self._ids.setdefault(source, source)
        self._index = TermIndex(TermPattern(name, outlet) for name, outlet in sorted(self._ids.items()))

    def id(self, name: str) -> str:
        """The outlet of a source's name or of words that credit one; the folded words where it is not known."""
        return self._ids.get(fold(name), fold(name))

    def credited(self, document: Document) -> str | None:
        """The first outlet that the head of ``document`` credits and that is not its own."""
        own = self.id(document.source_name)
        cues = _cues(document.language.split("-")[0].lower())
        found = (outlet for sentence in _head(document) for outlet in self._credits(fold(sentence), cues))
        return next((outlet for outlet in found if outlet != own), None)

    def _credits(self, sentence: str, cues: _Cues) -> Iterator[str]:
        for match in longest(self._index.find(sentence, sentence)):
            before, after = sentence[max(match.start - _NEAR, 0) : match.start], sentence[match.end :][:_NEAR]
            if cues.credits.search(f"{before}¤{after}"):
                yield match.key
        named = cues.named.search(sentence) if cues.named else None
        if named:
            yield self.id(named.group("outlet"))


def _head(document: Document) -> Iterator[str]:
    left = _HEAD_CHARACTERS
    for paragraph in document.paragraphs[:_HEAD]:
        text = paragraph.text[:left]
        left -= len(text)
        for start, end in split_sentences(text, document.language):
            yield text[start:end]


@functools.cache
def _cues(base: str) -> _Cues:
    data = _data("credits")
    own = data.get(base) or {}
    patterns = [*data["und"]["credits"], *own.get("credits", ())]
    return _Cues(re.compile("|".join(patterns)), re.compile(own["named"]) if "named" in own else None)


@functools.cache
def _data(name: str) -> dict[str, Any]:
    file = resources.files("groundwire.stories") / "data" / f"{name}.yaml"
    loaded: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return loaded
