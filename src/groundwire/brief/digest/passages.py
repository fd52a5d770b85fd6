"""Records and what is looked for in, where it stands in their sentences out: how much of a question each covers."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from groundwire.brief.check.reading import read_text, word_senses
from groundwire.brief.digest.question import Question, Sought, senses_of
from groundwire.brief.digest.told import paragraph_span, titled, values_of, within
from groundwire.brief.extractive.candidates import sentences_of
from groundwire.models import Annotations, DateMention, Record
from groundwire.text.scripts import fold, is_cjk
from groundwire.text.words import fold_words

_LATIN = re.compile(r"[^\W\d_]+")
_LONGEST = 1_500  # characters of a sentence; a longer one is a table or has no full stops
_PARAGRAPHS = 60  # of a document that are read; a book is not searched sentence by sentence
_NEAR, _FAR = 0.65, 0.35  # of a thing that stands in the paragraph only, and in the document only
_SAME_SENSE = 0.8  # of a word that a dictionary gives for the one that is looked for
_WIDER = 0.5  # of a day or month that a longer period holds
_SOON, _LATE = 3, 90  # days after a time in which a document is of it: as long as the time was, within bounds
_FEWEST = 40  # paragraphs that weights are counted in: in a small desk no word is telling by being rare
_NAME = 1.3  # names say more of what is asked than other words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passage:
    """One sentence with how much it has of each thing that is looked for, from 0 to 1."""

    record: Record
    number: int  # of the paragraph
    start: int
    end: int
    shares: tuple[float, ...]

    @property
    def key(self) -> tuple[float, str, int, int]:
        """Where it stands among all: the first report first."""
        document = self.record.document
        return document.time.timestamp(), document.id, self.number, self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The passages of a pool of documents, and how much each thing that is looked for tells."""

    passages: tuple[Passage, ...]
    weights: tuple[float, ...]


_Places = list[tuple[int, float]]  # where a thing stands, and how surely it is it


def find_passages(records: Sequence[Record], question: Question) -> Pool:
    """Every sentence of the records that has anything of the question."""
    read = {record.document.id: _read(record, question) for record in records}
    counts = [0] * len(question.sought)
    total = 0
    for paragraphs in read.values():
        for number, places in paragraphs.items():
            total += number > 0
            for index, found in enumerate(places):
                counts[index] += any(place >= 0 for place, _ in found) and number > 0
    weights = tuple(_weight(each, count, total) for each, count in zip(question.sought, counts, strict=True))
    passages = (passage for record in records for passage in _passages(record, read[record.document.id], question))
    return Pool(passages=tuple(passages), weights=weights)


def _weight(sought: Sought, count: int, total: int) -> float:
    rare = math.log(1 + max(total, _FEWEST) / (0.5 + count))
    return rare * _NAME if sought.named else rare


def _read(record: Record, question: Question) -> Mapping[int, Sequence[_Places]]:
    """For each paragraph (0: the title) where each thing stands."""
    title = _words_in(record.document.title, record, question)
    named = titled(record) if question.entities else frozenset()
    for sought, places in zip(question.sought, title, strict=True):
        places += [(0, 1.0)] if sought.entity in named else []
    read: dict[int, Sequence[_Places]] = {0: title}
    for paragraph in record.document.paragraphs[:_PARAGRAPHS]:
        words = _words_in(paragraph.text, record, question)
        known = (list(_annotated(record, paragraph.number, sought)) for sought in question.sought)
        read[paragraph.number] = [sorted({*one, *other}) for one, other in zip(words, known, strict=True)]
    return read


