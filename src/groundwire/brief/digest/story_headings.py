"""A story in, its heading in the reader's language out: what kind of thing, and whose."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping

from groundwire.brief.digest.stories import Story
from groundwire.brief.digest.told import titled
from groundwire.models import Entity, EntityId, EntityKind
from groundwire.text.labels import label

_NAMES = 2
_HEAD = 2  # paragraphs that tell whom a document is about
_KINDS: Mapping[EntityKind, float] = {
    "organisation": 1.0, "product": 0.9, "material": 0.9, "technology": 0.8, "law": 0.7, "person": 0.6, "place": 0.2,
}  # fmt: skip  # what a reader looks for in a heading


def heading_of(story: Story, entities: Mapping[EntityId, Entity], language: str, counts: Mapping[EntityId, int]) -> str:
    """The type of what happened with whom or what it is about; the first title where nothing of it is known."""
    kind = _type(story)
    about = _about(story, entities, counts)
    names = [entities[each].label(language) for each in about]
    if not kind and all(entities[each].kind == "place" for each in about):
        return story.records[0].document.title
    return " · ".join([*([label(f"type.{kind}", language)] if kind else []), *names])


def _type(story: Story) -> str | None:
    """The type of event that most reports begin with."""
    types = Counter(
        kind
        for record in story.records
        for kind in sorted(
            {event.type for event in record.annotations.events if event.span.paragraph <= _HEAD and not event.negated}
        )
    )
    return min(types, key=lambda each: (-types[each], each), default=None)


def _about(story: Story, entities: Mapping[EntityId, Entity], counts: Mapping[EntityId, int]) -> list[EntityId]:
    """The known names that titles of this story have, and other stories have not."""
    weights: dict[EntityId, float] = defaultdict(float)
    for record in story.records:
        for entity in titled(record):
            if entity in entities:
                weights[entity] += _KINDS[entities[entity].kind] / (1 + math.log2(max(counts.get(entity, 1), 1)))
    best = sorted(weights, key=lambda each: (-weights[each], each))
    return [each for each in best if weights[each] >= weights[best[0]] / 3][:_NAMES]
