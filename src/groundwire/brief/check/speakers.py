"""A statement and its cited paragraphs in, whether it gives one speaker's words to another out.

Both texts are cut into stretches by their verbs of saying: who speaks, and what. The stretch of the source that clearly
has most of what the statement's speaker is made to say must not be another's, where the statement's own speaker is
found elsewhere in the paragraphs and not in that speaker's name or office.
"""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from groundwire.brief.check.finding import differs
from groundwire.brief.check.linked import links, sentence_bounds, sentence_ends
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.places import Places
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.said_names import said_names
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Span

_LEAST = 1.0  # what a stretch must have in common with what is said
_CLEARLY = 1.5  # how much more than what the statement's own speaker says
_LONGEST = 70  # characters of who speaks
_CAPITAL = re.compile(r"\W{1,2}[A-Z]")


class Speech(NamedTuple):
    """A stretch from ``start`` to ``end``; characters ``low`` to ``high`` of it tell who speaks."""

    reading: Reading
    start: int
    end: int
    low: int
    high: int


def other_speaker(places: Places, statement: Reading, passage: Passage) -> Iterator[Check]:
    """Each speech of the statement that is another's in the source."""
    told = [speech for reading in passage.readings for speech in speeches(reading)]
    for mine in speeches(statement) if told else ():
        found = _other(mine, told, places, statement, passage)
        if found is not None:
            span = Span(paragraph=found.reading.number, start=found.start, end=found.end)
            wanted = statement.text[mine.low : mine.high].strip()
            yield differs("actors", "actors-swapped", wanted=wanted, at=found.reading, span=span)


def _other(mine: Speech, told: list[Speech], places: Places, statement: Reading, passage: Passage) -> Speech | None:
    """The stretch that surely says it, if somebody else speaks there."""
    if not any(mine.low <= name.start < mine.high and name.kind != "place" for name in places):
        return None
    content = [_said(mine, one, statement, passage) for one in told]
    speaker = _speaking(mine, told, places, statement, passage)
    best = max(range(len(told)), key=lambda place: content[place])
    if speaker[best] or content[best] < _LEAST:
        return None
    own = [place for place in range(len(told)) if speaker[place]]
    if not own and not _stands_within(mine, told[best], places):
        return None
    if content[best] < _CLEARLY * max((content[place] for place in own), default=0.0):
        return None
    return told[best]


def _said(mine: Speech, one: Speech, statement: Reading, passage: Passage) -> float:
    """How much of what is said in the statement stands in a stretch of the source."""
    found: dict[str, float] = {}
    for link in links(statement, passage):
        here = mine.start <= link.start < mine.end and not mine.low <= link.start < mine.high
        there = one.start <= link.low < one.end and not one.low <= link.low < one.high
        if here and there and link.reading is one.reading:
            found[link.key] = max(link.weight, found.get(link.key, 0.0))
    return sum(found.values())


def _speaking(mine: Speech, told: list[Speech], places: Places, statement: Reading, passage: Passage) -> list[bool]:
    """Of each stretch, whether the statement's speaker speaks there: by name, else by a word of the office.

    Two speakers may both be chairmen, so where every name of the statement's is found, and one of them as a speaker,
    an office shows nothing.
    """
    names = [name for name in said_names(statement) if mine.low <= name.start < mine.high and name.kind != "place"]
    named = [any(_inside(span, one) for name in names for span in places.get(name, ())) for one in told]
    if any(named) and all(name in places for name in names):
        return named
    offices = [link for link in links(statement, passage) if mine.low <= link.start < mine.high]
    return [
        by_name or any(link.reading is one.reading and one.low <= link.low < one.high for link in offices)
        for by_name, one in zip(named, told, strict=True)
    ]


def _inside(span: Span, one: Speech) -> bool:
    return span.paragraph == one.reading.number and one.low <= span.start < one.high


def _stands_within(mine: Speech, one: Speech, places: Places) -> bool:
    """Whether the statement's speaker is only spoken of: a person anywhere, a body in that stretch."""
    return any(
        span.paragraph == one.reading.number and (name.kind == "person" or one.high <= span.start < one.end)
        for name, spans in places.items()
        if mine.low <= name.start < mine.high and name.kind != "place"
        for span in spans
    )


def speeches(reading: Reading) -> list[Speech]:
    """The stretches of a text that tell what somebody says, worked out once."""
    kept = reading.kept.get("speeches")
    if not isinstance(kept, list):
        kept = []
        for start, end in itertools.pairwise([0, *sentence_ends(reading), len(reading.text)]):
            _add_sentence(kept, reading, start, end)
        reading.kept["speeches"] = kept
    return kept


def _add_sentence(kept: list[Speech], reading: Reading, start: int, end: int) -> None:
    """The stretches of one sentence; one in which "she says" goes on with what was said before."""
    heads: list[tuple[int, int, int]] = []
    speaks = False
    for first, last in reading.clauses:
        match = marks_for(reading.language).speaks.search(reading.folded, first, last) if start <= first < end else None
        who = _who(reading, first, last, match) if match else None
        speaks = speaks or match is not None
        if who is not None:
            heads.append((first, *who))
    if not heads and speaks and kept and kept[-1].end == start:
        kept[-1] = kept[-1]._replace(end=end)
    for place, (first, low, high) in enumerate(heads):
        stop = heads[place + 1][0] if place + 1 < len(heads) else end
        kept.append(Speech(reading, first if place else start, stop, low, high))


def _who(reading: Reading, first: int, last: int, verb: re.Match[str]) -> tuple[int, int] | None:
    """Where the clause names who speaks: before the verb, or after it where nobody stands before."""
    if verb.start() - first <= _LONGEST and (
        _names_within(reading, first, verb.start()) or _is_office(reading, first, verb)
    ):
        return first, verb.start()
    start = sentence_bounds(reading, first)[0]
    far = reading.cues.spaced and start < first and verb.start() - start <= _LONGEST
    alone = not _words_within(reading, first, verb.start())
    if far and alone:  # Zhang, who heads it, says that; but: it may fall, warns Zhang
        before = [name for name in said_names(reading) if start <= name.start < verb.start() and name.kind != "place"]
        if any(name.kind == "person" for name in before) or (before and not _CAPITAL.match(reading.text, verb.end())):
            return start, verb.start()
    behind = verb.end(), min(last, verb.end() + _LONGEST)
    credits = reading.cues.spaced or marks_for(reading.language).credit.match(verb.group())
    return behind if credits and alone and _names_within(reading, *behind) else None


def _is_office(reading: Reading, start: int, verb: re.Match[str]) -> bool:
    """Whether somebody whom annotation does not know stands before a verb that surely is of saying: 处长张三说."""
    marks = marks_for(reading.language)
    if marks.surely_speaks.fullmatch(verb.group()) is None:
        return False
    if any(cue.search(reading.folded, start, verb.start()) for cue in (reading.cues.he, reading.cues.she)):
        return False
    words = [word.text for word in reading.words if word.content and start <= word.start < verb.start()]
    return any(len(word) > 1 and marks.generic.fullmatch(word) is None for word in words)


def _words_within(reading: Reading, start: int, end: int) -> bool:
    return any(word.content and start <= word.start < end for word in reading.words)


def _names_within(reading: Reading, start: int, end: int) -> bool:
    return any(start <= name.start < end and name.kind != "place" for name in said_names(reading))
