"""The signature of a text and those of first reports in; the first report that it nearly repeats out."""

from collections.abc import Iterable
from dataclasses import dataclass

from groundwire.models import DocumentId, NearCopy, Signature
from groundwire.stories.signature import gives_other_numbers, likeness

NEAR = 0.8  # of the runs of both texts: one word in twenty changed, or a fifth of the text added or left out


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstReport:
    """A text that was no copy of an earlier one when it came."""

    document: DocumentId
    signature: Signature


def near_copy(signature: Signature, firsts: Iterable[FirstReport]) -> NearCopy | None:
    """The likest of ``firsts``, which come in the order of the archive; of equals the earliest; None below `NEAR`."""
    best: NearCopy | None = None
    for first in firsts:
        like = round(likeness(signature, first.signature), 4)
        enough = like >= NEAR if best is None else like > best.likeness
        if enough and not gives_other_numbers(signature, first.signature):
            best = NearCopy(first=first.document, likeness=like)
    return best


def still_near(left: Signature | None, right: Signature | None) -> bool:
    """Whether two texts, as they read now, are near; short ones are not."""
    return left is not None and right is not None and likeness(left, right) >= NEAR
