"""Readings in, pairs that may be of one thing out: by the names they give, else by the story their documents tell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from groundwire.facts.ledger import base_unit, in_base
from groundwire.facts.readings import (
    LOSS,
    PROFIT,
    Reading,
    counted_as,
    is_generic,
    is_of_agreement,
    is_vague,
    key_of,
    likeness,
    likeness_needed,
)
from groundwire.models import DocumentId, Figure, Name, Record, Span
from groundwire.text.scripts import is_cjk
from groundwire.text.words import plain_words

_NEIGHBOURS = 30  # readings that one is compared with, the last before it: bounds the work for a measure told daily
_LOOSE = 0.6  # of the words of the shorter sentence, where the names do not settle it
_UNDATED = 0.35  # the same where neither says of what time it is
_STORY_NAMED, _STORY_NAMELESS = 0.3, 0.5  # the same where their documents tell one story
_STORY_DAYS = 10  # between documents of one story
_STORY = 3  # what the values that two documents share must weigh: two of three digits, or three of two
_COMMON = 20  # documents that give a value or a word: then it tells nothing
_HEAD = 500  # characters that tell what a document is about
_LONG_WORD = 5  # letters; shorter words of spaced scripts are in any text
_FEWEST_WORDS = 12
_ALIKE, _RATHER_ALIKE = 0.35, 0.2  # of the words of the shorter head, alone or together with a value
_SHORT_DENSE, _SHORT = 2, 4  # characters of the short form of a name

Value = tuple[str, Decimal]
Pair = tuple[DocumentId, DocumentId]


class What(NamedTuple):
    """What readings must share to be compared. All money is one dimension."""

    measure: str
    of: str
    per: str | None

    def may_be(self, other: "What") -> bool:
        """Whether two reports of one story can mean one measure: one says no more than how much, or no rate."""
        measures = self.measure == other.measure or is_generic(self.measure) or is_generic(other.measure)
        measures = measures or (is_of_agreement(self.measure) and is_of_agreement(other.measure))
        return measures and self.of == other.of and (self.per == other.per or None in (self.per, other.per))


class Names(NamedTuple):
    """By what a reading is compared: the owner, or the place where no owner is named, and the thing."""

    who: Name | None
    thing: Name | None

    @property
    def keys(self) -> tuple[str | None, str | None]:
        """The keys of the names; None for words that name nobody in particular."""
        return key_of(self.who), key_of(self.thing)


def what_of(reading: Reading) -> What:
    """The measure and dimension of a reading."""
    measured = reading.measured
    of = "money" if measured.currency else counted_as(base_unit(measured.unit) or "")
    return What(PROFIT if measured.measure == LOSS else measured.measure, of, measured.per)


def names_of(reading: Reading) -> Names:
    """The names of a reading."""
    owner, scope = reading.measured.owner, reading.measured.scope
    return Names(owner if key_of(owner) else scope, reading.measured.thing)


def values_of(figures: Iterable[Figure]) -> frozenset[Value]:
    """What figures say in base units, whatever they measure."""
    return frozenset(
        (figure.currency or base_unit(figure.unit) or figure.kind, abs(value))
        for figure in figures
        for value in (in_base(figure.low, figure), in_base(figure.high, figure))
    )


class Sameness:
    """What the documents of the readings tell besides the readings themselves."""

    def __init__(self, records: Mapping[DocumentId, Record]) -> None:
        self._records = records
        self._values = {name: values_of(record.annotations.figures) for name, record in records.items()}
        self._stories = frozenset(_stories(records, self._values))
        self._story_of: defaultdict[DocumentId, list[Pair]] = defaultdict(list)
        for pair in sorted(self._stories):
            for document in pair:
                self._story_of[document].append(pair)

    def candidates(self, readings: Iterable[Reading]) -> Iterator[tuple[Reading, Reading]]:
        """Pairs worth comparing, the earlier first, each once; readings come in the order of saying."""
        near: defaultdict[object, list[Reading]] = defaultdict(list)
        seen: set[tuple[int, int]] = set()
        for right in readings:
            for bucket in self._buckets(right):
                for left in near[bucket][-_NEIGHBOURS:]:
                    if (id(left), id(right)) not in seen:
                        seen.add((id(left), id(right)))
                        yield left, right
                near[bucket].append(right)

    def _buckets(self, reading: Reading) -> Iterator[object]:
        what = what_of(reading)
        for name in names_of(reading):
            if name and key_of(name):
                yield what, _head(name)
        for pair in self._story_of.get(reading.point.quote.document, ()):
            yield what.of, pair

    def is_told_again(self, document: DocumentId) -> bool:
        """Whether another document tells the same story."""
        return document in self._story_of

    def knows(self, left: Reading, right: Reading) -> bool:
        """Whether either document gives the other's value too."""
        return self._gives(left, right) or self._gives(right, left)

    def _gives(self, left: Reading, right: Reading) -> bool:
        return not self._values[left.point.quote.document].isdisjoint(values_of([right.point.figure]))

    def one_thing(self, left: Reading, right: Reading) -> bool:
        """Whether both are of one thing, as far as can be known."""
        matches = [_match(one, other) for one, other in zip(names_of(left), names_of(right), strict=True)]
        one, other = what_of(left), what_of(right)
        if "no" in matches or not one.may_be(other):
            return False
        if one == other and "yes" in matches and "unknown" not in matches and self._settled(left, right):
            return True
        return self._told_alike(left, right, named="yes" in matches and one == other)

    def _settled(self, left: Reading, right: Reading) -> bool:
        """Whether equal names are enough for this measure."""
        needed = likeness_needed(left.measured), likeness_needed(right.measured)
        named = self._named(left) and self._named(right)
        if None in needed or not (named or self.one_story(left, right)):
            return False
        if is_vague(left.measured.measure) and left.said != right.said:
            return False
        undated = 0.0 if left.period or right.period else _UNDATED
        return likeness(left, right) >= max(undated, *(share for share in needed if share is not None))

    def _told_alike(self, left: Reading, right: Reading, *, named: bool) -> bool:
        """Whether one story is told in sentences that are alike, so that names left out or not known are the same."""
        if is_vague(left.measured.measure) and is_vague(right.measured.measure):
            return False
        story = self.one_story(left, right)
        if not _one_language(left, right):  # the words cannot be compared
            return story
        alike = likeness(left, right)
        if story:
            return alike >= (_STORY_NAMED if named else _STORY_NAMELESS)
        return named and alike >= _LOOSE and self._named(left) and self._named(right)

    def one_story(self, left: Reading, right: Reading) -> bool:
        """Whether their documents tell one story."""
        return tuple(sorted((left.point.quote.document, right.point.quote.document))) in self._stories

    def _named(self, reading: Reading) -> bool:
        """Whether what the figure is of is a name, known or not, and no word that happens to stand there."""
        figure = reading.point.figure
        if any(name and name.entity for name in (reading.measured.owner, reading.measured.thing)):
            return True
        spans = [reference.span for reference in (figure.owner, figure.thing) if reference]
        mentions = self._records[reading.point.quote.document].annotations.mentions
        return any(_inside(mention.span, span) for mention in mentions for span in spans)


