"""The document page: numbered paragraphs with what was found in them, the brief beside them, revisions and copies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from groundwire.app.understood import understood
from groundwire.app.web.marks import Mark, Piece, cut
from groundwire.app.web.page import DeskDependency, LocaleDependency, render
from groundwire.app.web.panels import present_panel
from groundwire.desk import Desk
from groundwire.models import Document, Paragraph, Record, Span

router = APIRouter()

_SPAN = re.compile(r"(\d{1,6})\.(\d{1,7})-(\d{1,7})", re.ASCII)
_LONGEST_ADDRESS = 500  # characters; a dozen spans


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParagraph:
    """A paragraph cut into marked pieces; ``cited`` where a statement of the brief rests on it."""

    paragraph: Paragraph
    pieces: tuple[Piece, ...]
    cited: bool


@router.get("/documents/{name}")
def document(
    request: Request, name: str, desk: DeskDependency, locale: LocaleDependency,
    revision: str | None = None, s: int | None = None, span: str = "",
) -> Response:  # fmt: skip
    """One document; the statement with the number ``s``, or each ``span`` (paragraph.start-end,…), is highlighted."""
    record = desk.record(name, revision)
    statements = tuple(record.brief.statements()) if record.brief else ()
    spans = statements[s].spans if s is not None and 0 <= s < len(statements) else _spans(span, record.document)
    return render(
        request,
        "document.html",
        record=record,
        document=record.document,
        panel=present_panel(desk, record, locale.language, asked=True),
        paragraphs=_paragraphs(desk, record, spans, locale.language),
        chosen=bool(spans),
        sums=desk.sums(record),
        revisions=desk.revisions(record.document.id),
        copies=desk.copies(record),
        topics=[desk.find_topic(match.topic) for match in record.matches if match.topic in desk.definitions],
    )


def _spans(written: str, document: Document) -> tuple[Span, ...]:
    """The spans of an address; none of what is not well written or not of this document."""
    found = (_SPAN.fullmatch(each) for each in written[:_LONGEST_ADDRESS].split(","))
    spans = (Span(paragraph=int(m[1]), start=int(m[2]), end=int(m[3])) for m in found if m)
    return tuple(span for span in spans if _is_in(span, document))


def _is_in(span: Span, document: Document) -> bool:
    there = 1 <= span.paragraph <= len(document.paragraphs)
    return there and span.start < span.end <= len(document.paragraph(span.paragraph).text)


def _paragraphs(desk: Desk, record: Record, chosen: Sequence[Span], language: str) -> tuple[ShownParagraph, ...]:
    cited = {number for said in (record.brief.statements() if record.brief else ()) for number in said.citations}
    marks = _marks(desk, record, language)
    for span in chosen:
        marks.setdefault(span.paragraph, []).append(Mark(start=span.start, end=span.end, style="statement-span"))
    return tuple(
        ShownParagraph(
            paragraph=paragraph,
            pieces=cut(paragraph.text, marks.get(paragraph.number, ())),
            cited=paragraph.number in cited,
        )
        for paragraph in record.document.paragraphs
    )


def _marks(desk: Desk, record: Record, language: str) -> dict[int, list[Mark]]:
    """Names, figures, events and shares by paragraph, each with what was understood."""
    marks: dict[int, list[Mark]] = {}
    for each in understood(record, desk.entities, language):
        mark = Mark(start=each.span.start, end=each.span.end, style=each.sort, note=each.text)
        marks.setdefault(each.span.paragraph, []).append(mark)
    return marks
