"""A statement and its cited paragraphs in, whether it tells another act of the same thing out: stopped for supplied.

Verbs are sorted into classes that exclude each other when said of one thing (``data/acts.yaml``); a word that is not
listed is sorted by its meanings in the dictionary. Where a clause of the source surely tells what a clause of the
statement does, the statement's verb fails if nothing in the source's sentence means the same or is of its class, and
the source's clause has a verb of another class of that field, which in turn nothing in the statement means.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

from groundwire.brief.check.align import Clause
from groundwire.brief.check.cues import cues_for
from groundwire.brief.check.denial import denials
from groundwire.brief.check.finding import differs, passed
from groundwire.brief.check.firm import act_stem, firm_stems
from groundwire.brief.check.linked import likely_told, sentence_bounds
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.reading import Reading, Word, gloss_senses
from groundwire.brief.check.said_names import said_names
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Span
from groundwire.text.dictionary import gloss_word

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PARTICLE = 25  # characters after a verb in which its particle stands: called the whole deal off
_TO = re.compile(r"^to (?:be )?([a-z]+)$")  # a meaning that is one verb and nothing else
_NEAR = {"stop", "pause"}  # what has stopped for a time has stopped
_TWO_ENDS = (
    {"buy", "sell"},
    {"lend", "borrow"},
    {"pay", "receive"},
    {"supply", "buy"},
    {"supply", "sell"},
    {"lease", "lend"},
)
Act = tuple[str, str]  # a field and a class of it


@dataclass(frozen=True, slots=True)
class Said:
    """A word with the classes it may be of; ``verb`` where it surely is one, and listed."""

    word: Word
    acts: frozenset[Act]
    verb: bool


def check_acts(statement: Reading, passage: Passage) -> Iterator[Check]:
    """A check that fails for another act told of the same thing; one that passed where none is."""
    found = next(_others(statement, passage), None)
    yield found or passed("direction")


def _others(statement: Reading, passage: Passage) -> Iterator[Check]:
    for start, end in statement.clauses:
        mine = [said for said in _within(statement, start, end) if said.verb]
        clauses = likely_told(statement, passage, start, end) if mine else []
        if clauses and not any(_denies(clause) for clause in (Clause(statement, start, end), *clauses)):
            yield from _compare(mine, statement, clauses)


def _compare(mine: list[Said], statement: Reading, clauses: list[Clause]) -> Iterator[Check]:
    """The statement's verbs against those of the source's clause that nothing in the statement means."""
    reading = clauses[0].reading
    own = {act for said in _within(statement, 0, len(statement.text)) for act in said.acts}
    theirs = [
        said
        for said in _within(reading, clauses[0].start, clauses[0].end)
        if said.verb and own.isdisjoint(said.acts) and not _meant(said.word, reading, statement)
    ]
    if not theirs:
        return
    for said in mine:
        if any(_told(said, statement, clause) for clause in clauses):
            continue
        for other in theirs:
            if _exclude(said, other, ends=len(said_names(statement)) > 1):
                span = Span(paragraph=reading.number, start=other.word.start, end=other.word.end)
                yield differs("direction", "other-act", wanted=_text(said, statement), at=reading, span=span)


def _exclude(mine: Said, theirs: Said, *, ends: bool) -> bool:
    """Whether two classes exclude each other; ``ends``: buying and selling may be one act between two names."""
    return any(
        one[0] == other[0] and {one[1], other[1]} != _NEAR and not (ends and {one[1], other[1]} in _TWO_ENDS)
        for one in mine.acts
        for other in theirs.acts
    )


def _meant(word: Word, reading: Reading, statement: Reading, *, without: Word | None = None) -> bool:
    """Whether a word of the statement, other than one, firmly means the same."""
    stems = firm_stems(word, reading)
    return any(
        mine is not without and mine.content and not stems.isdisjoint(firm_stems(mine, statement))
        for mine in statement.words
    )


def _told(said: Said, statement: Reading, clause: Clause) -> bool:
    """Whether the sentence of the clause has that meaning, or its class in a word that nothing else there means."""
    reading = clause.reading
    around = Clause(reading, *sentence_bounds(reading, clause.start))
    stems = firm_stems(said.word, statement)
    if any(word.content and not stems.isdisjoint(firm_stems(word, reading)) for word in around.words):
        return True
    return any(
        not said.acts.isdisjoint(other.acts) and not _meant(other.word, reading, statement, without=said.word)
        for other in _within(reading, around.start, around.end)
    )


def tells_another(word: Word, reading: Reading, statement: Reading) -> bool:
    """Whether the statement tells an act that excludes this word's: who has not stopped goes on."""
    acts = {act for said in _within(reading, word.start, word.end) for act in said.acts}
    own = {act for said in acts_in(statement) for act in said.acts}
    return own.isdisjoint(acts) and not {field for field, _c in acts}.isdisjoint(field for field, _c in own)


