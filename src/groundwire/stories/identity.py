"""What a document is to a desk that already has others: new, a revision, a copy, or nothing new."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from groundwire.models import Document, DocumentId, RevisionId
from groundwire.text.hashing import short_hash
from groundwire.text.scripts import fold

Status = Literal["new", "revision", "copy", "same"]


class Text(Protocol):
    """What of a document decides which revision it is."""

    @property
    def revision(self) -> RevisionId:
        """Equal for equal contents."""

    @property
    def excerpt(self) -> bool:
        """Whether it is only a feed's excerpt of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The decision: ``number`` is the revision's, ``copy_of`` the first document with this text."""

    status: Status
    number: int
    copy_of: DocumentId | None = None


def text_hash(document: Document) -> str:
    """Equal for documents whose bodies read the same, whatever their addresses, titles and spacing."""
    if not document.paragraphs:  # a digest entry has no body; it is a copy of nothing but itself
        return short_hash("digest", document.revision)
    return short_hash(*("".join(fold(paragraph.text).split()) for paragraph in document.paragraphs))


def identify(document: Text, known: Sequence[tuple[RevisionId, int]], first_with_text: DocumentId | None) -> Identity:
    """Decides from the revisions known of this document and the first other document with the same text.

    A page that goes back to an earlier text is nothing new: the earlier revision is already there, and adding
    the same folder twice must not make two revisions take turns.
    """
    number = dict(known).get(document.revision)
    if number is not None:
        return Identity(status="same", number=number)
    if known and document.excerpt:  # a feed's excerpt never replaces the page it was taken from
        return Identity(status="same", number=known[-1][1])
    if known:
        return Identity(status="revision", number=max(number for _, number in known) + 1, copy_of=first_with_text)
    return Identity(status="copy" if first_with_text else "new", number=1, copy_of=first_with_text)
