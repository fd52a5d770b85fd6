"""Readings in, pairs that may be of one thing out: by the names they give, else by the story their documents tell."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from groundwire.facts.around import Around, Beside, is_of_old, is_part, other_case, other_time
from groundwire.facts.evidence import Evidence, Match, is_enough, weigh
from groundwire.facts.ledger import base_unit
from groundwire.facts.name_match import is_dense, match_names, match_things
from groundwire.facts.names import words_of
from groundwire.facts.readings import (
    LOSS,
    PROFIT,
    Reading,
    counted_as,
    is_alone,
    is_generic,
    is_measure,
    is_of_agreement,
    is_vague,
    key_of,
    likeness,
    likeness_needed,
    may_be_called,
    nature_of,
)
from groundwire.facts.same_story import Pair, Value, head_of, stories, values_of
from groundwire.facts.times import nature_of_both
from groundwire.facts.wording import Wording, wording
from groundwire.models import DocumentId, EntityId, Name, Record, Span
from groundwire.text.scripts import fold

_SHARE = "share"  # it says nothing without what it is a share of
_NEAR = 10  # days between reports of one thing that tell two stories
_NEIGHBOURS = 30  # readings that one is compared with, the last before it: bounds the work for a measure told daily
_LOOSE = 0.6  # of the words of the shorter sentence, where the names do not settle it
_UNDATED = 0.35  # the same where neither says of what time it is
_LIKE_QUICK = 0.4  # the same for what moves every day, where the sentences give no day
_STORY_NAMELESS = 0.5  # the same where their documents tell one story
_LABEL_WORDS, _SAME_LABEL = 2, 0.5  # close to both figures, and their share
_SHORT_DENSE = 2  # characters of the short form of a name


class What(NamedTuple):
    """What readings must share to be compared. All money is one dimension."""

    measure: str
    of: str
    per: str | None

    def may_be(self, other: "What") -> bool:
        """Whether two reports of one story can mean one measure: one says no more than how much, or no rate."""
        measures = self.is_like(other) or is_generic(self.measure) or is_generic(other.measure)
        measures = measures or may_be_called(self.measure, other.measure)
        counted = self.of == other.of or "" in (self.of, other.of)  # 52 of its jets, 38 aircraft
        return measures and counted and (self.per == other.per or None in (self.per, other.per))

    def is_like(self, other: "What") -> bool:
        """Whether they are words for one measure."""
        return self.measure == other.measure or (is_of_agreement(self.measure) and is_of_agreement(other.measure))


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
    return _what(measured.measure, measured.currency, measured.unit, measured.per)


@functools.lru_cache(maxsize=4096)
def _what(measure: str, currency: str | None, unit: str | None, per: str | None) -> What:
    of = "money" if currency else counted_as(base_unit(unit) or "")
    if is_generic(measure) and unit and is_measure(unit):
        measure = unit  # a number of layoffs
    return What(PROFIT if measure == LOSS else measure, of, per)


def names_of(reading: Reading) -> Names:
    """The names of a reading."""
    owner, scope = reading.measured.owner, reading.measured.scope
    return Names(owner if key_of(owner) else scope, reading.measured.thing)


class Both(NamedTuple):
    """Whether two readings are of one owner, and of one thing."""

    who: Match
    thing: Match


class Sameness:
    """What the documents of the readings tell besides the readings themselves."""

    def __init__(self, records: Mapping[DocumentId, Record]) -> None:
        self._records = records
        self._values = {name: values_of(record.annotations.figures) for name, record in records.items()}
        self._stories = dict(stories(records, self._values))
        self._heads: dict[DocumentId, tuple[str, frozenset[EntityId]]] = {}
        self._around: dict[int, Around] = {}
        self._given: dict[int, frozenset[Value]] = {}
        self._beside: dict[DocumentId, Beside] = {}
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
            if reading.point.figure.kind == "count":
                yield "count", pair

    def is_told_again(self, document: DocumentId) -> bool:
        """Whether another document tells the same story."""
        return document in self._story_of

    def knows(self, left: Reading, right: Reading) -> bool:
        """Whether either document gives the other's value too."""
        return self._gives(left, right) or self._gives(right, left)

    def _gives(self, left: Reading, right: Reading) -> bool:
        given = self._given.get(id(right))
        if given is None:
            given = self._given[id(right)] = values_of([right.point.figure])
        return not self._values[left.point.quote.document].isdisjoint(given)

    def one_thing(self, left: Reading, right: Reading) -> bool:
        """Whether both are of one thing, as far as can be known."""
        one, other = what_of(left), what_of(right)
        story = self.one_story(left, right)
        if not one.may_be(other) or (one.of != other.of and not (story and _are_counts(left, right))):
            return False
        if one.measure != other.measure and LOSS in (left.measured.measure, right.measured.measure):
            return False
        who, thing = self._who(left, right), self._thing(left, right)
        if thing == "no" and story and _is_word(left, right) and (one.of == "money" or self._is_like(left, right)):
            thing = "unknown"  # the one sentence calls it this, the other that
        if "no" in (who, thing) or (one.measure == _SHARE and thing != "yes"):
            return False
        named = one == other and "yes" in (who, thing)
        if story:
            return is_enough(left, right, self._evidence(left, right, Both(who, thing)))
        if named and "unknown" not in (who, thing) and self._settled(left, right):
            return True
        if named and who == "yes" and thing in ("yes", "none") and abs((left.said - right.said).days) <= _NEAR:
            return is_enough(left, right, self._evidence(left, right, Both(who, thing)))
        return named and self._told_alike(left, right)

    def _is_like(self, left: Reading, right: Reading) -> bool:
        """Whether the sentences, or the words close to the figures, are alike."""
        words = self._wording(left, right)
        return max(words.likeness, words.label) >= _STORY_NAMELESS

    def _wording(self, left: Reading, right: Reading) -> Wording:
        return wording(left, right, self._around_of(left), self._around_of(right))

    def weight(self, left: Reading, right: Reading) -> float:
        """How much speaks for both being of one thing."""
        both = Both(self._who(left, right), self._thing(left, right))
        return weigh(left, right, self._evidence(left, right, both))

    def _evidence(self, left: Reading, right: Reading, both: Both) -> Evidence:
        words = self._wording(left, right)
        return Evidence(
            likeness=words.likeness,
            label=words.label,
            shared=words.shared,
            who=both.who,
            thing=both.thing,
            story=self._stories.get(_documents(left, right), 0.0),
            like=what_of(left).is_like(what_of(right)),
            left=self._around_of(left),
            right=self._around_of(right),
            digits=is_same_digits(left, right),
            across=not _one_language(left, right),
        )

    def one_case(self, left: Reading, right: Reading) -> bool:
        """Whether nothing beside the figures tells that they are of two times or cases, or a part and its whole."""
        one, other = self._around_of(left), self._around_of(right)
        if other_time(one, other, left.measured.measure) or is_part(left, right, one, other):
            return False
        if is_of_old(left, one) != is_of_old(right, other):
            return False
        if (
            nature_of_both(left, right) == "quick"
            and not (one.days & other.days)
            and likeness(left, right) < _LIKE_QUICK
        ):
            return False
        return is_same_digits(left, right) or not other_case(one, other)

    def _around_of(self, reading: Reading) -> Around:
        found = self._around.get(id(reading))
        if found is None:
            document = reading.point.quote.document
            if document not in self._beside:
                self._beside[document] = Beside(self._records[document])
            found = self._around[id(reading)] = self._beside[document].around(reading)
        return found

    def _who(self, left: Reading, right: Reading) -> Match:
        """Whose they are; the place stands for an owner that is not named, and so does what the document is about."""
        names = names_of(left).who, names_of(right).who
        one, other = names
        if "toll" in map(nature_of, (left.measured.measure, right.measured.measure)):
            return "yes" if match_names(one, other) == "yes" else "unknown"  # who tells of the dead does not have them
        found, story = match_names(one, other), self.one_story(left, right)
        if found == "no" and story and _is_place(one) != _is_place(other):  # the plant by its town, and by its company
            return self._about_either(left, right, places=False) or "unknown"
        if found == "no" and story and nature_of_both(left, right) == "deal" and self._are_both_about(left, right):
            return "unknown"  # who buys, and who sells
        if (left.measured.owner and right.measured.owner) or (found == "no" and _is_place(one) and _is_place(other)):
            return found
        if found == "yes" or not (key_of(one) or key_of(other)):
            return found
        return self._about_either(left, right) or found

    def _about_either(self, left: Reading, right: Reading, *, places: bool = True) -> Match | None:
        """Whether the document of the one is about the owner of the other; None where neither has an owner."""
        for name, reading in ((left.measured.owner, right), (right.measured.owner, left)):
            if name and key_of(name) and (places or not _is_place(name)):
                return self._is_about(name, reading)
        return None

    def _are_both_about(self, left: Reading, right: Reading) -> bool:
        """Whether each document is about the owner of the other's figure too."""
        one, other = left.measured.owner, right.measured.owner
        return bool(one and other and self._is_about(one, right) == "yes" == self._is_about(other, left))

    def _thing(self, left: Reading, right: Reading) -> Match:
        """Of what they are; what the one names may stand in the other's sentence, or be what its document is about."""
        one, other = left.measured.thing, right.measured.thing
        found = match_things(one, other)
        if found != "unknown" or not self.one_story(left, right):
            return found
        name, reading = (one, right) if key_of(one) else (other, left)
        return "yes" if name and key_of(name) and self._is_named(name, reading) else found

    def _is_named(self, name: Name, reading: Reading) -> bool:
        """Whether the sentence of a figure names it, or the title where the figure is the only one of its kind."""
        quote, record = reading.point.quote, self._records[reading.point.quote.document]
        title = fold(record.document.title) if self._around_of(reading).lone else ""
        if fold(name.words) in fold(quote.text) or fold(name.words) in title:
            return True
        at, end = reading.point.figure.span.paragraph, quote.start + len(quote.text)
        return name.entity is not None and any(
            (span.paragraph == at and quote.start <= span.start < end) or fold(words_of(span, record)) in title
            for span in (one.span for one in record.annotations.mentions if one.entity == name.entity)
        )

    def _is_about(self, name: Name, reading: Reading) -> Match:
        """Whether the document of a figure without an owner is about this one; a company's result is never unsaid."""
        document = reading.point.quote.document
        head, entities = self._head(document)
        if name.entity in entities or (fold(name.words) if name.entity else name.key) in head:
            return "yes"
        across = not name.entity and is_dense(name.key) != is_dense(head)
        return "unknown" if across or not is_alone(reading.measured.measure) else "no"

    def _head(self, document: DocumentId) -> tuple[str, frozenset[EntityId]]:
        if document not in self._heads:
            record = self._records[document]
            named = frozenset(m.entity for m in record.annotations.mentions if m.entity and m.span.paragraph <= 3)
            self._heads[document] = head_of(record), named
        return self._heads[document]

    def _settled(self, left: Reading, right: Reading) -> bool:
        """Whether equal names are enough for this measure."""
        needed = likeness_needed(left.measured), likeness_needed(right.measured)
        story = self.one_story(left, right)
        if not (story or (self._named(left) and self._named(right))):
            return False
        if is_vague(left.measured.measure) and left.said != right.said:
            return False
        undated = 0.0 if story or left.period or right.period else _UNDATED
        shares = [share for share in needed if share is not None]
        if not story and len(shares) < len(needed):
            return False
        return likeness(left, right) >= max(undated, min(shares, default=_LOOSE))

    def _told_alike(self, left: Reading, right: Reading) -> bool:
        """Whether the sentences are so alike that two documents of other stories speak of one thing."""
        if all(is_vague(one.measured.measure) or is_generic(one.measured.measure) for one in (left, right)):
            return False
        return likeness(left, right) >= _LOOSE and self._named(left) and self._named(right)

    def one_story(self, left: Reading, right: Reading) -> bool:
        """Whether their documents tell one story."""
        return _documents(left, right) in self._stories

    def is_told_alike(self, left: Reading, right: Reading) -> bool:
        """Whether the words close to both figures, or what else the sentences give, show that one thing is told of."""
        one, other = self._around_of(left), self._around_of(right)
        words = wording(left, right, one, other)
        if words.shared >= _LABEL_WORDS and words.label >= _SAME_LABEL:
            return True
        return not one.values.isdisjoint(other.values) or words.likeness >= _LOOSE

    def _named(self, reading: Reading) -> bool:
        """Whether what the figure is of is a name, known or not, and no word that happens to stand there."""
        figure = reading.point.figure
        if any(name and name.entity for name in (reading.measured.owner, reading.measured.thing)):
            return True
        spans = [reference.span for reference in (figure.owner, figure.thing) if reference]
        mentions = self._records[reading.point.quote.document].annotations.mentions
        return any(_inside(mention.span, span) for mention in mentions for span in spans)


