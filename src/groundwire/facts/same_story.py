"""Records in, pairs of documents that tell one story out: by the names, values, days and words that few others give."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from groundwire.facts.ledger import base_unit, in_base
from groundwire.facts.names import words_key, words_of
from groundwire.facts.readings import is_nobody
from groundwire.models import DocumentId, EntityKind, Figure, Record
from groundwire.text.scripts import fold, is_cjk
from groundwire.text.terms import TermIndex, TermPattern, longest
from groundwire.text.words import plain_words

HEAD = 500  # characters that tell what a document is about
_DAYS, _NEAR_DAYS = 30, 10  # between documents of one story; far ones must share more
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
    names = _unlisted(records)
    marks: defaultdict[_Mark, list[DocumentId]] = defaultdict(list)
    for document, record in records.items():
        for mark in {
            *_marks(record, values[document]),
            *(("word", word) for word in words[document]),
            *names[document],
        }:
            marks[mark].append(document)
    most = max(2, min(_MOST_DOCUMENTS, len(records) // _ONE_IN))
    shared: defaultdict[Pair, list[_Mark]] = defaultdict(list)
    for mark, documents in marks.items():
        if 1 < len(documents) <= most:
            for pair in combinations(sorted(documents), 2):
                shared[pair].append(mark)
    for (left, right), both in shared.items():
        if len(both) < 2:
            continue
        apart = abs((records[left].document.time - records[right].document.time).days)
        across = records[left].document.language.split("-")[0] != records[right].document.language.split("-")[0]
        given = sum(_weight(mark, across=across) for mark in both)
        alike = len(words[left] & words[right]) / max(min(len(words[left]), len(words[right])), _FEWEST_WORDS)
        if _is_story(apart, given, alike):
            yield (left, right), min(given / _PLENTY + alike, 1.0)


def _is_story(apart: int, given: int, alike: float) -> bool:
    """Whether documents so many days apart tell one story: the nearer, the less they must share."""
    enough = given >= _ENOUGH or alike >= _ALIKE or (given > 0 and alike >= _RATHER_ALIKE)
    return (apart <= _NEAR_DAYS and enough) or (apart <= _DAYS and given >= _ENOUGH + 1)


def _weight(mark: _Mark, *, across: bool) -> int:
    """How much it tells that two documents give this. A word that two languages have in common is a name."""
    match mark:
        case ("value", (_, Decimal() as value)):
            return min(len(value.normalize().as_tuple().digits) - 1, 2)  # nothing of 5 people, much of 12.7 billion
        case ("name", _):
            return 2
        case ("word", _):
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
        named[document] = {("name", name) for name in found[document]}
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
