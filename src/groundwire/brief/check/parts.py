"""A statement and its cited paragraphs in, whether two of its names have each other's part in one act out.

An act is a verb of the statement and a word of the source that says the same, or the same from the other end (sold
and 收购). Around each, a name does it or has it done, by word order, voice, and the words before it (被, 向, by, from).
Only a full exchange fails: both names are in both clauses, and each has the part of the other.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from groundwire.brief.check.act_words import acts_in
from groundwire.brief.check.doers import lead, other_doer
from groundwire.brief.check.finding import differs, passed
from groundwire.brief.check.firm import firm_stems
from groundwire.brief.check.linked import links, same_figures, sentence_bounds
from groundwire.brief.check.marks import Marks, marks_for
from groundwire.brief.check.places import Places, places_of
from groundwire.brief.check.reading import Reading, Word, full_stem
from groundwire.brief.check.said_names import said_names
from groundwire.brief.check.source import Passage
from groundwire.brief.check.whose import exchanged_numbers
from groundwire.models import Check, Entity, EntityId, Span
from groundwire.text.dictionary import gloss_word
from groundwire.text.scripts import fold

_FAR = 60  # characters from a verb beyond which a name has no part in its act


@dataclass(frozen=True, slots=True)
class _Act:
    """A verb of the statement, the source's word for it, and whether that tells it from the other end."""

    mine: Word
    reading: Reading
    theirs: Word
    turned: bool


class Parts:
    """Compares who does what to whom; holds the entities."""

    def __init__(self, entities: Mapping[EntityId, Entity]) -> None:
        self._entities = entities

    def check(self, statement: Reading, passage: Passage) -> Iterator[Check]:
        """A check that fails for two names that have changed places; one that passed where none have."""
        places = {**_as_written(statement, passage), **places_of(statement, passage, self._entities)}
        found = _exchanged(places, statement, passage) if len(places) > 1 else None
        if found is None and places and statement.figures:
            found = _other_ends(places, statement, passage)
        if found is None and places:
            found = next(other_doer(places, statement, passage), None)
        yield found or passed("actors")
        yield from exchanged_numbers(places, statement, passage)


def _as_written(statement: Reading, passage: Passage) -> Places:
    """Names that stand in the paragraphs with the same letters: Kessler Bonding in a Chinese sentence."""
    found: Places = {}
    for name in said_names(statement):
        letters = re.compile(rf"(?<![a-z]){re.escape(fold(name.text))}(?![a-z])") if name.latin else None
        spans = [
            Span(paragraph=reading.number, start=match.start(), end=match.end())
            for reading in passage.readings
            for match in (letters.finditer(reading.folded) if letters else ())
        ]
        if spans:
            found[name] = spans
    return found


def _exchanged(places: Places, statement: Reading, passage: Passage) -> Check | None:
    straight: list[set[str]] = []
    crossed: list[tuple[_Act, set[str]]] = []
    said = {name.text: [Span(paragraph=statement.number, start=name.start, end=name.end)] for name in places}
    told = {
        reading.number: {n.text: [s for s in spans if s.paragraph == reading.number] for n, spans in places.items()}
        for reading in passage.readings
    }
    known: dict[tuple[int, int], dict[str, bool]] = {}  # one verb may tell several acts
    for act in _acts(statement, passage):
        mine = known.get((0, act.mine.start))
        if mine is None:
            mine = known[0, act.mine.start] = _sides(said, statement, act.mine)
        if len(set(mine.values())) < 2:
            continue
        theirs = known.get((act.reading.number, act.theirs.start))
        if theirs is None:
            theirs = _sides(told[act.reading.number], act.reading, act.theirs)
            known[act.reading.number, act.theirs.start] = theirs
        both = mine.keys() & theirs.keys()
        agree = {name for name in both if (mine[name] == theirs[name]) != act.turned}
        if len({mine[name] for name in agree}) == 2:
            straight.append(agree)
        elif len({mine[name] for name in both - agree}) == 2 or _another_does(
            mine, theirs, act, statement, told[act.reading.number]
        ):
            crossed.append((act, both - agree))
    crossed = [(act, names) for act, names in crossed if not any(names <= right for right in straight)]
    if not crossed:
        return None
    act = crossed[0][0]
    start, end = act.reading.clause_at(act.theirs.start)
    span = Span(paragraph=act.reading.number, start=start, end=end)
    low, high = statement.clause_at(act.mine.start)
    return differs("actors", "actors-swapped", wanted=statement.text[low:high].strip(), at=act.reading, span=span)


