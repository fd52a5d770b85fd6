"""The stages of one capture, as one pure function: extract, annotate, match, brief, check."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from groundwire.annotate.annotator import Annotator
from groundwire.brief.check.checker import Checker
from groundwire.brief.extractive.writer import write_brief
from groundwire.brief.lines import parse_brief
from groundwire.models import (
    Annotations,
    Brief,
    Capture,
    Document,
    Failure,
    Paragraph,
    Reason,
    Record,
    Signature,
    Topic,
    TopicMatch,
)
from groundwire.sources.capture import PAGE_HEADER
from groundwire.stories.signature import signature_of
from groundwire.text.scripts import fold
from groundwire.topics.match import TopicMatcher

Extract = Callable[[Capture], Document | Failure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """Everything that follows from one capture alone, whatever else the desk holds."""

    document: Document
    annotations: Annotations
    matches: tuple[TopicMatch, ...]
    brief: Brief | None
    signature: Signature | None = None  # None for a text too short to be told from others by it

    def as_record(self) -> Record:
        """The record of a document that is the first with its id and its text."""
        return Record(document=self.document, annotations=self.annotations, matches=self.matches, brief=self.brief)


class Stages:
    """Built once per worker; calling it has no effect but its result, which depends on the capture alone."""

    def __init__(self, *, extract: Extract, annotator: Annotator, checker: Checker, topics: Iterable[Topic]) -> None:
        self._extract = extract
        self._annotator = annotator
        self._checker = checker
        self._topics = tuple(topics)
        self._matcher = TopicMatcher(self._topics)

    def __call__(self, capture: Capture) -> Derived | Failure:
        """All stages on one capture."""
        document = self._extract(capture)
        if isinstance(document, Failure):
            return document
        return self._from_digest(capture, document) if capture.kind == "digest" else self._from_text(document)

    def _from_text(self, document: Document) -> Derived:
        annotations = self._annotator.annotate(document)
        return Derived(
            document=document,
            annotations=annotations,
            matches=self._matcher.match(document, annotations),
            brief=self._checked(write_brief(document, annotations), document, annotations),
            signature=signature_of(document),
        )

    def _checked(self, brief: Brief | None, document: Document, annotations: Annotations) -> Brief | None:
        """No brief is kept unchecked, whoever wrote it."""
        return self._checker.check_brief(brief, self._checker.source(document, annotations)) if brief else None

    def _from_digest(self, capture: Capture, document: Document) -> Derived:
        """A digest brings its brief and no text: its statements say what it is about, but have no spans to cite."""
        lines = capture.body.decode("utf-8").split("\n", 2)
        brief = parse_brief(lines[2], document.language) if len(lines) > 2 and lines[2].strip() else None
        said = _as_paragraphs(document, brief)
        found = self._matcher.match(said, self._annotator.annotate(said))
        matches = tuple(_without_body_spans(match) for match in found)
        return Derived(
            document=document,
            annotations=Annotations(),
            matches=self._with_page_topic(capture, matches),
            brief=brief,
        )

    def _with_page_topic(self, capture: Capture, matches: tuple[TopicMatch, ...]) -> tuple[TopicMatch, ...]:
        """The entry of a topic's page belongs to that topic: whoever made the page had the text to judge by."""
        page = fold(dict(capture.headers).get(PAGE_HEADER, ""))
        if not page:
            return matches
        matched = {match.topic for match in matches}
        named = (topic for topic in self._topics if page in {fold(label) for _, label in topic.labels})
        return (*matches, *(_by_page(topic) for topic in named if topic.id not in matched))


def _as_paragraphs(document: Document, brief: Brief | None) -> Document:
    statements = brief.statements() if brief else ()
    return replace(
        document,
        paragraphs=tuple(
            Paragraph(number=number, role="text", text=statement.text) for number, statement in enumerate(statements, 1)
        ),
    )


def _by_page(topic: Topic) -> TopicMatch:
    reason = Reason(key=f"page:{topic.id}", weight=topic.threshold, spans=())
    return TopicMatch(
        topic=topic.id, version=topic.version, score=topic.threshold, threshold=topic.threshold, reasons=(reason,)
    )


def _without_body_spans(match: TopicMatch) -> TopicMatch:
    reasons = (
        replace(reason, spans=tuple(span for span in reason.spans if span.paragraph == 0)) for reason in match.reasons
    )
    return replace(match, reasons=tuple(reasons))