def _one_language(left: Reading, right: Reading) -> bool:
    return left.point.quote.language.split("-")[0] == right.point.quote.language.split("-")[0]


def _inside(inner: Span, outer: Span) -> bool:
    return inner.paragraph == outer.paragraph and outer.start <= inner.start and inner.end <= outer.end


def _match(left: Name | None, right: Name | None) -> str:
    """Whether two names are of one: yes, no, unknown where one is missing, none where both are."""
    one, other = key_of(left), key_of(right)
    if left is None or right is None or one is None or other is None:
        return "none" if one is other else "unknown"
    if one == other:
        return "yes"
    if left.entity and right.entity:
        return "no"
    words, others = (_words(left), _words(right))
    if _is_dense(words) != _is_dense(others):
        return "unknown"  # a name that no list has, in two scripts
    short, long = sorted((words, others), key=len)
    return "yes" if len(short) >= (_SHORT_DENSE if _is_dense(short) else _SHORT) and long.startswith(short) else "no"


def _words(name: Name) -> str:
    return name.words.casefold() if name.entity else name.key


def _is_dense(words: str) -> bool:
    return any(map(is_cjk, words))


def _head(name: Name) -> str:
    """What a name and its short form share."""
    if name.entity:
        return name.key
    return name.key[:_SHORT_DENSE] if _is_dense(name.key) else name.key.split(" ", 1)[0]


def _stories(records: Mapping[DocumentId, Record], values: Mapping[DocumentId, frozenset[Value]]) -> Iterator[Pair]:
    """Pairs of documents of a few days that share so many values, or words of their heads, that they tell one story."""
    words = {document: _head_words(record) for document, record in records.items()}
    marks: defaultdict[Value | str, list[DocumentId]] = defaultdict(list)
    for document in records:
        for value in filter(_weight, values[document]):
            marks[value].append(document)
        for word in words[document]:
            marks[word].append(document)
    shared: defaultdict[Pair, list[Value | str]] = defaultdict(list)
    for mark, documents in marks.items():
        if 1 < len(documents) <= _COMMON:
            for pair in combinations(sorted(documents), 2):
                shared[pair].append(mark)
    for (left, right), both in shared.items():
        apart = abs((records[left].document.time - records[right].document.time).days)
        if apart <= _STORY_DAYS:
            given = sum(_weight(mark) for mark in both if isinstance(mark, tuple))
            alike = len(words[left] & words[right]) / max(min(len(words[left]), len(words[right])), _FEWEST_WORDS)
            if given >= _STORY or alike >= _ALIKE or (given and alike >= _RATHER_ALIKE):
                yield left, right


def _head_words(record: Record) -> frozenset[str]:
    """The words that tell what a document is about, without those so short that any text has them."""
    document = record.document
    head = "\n".join([document.title, *(paragraph.text for paragraph in document.paragraphs[:2])])[:_HEAD]
    words = plain_words(head, document.language)
    return frozenset(word for word in words if len(word) >= (_SHORT_DENSE if is_cjk(word[0]) else _LONG_WORD))


def _weight(value: Value) -> int:
    """How much it tells that two documents give a value: nothing of 5 people, much of 12.7 billion."""
    digits = len(value[1].normalize().as_tuple().digits)
    return 0 if digits < 2 else 1 if digits == 2 else 2
