"""What a reader must be told about a record before trusting it, as keys of the locale."""

from groundwire.models import Record

LOW_CONFIDENCE = 0.6  # below this the extractors disagree, and one page in five is badly cut


def warnings(record: Record) -> tuple[str, ...]:
    """The warnings that hold, worst first; every page, listing and export shows them."""
    document = record.document
    holds = {
        "unchecked": not document.paragraphs,
        "excerpt": document.excerpt,
        "low-confidence": document.confidence < LOW_CONFIDENCE,
    }
    return tuple(key for key, true in holds.items() if true)
