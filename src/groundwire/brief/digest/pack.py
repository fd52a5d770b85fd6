"""Paragraphs of many documents in, one document of them out that a writer can be given, and the way back to them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from groundwire.models import (
    Annotations,
    Cited,
    Document,
    DocumentId,
    Event,
    Figure,
    Paragraph,
    Record,
    RevisionId,
    Span,
)
from groundwire.text.hashing import short_hash

Place = tuple[DocumentId, int]  # a paragraph of a document


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The paragraphs as one document, numbered from 1 in the order of ``places``."""

    document: Document
    annotations: Annotations
    places: tuple[Place, ...]
    records: Mapping[DocumentId, Record]

    def numbers(self, cited: Iterable[Cited]) -> tuple[int, ...]:
        """The numbers of cited paragraphs in the pack, those that are there."""
        known = {place: number for number, place in enumerate(self.places, 1)}
        wanted = ((each.document, each.paragraph) for each in cited)
        return tuple(dict.fromkeys(known[place] for place in wanted if place in known))

    def place(self, number: int) -> Place | None:
        """Where a paragraph of the pack stands; None for a number that it has not."""
        return self.places[number - 1] if 1 <= number <= len(self.places) else None


def make_pack(places: Sequence[Place], records: Iterable[Record], *, title: str, language: str) -> Pack:
    """The pack of these paragraphs under a title, for a reader of ``language``.

    Its own language is that of most paragraphs the reader may not read, so that what is known of names and figures in
    them goes with them; each statement is checked against its paragraphs in their own documents all the same.
    """
    known = {record.document.id: record for record in records}
    kept = tuple(dict.fromkeys(place for place in places if place[0] in known))
    newest = max((known[document].document for document, _ in kept), key=lambda each: (each.time, each.id))
    paragraphs = tuple(
        Paragraph(number=number, role="text", text=known[document].document.paragraph(own).text)
        for number, (document, own) in enumerate(kept, 1)
    )
    document = replace(
        newest,
        id=DocumentId(short_hash(*(f"{document}#{own}" for document, own in kept))),
        revision=RevisionId(short_hash(*(paragraph.text for paragraph in paragraphs))),
        url=None,
        title=title,
        source_name="",
        authors=(),
        language=_language([known[document].document.language for document, _ in kept], language),
        image=None,
        paragraphs=paragraphs,
    )
    return Pack(document=document, annotations=_annotations(kept, known), places=kept, records=known)


def _language(languages: Sequence[str], reader: str) -> str:
    foreign = Counter(each for each in languages if each.split("-")[0] != reader.split("-")[0])
    return min(foreign, key=lambda each: (-foreign[each], each), default=languages[0])


def _annotations(places: Sequence[Place], records: Mapping[DocumentId, Record]) -> Annotations:
    parts = [_moved(records[document].annotations, own, number) for number, (document, own) in enumerate(places, 1)]
    return Annotations(
        mentions=tuple(each for part in parts for each in part.mentions),
        figures=tuple(each for part in parts for each in part.figures),
        dates=tuple(each for part in parts for each in part.dates),
        events=tuple(each for part in parts for each in part.events),
        codes=tuple(each for part in parts for each in part.codes),
    )


def _moved(found: Annotations, own: int, number: int) -> Annotations:
    """What stands in one paragraph, at its place in the pack; what leads into other paragraphs is left out."""
    return Annotations(
        mentions=tuple(replace(each, span=_at(each.span, number)) for each in _of(found.mentions, own)),
        figures=tuple(_figure(each, number) for each in _of(found.figures, own)),
        dates=tuple(replace(each, span=_at(each.span, number)) for each in _of(found.dates, own)),
        events=tuple(_event(each, number) for each in _of(found.events, own)),
        codes=tuple(replace(each, span=_at(each.span, number)) for each in _of(found.codes, own)),
    )


def _of(items: Sequence[P], own: int) -> list[P]:
    return [item for item in items if item.span.paragraph == own]


def _at(span: Span, number: int) -> Span:
    return replace(span, paragraph=number)


def _figure(figure: Figure, number: int) -> Figure:
    own = figure.span.paragraph
    owner = figure.owner if figure.owner and figure.owner.span.paragraph == own else None
    return replace(
        figure,
        span=_at(figure.span, number),
        change=replace(figure.change, start=None) if figure.change else None,
        period=None,
        measure_words=None,
        owner=replace(owner, span=_at(owner.span, number)) if owner else None,
        thing=None,
        scope=None,
    )


def _event(event: Event, number: int) -> Event:
    """The event as far as a writer is told of it: what happened, in what state."""
    return Event(span=_at(event.span, number), type=event.type, state=event.state, negated=event.negated)
