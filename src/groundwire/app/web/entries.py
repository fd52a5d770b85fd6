"""Found documents as the templates show them: the passages that matched, the brief, and why each is here."""

import unicodedata
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
from groundwire.text.scripts import is_cjk

HITS_SHOWN = 3  # passages under a found document; the document page marks them all
EXCERPT_CHARACTERS = 120  # on either side of the first hit in a passage
_LONGEST_WORD = 40  # characters: what has no end by then is cut anywhere
_WITHIN = "'’-_"  # what stands inside words
_CUT = "…"


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
    start, end = _window(text, spans[0].start if spans else 0, spans[0].end if spans else 0)
    before, after = _CUT if text[:start].strip() else "", _CUT if text[end:].strip() else ""
    marks = [
        Mark(start=span.start - start + len(before), end=span.end - start + len(before), style="hit")
        for span in spans
        if start <= span.start and span.end <= end
    ]
    return Passage(
        number=hit.paragraph,
        href=f"{document_path(document)}#p{hit.paragraph}",
        pieces=cut(f"{before}{text[start:end]}{after}", marks),
    )


def _window(text: str, focus: int, focus_end: int) -> tuple[int, int]:
    """What is shown of a passage: cut between words where the script has such, else between characters."""
    if len(text) <= 2 * EXCERPT_CHARACTERS:
        return 0, len(text)
    start, end = max(0, focus - EXCERPT_CHARACTERS), min(len(text), max(focus + EXCERPT_CHARACTERS, focus_end))
    if start:
        start = next((at for at in range(start, min(focus, start + _LONGEST_WORD)) if _is_between(text, at)), start)
    if end < len(text):
        end = next((at for at in range(end, max(focus_end, end - _LONGEST_WORD), -1) if _is_between(text, at)), end)
    shown = text[start:end]
    return start + len(shown) - len(shown.lstrip()), end - len(shown) + len(shown.rstrip())


def _is_between(text: str, at: int) -> bool:
    """Whether no word of a script with spaces goes on here."""
    return not (_is_of_word(text[at - 1]) and _is_of_word(text[at]))


def _is_of_word(character: str) -> bool:
    return character in _WITHIN or (unicodedata.category(character)[0] in "LMN" and not is_cjk(character))


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
