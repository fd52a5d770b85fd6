"""Records in, pairs of documents that tell one story out: by the names, values, days and words that few others give."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from groundwire.facts.ledger import base_unit, in_base
from groundwire.facts.names import words_key, words_of
from groundwire.facts.readings import is_nobody
from groundwire.models import DocumentId, EntityKind, Figure, Record
from groundwire.text.dictionary import shared_meanings, sounds_of
from groundwire.text.scripts import fold, is_cjk
from groundwire.text.terms import TermIndex, TermPattern, longest
from groundwire.text.words import plain_words

HEAD = 500  # characters that tell what a document is about
_DAYS, _NEAR_DAYS, _NEXT_DAYS = 30, 10, 3  # between documents of one story; far ones must share more
_ENOUGH = 3  # what the values, names and days that two documents share must weigh
_PLENTY = 8  # weight of what two documents share that tell one story without doubt
_MOST_DOCUMENTS = 20  # that give a value or a word: then it tells nothing
_ONE_IN = 8  # in a small collection the same is true of what one document in so many gives
_LONG_WORD = 5  # letters; shorter words of spaced scripts are in any text
_FEWEST_WORDS = 12
_ALIKE, _RATHER_ALIKE, _HARDLY_ALIKE = (
    0.35,
    0.2,
    0.08,
)  # of the words of the shorter head, alone or with a value
_MOST_NAMES = 60  # mentions read of a document
_TELLING: frozenset[EntityKind] = frozenset({"organisation", "product", "law", "person"})
_SHORT_DENSE = 2
_FEWEST_CHARACTERS = 3  # of a name that no list has

_CAPITAL = re.compile(r"\b[A-Z][a-z]{4,}\b")  # what may be a name, of which shorter ones are in any sound
_MODEL = re.compile(r"(?<![a-z0-9])(?![qh][1-4](?!\d))[a-z]{1,6}-?\d{1,5}[a-z]{0,3}(?![a-z0-9])")  # x5, h20, but not q1
_TITLED = re.compile(r"《([^《》]{2,20})》")
_CAPITALS = re.compile(r"(?<=[a-z,] )[A-Z][\w&-]+(?: [A-Z][\w&-]+){1,3}")  # two words of a name inside a sentence

Value = tuple[str, Decimal]
Pair = tuple[DocumentId, DocumentId]
_Mark = tuple[str, object]  # of which kind, and what


def values_of(figures: Iterable[Figure]) -> frozenset[Value]:
    """What figures say in base units, whatever they measure; what fell is below nothing."""
    return frozenset(
        (figure.currency or base_unit(figure.unit) or figure.kind, _sign(figure) * value)
        for figure in figures
        for value in (in_base(figure.low, figure), in_base(figure.high, figure))
    )


def _sign(figure: Figure) -> int:
    fell = figure.change is not None and figure.change.difference and figure.change.direction == "down"
    return -1 if fell or figure.measure == "loss" else 1


def head_of(record: Record) -> str:
    """The folded words that tell what a document is about: its title, whose it is, how it begins."""
    document = record.document
    parts = (document.title, document.source_name, *(paragraph.text for paragraph in document.paragraphs[:2]))
    return fold("\n".join(parts)[:HEAD])


def stories(
    records: Mapping[DocumentId, Record], values: Mapping[DocumentId, frozenset[Value]]
) -> Iterator[tuple[Pair, float]]:
    """Pairs of documents of a few days that share so much that they tell one story, and how much (from 0 to 1)."""
    words = {document: _head_words(record) for document, record in records.items()}
    names, heard = _unlisted(records), _heard(records)
    marks: defaultdict[_Mark, list[DocumentId]] = defaultdict(list)
    for document, record in sorted(records.items()):
        for mark in {
            *_marks(record, values[document]),
            *(("word", word) for word in words[document]),
            *names[document],
            *heard[document],
        }:
            marks[mark].append(document)
    most = max(2, min(_MOST_DOCUMENTS, len(records) // _ONE_IN))
    shared: defaultdict[Pair, list[_Mark]] = defaultdict(list)
    for mark, documents in marks.items():
        if 1 < len(documents) <= most:
            for pair in combinations(documents, 2):
                shared[pair].append(mark)
    for (left, right), both in shared.items():
        if len(both) < 2 and _language(records[left]) == _language(records[right]):
            continue
        likeness = _story(_Head(records[left], words[left]), _Head(records[right], words[right]), both)
        if likeness:
            yield (left, right), likeness


def alike(records: Mapping[DocumentId, Record]) -> dict[Pair, float]:
    """The pairs of documents that tell one story, with how surely they do (from 0 to 1)."""
    values = {document: values_of(record.annotations.figures) for document, record in records.items()}
    return dict(stories(records, values))


class _Head(NamedTuple):
    """A document and the words that tell what it is about."""

    record: Record
    words: frozenset[str]


def _story(left: _Head, right: _Head, both: Sequence[_Mark]) -> float:
    """How surely both tell one story, for the marks they share; 0 where they tell two."""
    apart = abs((left.record.document.time - right.record.document.time).days)
    across = _language(left.record) != _language(right.record)
    if apart > _DAYS:
        return 0.0
    given = sum(_weight(mark, across=across) for mark in both)
    same = len(left.words & right.words) / _fewest(left, right)
    if across and apart <= _NEAR_DAYS:
        same = max(same, _translated(left, right))
    return min(given / _PLENTY + same, 1.0) if _is_story(apart, given, same) else 0.0


def _language(record: Record) -> str:
    return record.document.language.split("-")[0]


def _fewest(left: _Head, right: _Head) -> int:
    return max(min(len(left.words), len(right.words)), _FEWEST_WORDS)


def _translated(left: _Head, right: _Head) -> float:
    """The share of the words of a Chinese document that mean words of an English one."""
    languages = _language(left.record), _language(right.record)
    if languages == ("en", "zh"):
        return _translated(right, left)
    return shared_meanings(left.words, right.words) / _fewest(left, right) if languages == ("zh", "en") else 0.0


def _heard(records: Mapping[DocumentId, Record]) -> Mapping[DocumentId, set[_Mark]]:
    """The names of English documents, and how what the heads of Chinese ones say sounds, where that is such a name."""
    heard: defaultdict[DocumentId, set[_Mark]] = defaultdict(set)
    names: set[str] = set()
    for document, record in records.items():
        if _language(record) == "en":
            names |= (written := _capitalised(record))
            heard[document] = {("sound", name) for name in written}
    if names:
        for document, record in records.items():
            if _language(record) == "zh":
                heard[document] = {("sound", name) for name in sounds_of(head_of(record)) & names}
    return heard


def _capitalised(record: Record) -> frozenset[str]:
    document = record.document
    head = "\n".join([document.title, *(paragraph.text for paragraph in document.paragraphs[:2])])[:HEAD]
    return frozenset(map(fold, _CAPITAL.findall(head)))


def _is_story(apart: int, given: int, same: float) -> bool:
    """Whether documents so many days apart tell one story: the nearer, the less they must share."""
    enough = given >= _ENOUGH or same >= _ALIKE or (given > 0 and same >= _RATHER_ALIKE)
    nearly = apart <= _NEXT_DAYS and given >= _ENOUGH - 1 and same >= _HARDLY_ALIKE
    return nearly or (apart <= _NEAR_DAYS and enough) or (apart <= _DAYS and given >= _ENOUGH + 1)


def _weight(mark: _Mark, *, across: bool) -> int:
    """How much it tells that two documents give this. A word that two languages have in common is a name."""
    match mark:
        case ("value", (_, Decimal() as value)):
            return min(len(value.normalize().as_tuple().digits) - 1, 2)  # nothing of 5 people, much of 12.7 billion
        case ("name", _):
            return 2
        case ("word" | "sound", _):
            return 2 if across else 0
        case _:
            return 1


def _marks(record: Record, values: Iterable[Value]) -> Iterator[_Mark]:
    unsigned = ((unit, abs(value)) for unit, value in values)
    yield from (("value", value) for value in unsigned if _weight_of(value))
    for mention in record.annotations.mentions[:_MOST_NAMES]:
        if mention.span.paragraph > 3:
            break
        if mention.entity:
            yield "name" if mention.kind in _TELLING else "thing", mention.entity
    day = record.document.time.date()
    yield from (("time", (date.first, date.last)) for date in record.annotations.dates if date.last != day)


def _unlisted(records: Mapping[DocumentId, Record]) -> Mapping[DocumentId, set[_Mark]]:
    """The names that no list has, of each document: those found in it, and those found in others that its head has."""
    found = {document: set(_unlisted_of(record)) for document, record in records.items()}
    known = {name for names in found.values() for name in names}
    index = TermIndex(TermPattern(name, name) for name in sorted(known))
    named: dict[DocumentId, set[_Mark]] = {}
    for document, record in records.items():
        head = head_of(record)
        named[document] = {("name", name) for name in (*found[document], *_MODEL.findall(head), *_TITLED.findall(head))}
        named[document] |= {("name", match.key) for match in longest(index.find(head, head))}
    return named


def _unlisted_of(record: Record) -> Iterator[str]:
    language = record.document.language
    spans = [
        mention.span
        for mention in record.annotations.mentions[:_MOST_NAMES]
        if mention.kind in _TELLING and not mention.entity
    ]
    spans += [figure.owner.span for figure in record.annotations.figures if figure.owner and not figure.owner.entity]
    words = [words_of(span, record) for span in spans]
    words += (
        found for paragraph in record.document.paragraphs[:2] for found in _CAPITALS.findall(paragraph.text[:HEAD])
    )
    for key in (words_key(one, language) for one in words):
        if len(key) >= _FEWEST_CHARACTERS and not is_nobody(key):
            yield key


def _weight_of(value: Value) -> int:
    return len(value[1].normalize().as_tuple().digits) - 1


def _head_words(record: Record) -> frozenset[str]:
    """The words that tell what a document is about, without those so short that any text has them."""
    document = record.document
    head = "\n".join([document.title, *(paragraph.text for paragraph in document.paragraphs[:2])])[:HEAD]
    words = plain_words(head, document.language)
    return frozenset(word for word in words if len(word) >= (_SHORT_DENSE if is_cjk(word[0]) else _LONG_WORD))
