"""Records for the tests of facts: paragraphs of text and hand-made annotations in, records out."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from groundwire.models import (
    Annotations,
    CaptureId,
    Document,
    DocumentId,
    Moment,
    Paragraph,
    Record,
    Reference,
    RevisionId,
    Span,
)
from groundwire.models.ids import EntityId

START = datetime(2025, 3, 1, tzinfo=UTC)


def make_record(
    *texts: str, name: str = "d", language: str = "en", days: int = 0, annotations: Annotations | None = None
) -> Record:
    """A record of these paragraphs, published ``days`` after the start."""
    at = START + timedelta(days=days)
    return Record(
        document=Document(
            id=DocumentId(name),
            revision=RevisionId(f"r{name}"),
            capture=CaptureId(f"c{name}"),
            url=None,
            title=f"Title of {name}",
            source_name=f"Source of {name}",
            authors=(),
            published=Moment(at=at, precision="day"),
            fetched_at=at,
            language=language,
            image=None,
            paragraphs=tuple(Paragraph(number=n, role="text", text=text) for n, text in enumerate(texts, 1)),
        ),
        annotations=annotations or Annotations(),
        matches=(),
        brief=None,
    )


def span_of(texts: Sequence[str] | str, words: str) -> Span:
    """Where ``words`` stand first in the paragraphs."""
    paragraphs = [texts] if isinstance(texts, str) else list(texts)
    number, text = next((n, text) for n, text in enumerate(paragraphs, 1) if words in text)
    return Span(paragraph=number, start=text.index(words), end=text.index(words) + len(words))


def reference_to(texts: Sequence[str] | str, words: str, entity: str | None = None) -> Reference:
    """A reference to the first place of ``words``."""
    return Reference(span=span_of(texts, words), entity=EntityId(entity) if entity else None)