def _another_does(
    mine: Mapping[str, bool], theirs: Mapping[str, bool], act: _Act, statement: Reading, there: Mapping[str, list[Span]]
) -> bool:
    """Whether the one who does it in the source has it done in the statement, where another does it."""
    if (
        not _is_listed(act.mine, statement)
        or act.turned
        or _undone(act.mine, statement)
        or _undone(act.theirs, act.reading)
    ):
        return False
    kinds = {name.text: name.kind for name in said_names(statement) if name.kind != "place"}
    own = {name for name, spans in there.items() if _owns(spans, act.reading)}
    does = {name for name, active in theirs.items() if active and name in kinds} - own
    has_done = {name for name, active in mine.items() if not active}
    return bool(does) and does <= has_done and any(active and name in kinds for name, active in mine.items())


def _is_listed(verb: Word, reading: Reading) -> bool:
    """Whether it surely is a verb of an act: one that is listed as such."""
    return _side(verb, reading) is not None or any(
        said.verb and said.word.start == verb.start for said in acts_in(reading)
    )


def _owns(spans: list[Span], reading: Reading) -> bool:
    """Whether the name only tells whose something is, wherever it stands."""
    whose = marks_for(reading.language).whose
    return bool(spans) and all(whose.match(reading.folded, span.end) for span in spans)


def _undone(verb: Word, reading: Reading) -> bool:
    """Whether it is told without who does it, or is no verb: was added, its founder."""
    if not reading.cues.spaced:
        return False
    marks = marks_for(reading.language)
    if marks.verb_form.fullmatch(verb.text) is None:
        return True
    before = reading.folded[: verb.start].rstrip()
    return marks.auxiliary.search(before) is not None and marks.participle.search(verb.text) is None


def _other_ends(places: Places, statement: Reading, passage: Passage) -> Check | None:
    """One who pays so much in the statement and receives so much in the source."""
    said = {name.text: [Span(paragraph=statement.number, start=name.start, end=name.end)] for name in places}
    for act in _from_ends(statement, passage):
        if not act.turned or not _same_sum(act, statement, passage):
            continue
        there = {n.text: [s for s in spans if s.paragraph == act.reading.number] for n, spans in places.items()}
        mine, theirs = _sides(said, statement, act.mine), _sides(there, act.reading, act.theirs)
        if {name for name, does in mine.items() if does} & {name for name, does in theirs.items() if does}:
            start, end = act.reading.clause_at(act.theirs.start)
            wanted = statement.text[slice(*statement.clause_at(act.mine.start))].strip()
            span = Span(paragraph=act.reading.number, start=start, end=end)
            return differs("actors", "actors-swapped", wanted=wanted, at=act.reading, span=span)
    return None


def _same_sum(act: _Act, statement: Reading, passage: Passage) -> bool:
    """Whether the two clauses of an act have a number in common."""
    start, end = statement.clause_at(act.mine.start)
    low, high = act.reading.clause_at(act.theirs.start)
    return any(
        reading is act.reading and low <= other.span.start < high
        for figure in statement.figures
        if start <= figure.span.start < end
        for reading, other in same_figures(figure, statement, passage)
    )


def _acts(statement: Reading, passage: Passage) -> Iterator[_Act]:
    words = {word.start: word for word in statement.words}
    for link in links(statement, passage):
        mine = words.get(link.start)
        theirs = _words_at(link.reading).get(link.low)
        if mine is not None and theirs is not None and _is_act(theirs, link.reading) and _is_verb(mine, statement):
            yield _Act(mine, link.reading, theirs, _other_end(mine, theirs, statement, link.reading))
    yield from _from_ends(statement, passage)
    for said in acts_in(statement):
        for reading in passage.readings if said.verb else ():
            for other in acts_in(reading):
                if not said.acts.isdisjoint(other.acts):
                    yield _Act(said.word, reading, other.word, turned=False)


def _words_at(reading: Reading) -> dict[int, Word]:
    """The words by where they begin."""
    kept = reading.kept.get("words at")
    if not isinstance(kept, dict):
        kept = {word.start: word for word in reading.words}
        reading.kept["words at"] = kept
    return kept


def _is_verb(word: Word, statement: Reading) -> bool:
    """Whether the word may be the verb of its clause: no part of a name, no participle that goes with a noun."""
    if any(name.start <= word.start < name.end for name in said_names(statement)):
        return False
    marks = marks_for(statement.language)
    if not marks.participle.search(word.text):
        return True
    return marks.auxiliary.search(statement.folded[: word.start].rstrip()) is not None


def _is_act(word: Word, reading: Reading) -> bool:
    """By its meanings where there is a dictionary, else by having an ending."""
    if word.glosses:
        return _means_act(word.text, word.glosses) or _side(word, reading) is not None
    return reading.cues.spaced and full_stem(word.text, reading.language.split("-")[0]) != word.text


