"""The document page: numbered paragraphs with what was found in them, the brief beside them, revisions and copies."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from groundwire.app.web.entries import present_brief
from groundwire.app.web.marks import Mark, Piece, cut
from groundwire.app.web.page import DeskDependency, LocaleDependency, render
from groundwire.desk import Desk
from groundwire.models import Paragraph, Record, Statement

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParagraph:
    """A paragraph cut into marked pieces; ``cited`` where a statement of the brief rests on it."""

    paragraph: Paragraph
    pieces: tuple[Piece, ...]
    cited: bool


@router.get("/documents/{name}")
def document(
    request: Request, name: str, desk: DeskDependency, locale: LocaleDependency,
    revision: str | None = None, s: int | None = None,
) -> Response:  # fmt: skip
    """One document; ``s`` is the number of the statement whose words are highlighted."""
    record = desk.record(name, revision)
    statements = tuple(record.brief.statements()) if record.brief else ()
    chosen = statements[s] if s is not None and 0 <= s < len(statements) else None
    return render(
        request,
        "document.html",
        record=record,
        document=record.document,
        brief=present_brief(desk, record, locale.language) if record.brief else None,
        paragraphs=_paragraphs(desk, record, chosen, locale.language),
        chosen=s if chosen else None,
        revisions=desk.revisions(record.document.id),
        copies=desk.copies(record.document.id),
        first=desk.record(record.copy_of) if record.copy_of else None,
        topics=[desk.find_topic(match.topic) for match in record.matches if match.topic in desk.definitions],
    )


def _paragraphs(desk: Desk, record: Record, chosen: Statement | None, language: str) -> tuple[ShownParagraph, ...]:
    cited = {number for said in (record.brief.statements() if record.brief else ()) for number in said.citations}
    marks = _marks(desk, record, language)
    for span in chosen.spans if chosen else ():
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
    """Names and figures by paragraph, each with what was understood."""
    marks: dict[int, list[Mark]] = {}
    found = [(mention.span, "name") for mention in record.annotations.mentions]
    found += [(figure.span, "figure") for figure in record.annotations.figures]
    for span, style in found:
        mark = Mark(start=span.start, end=span.end, style=style, note=desk.understood(record, span, language))
        marks.setdefault(span.paragraph, []).append(mark)
    return marks
