"""A topic in, the outcome of each of its examples out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from groundwire.models import (
    Annotations,
    CaptureId,
    Document,
    DocumentId,
    Example,
    Paragraph,
    RevisionId,
    Topic,
    TopicMatch,
)
from groundwire.text.hashing import short_hash
from groundwire.topics.match import TopicMatcher

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # matching looks at no times


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleResult:
    """An example, what the topic made of it, and whether that is what the file says."""

    example: Example
    match: TopicMatch
    passed: bool


def _nothing(document: Document) -> Annotations:
    return Annotations()


def run_examples(topic: Topic, annotate: Callable[[Document], Annotations] = _nothing) -> tuple[ExampleResult, ...]:
    """Match every example in the order of the file. Without ``annotate`` only terms count, no entities or events."""
    matcher = TopicMatcher([topic])
    results = []
    for example in topic.examples:
        document = _document(example)
        match = matcher.explain(document, annotate(document), topic.id)
        results.append(ExampleResult(example=example, match=match, passed=match.matched == example.matches))
    return tuple(results)


def _document(example: Example) -> Document:
    """The example as a document; where it has several lines, the first is the title."""
    lines = [line.strip() for line in example.text.splitlines() if line.strip()]
    title, body = (lines[0], lines[1:]) if len(lines) > 1 else ("", lines)
    identity = short_hash(example.language, example.text)
    return Document(
        id=DocumentId(identity),
        revision=RevisionId(identity),
        capture=CaptureId(f"urn:example:{identity}"),
        url=None,
        title=title,
        source_name="",
        authors=(),
        published=None,
        fetched_at=_NO_TIME,
        language=example.language,
        image=None,
        paragraphs=tuple(Paragraph(number=n, role="text", text=text) for n, text in enumerate(body, 1)),
    )
