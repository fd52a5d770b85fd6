"""Records to keep in a library: any at all, and small readable ones."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from groundwire.models import (
    Annotations,
    Brief,
    CaptureId,
    Document,
    DocumentId,
    EntityId,
    Event,
    Figure,
    Group,
    Mention,
    Moment,
    Paragraph,
    Reason,
    Record,
    RevisionId,
    Span,
    Statement,
    TopicId,
    TopicMatch,
    Verdict,
)
from groundwire.text.hashing import short_hash

START = datetime(2025, 3, 4, 6, 10, tzinfo=UTC)

_UTC_TIMES = st.integers(0, 4 * 10**9 * 10**6).map(
    lambda n: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(microseconds=n)
)
st.register_type_strategy(datetime, _UTC_TIMES)
_PARAGRAPHS = st.lists(st.text(max_size=30), max_size=4).map(
    lambda texts: tuple(Paragraph(number=n, role="text", text=t) for n, t in enumerate(texts, 1))
)
_DOCUMENTS = st.builds(
    Document,
    id=st.integers(0, 2**64 - 1).map(lambda n: DocumentId(f"{n:016x}")),
    revision=st.integers(0, 2**64 - 1).map(lambda n: RevisionId(f"{n:016x}")),
    paragraphs=_PARAGRAPHS,
    confidence=st.floats(0, 1),
)
_FIGURES = st.builds(Figure, low=st.decimals(allow_nan=False), high=st.decimals(allow_nan=False))
_ANNOTATIONS = st.builds(Annotations, figures=st.lists(_FIGURES, max_size=3).map(tuple))
_REAL = st.floats(allow_nan=False)  # nan is equal to nothing, itself neither
st.register_type_strategy(float, _REAL)
_MATCHES = st.builds(TopicMatch, score=st.floats(0, 9), threshold=st.floats(0, 9), reasons=st.just(()))
RECORDS = st.builds(
    Record,
    document=_DOCUMENTS,
    annotations=_ANNOTATIONS,
    matches=st.lists(_MATCHES, max_size=2).map(tuple),
    revision_number=st.integers(1, 99),
)


def make_record(
    name: str,
    *texts: str,
    title: str = "",
    minutes: int = 0,
    language: str = "zh-Hans",
    source: str = "示例报",
    topics: Sequence[str] = (),
    entity: str | None = None,
    event: str | None = None,
    number: int = 1,
    copy_of: str | None = None,
    brief: Brief | None = None,
) -> Record:
    """A record whose document id is the hash of ``name``; entity and event are said to stand in paragraph 1."""
    span = Span(paragraph=1, start=0, end=1)
    mentions = (Mention(span=span, entity=EntityId(entity), kind="organisation"),) if entity else ()
    document = Document(
        id=document_id(name),
        revision=RevisionId(short_hash(title, *texts)),
        capture=CaptureId(f"urn:uuid:{name}-{number}"),
        url=f"https://example.org/{name}",
        title=title or name,
        source_name=source,
        authors=(),
        published=Moment(at=START + timedelta(minutes=minutes)),
        fetched_at=START,
        language=language,
        image=None,
        paragraphs=tuple(Paragraph(number=n, role="text", text=text) for n, text in enumerate(texts, 1)),
    )
    return Record(
        document=document,
        annotations=Annotations(mentions=mentions, events=(Event(span=span, type=event),) if event else ()),
        matches=tuple(_match(topic) for topic in topics),
        brief=brief,
        revision_number=number,
        copy_of=document_id(copy_of) if copy_of else None,
    )


def _match(topic: str) -> TopicMatch:
    reason = Reason(key="concept:x", weight=2.0, spans=(Span(paragraph=1, start=0, end=1),))
    return TopicMatch(topic=TopicId(topic), version=1, score=2.0, threshold=1.0, reasons=(reason,))


def document_id(name: str) -> DocumentId:
    return DocumentId(short_hash(name))


def make_brief(*statements: str) -> Brief:
    said = tuple(Statement(text=text, citations=(1,), verdict=Verdict(outcome="unchecked")) for text in statements)
    return Brief(
        kind="viewpoint",
        core=said[:1],
        groups=(Group(heading=None, statements=said[1:]),),
        language="zh-Hans",
        engine="digest",
    )
