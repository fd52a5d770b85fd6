"""A derived document in, what the writer needs of it out: made where it was derived, so that the writer does little."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from groundwire.library import Rows, rows_of
from groundwire.models import Capture, DocumentId, Failure, RevisionId, Signature
from groundwire.pipeline.stages import Derived
from groundwire.stories import text_hash

Stage = Callable[[Capture], Derived | Failure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What decides a document's identity, and its rows; it travels between processes as few, plain values."""

    document: DocumentId
    revision: RevisionId
    excerpt: bool
    text_hash: str
    signature: Signature | None
    rows: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A capture with what became of it in the stages."""

    capture: Capture
    result: Prepared | Failure


Derive = Callable[[Iterable[Capture | Failure]], Iterator[Worked | Failure]]
"""Works on what comes, lazily and in order: one result for each item; failures among the items are passed on."""


def prepare(derived: Derived | Failure) -> Prepared | Failure:
    """What the writer takes of a derived document: a function of it alone."""
    if isinstance(derived, Failure):
        return derived
    document = derived.document
    return Prepared(
        document=document.id,
        revision=document.revision,
        excerpt=document.excerpt,
        text_hash=text_hash(document),
        signature=derived.signature,
        rows=rows_of(derived.as_record()),
    )


def derive_here(stages: Stage) -> Derive:
    """Works in this process, one capture after the other."""

    def derive(items: Iterable[Capture | Failure]) -> Iterator[Worked | Failure]:
        for item in items:
            yield item if isinstance(item, Failure) else Worked(capture=item, result=prepare(stages(item)))

    return derive
