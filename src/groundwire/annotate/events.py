"""Events of a text, first depth: the words that show one, and its type; what the words are is data per language."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from groundwire.annotate.language_data import language_data
from groundwire.annotate.passage import Found, Passage
from groundwire.text.terms import TermIndex, TermPattern, longest

_REACH = 60  # characters on either side in which the company that a trigger needs must stand
_SENTENCE_ENDS = "。！？!?；\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvent(Found):
    """An event's trigger words with their type."""

    type: str


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


def find_events(passage: Passage) -> Iterator[FoundEvent]:
    """Every event trigger, in order; of overlapping ones the longest."""
    matches = list(_index(passage.base).find(passage.wide, passage.folded))
    company = [match for match in matches if match.key.type is None and match.key.near is not None]
    triggers = longest(match for match in matches if match.key.type is not None or match.key.near is None)
    for match in triggers:
        trigger = match.key
        if trigger.type is None:
            continue
        near = trigger.near is None or any(
            other.key.near == trigger.near and _close(passage.wide, match.start, match.end, other.start, other.end)
            for other in company
            if abs(other.start - match.start) <= _REACH + 20
        )
        if near:
            yield FoundEvent(start=match.start, end=match.end, type=trigger.type)


def _close(text: str, start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether both places lie in one sentence, not far from each other."""
    first, last = (end, other_start) if end <= other_start else (other_end, start)
    between = text[first:last]
    return len(between) <= _REACH and not any(mark in between for mark in _SENTENCE_ENDS) and ". " not in between
