"""Records in, how surely two of them tell one story out."""

from collections.abc import Mapping

from groundwire.facts.same_story import Pair, stories, values_of
from groundwire.models import DocumentId, Record


def alike(records: Mapping[DocumentId, Record]) -> dict[Pair, float]:
    """From 0 to 1, for those pairs of documents that may tell one story."""
    return dict(stories(records, {each: values_of(record.annotations.figures) for each, record in records.items()}))
