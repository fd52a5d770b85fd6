"""Records of a time and what they say together in, the digest of it out: their own sentences, cited and checked."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from groundwire.brief.digest.reports import Reports
from groundwire.brief.digest.said import Speaker
from groundwire.brief.digest.stories import Pair, Story, gather_stories
from groundwire.brief.digest.story_headings import heading_of
from groundwire.brief.digest.tellings import Telling, in_language, repeats, tellings_of
from groundwire.brief.digest.told import event_places, is_telling
from groundwire.models import (
    Digest,
    Disagreement,
    DocumentId,
    Entity,
    EntityId,
    Record,
    Said,
    SaidGroup,
    Timeline,
    TopicId,
)

ENGINE = "extractive-digest-1"
_STORIES = 10  # told; the digest of a month is no longer than that of a day with much news
_OF_STORY, _OF_LARGE = 2, 4  # statements of one story, and of one that several origins report
_LARGE = 3  # origins
_SAME = 0.5  # of the words: two statements that share so many say the same
_BACKGROUND = timedelta(days=14)  # what had happened so long before is told again, and is no news
_CORE = 3
_LEAD = 2  # paragraphs that tell what a report is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the records say together, as the facts and stories found it."""

    origins: Mapping[DocumentId, int]
    timeline: Timeline
    disagreements: Sequence[Disagreement]
    alike: Mapping[Pair, float]  # how surely two documents tell one story
    entities: Mapping[EntityId, Entity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a reader asked for."""

    language: str  # BCP-47
    since: datetime | None = None
    topic: TopicId | None = None
    matching: int = 0  # documents that the query found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranked:
    """A story with what may be said of it, the best first."""

    story: Story
    tellings: tuple[Telling, ...]
    worth: float


def write_digest(records: Sequence[Record], known: Known, wish: Wish) -> Digest:
    """What happened, the best corroborated first; empty where there are no records. Their order does not matter."""
    reports = Reports(records, known.origins, event_places(known.timeline))
    stories = gather_stories(records, known.origins, {**known.alike, **reports.alike()})
    ranked = [_rank(story, reports, known, wish) for story in stories]
    ranked = sorted((each for each in ranked if each.tellings), key=lambda each: (-each.worth, each.tellings[0].key))
    core, rest = _choose(ranked[:_STORIES])
    speaker = Speaker(entities=known.entities, disagreements=known.disagreements, language=wish.language)
    return Digest(
        core=tuple(map(speaker.said, core)),
        groups=tuple(_groups(rest, speaker, known, wish)),
        language=wish.language,
        engine=ENGINE,
        since=wish.since,
        documents=len(records),
        matching=wish.matching or len(records),
    )


def _rank(story: Story, reports: Reports, known: Known, wish: Wish) -> _Ranked:
    endings = {event.id: event.last for event in known.timeline.events}
    every = (telling for record in story.records for telling in tellings_of(record, reports))
    own = (in_language(telling, reports.records, reports, wish.language) for telling in every)
    tellings = list({(each.record.document.id, each.statement.text): each for each in own}.values())
    worths = {telling: _worth(telling, endings, wish) for telling in tellings}
    ordered = sorted(tellings, key=lambda telling: (-worths[telling], telling.key))
    told = sum(1 for value in ordered[0].told.values if is_telling(value)) if ordered else 0
    worth = 2 * math.log2(story.origins + 1) + 0.3 * min(told, 3) + _belongs(story, wish) + _recency(story, wish)
    return _Ranked(story=story, tellings=tuple(ordered), worth=worth)


def _worth(telling: Telling, endings: Mapping[str, date], wish: Wish) -> float:
    """How much a statement says of its story: corroboration first, then figures and what happened."""
    told = telling.told
    value = 0.8 * math.log2(telling.origins) + 0.15 * min(sum(map(is_telling, told.values)), 3)
    value += 0.8 * telling.core + telling.titled - 0.05 * telling.order - 0.8 * telling.dangling
    value += 0.4 * (telling.statement.citations[0] <= _LEAD)
    value += 0.6 * (telling.language.split("-")[0] == wish.language.split("-")[0])
    value -= 1.0 * (telling.statement.verdict.outcome != "supported")
    if told.events:
        value += 0.5 if not _is_background(told.events, endings, wish.since) else -0.7
    return value


def _is_background(
    events: Iterable[tuple[str, str, bool]], endings: Mapping[str, date], since: datetime | None
) -> bool:
    if since is None:
        return False
    start = (since - _BACKGROUND).date()
    return all(endings.get(event, start) < start for event, _, _ in events)


def _belongs(story: Story, wish: Wish) -> float:
    """How surely the story is of the topic: its best document's score over the threshold, up to twice."""
    scores = [
        match.score / match.threshold
        for record in story.records
        for match in record.matches
        if match.topic == wish.topic and match.threshold > 0
    ]
    return 0.5 * min(max(scores, default=1.0), 3.0)


def _recency(story: Story, wish: Wish) -> float:
    """Less than one for the time since it was last told, a week halving it."""
    days = (story.records[-1].document.time - wish.since).days if wish.since else 0
    return 1 - 1 / (1 + max(days, 0) / 7)


def _choose(ranked: Sequence[_Ranked]) -> tuple[list[Telling], list[tuple[_Ranked, list[Telling]]]]:
    """The core, one statement of each of the best told stories; then what else each story has to say."""
    taken: list[Telling] = []
    core = [_leading(each.tellings) for each in ranked[: _CORE if len(ranked) > _CORE else max(1, len(ranked) - 1)]]
    taken += core
    rest: list[tuple[_Ranked, list[Telling]]] = []
    for each in ranked:
        most = _OF_LARGE if each.story.origins >= _LARGE else _OF_STORY
        own: list[Telling] = []
        for telling in each.tellings:
            if telling not in taken and len(own) < most and not any(repeats(telling, other, _SAME) for other in taken):
                own.append(telling)
                taken.append(telling)
        rest.append((each, sorted(own, key=lambda telling: telling.key)))
    return core, rest


def _leading(tellings: Sequence[Telling]) -> Telling:
    """The best of those that tell what a report is about; what many know of somebody may be background."""
    leads = (each for each in tellings if each.statement.citations[0] <= _LEAD and not each.dangling)
    return next(leads, tellings[0])


def _groups(
    rest: Sequence[tuple[_Ranked, list[Telling]]], speaker: Speaker, known: Known, wish: Wish
) -> list[SaidGroup]:
    """A group for each story; stories with the same heading stand together."""
    counts = Counter(entity for ranked, _ in rest for entity in _entities(ranked.story))
    groups: dict[str, list[Said]] = {}
    for ranked, tellings in rest:
        if tellings:
            heading = heading_of(ranked.story, known.entities, wish.language, counts)
            groups.setdefault(heading, []).extend(map(speaker.said, tellings))
    return [SaidGroup(heading=heading, said=tuple(said)) for heading, said in groups.items()]


def _entities(story: Story) -> set[EntityId]:
    return {mention.entity for record in story.records for mention in record.annotations.mentions if mention.entity}
