"""Candidates and annotations in, a score for each out: centrality, title, position, facts; less for bad style.

What is summed over a set is summed by `math.fsum`, because a set has another order in every process.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from groundwire.brief.extractive.candidates import Candidate, content_words
from groundwire.brief.extractive.rules import Rules
from groundwire.models import Annotations, Document, EntityId, Event, Figure, Span

V = TypeVar("V", str, float)

_WHO = ("organisation", "person", "place")
_BARE, _KNOWN, _MAIN = 0.7, 0.3, 0.3  # of a figure or an event: alone, its meaning known, the main actor's
_ONCE = 0.15  # the weight of a word that does not return
_TELLING = 0.6  # two figures and a consequence, or half of the title's words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scored:
    """A candidate with what speaks for it. ``lead`` is the part that only counts when choosing the core."""

    candidate: Candidate
    score: float
    lead: float
    facts: float  # how dense it is with figures, names, events and consequences
    entities: frozenset[str]


class Facts:
    """Which annotations lie where, so that a sentence's own are found without looking at all of them.

    A figure of which it is known what it measures, or an event whose parts are known, says more than a bare one; one
    about whom the document is about says most.
    """

    def __init__(self, annotations: Annotations) -> None:
        main = _main_entity(annotations)
        self.figures = _Spans([(each.span, _figure_weight(each, main)) for each in annotations.figures])
        self.events = _Spans([(each.span, _event_weight(each, main)) for each in annotations.events])
        self.mentions = _Spans([(each.span, each.entity or "") for each in annotations.mentions])
        self.any = bool(annotations.figures or annotations.mentions)


def _main_entity(annotations: Annotations) -> EntityId | None:
    counts = Counter(each.entity for each in annotations.mentions if each.entity and each.kind in _WHO)
    return counts.most_common(1)[0][0] if counts else None


def _figure_weight(figure: Figure, main: EntityId | None) -> float:
    known = bool(figure.measure)
    owned = figure.owner is not None and figure.owner.entity is not None and figure.owner.entity == main
    return _BARE + _KNOWN * known + _MAIN * owned


def _event_weight(event: Event, main: EntityId | None) -> float:
    known = bool(event.actors or event.object or event.items)
    return _BARE + _KNOWN * known + _MAIN * any(actor.who.entity == main for actor in event.actors if main)


class _Spans(Generic[V]):
    def __init__(self, found: list[tuple[Span, V]]) -> None:
        ordered: list[tuple[Span, V]] = sorted(found, key=lambda pair: pair[0])
        self._keys = [(span.paragraph, span.start) for span, _ in ordered]
        self._found: list[tuple[Span, V]] = ordered

    def within(self, candidate: Candidate) -> list[V]:
        low = bisect_left(self._keys, (candidate.paragraph, candidate.start))
        high = bisect_left(self._keys, (candidate.paragraph, candidate.end))
        return [value for span, value in self._found[low:high] if span.end <= candidate.end]


def score_candidates(
    document: Document, candidates: Sequence[Candidate], facts: Facts, rules: Rules
) -> tuple[Scored, ...]:
    """Every candidate with its score, in the order given."""
    weights = word_weights(candidates)
    title = _Title(content_words(document.title, document.language, rules), weights)
    central = _centralities(candidates, weights)
    count = max((each.order for each in candidates), default=1)
    return tuple(
        _scored(each, rank=rank, central=central[rank], title=title.overlap(each), facts=facts, rules=rules,
                depth=each.order / count)
        for rank, each in enumerate(candidates)
    )  # fmt: skip


def word_weights(candidates: Sequence[Candidate]) -> dict[str, float]:
    """How much each word stands for the document: how often it returns, damped."""
    counts = Counter(word for each in candidates for word in each.vocabulary)
    return {word: math.log2(count + 0.2) if count > 1 else _ONCE for word, count in counts.items()}


def _centralities(candidates: Sequence[Candidate], weights: dict[str, float]) -> list[float]:
    raw = [math.fsum(weights[word] for word in each.vocabulary) / (len(each.vocabulary) + 4) for each in candidates]
    top = max(raw, default=1.0) or 1.0
    return [value / top for value in raw]


class _Title:
    """The words of a title, each with its weight."""

    def __init__(self, words: Sequence[str], weights: dict[str, float]) -> None:
        self._weights = {word: weights.get(word, _ONCE) + 0.5 for word in set(words)}
        self._total = math.fsum(self._weights.values())

    def overlap(self, candidate: Candidate) -> float:
        """The share of it that a sentence has."""
        shared = math.fsum(self._weights[word] for word in self._weights.keys() & candidate.vocabulary)
        return shared / self._total if shared else 0.0


def _scored(
    candidate: Candidate, *, rank: int, central: float, title: float, facts: Facts, rules: Rules, depth: float
) -> Scored:
    position = 1 / (1 + 0.25 * rank)
    entities = frozenset(name for name in facts.mentions.within(candidate) if name)
    dense = _density(candidate, facts, rules, entities)
    score = central + 1.2 * title + 1.2 * position - 0.6 * depth + 0.1 * candidate.first
    score += dense - _faults(candidate, rules)
    telling = 0.4 + 0.6 * min(1.0, (dense + title) / _TELLING)  # a scene to begin with is no finding
    return Scored(
        candidate=candidate,
        score=score,
        facts=dense,
        lead=(0.9 * position + 0.6) * telling + 0.6 * title,
        entities=entities,
    )


def _density(candidate: Candidate, facts: Facts, rules: Rules, entities: frozenset[str]) -> float:
    figures = sum(facts.figures.within(candidate)) if facts.any else _numbers(candidate.text)
    events = sum(facts.events.within(candidate))
    consequence = bool(rules.consequence.search(candidate.folded))
    return 0.14 * min(figures, 3) + 0.08 * min(len(entities), 3) + 0.12 * min(events, 2) + 0.15 * consequence


def _numbers(text: str) -> int:
    return sum(after.isdigit() and not before.isdigit() for before, after in pairwise(" " + text))


def _faults(candidate: Candidate, rules: Rules) -> float:
    text = candidate.folded
    faults = 0.5 * candidate.dangling + 0.15 * bool(rules.leaning.match(text))
    faults += 0.35 * bool(rules.colour.search(text))
    faults += 0.3 * bool(rules.first_person.search(text))
    faults += 0.25 * (text[0] in "“\"'‘「«")
    faults += 0.3 * (candidate.weight < 24) + 0.3 * (text.endswith("…") or "..." in text)
    return faults + max(0.0, min(0.6, 0.9 * (candidate.weight / rules.long - 0.7)))  # from 0.7 of a long one on


def similarity(one: Candidate, other: Candidate) -> float:
    """Share of the shorter one's words that the other has too."""
    shared = len(one.vocabulary & other.vocabulary)
    return shared / max(1, min(len(one.vocabulary), len(other.vocabulary)))