def _documents(left: Reading, right: Reading) -> Pair:
    one, other = left.point.quote.document, right.point.quote.document
    return (one, other) if one <= other else (other, one)


def _is_place(name: Name | None) -> bool:
    return name is not None and name.entity is not None and name.entity.startswith("place/")


def _are_counts(left: Reading, right: Reading) -> bool:
    return left.point.figure.kind == right.point.figure.kind == "count"


def _is_word(left: Reading, right: Reading) -> bool:
    """Whether one of the things is a word that no list has."""
    return not all(reading.measured.thing and reading.measured.thing.entity for reading in (left, right))


def is_same_digits(left: Reading, right: Reading) -> bool:
    """Whether both have the same two digits or more, though not the same value: a slip, or a sign turned round."""
    one, other = (reading.point.figure.high.normalize().as_tuple().digits for reading in (left, right))
    return one == other and len(one) > 1


def _one_language(left: Reading, right: Reading) -> bool:
    return left.point.quote.language.split("-")[0] == right.point.quote.language.split("-")[0]


def _inside(inner: Span, outer: Span) -> bool:
    return inner.paragraph == outer.paragraph and outer.start <= inner.start and inner.end <= outer.end


def _head(name: Name) -> str:
    """What a name and its short form share."""
    if name.entity:
        return name.key
    return name.key[:_SHORT_DENSE] if is_dense(name.key) else name.key.split(" ", 1)[0]