def _text(said: Said, statement: Reading) -> str:
    return statement.text[said.word.start : said.word.end]


def _denies(clause: Clause) -> bool:
    """Whether a "not" stands in the clause that is not itself one of the acts compared: denied, rejected."""
    acts = [(said.word.start, said.word.end) for said in _within(clause.reading, clause.start, clause.end)]
    return any(
        clause.start <= start < clause.end and not any(low <= start < high for low, high in acts)
        for start, _end in denials(clause.reading)
    )


def _within(reading: Reading, start: int, end: int) -> list[Said]:
    return [said for said in acts_in(reading) if start <= said.word.start < end]


def acts_in(reading: Reading) -> list[Said]:
    """The words of a text that tell an act, worked out once."""
    kept = reading.kept.get("acts")
    if not isinstance(kept, list):
        base = reading.language.split("-")[0].lower()
        kept = list(_by_stem(reading, base) if reading.cues.spaced else _by_characters(reading, base))
        reading.kept["acts"] = kept
    return kept


def _by_stem(reading: Reading, base: str) -> Iterator[Said]:
    known = _listed(base)
    named = [(name.start, name.end) for name in said_names(reading)] if known else []
    for word in reading.words:
        acts = {
            act
            for act, particle in known.get(act_stem(word.text, base), ())
            if not particle or re.search(rf"\b{particle}\b", reading.folded[word.end : word.end + _PARTICLE])
        }
        if acts and not any(start <= word.start < end for start, end in named):
            yield Said(word, frozenset(acts), _is_verb(word, reading))


def _is_verb(word: Word, reading: Reading) -> bool:
    """By its ending and by what stands before it: the supply, new orders and its suspended chief are none."""
    marks = marks_for(reading.language)
    before = reading.folded[max(0, word.start - 20) : word.start].rstrip()
    if marks.no_verb.search(before):
        return False
    if marks.verb_form.fullmatch(word.text) or marks.verb_after.search(before):
        return True
    name = re.search(r"(\S+)$", reading.text[: word.start].rstrip())
    return name is None or name[1][0].isupper()


def _by_characters(reading: Reading, base: str) -> Iterator[Said]:
    """Listed words wherever a word begins, for the segmenter cuts 租下 in two; other words by their meanings."""
    known = _listed(base)
    starts = {word.start for word in reading.words}
    taken: list[tuple[int, int]] = []
    for match in _pattern(base).finditer(reading.folded) if known else ():
        if match.start() in starts:
            taken.append(match.span())
            glosses = gloss_word(match.group())
            senses = gloss_senses(glosses) | {match.group()}
            word = Word(match.group(), match.start(), match.end(), senses, content=True, glosses=glosses)
            told = marks_for(base).whose.match(reading.folded, match.end()) is None  # 加征的关税 presupposes it
            yield Said(word, frozenset(act for act, _particle in known[match.group()]), verb=told)
    for word in reading.words:
        if word.glosses and not any(start < word.end and word.start < end for start, end in taken):
            acts = _by_meaning(word.glosses)
            if acts:
                yield Said(word, acts, verb=False)


@functools.cache
def _pattern(base: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_listed(base), key=len, reverse=True))) or "(?!)")


@functools.lru_cache(maxsize=50_000)
def _by_meaning(glosses: tuple[str, ...]) -> frozenset[Act]:
    stems = _listed("en")  # in which the dictionary gives meanings
    verbs = {match[1] for gloss in glosses if (match := _TO.match(gloss.strip()))}
    return frozenset(act for verb in verbs for act, particle in stems.get(act_stem(verb, "en"), ()) if not particle)


@functools.cache
def _listed(base: str) -> Mapping[str, tuple[tuple[Act, str], ...]]:
    """The listed verbs of a language, by their stems where words have endings, with the particle that must follow."""
    spaced = cues_for(base).spaced
    found: dict[str, list[tuple[Act, str]]] = {}
    for field, classes in _fields().items():
        for name, lines in classes.items():
            for verb in lines.get(base, "").split():
                one, _, particle = verb.partition("_")
                found.setdefault(act_stem(one, base) if spaced else one, []).append(((field, name), particle))
    return {verb: tuple(acts) for verb, acts in found.items()}


@functools.cache
def _fields() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    file = resources.files("groundwire.brief.check") / "data" / "acts.yaml"
    loaded: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 a safe loader
    return loaded