def _annotated(record: Record, number: int, sought: Sought) -> Iterator[tuple[int, float]]:
    """Where annotations show it: a known name under any of its names, a figure in any unit, a day, a concept."""
    found, whole = record.annotations, paragraph_span(record, number)
    if sought.entity:
        yield from ((e.span.start, 1.0) for e in within(found.mentions, whole) if e.entity == sought.entity)
    if sought.figure:
        values = set(values_of(sought.figure))
        yield from ((e.span.start, 1.0) for e in within(found.figures, whole) if values & set(values_of(e)))
    if sought.date:
        for each in within(found.dates, whole):
            if each.first <= sought.date.last and sought.date.first <= each.last:
                yield each.span.start, _same_time(each, sought.date)
    if sought.concepts:
        for figure in within(found.figures, whole):
            if f"measure.{figure.measure}" in sought.concepts:
                yield figure.span.start, _SAME_SENSE
        yield from (
            (e.span.start, _SAME_SENSE) for e in within(found.events, whole) if f"type.{e.type}" in sought.concepts
        )


def _same_time(told: DateMention, sought: DateMention) -> float:
    """How surely a period is the one that is asked about: what was in a year need not have been in its August."""
    wider = (told.last - told.first).days > 2 * (sought.last - sought.first).days + 1
    return _WIDER if wider else 1.0


def _words_in(text: str, record: Record, question: Question) -> list[_Places]:
    folded, base = fold(text), record.document.language.split("-")[0].lower()
    asked = question.language.split("-")[0].lower()
    places: list[_Places] = [list(_written(folded, sought)) for sought in question.sought]
    senses: dict[str, list[int]] = {}
    if base == asked and question.spaced:
        for match in _LATIN.finditer(fold_words(text)):
            for sense in word_senses(match[0], base):
                senses.setdefault(sense, []).append(match.start())
    elif base != asked and {base, asked} <= _BILINGUAL:
        for word in read_text(text, record.document.language, Annotations()).words:
            for sense in senses_of(word) if word.content else ():
                senses.setdefault(sense, []).append(word.start)
    credit = 1.0 if base == asked else _SAME_SENSE
    for sought, found in zip(question.sought, places, strict=True):
        found += ((place, credit) for sense in sought.senses for place in senses.get(sense, ()))
    return places


_BILINGUAL = frozenset({"zh", "en"})  # the languages that a dictionary at hand is between


def _written(folded: str, sought: Sought) -> Iterator[tuple[int, float]]:
    """Where its very words stand: anywhere in scripts without spaces, else as whole words."""
    words = sought.folded
    place = folded.find(words) if words else -1
    while place >= 0:
        end = place + len(words)
        whole = is_cjk(words[0]) or not (_goes_on(folded, place - 1, place) or _goes_on(folded, end, end - 1))
        if whole:
            yield place, 1.0
        place = folded.find(words, end)


def _goes_on(text: str, outer: int, inner: int) -> bool:
    """Whether a word of a script with spaces goes on beyond its edge."""
    if not 0 <= outer < len(text):
        return False
    return text[outer].isalnum() and not is_cjk(text[outer]) and text[inner].isalnum()


def _passages(record: Record, read: Mapping[int, Sequence[_Places]], question: Question) -> Iterator[Passage]:
    far = [_best(read[number][index] for number in read) for index in range(len(question.sought))]
    far = [max(share, _by_day(record, each)) for share, each in zip(far, question.sought, strict=True)]
    for paragraph in record.document.paragraphs[:_PARAGRAPHS]:
        places = read[paragraph.number]
        if not any(places):
            continue
        for start, end in sentences_of(paragraph.text, record.document.language):
            here = [[each for each in found if start <= each[0] < end] for found in places]
            if any(here) and end - start <= _LONGEST:
                near = (
                    max(_best([own]), _NEAR * _best([found, read[0][index]]), _FAR * far[index])
                    for index, (own, found) in enumerate(zip(here, places, strict=True))
                )
                yield Passage(record=record, number=paragraph.number, start=start, end=end, shares=tuple(near))


def _best(found: Sequence[_Places] | Iterator[_Places]) -> float:
    return max((credit for places in found for _, credit in places), default=0.0)


def _by_day(record: Record, sought: Sought) -> float:
    """A document of the time that is asked about need not name it, nor one of soon after: results come later."""
    if sought.date is None:
        return 0.0
    first, last = sought.date.first, sought.date.last
    later = timedelta(days=min(max((last - first).days, _SOON), _LATE))
    day = record.document.time.date()
    return 1.0 if first <= day and day - later <= last else 0.0
