"""Records in; for a statement of one of them, the paragraphs of others that say the same out: who corroborates it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from groundwire.brief.digest.told import (
    Places,
    Told,
    days_agree,
    is_telling,
    paragraph_span,
    told_by,
    values_of,
    within,
)
from groundwire.models import Cited, DocumentId, EntityId, Record, Span

_MOST = 200  # places of one event or value that are compared; a bound, not a choice
_LEAD = 2  # paragraphs that tell what a report is about
_STRONG = 3  # digits of a value that, with a name, shows that two texts speak of one thing

Place = tuple[DocumentId, int]


class Reports:
    """What the paragraphs of many documents tell, indexed by event and by value."""

    def __init__(self, records: Sequence[Record], origins: Mapping[DocumentId, int], places: Places) -> None:
        self.records = {record.document.id: record for record in records}
        self._origins = origins
        self._places = places
        self._told: dict[Place, Told] = {}
        self._named: dict[DocumentId, frozenset[EntityId]] = {}
        self._of: defaultdict[object, list[Place]] = defaultdict(list)
        for record in sorted(records, key=_first):
            self._index(record)

    def _index(self, record: Record) -> None:
        names = frozenset(mention.entity for mention in record.annotations.mentions if mention.entity)
        self._named[record.document.id] = names
        numbers = {
            each.span.paragraph for found in (record.annotations.figures, record.annotations.events) for each in found
        }
        for number in sorted(numbers):
            place = (record.document.id, number)
            self._told[place] = told = told_by(record, paragraph_span(record, number), self._places)
            for key in (*told.events, *filter(is_telling, told.values)):
                if len(self._of[key]) < _MOST:
                    self._of[key].append(place)

    def told(self, record: Record, span: Span) -> Told:
        """What a span tells."""
        return told_by(record, span, self._places)

    def alike(self) -> dict[tuple[DocumentId, DocumentId], float]:
        """Documents that begin with the same event: they tell one story."""
        leading: defaultdict[str, dict[DocumentId, None]] = defaultdict(dict)
        for (document, number), told in self._told.items():
            if number <= _LEAD:
                for event, _, _ in sorted(told.events):
                    leading[event][document] = None
        return {pair: 1.0 for documents in leading.values() for pair in combinations(sorted(documents)[:_MOST], 2)}

    def origin(self, document: DocumentId) -> int:
        """The origin of a document; one that is not known is an origin of its own."""
        return self._origins.get(document, -1)

    def cited(self, record: Record, spans: Sequence[Span]) -> tuple[Cited, ...]:
        """The statement's own paragraphs, and of every other origin the first that says the same; by time."""
        own = [self._cite(record, span.paragraph, (span,), verbatim=True) for span in spans]
        others: dict[int, Cited] = {}
        for number, other in self._others(record, spans):
            origin = self.origin(other.document.id)
            if origin != self.origin(record.document.id) and origin not in others:
                shown = self._shown(other, number, spans, record)
                others[origin] = self._cite(other, number, shown, verbatim=False)
        return tuple(sorted((*own, *others.values()), key=lambda cited: (cited.time, cited.document, cited.paragraph)))

    def unseen(self, record: Record, numbers: Sequence[int]) -> tuple[Cited, ...]:
        """Paragraphs that a digest cites without bringing them."""
        return tuple(self._cite(record, number, (), verbatim=True) for number in numbers)

    def origins(self, cited: Iterable[Cited]) -> int:
        """How many independent origins these are."""
        return len({self.origin(each.document) for each in cited})

    def _others(self, record: Record, spans: Sequence[Span]) -> Iterator[tuple[int, Record]]:
        """Paragraphs of other documents that say all that the spans tell, the first report first."""
        told = self._together(record, spans)
        places = dict.fromkeys(
            place for key in (*sorted(told.events), *sorted(filter(is_telling, told.values))) for place in self._of[key]
        )
        found = [
            (number, self.records[document])
            for document, number in places
            if document != record.document.id and self._says(told, document, number)
        ]
        yield from sorted(found, key=lambda each: (*_first(each[1]), each[0]))

    def _together(self, record: Record, spans: Sequence[Span]) -> Told:
        return Told.of([self.told(record, span) for span in spans])

    def _says(self, told: Told, document: DocumentId, number: int) -> bool:
        """Whether the paragraph has every figure, day and name, and one thing that hardly two stories have."""
        other = self._told[document, number]
        if not (told.values <= other.values and told.names <= self._named[document]):
            return False
        if not days_agree(told.days, other, self.records[document].document.time.date()):
            return False
        shared = [value for value in told.values if is_telling(value)]
        strong = len(told.values) > 1 or any(len(value[1].as_tuple().digits) >= _STRONG for value in shared)
        return (
            bool(told.events & other.events)
            or len(shared) > 1
            or (strong and bool(shared) and bool(told.names & other.names))
        )

    def _shown(self, other: Record, number: int, spans: Sequence[Span], record: Record) -> tuple[Span, ...]:
        """The words of the other paragraph that say it."""
        told, whole = self._together(record, spans), paragraph_span(other, number)
        figures = [each.span for each in within(other.annotations.figures, whole) if set(values_of(each)) & told.values]
        events = [
            each.span
            for each in within(other.annotations.events, whole)
            if self.told(other, each.span).events & told.events
        ]
        return tuple(sorted({*figures, *events}))

    def _cite(self, record: Record, number: int, spans: tuple[Span, ...], *, verbatim: bool) -> Cited:
        document = record.document
        return Cited(
            document=document.id,
            revision=document.revision,
            paragraph=number,
            title=document.title,
            source_name=document.source_name,
            time=document.time,
            spans=spans,
            verbatim=verbatim,
        )


def _first(record: Record) -> tuple[float, str]:
    return record.document.time.timestamp(), record.document.id
