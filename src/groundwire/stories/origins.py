"""Records in, a number for each document out; documents that go back to one origin have the same number.

One origin are copies, rewrites of one text, and reports that only repeat what another outlet reported.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from groundwire.models import Document, DocumentId, Figure, Record, newest
from groundwire.stories.credits import Outlets
from groundwire.stories.rewrites import Text, TextReader, rewrites
from groundwire.text.scripts import fold
from groundwire.text.words import plain_words

_DAYS = 3  # between a report and what repeats it; later it is background, and told of something newer
_MOST = 200  # reports compared with one that repeats the same outlet; a bound, not a choice
_SAME_WORDS = 0.4  # of the rarer words of two heads: they tell of one thing
_LIKE_WORDS = 0.2  # together with a figure that both give
_OPENING = 2  # paragraphs that tell what a report is about
_OPENING_CHARACTERS = 400

Value = tuple[str, Decimal, Decimal, str]


def origins(records: Iterable[Record]) -> dict[DocumentId, int]:
    """The origin of every document, counted from 0 in the order of each origin's first document.

    Depends on the records only, not on their order.
    """
    chosen = newest(records)
    documents = [record.document for record in chosen]
    groups = _Groups(len(chosen))
    places = {document.id: place for place, document in enumerate(documents)}
    for place, record in enumerate(chosen):
        for first in (record.copy_of, record.near.first if record.near else None):
            if first is not None:  # copies of a report that is not among these have one origin, too
                groups.join(place, places.setdefault(first, place))
    folded = [[fold(paragraph.text) for paragraph in document.paragraphs] for document in documents]
    firsts = _join_equal(documents, folded, groups)
    reader = TextReader()
    texts = [_text(documents[place], folded[place], reader) for place in firsts]
    for left, right in rewrites(texts):
        groups.join(firsts[left], firsts[right])
    _join_credited(chosen, groups)
    return {document.id: number for document, number in zip(documents, groups.numbers(), strict=True)}


def _join_equal(documents: Sequence[Document], folded: Sequence[Sequence[str]], groups: "_Groups") -> list[int]:
    """Joins texts that read the same whatever their spacing; the places of the first of each remain to be compared."""
    first: dict[object, int] = {}
    for place, paragraphs in enumerate(folded):
        said = tuple("".join(paragraph.split()) for paragraph in paragraphs)
        groups.join(first.setdefault(said or documents[place].revision, place), place)  # a digest has no body
    return list(first.values())


def _text(document: Document, folded: Sequence[str], reader: TextReader) -> Text:
    return reader.read(folded, source=document.source_name, day=document.time.toordinal())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """What tells whether two reports are about one thing."""

    place: int
    day: int
    words: frozenset[str]
    values: frozenset[Value]
    names: frozenset[str]


def _join_credited(records: Sequence[Record], groups: "_Groups") -> None:
    outlets = Outlets({record.document.source_name for record in records})
    of_outlet: defaultdict[str, list[_Report]] = defaultdict(list)
    credited = [outlets.credited(record.document) for record in records]
    wanted = set(credited)
    for place, (record, outlet) in enumerate(zip(records, credited, strict=True)):
        root = outlet or outlets.id(record.document.source_name)
        if root in wanted:
            of_outlet[root].append(_report(place, record))
    for outlet in sorted(of_outlet):
        reports = of_outlet[outlet]
        for index, report in enumerate(reports):
            for earlier in reports[max(index - _MOST, 0) : index]:
                if report.day - earlier.day <= _DAYS and _about_one_thing(earlier, report):
                    groups.join(earlier.place, report.place)


def _report(place: int, record: Record) -> _Report:
    document = record.document
    head = [document.title, *(paragraph.text for paragraph in document.paragraphs[:_OPENING])]
    opening = "\n".join(head)[:_OPENING_CHARACTERS]
    return _Report(
        place=place,
        day=document.time.toordinal(),
        words=frozenset(word for word in plain_words(opening, document.language) if len(word) > 1),
        values=frozenset(_value(figure) for figure in record.annotations.figures if _tells(figure)),
        names=frozenset(mention.entity for mention in record.annotations.mentions if mention.entity),
    )


def _value(figure: Figure) -> Value:
    return figure.kind, figure.low, figure.high, figure.currency or figure.unit or ""


def _tells(figure: Figure) -> bool:
    """Whether two texts that have this figure hardly have it by chance: 3 % and 2 people are in any."""
    return figure.kind == "money" or len(figure.low.normalize().as_tuple().digits) > 1


def _about_one_thing(left: _Report, right: _Report) -> bool:
    fewest = min(len(left.words), len(right.words))
    shared = len(left.words & right.words) / fewest if fewest else 0.0
    if shared >= _SAME_WORDS:
        return True
    return bool(left.values & right.values) and (shared >= _LIKE_WORDS or len(left.names & right.names) > 1)


class _Groups:
    """Places joined into groups; the smallest place stands for its group."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def join(self, left: int, right: int) -> None:
        one, other = sorted((self._root(left), self._root(right)))
        self._parents[other] = one

    def numbers(self) -> list[int]:
        """The group of every place, counted in the order of the first places."""
        numbers: dict[int, int] = {}
        return [numbers.setdefault(self._root(place), len(numbers)) for place in range(len(self._parents))]

    def _root(self, place: int) -> int:
        while self._parents[place] != place:
            self._parents[place] = self._parents[self._parents[place]]
            place = self._parents[place]
        return place
