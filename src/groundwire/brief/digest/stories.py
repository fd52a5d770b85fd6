"""Records and how alike they are in, stories out: documents that tell one thing, the first report first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundwire.models import DocumentId, Record

ALIKE = 0.6  # from here on two documents tell one story (judged on the samples; below it is one theme)
_LINKED = 0.5  # of a story's documents that a new one must be like: chains of background make no story

Pair = tuple[DocumentId, DocumentId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Documents of one story by time, and from how many origins they come."""

    records: tuple[Record, ...]
    origins: int


def gather_stories(
    records: Sequence[Record], origins: Mapping[DocumentId, int], alike: Mapping[Pair, float]
) -> list[Story]:
    """Every record in one story; the same in whatever order the records come."""
    stories: list[list[Record]] = []
    for record in sorted(records, key=lambda record: (record.document.time, record.document.id)):
        near = [(_nearness(record, story, origins, alike), -place) for place, story in enumerate(stories)]
        best, place = max(near, default=(0.0, 0))
        if best >= _LINKED:
            stories[-place].append(record)
        else:
            stories.append([record])
    return [
        Story(records=tuple(story), origins=len({origins.get(each.document.id, -1) for each in story}))
        for story in stories
    ]


def _nearness(
    record: Record, story: Sequence[Record], origins: Mapping[DocumentId, int], alike: Mapping[Pair, float]
) -> float:
    """The share of a story's documents that this one is like; one of the same origin settles it."""
    document = record.document.id
    if any(origins.get(document, -1) == origins.get(each.document.id, -2) for each in story):
        return 1.0 + len(story)
    pairs = ((document, each.document.id) for each in story)
    linked = sum(max(alike.get((left, right), 0.0), alike.get((right, left), 0.0)) >= ALIKE for left, right in pairs)
    return linked / len(story)
