"""Annotations of a document in, how its figures and names are to be written for the reader out, by paragraph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from groundwire.brief.say import say_figure
from groundwire.models import Annotations, Document, Entity, EntityId, Figure, Span

_VAGUE = ("多", "余", "餘", "几", "+")  # the signs of "over" and "some" that stand inside a number
_UNSURE = ("multiple",)  # what rose by two times is three times as much: which one is meant is for the sentence to say
_DECIMALS = 4
_COMMON = ("technology",)  # kinds whose names are words of the language, each said in several ways
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


def _bare(figure: Figure, words: str) -> Figure:
    """What the words of the figure say alone; what stands around them (about, per year, up) is the sentence's."""
    vague = any(sign in words for sign in _VAGUE)
    return replace(
        figure,
        usd=None,
        change=None,
        role="actual",
        qualifier=figure.qualifier if vague else None,
        per=figure.per if "/" in words else None,
    )


def _is_written(figure: Figure) -> bool:
    """Whether digits say it exactly: a third is not 33.3 %."""
    return all(value == round(value, _DECIMALS) for value in (figure.low, figure.high))


def _figures(document: Document, figures: Sequence[Figure], language: str) -> list[Note]:
    made = []
    for figure in figures:
        words = _words(document, figure.span)
        said = say_figure(_bare(figure, words), language)
        if said and figure.kind not in _UNSURE and _is_written(figure) and not _alike(said, words):
            made.append(Note(span=figure.span, words=words, said=said, figure=figure))
    return made


def _names(
    document: Document, annotations: Annotations, entities: Mapping[EntityId, Entity], language: str
) -> list[Note]:
    made = []
    for mention in annotations.mentions:
        entity = entities.get(mention.entity) if mention.entity else None
        words = _words(document, mention.span)
        if (
            entity
            and entity.kind not in _COMMON
            and len(words) >= _SHORTEST
            and not _alike(entity.label(language), words)
        ):
            made.append(Note(span=mention.span, words=words, said=entity.label(language)))
    return made


def _words(document: Document, span: Span) -> str:
    return document.paragraph(span.paragraph).text[span.start : span.end]


def _alike(said: str, words: str) -> bool:
    return "".join(said.split()).casefold() == "".join(words.split()).casefold()
