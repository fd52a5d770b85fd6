"""Sentences in, shares out: who has what part of what."""

from collections.abc import Iterator, Sequence
from datetime import date

from groundwire.annotate.sentence import Sentence
from groundwire.models import Share


def find_shares(sentences: Sequence[Sentence], day: date | None) -> Iterator[Share]:
    """Every share of the sentences, in order."""
    yield from ()
