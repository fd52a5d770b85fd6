"""Found documents and briefs as the templates show them: statements with addresses, glosses with addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groundwire.app.locale import Locale, load_locale
from groundwire.app.rendering import document_path, spans_path
from groundwire.app.verdict_words import ToldCheck, ToldVerdict, told_verdict
from groundwire.app.web.marks import Mark, Piece, cut
from groundwire.desk import Desk
from groundwire.models import (
    Brief,
    DocumentId,
    EntityId,
    Found,
    GlossPart,
    Hit,
    Record,
    Statement,
    Topic,
    TopicMatch,
    nearest,
)

HITS_SHOWN = 3  # passages under a found document; the document page marks them all
_MOST_SPANS = 12  # in one address
EXCERPT_CHARACTERS = 120  # on either side of the first hit in a passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """A citation: the number shown and where it leads, None where the paragraph is not here."""

    number: int
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCheck:
    """A check in words, with the places where it found something."""

    told: ToldCheck
    places: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement with its links and its verdict."""

    statement: Statement
    language: str  # BCP-47, of its words
    cites: tuple[Cite, ...]
    gloss: tuple[tuple[GlossPart, str], ...]  # each part with the address of its span
    verdict: ToldVerdict
    checks: tuple[ShownCheck, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGroup:
    """A heading with its statements."""

    heading: str | None
    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBrief:
    """A brief ready for a template."""

    brief: Brief
    core: tuple[Said, ...]
    groups: tuple[ShownGroup, ...]
    withheld: tuple[Said, ...]  # what did not check, for who opens it


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
    brief: ShownBrief | None
    passages: tuple[Passage, ...]
    match: TopicMatch | None
    reasons: tuple[tuple[str, float], ...]
    copies: tuple[Record, ...] = ()  # of exactly this text, and on this page


def present_found(desk: Desk, items: Sequence[Found], *, topic: Topic | None, language: str) -> tuple[Entry, ...]:
    """Entries in the order given; copies of one text are one entry, where the first of them on the page would be.

    It shows the document whose text the others have, if that is on the page.
    """
    together: dict[DocumentId, list[Found]] = {}
    for found in items:
        together.setdefault(found.record.copy_of or found.record.document.id, []).append(found)
    return tuple(_entry(desk, _shown(group), group, topic, language) for group in together.values())


def _shown(group: Sequence[Found]) -> Found:
    return next((found for found in group if found.record.copy_of is None), group[0])


def _entry(desk: Desk, found: Found, group: Sequence[Found], topic: Topic | None, language: str) -> Entry:
    record = found.record
    match = next((m for m in record.matches if topic and m.topic == topic.id), None)
    return Entry(
        record=record,
        href=document_path(record.document),
        brief=present_brief(desk, record, language) if record.brief else None,
        passages=tuple(_passage(record, hit) for hit in found.hits[:HITS_SHOWN]),
        match=match,
        reasons=_reasons(desk, match, topic, language),
        copies=tuple(each.record for each in group if each is not found),
    )


def present_brief(desk: Desk, record: Record, language: str, brief: Brief | None = None) -> ShownBrief:
    """The record's brief, or another of its document, with every address. There must be one."""
    brief = brief or record.brief
    if brief is None:
        raise ValueError(f"document {record.document.id!r} has no brief")
    t, own = load_locale(language), brief == record.brief
    said = [
        _said(desk, record, brief, each, place=place if own else None, t=t)
        for place, each in enumerate(brief.statements())
    ]
    core, rest = said[: len(brief.core)], iter(said[len(brief.core) :])
    groups = (
        ShownGroup(heading=group.heading, statements=tuple(next(rest) for _ in group.statements))
        for group in brief.groups
    )
    withheld = (_said(desk, record, brief, each.statement, place=None, t=t) for each in brief.withheld)
    return ShownBrief(brief=brief, core=tuple(core), groups=tuple(groups), withheld=tuple(withheld))


def _said(desk: Desk, record: Record, brief: Brief, statement: Statement, *, place: int | None, t: Locale) -> Said:
    written_in = record.document.language if statement.stands_in else brief.language
    foreign = written_in.split("-")[0] != t.language
    gloss = desk.gloss(record, statement, t.language) if foreign else ()
    told = told_verdict(statement, t)
    return Said(
        statement=statement,
        language=written_in,
        cites=tuple(_cites(record, statement, place)),
        gloss=tuple((part, spans_path(record, [part.span])) for part in gloss),
        verdict=told,
        checks=tuple(ShownCheck(told=check, places=tuple(_places(record, check))) for check in told.checks),
    )


def _cites(record: Record, statement: Statement, place: int | None) -> Iterator[Cite]:
    """The citations; each leads to its paragraph with the words that say it in sight."""
    here = range(1, len(record.document.paragraphs) + 1)  # a digest cites paragraphs that are not here
    found = statement.spans or tuple(dict.fromkeys(span for check in statement.verdict.checks for span in check.spans))
    for number in statement.citations:
        path = spans_path(record, found[:_MOST_SPANS]) if place is None else _statement_path(record, place)
        yield Cite(number=number, href=f"{path.partition('#')[0]}#p{number}" if number in here else None)


def _statement_path(record: Record, place: int) -> str:
    path = document_path(record.document, revision=not record.current)
    return f"{path}{'&' if '?' in path else '?'}s={place}"


def _places(record: Record, check: ToldCheck) -> Iterator[Cite]:
    for number in check.paragraphs:
        if 1 <= number <= len(record.document.paragraphs):
            spans = [span for span in check.spans if span.paragraph == number]
            yield Cite(number=number, href=spans_path(record, spans[:_MOST_SPANS]))


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
