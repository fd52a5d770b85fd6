"""A statement and its document in, whether its words are the document's own out."""

from groundwire.brief.extractive.verbatim import check_statement
from groundwire.models import Document, Statement, Verdict


def verbatim_verdict(statement: Statement, document: Document) -> Verdict | None:
    """The verdict of a statement that is a whole sentence of a cited paragraph; None where it is in other words."""
    numbers = [number for number in statement.citations if 1 <= number <= len(document.paragraphs)]
    text = " ".join(statement.text.split())
    if not any(text in document.paragraph(number).text for number in numbers):
        return None
    verdict = check_statement(statement, document)
    return verdict if verdict.outcome == "supported" else None
