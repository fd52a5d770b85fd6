"""What a document is to a desk that already has others."""

from dataclasses import replace
from datetime import UTC, datetime

from groundwire.models import CaptureId, Document, DocumentId, Paragraph, RevisionId
from groundwire.stories.identity import identify, text_hash

DOCUMENT = Document(
    id=DocumentId("d1"),
    revision=RevisionId("r1"),
    capture=CaptureId("c"),
    url="https://a.example/1",
    title="Title",
    source_name="A",
    authors=(),
    published=None,
    fetched_at=datetime(2025, 1, 1, tzinfo=UTC),
    language="zh-Hans",
    image=None,
    paragraphs=(Paragraph(number=1, role="text", text="稀土 出口"),),
)
R1, R2 = (RevisionId("r1"), 1), (RevisionId("r2"), 2)


def test_a_first_document_is_new() -> None:
    assert identify(DOCUMENT, [], None).status == "new"


def test_the_same_text_elsewhere_makes_a_copy() -> None:
    identity = identify(DOCUMENT, [], DocumentId("d0"))
    assert (identity.status, identity.copy_of) == ("copy", "d0")


def test_changed_content_is_the_next_revision() -> None:
    identity = identify(replace(DOCUMENT, revision=RevisionId("r3")), [R2, R1], None)
    assert (identity.status, identity.number) == ("revision", 3)


def test_content_seen_before_is_nothing_new() -> None:
    assert identify(DOCUMENT, [R1, R2], None).status == "same"


def test_an_excerpt_never_replaces_a_page() -> None:
    excerpt = replace(DOCUMENT, revision=RevisionId("r9"), excerpt=True)
    assert identify(excerpt, [R1], None).status == "same"
    assert identify(excerpt, [], None).status == "new"


def test_the_text_hash_sees_through_script_width_and_spacing() -> None:
    other = replace(DOCUMENT, title="Other", paragraphs=(Paragraph(number=1, role="quote", text="稀土　出口"),))
    traditional = replace(DOCUMENT, paragraphs=(Paragraph(number=1, role="text", text="稀土出口"),))
    assert text_hash(DOCUMENT) == text_hash(other) == text_hash(traditional)
    changed = replace(DOCUMENT, paragraphs=(Paragraph(number=1, role="text", text="稀土进口"),))
    assert text_hash(DOCUMENT) != text_hash(changed)


def test_documents_without_a_body_are_copies_of_nothing() -> None:
    empty = replace(DOCUMENT, paragraphs=())
    assert text_hash(empty) != text_hash(replace(empty, revision=RevisionId("r2")))
