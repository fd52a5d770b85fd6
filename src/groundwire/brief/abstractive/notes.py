"""Annotations of a document in, how its figures and names are to be written for the reader out, by paragraph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from groundwire.brief.say import say_figure
from groundwire.models import Annotations, Document, Entity, EntityId, Figure, Span

_SHORTEST = 2  # letters of a name that is noted: one letter or character is more often wrong than a help


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """These words of the document are to be written so. ``figure`` where they are one."""

    span: Span
    words: str
    said: str
    figure: Figure | None = None


def notes_of(
    document: Document, annotations: Annotations, entities: Mapping[EntityId, Entity], language: str
) -> dict[int, tuple[Note, ...]]:
    """By paragraph, in the order of the text; what is written alike in both languages is not noted."""
    notes = [*_figures(document, annotations.figures, language), *_names(document, annotations, entities, language)]
    by_paragraph: dict[int, list[Note]] = {}
    for note in sorted(notes, key=lambda each: each.span):
        by_paragraph.setdefault(note.span.paragraph, []).append(note)
    return {number: tuple(each) for number, each in by_paragraph.items()}


def bare(figure: Figure) -> Figure:
    """The quantity alone: a change, a role and a conversion are for the sentence to say."""
    return replace(figure, usd=None, change=None, role="actual")


def _figures(document: Document, figures: Sequence[Figure], language: str) -> list[Note]:
    made = []
    for figure in figures:
        words = _words(document, figure.span)
        said = say_figure(bare(figure), language)
        if said and not _alike(said, words):
            made.append(Note(span=figure.span, words=words, said=said, figure=figure))
    return made


def _names(
    document: Document, annotations: Annotations, entities: Mapping[EntityId, Entity], language: str
) -> list[Note]:
    made = []
    for mention in annotations.mentions:
        entity = entities.get(mention.entity) if mention.entity else None
        words = _words(document, mention.span)
        if entity and len(words) >= _SHORTEST and not _alike(entity.label(language), words):
            made.append(Note(span=mention.span, words=words, said=entity.label(language)))
    return made


def _words(document: Document, span: Span) -> str:
    return document.paragraph(span.paragraph).text[span.start : span.end]


def _alike(said: str, words: str) -> bool:
    return "".join(said.split()).casefold() == "".join(words.split()).casefold()
