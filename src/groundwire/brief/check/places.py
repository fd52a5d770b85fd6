"""The names of a statement in, where the cited paragraphs have each out, be it by sound alone."""

import itertools
import re
from collections.abc import Mapping

from groundwire.brief.check.locate import locate
from groundwire.brief.check.pinyin import pinyin_cuts, spells
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.said_names import SaidName, said_names
from groundwire.brief.check.source import Passage
from groundwire.models import Entity, EntityId, Span
from groundwire.text.dictionary import syllables
from groundwire.text.scripts import is_cjk
from groundwire.text.words import fold_words

_LONGEST = 7  # letters of a syllable
Places = dict[SaidName, list[Span]]


def places_of(statement: Reading, passage: Passage, entities: Mapping[EntityId, Entity]) -> Places:
    """Every name of the statement that has a place in the paragraphs."""
    names = [name for name in said_names(statement) if name.kind != "technology"]
    found = {name: _places(name, statement, passage, entities) for name in names}
    return {name: spans for name, spans in found.items() if spans}


def _places(name: SaidName, statement: Reading, passage: Passage, entities: Mapping[EntityId, Entity]) -> list[Span]:
    spans = _by_syllables(name, passage) if name.entity is None and name.latin else []
    spans = spans or _by_word(name, statement, passage)
    if not spans and not (name.doubtful and name.entity is None):
        spans = locate(name, passage, entities)
    return spans or _by_meaning(name, statement, passage) or _by_short_form(name, passage, entities)


def _by_short_form(name: SaidName, passage: Passage, entities: Mapping[EntityId, Entity]) -> list[Span]:
    """Where the first two characters of a longer Chinese name stand for it: 闻泰 for 闻泰科技."""
    entity = entities.get(name.entity) if name.entity else None
    if entity is None or entity.kind != "organisation":
        return []
    short = {label[:2] for _l, label in entity.labels if len(label) > 3 and all(map(is_cjk, label))}
    return [
        Span(paragraph=reading.number, start=match.start(), end=match.end())
        for reading in passage.readings
        for form in sorted(short)
        for match in re.finditer(re.escape(form), reading.folded)
    ]


def _by_meaning(name: SaidName, statement: Reading, passage: Passage) -> list[Span]:
    """Where the one word of a name is translated, if that is one place: Apple and 苹果."""
    words = [word for word in statement.words if name.start <= word.start < name.end]
    if len(words) != 1:
        return []
    found = {(p.reading.number, p.word.start, p.word.end) for p in passage.places(words[0])}
    return [Span(paragraph=n, start=start, end=end) for n, start, end in found] if len(found) == 1 else []


def _by_syllables(name: SaidName, passage: Passage) -> list[Span]:
    """Where characters are read as the name is spelt, which two syllables or more are by chance in no paragraph."""
    words = name.text.split()
    spelt = list(itertools.takewhile(pinyin_cuts, words))  # Huaxing of Huaxing Technology
    cuts = pinyin_cuts("".join(spelt)) if spelt else ()
    if len(cuts) < 2:
        return []
    rows = ["".join(cuts)]
    if len(words) > 1 and all(pinyin_cuts(word) for word in words):  # Nan Shi for Shi Nan
        rows.append("".join(pinyin_cuts(words[-1]) + pinyin_cuts("".join(words[:-1]))))
    return [span for reading in passage.readings for row in rows for span in _scan(row, reading)]


def _scan(letters: str, reading: Reading) -> list[Span]:
    found = []
    readings, starts = _sound_index(reading)
    for length in range(1, min(len(letters), _LONGEST) + 1):
        for start in starts.get(letters[:length], ()):
            end = spells(letters, readings, start)
            if end > start + 1:
                found.append(Span(paragraph=reading.number, start=start, end=end))
    return sorted(set(found), key=lambda span: span.start)


def _sound_index(reading: Reading) -> tuple[list[tuple[str, ...]], dict[str, list[int]]]:
    """How each character is read, and each syllable with the places of the characters that are read so."""
    kept = reading.kept.get("syllables")
    if isinstance(kept, tuple):
        known: tuple[list[tuple[str, ...]], dict[str, list[int]]] = kept
        return known
    readings = [syllables(character) if is_cjk(character) else () for character in reading.folded]
    starts: dict[str, list[int]] = {}
    for place, sounds in enumerate(readings):
        for syllable in set(sounds):
            starts.setdefault(syllable, []).append(place)
    reading.kept["syllables"] = readings, starts
    return readings, starts


def _by_word(name: SaidName, statement: Reading, passage: Passage) -> list[Span]:
    """Names that have a word of their own in the other language, as the checker's data lists them."""
    found = []
    for written in statement.cues.name_words.get(fold_words(name.text), ()):
        for reading in passage.readings:
            place = reading.folded.find(written) if len(written) > 1 else -1
            while place >= 0:
                found.append(Span(paragraph=reading.number, start=place, end=place + len(written)))
                place = reading.folded.find(written, place + 1)
    return found
