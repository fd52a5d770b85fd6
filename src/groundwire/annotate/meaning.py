"""Sentences in, the same with what their figures mean out: measure, owner, period, role and change."""

from collections.abc import Sequence
from datetime import date

from groundwire.annotate.sentence import Sentence


def understand_figures(sentences: Sequence[Sentence], day: date | None) -> list[Sentence]:
    """The sentences with what the words around each figure say of it. ``day`` is the document's, if known."""
    return list(sentences)
