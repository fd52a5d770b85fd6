"""Events of a text, first depth: the words that show one, and its type; what the words are is data per language."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from groundwire.annotate.language_data import language_data
from groundwire.annotate.sentence import Sentence
from groundwire.models import Event
from groundwire.text.terms import TermIndex, TermPattern, longest

_REACH = 60  # characters on either side in which the company that a trigger needs must stand


@dataclass(frozen=True, slots=True)
class _Trigger:
    """A trigger (``near`` None, or the group of words of which one must stand near), or a word of such a group."""

    type: str | None
    near: str | None


@functools.cache
def _index(base: str) -> TermIndex[_Trigger]:
    data = language_data("events", base)
    patterns = [
        TermPattern(str(word), _Trigger(None, name)) for name, words in data.get("near", {}).items() for word in words
    ]
    for type_, triggers in data.get("triggers", {}).items():
        for trigger in triggers:
            if isinstance(trigger, str):
                patterns.append(TermPattern(trigger, _Trigger(type_, None)))
            else:
                patterns += [TermPattern(str(word), _Trigger(type_, trigger["near"])) for word in trigger["any"]]
    patterns += [TermPattern(str(word), _Trigger(None, None)) for word in data.get("never", [])]
    return TermIndex(patterns)


def event_types(language: str) -> frozenset[str]:
    """The event types that a language's data can find."""
    return frozenset(language_data("events", language).get("triggers", {}))


def find_events(sentences: Sequence[Sentence], day: date | None) -> Iterator[Event]:
    """Every event of the sentences, in order."""
    for sentence in sentences:
        for start, end, type_ in _triggers(sentence):
            yield Event(span=sentence.span(start, end), type=type_)


def _triggers(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Every trigger, in order; of overlapping ones the longest."""
    passage, begin = sentence.passage, sentence.start
    matches = list(_index(passage.base).find(passage.wide[begin : sentence.end], passage.folded[begin : sentence.end]))
    company = [match for match in matches if match.key.type is None and match.key.near is not None]
    triggers = longest(match for match in matches if match.key.type is not None or match.key.near is None)
    for match in triggers:
        trigger = match.key
        if trigger.type is None:
            continue
        near = trigger.near is None or any(
            other.key.near == trigger.near and _close(match.start, match.end, other.start, other.end)
            for other in company
        )
        if near:
            yield begin + match.start, begin + match.end, trigger.type


def _close(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two places of one sentence are not far from each other."""
    return max(start, other_start) - min(end, other_end) <= _REACH