@functools.lru_cache(maxsize=20_000)
def _means_act(word: str, glosses: tuple[str, ...]) -> bool:
    return any(gloss.startswith("to ") for gloss in (*glosses, *gloss_word(word)))


def _from_ends(statement: Reading, passage: Passage) -> Iterator[_Act]:
    """Verbs that no dictionary joins, for they tell one act from its two ends."""
    for mine, side in _ends_in(statement):
        if not _is_verb(mine, statement):
            continue
        for reading in passage.readings:
            for theirs, other in _ends_in(reading):
                if other[0] == side[0] and firm_stems(mine, statement).isdisjoint(firm_stems(theirs, reading)):
                    yield _Act(mine, reading, theirs, other[1] != side[1])


def _other_end(mine: Word, theirs: Word, statement: Reading, reading: Reading) -> bool:
    if not firm_stems(mine, statement).isdisjoint(firm_stems(theirs, reading)):
        return False  # 出租 is to rent out, and to rent may be either
    one, other = _side(mine, statement), _side(theirs, reading)
    return one is not None and other is not None and one[0] == other[0] and one[1] != other[1]


def _ends_in(reading: Reading) -> list[tuple[Word, tuple[int, int]]]:
    kept = reading.kept.get("ends of acts")
    if not isinstance(kept, list):
        kept = [(word, side) for word in reading.words if (side := _side(word, reading)) is not None]
        reading.kept["ends of acts"] = kept
    return kept


def _side(word: Word, reading: Reading) -> tuple[int, int] | None:
    return _side_of_act(word.text, reading.language, spaced=reading.cues.spaced)


@functools.lru_cache(maxsize=50_000)
def _side_of_act(word: str, language: str, *, spaced: bool) -> tuple[int, int] | None:
    """Which pair of verbs for one act it is of, and which end."""
    base = language.split("-")[0].lower()
    if word in marks_for(base).nouns:
        return None
    return _table(marks_for(language), base, spaced).get(full_stem(word, base) if spaced else word)


_TABLES: dict[str, dict[str, tuple[int, int]]] = {}


def _table(marks: Marks, base: str, spaced: bool) -> dict[str, tuple[int, int]]:
    if base not in _TABLES:
        _TABLES[base] = {
            full_stem(word, base) if spaced else word: (number, end)
            for number, both in enumerate(marks.converse)
            for end, words in enumerate(both)
            for word in words
        }
    return _TABLES[base]


def _sides(places: Mapping[str, list[Span]], reading: Reading, verb: Word) -> dict[str, bool]:
    """Names near the verb: true for who does it. Those that stand there in both parts, or in none, are left out."""
    start, end = _reach(reading, verb)
    marks = marks_for(reading.language)
    passive = marks.passive.search(reading.folded, max(start, verb.start - _FAR // 2), end) is not None
    found: dict[str, bool] = {}
    clause = reading.clause_at(verb.start)
    for name, everywhere in places.items():
        spans = [span for span in everywhere if clause[0] <= span.start < clause[1]] or everywhere
        sides = {
            side
            for span in spans
            if start <= span.start < end and not (span.start < verb.end and verb.start < span.end)
            if (side := _side_of(span, reading, verb, marks, passive)) is not None
        }
        if len(sides) == 1:
            found[name] = sides.pop()
    if True not in found.values() and not passive:
        found.update(_far_before(places, reading, start, verb))
    return found


def _far_before(places: Mapping[str, list[Span]], reading: Reading, start: int, verb: Word) -> dict[str, bool]:
    """The name that a long sentence begins with, where none stands nearer to the verb."""
    first = sentence_bounds(reading, verb.start)[0]
    names = lead(reading, *reading.clause_at(first)) if first < start else []
    return {
        text: True
        for text, spans in places.items()
        if any(span.start < name.end and name.start < span.end for span in spans for name in names[:1])
    }


def _reach(reading: Reading, verb: Word) -> tuple[int, int]:
    """Where names that have a part in the act may stand: the sentence, not too far from the verb."""
    start, end = sentence_bounds(reading, verb.start)
    return max(start, verb.start - _FAR), min(end, reading.clause_at(verb.start)[1], verb.end + _FAR)


def _side_of(span: Span, reading: Reading, verb: Word, marks: Marks, passive: bool) -> bool | None:
    before = reading.folded[max(0, span.start - 12) : span.start].rstrip()
    word = next((m for m in marks.aside.finditer(before) if m.end() == len(before)), None)
    if span.start >= verb.end:
        return passive and word is not None and marks.agent.fullmatch(word.group()) is not None
    if word is None:
        whose = marks.whose.match(reading.folded, span.end) is not None
        return None if whose and reading.clause_at(span.start) != reading.clause_at(verb.start) else not passive
    if marks.agent.fullmatch(word.group()):
        return True
    return None if reading.cues.spaced else False
