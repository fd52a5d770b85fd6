"""A derived document in, what the writer needs of it out: made where it was derived, so that the writer does little."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from groundwire.library.rows import Rows, rows_of
from groundwire.models import Capture, DocumentId, Failure, FailureKind, GroundwireError, RevisionId, Signature
from groundwire.models import Stage as StageName
from groundwire.pipeline.stages import Derived
from groundwire.stories.identity import text_hash

Stage = Callable[[Capture], Derived | Failure]
_LOG = logging.getLogger(__name__)


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


def work_on(stages: Stage, capture: Capture) -> Prepared | Failure:
    """All stages on one capture. A document that breaks one costs a failure, not the run."""
    try:
        return prepare(stages(capture))
    except (GroundwireError, MemoryError):  # not the document's fault; and what only a worker can answer to
        raise
    except Exception as error:  # noqa: BLE001 - the job runner
        _LOG.exception("%r broke a stage", capture.url)
        return broken(capture, "annotate", f"the document broke a stage ({type(error).__name__})")


def broken(capture: Capture, stage: StageName, reason: str, *, kind: FailureKind = "malformed") -> Failure:
    """What is left of a capture that a stage could not bear."""
    return Failure(item=capture.url, stage=stage, kind=kind, reason=reason, at=capture.fetched_at, capture=capture.id)


def derive_here(stages: Stage) -> Derive:
    """Works in this process, one capture after the other."""

    def derive(items: Iterable[Capture | Failure]) -> Iterator[Worked | Failure]:
        for item in items:
            yield item if isinstance(item, Failure) else Worked(capture=item, result=work_on(stages, item))

    return derive
