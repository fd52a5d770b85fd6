"""Found documents as the templates show them: the passages that matched, the brief, and why each is here."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundwire.app.rendering import document_path
from groundwire.app.web.marks import Mark, Piece, cut
from groundwire.app.web.panels import BriefPanel, present_panel
from groundwire.desk import Desk
from groundwire.models import (
    Copy,
    EntityId,
    Found,
    Hit,
    Record,
    Topic,
    TopicMatch,
    nearest,
)

HITS_SHOWN = 3  # passages under a found document; the document page marks them all
EXCERPT_CHARACTERS = 120  # on either side of the first hit in a passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage that matched, shortened around the words found."""

    number: int
    href: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document on a topic or search page."""

    record: Record
    href: str
    panel: BriefPanel
    passages: tuple[Passage, ...]
    match: TopicMatch | None
    reasons: tuple[tuple[str, float], ...]
    copies: tuple[Copy, ...] = ()


def present_found(desk: Desk, items: Sequence[Found], *, topic: Topic | None, language: str) -> tuple[Entry, ...]:
    """Entries in the order given."""
    return tuple(_entry(desk, found, topic, language) for found in items)


def _entry(desk: Desk, found: Found, topic: Topic | None, language: str) -> Entry:
    record = found.record
    match = next((m for m in record.matches if topic and m.topic == topic.id), None)
    return Entry(
        record=record,
        href=document_path(record.document),
        panel=present_panel(desk, record, language),
        passages=tuple(_passage(record, hit) for hit in found.hits[:HITS_SHOWN]),
        match=match,
        reasons=_reasons(desk, match, topic, language),
        copies=found.copies,
    )


def _passage(record: Record, hit: Hit) -> Passage:
    document = record.document
    if hit.paragraph == 0:
        text = document.title
    elif hit.paragraph <= len(document.paragraphs):
        text = document.paragraph(hit.paragraph).text
    else:
        text = ""
    spans = [span for span in hit.spans if span.end <= len(text)]
    start, end = _window(text, spans[0].start if spans else 0)
    marks = [
        Mark(start=span.start - start, end=span.end - start, style="hit")
        for span in spans
        if start <= span.start and span.end <= end
    ]
    return Passage(
        number=hit.paragraph,
        href=f"{document_path(document)}#p{hit.paragraph}",
        pieces=cut(text[start:end], marks),
    )


def _window(text: str, focus: int) -> tuple[int, int]:
    if len(text) <= 2 * EXCERPT_CHARACTERS:
        return 0, len(text)
    start = max(0, focus - EXCERPT_CHARACTERS)
    if start and (space := text.find(" ", start, focus)) > 0:
        start = space + 1
    return start, min(len(text), focus + EXCERPT_CHARACTERS)


def _reasons(desk: Desk, match: TopicMatch | None, topic: Topic | None, language: str) -> tuple[tuple[str, float], ...]:
    if match is None or topic is None:
        return ()
    concepts = {concept.id: concept for concept in topic.concepts}
    named: list[tuple[str, float]] = []
    for reason in match.reasons:
        kind, _, key = reason.key.partition(":")
        concept = concepts.get(key) if kind == "concept" else None
        entity = desk.entities.get(EntityId(key)) if kind == "entity" else None
        label = nearest(concept.labels, language) if concept else entity.label(language) if entity else key
        named.append((label, reason.weight))
    return tuple(named)
