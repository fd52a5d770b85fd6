"""Where the words of one topic stand in a document in, the topic's score with its reasons out.

The rules are told to users in docs/topics.md; a change here is a change there. The constants were set by reading
matched and missed articles of the corpus that `python -m benchmarks.topics` runs over, then left alone.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from groundwire.models import Reason, Span, Topic, TopicMatch

_TITLE = 3.0  # an occurrence in the title says as much as three in the body
_LEAD = 1.5  # headings and the first paragraphs say what a text is about
_BARE = 0.5  # a line without an end of sentence among others is a headline of something else
_SATURATION = 1.2  # BM25's k1: the tenth time a concept is said adds next to nothing
_LENGTH_SHARE = 0.75  # BM25's b: how far a long text must say a concept more often for the same weight
_USUAL_WORDS = 350.0  # the median news article; the length at which one plain occurrence gives the weight itself
_TELLING = 1.0  # concepts below this weight only support others
_SUPPORT_SHARE = 0.6  # of the threshold: what supporting concepts can reach together
_NAMES_SHARE = (
    0.8  # of the threshold: what entities and event types can reach together, so that names alone never match
)
_SINGLE_SHARE = 0.9  # of the threshold: what one reason can reach, unless its weight alone reaches the threshold
_ASIDE = 0.7  # of the score stays where a text is not about anything telling: a list of headlines, a round-up
_SHORT_WORDS = 80.0  # a text of this length says nothing twice
_STRONG_SHARE = 0.6  # of the threshold: a weight from which a reason in the title may reach the threshold alone
_SPANS_KEPT = 100  # of one reason; past that they show nothing new and a hostile text could have a million


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term, entity or event of a topic at one place of a document."""

    key: str  # as in Reason.key; "excluded:" and the term for words that speak against
    weight: float
    span: Span


@dataclass(frozen=True, slots=True)
class Shape:
    """What scoring needs to know of a document: its length in words, which paragraphs stand out, which say nothing."""

    words: float
    lead: frozenset[int]
    bare: frozenset[int] = frozenset()


def score(topic: Topic, occurrences: Iterable[Occurrence], shape: Shape) -> TopicMatch:
    """The topic's match with every reason that adds to the score or takes from it; their weights sum to the score."""
    by_key: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        by_key.setdefault(occurrence.key, []).append(occurrence)
    speaking_for = {key: places for key, places in by_key.items() if not key.startswith("excluded:")}
    against = [_reason(key, by_key[key], shape, sign=-1) for key in by_key.keys() - speaking_for.keys()]
    reasons = _as_aside(_capped(topic.threshold, speaking_for, shape), speaking_for, shape)
    gained = sum(reason.weight for reason in reasons)
    lost = sum(reason.weight for reason in against)
    ranked = sorted([*reasons, *against], key=lambda reason: (-abs(reason.weight), reason.key))
    return TopicMatch(
        topic=topic.id,
        version=topic.version,
        score=round(gained + lost, 4),
        threshold=topic.threshold,
        reasons=tuple(ranked),
        excluded_by=_missing(topic, speaking_for) or _refusal(gained, against, topic.threshold),
    )


def _capped(threshold: float, by_key: Mapping[str, Sequence[Occurrence]], shape: Shape) -> list[Reason]:
    reasons = []
    for key, places in by_key.items():
        reason = _reason(key, places, shape, sign=1)
        reasons.append(replace(reason, weight=min(reason.weight, _most(places, threshold))))
    supporting = {key for key, places in by_key.items() if _weight(places) < _TELLING}
    reasons = _scaled(reasons, supporting, threshold * _SUPPORT_SHARE)
    names = {key for key in by_key if not key.startswith("concept:")}
    return _scaled(reasons, names, threshold * _NAMES_SHARE)


def _as_aside(reasons: list[Reason], by_key: Mapping[str, Sequence[Occurrence]], shape: Shape) -> list[Reason]:
    """The reasons, made smaller where the text is not about them: a list of headlines, a remark in passing."""
    telling = [places for places in by_key.values() if _weight(places) >= _TELLING]
    if any(_is_about(places, shape) for places in telling):
        return reasons
    return [replace(reason, weight=reason.weight * _ASIDE) for reason in reasons]


def _is_about(places: Sequence[Occurrence], shape: Shape) -> bool:
    """Whether a text is about a concept: it is in the title, or in the lead and not said just once."""
    if any(place.span.paragraph == 0 for place in places):
        return True
    leads = any(place.span.paragraph in shape.lead for place in places)
    return leads and (len(places) > 1 or shape.words <= _SHORT_WORDS)


def _weight(places: Sequence[Occurrence]) -> float:
    return max(place.weight for place in places)


def _reason(key: str, places: Sequence[Occurrence], shape: Shape, *, sign: int) -> Reason:
    weight = _weight(places)
    said = sum(_emphasis(place.span.paragraph, shape) * place.weight / weight for place in places) if weight else 0.0
    spans = sorted(place.span for place in places)[:_SPANS_KEPT]
    return Reason(key=key, weight=sign * weight * _damped(said, shape.words), spans=tuple(spans))


def _emphasis(paragraph: int, shape: Shape) -> float:
    if paragraph == 0:
        return _TITLE
    if paragraph in shape.bare:
        return _BARE
    return _LEAD if paragraph in shape.lead else 1.0


def _damped(said: float, words: float) -> float:
    """1 for one plain occurrence in a text of usual length; repetition gives up to 2.2, a longer text gives less."""
    length = 1 - _LENGTH_SHARE + _LENGTH_SHARE * words / _USUAL_WORDS
    return said * (_SATURATION + 1) / (said + _SATURATION * length)


def _most(places: Sequence[Occurrence], threshold: float) -> float:
    """What one reason can add: decisive ones what they weigh, strong ones in the title just enough."""
    weight = _weight(places)
    if weight >= threshold:
        return math.inf
    strong = weight >= threshold * _STRONG_SHARE and any(place.span.paragraph == 0 for place in places)
    return threshold if strong else threshold * _SINGLE_SHARE


def _scaled(reasons: list[Reason], keys: set[str], most: float) -> list[Reason]:
    """The same reasons, those with one of ``keys`` made smaller in proportion until together they are ``most``."""
    total = sum(reason.weight for reason in reasons if reason.key in keys)
    if total <= most:
        return reasons
    return [replace(r, weight=r.weight * most / total) if r.key in keys else r for r in reasons]


def _missing(topic: Topic, by_key: Mapping[str, object]) -> str | None:
    lacking = (group for group in topic.required if not any(f"concept:{name}" in by_key for name in group))
    return next((f"required: {', '.join(group)}" for group in lacking), None)


def _refusal(gained: float, against: Sequence[Reason], threshold: float) -> str | None:
    if gained < threshold or gained + sum(reason.weight for reason in against) >= threshold:
        return None
    return min(against, key=lambda reason: (reason.weight, reason.key)).key
