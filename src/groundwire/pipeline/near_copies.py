"""The signatures of a batch in; for each text the first report that it nearly repeats out, in the order of the archive.

The state is asked once for the whole batch; what the batch itself brings is looked up with it.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from groundwire.library.state import State
from groundwire.models import DocumentId, NearCopy, Signature
from groundwire.stories.near import FirstReport, near_copy
from groundwire.stories.signature import bands

_CROWD = 32  # first reports under one band; more have only a form in common, and each has other bands to be found by


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a text belongs: under an earlier one, or to be found itself under these bands."""

    near: NearCopy | None = None
    signature: Signature | None = None
    bands: tuple[int, ...] = ()


class NearCopies:
    """Decides for one batch. Who reads a text first is decided by the order of the archive, not by published times."""

    def __init__(self, state: State, texts: Iterable[tuple[DocumentId, Signature | None]]) -> None:
        read = [(document, signature) for document, signature in texts if signature is not None]
        self._bands = {signature: bands(signature) for _, signature in read}
        numbers, kept = state.kept_under(itertools.chain.from_iterable(self._bands.values()))
        self._under = numbers
        self._kept = {
            number: FirstReport(document=each.document, signature=each.signature) for number, each in kept.items()
        }
        self._next = max(kept, default=0) + 1  # the order is all that counts; the state gives numbers of its own
        self._standing = state.first_reports(document for document, _ in read)

    def place(self, document: DocumentId, signature: Signature | None, copy_of: DocumentId | None) -> Placed:
        """What to note of a new text. A document that others are folded under stays a first report, however revised."""
        if signature is None:
            return Placed()
        keys = self._bands[signature]
        near = None if document in self._standing else self._near(document, signature, keys)
        if near is not None:
            return Placed(near=None if near.first == copy_of else near)
        return Placed() if copy_of is not None else self._stand(document, signature, keys)

    def _near(self, document: DocumentId, signature: Signature, keys: Iterable[int]) -> NearCopy | None:
        numbers = sorted({number for key in keys for number in self._under.get(key, ())})
        firsts = (self._kept[number] for number in numbers)
        return near_copy(signature, (first for first in firsts if first.document != document))

    def _stand(self, document: DocumentId, signature: Signature, keys: Iterable[int]) -> Placed:
        free = tuple(key for key in keys if len(self._under.get(key, ())) < _CROWD)
        for key in free:
            self._under.setdefault(key, []).append(self._next)
        self._kept[self._next] = FirstReport(document=document, signature=signature)
        self._next += 1
        self._standing.add(document)
        return Placed(signature=signature, bands=free)
