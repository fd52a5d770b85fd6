"""A document with its annotations in, the topics it belongs to out, with the places that show it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from groundwire.models import Annotations, Document, Span, Term, Topic, TopicError, TopicId, TopicMatch
from groundwire.text.scripts import HANGUL, is_cjk
from groundwire.text.terms import TermIndex, TermMatch, TermPattern, longest
from groundwire.topics.score import Occurrence, Shape, score

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_WORDS_PER_CJK = 0.6  # a Chinese word has 1.6 characters in running text
_LEAD_WORDS = 80  # paragraphs that begin within these first words are the lead
_FEW_PARAGRAPHS = 4  # shorter documents may be notes or examples without a full stop
_SENTENCE_END = re.compile(r"[.。．!！?？…:：;；]\W*$")


@dataclass(frozen=True, slots=True)
class _Cue:
    """What a found term means: a reason of one topic. ``language`` is None where it holds in every language."""

    topic: TopicId
    reason: str
    weight: float
    language: str | None


class TopicMatcher:
    """Holds the terms of all topics in one automaton; pure and picklable, built once per worker."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._topics = {topic.id: topic for topic in topics}
        self._index = TermIndex(pattern for topic in self._topics.values() for pattern in _patterns(topic))
        self._entities = _weights_by_name("entity:", {t.id: t.entities for t in self._topics.values()})
        self._events = _weights_by_name("event:", {t.id: t.event_types for t in self._topics.values()})

    def match(self, document: Document, annotations: Annotations) -> tuple[TopicMatch, ...]:
        """The topics that the document belongs to, the clearest first."""
        shape = _shape(document)
        found = self._occurrences(document, annotations)
        matches = [score(self._topics[topic], places, shape) for topic, places in found.items()]
        matched = [match for match in matches if match.matched]
        return tuple(sorted(matched, key=lambda match: (-match.score / match.threshold, match.topic)))

    def explain(self, document: Document, annotations: Annotations, topic_id: TopicId) -> TopicMatch:
        """The score for one topic with its reasons, whether it matches or not. Raises TopicError if it is unknown."""
        if topic_id not in self._topics:
            raise TopicError(f"there is no topic {topic_id!r}; `groundwire topics list` shows those there are")
        found = self._occurrences(document, annotations)
        return score(self._topics[topic_id], found.get(topic_id, []), _shape(document))

    def _occurrences(self, document: Document, annotations: Annotations) -> dict[TopicId, list[Occurrence]]:
        """For each topic with any evidence, what stands where; of overlapping evidence the longest."""
        text, starts = _joined(document)
        by_topic: dict[TopicId, list[TermMatch[_Cue]]] = {}
        for match in self._terms(text, document.language):
            by_topic.setdefault(match.key.topic, []).append(match)
        for match in self._named(annotations, starts):
            by_topic.setdefault(match.key.topic, []).append(match)
        return {topic: [_placed(match, starts) for match in _strongest(found)] for topic, found in by_topic.items()}

    def _terms(self, text: str, language: str) -> Iterator[TermMatch[_Cue]]:
        base = language.split("-")[0]
        for match in self._index.find(text):
            if match.key.language is None or base in (match.key.language, "und"):
                yield match

    def _named(self, annotations: Annotations, starts: list[int]) -> Iterator[TermMatch[_Cue]]:
        for mention in annotations.mentions:
            cues = self._entities.get(mention.entity, ()) if mention.entity is not None else ()
            yield from _at(mention.span, starts, cues)
        for event in annotations.events:
            yield from _at(event.span, starts, self._events.get(event.type, ()))


def _at(span: Span, starts: list[int], cues: Iterable[_Cue]) -> Iterator[TermMatch[_Cue]]:
    start = starts[span.paragraph]
    for cue in cues:
        yield TermMatch(start + span.start, start + span.end, cue)


def _patterns(topic: Topic) -> Iterator[TermPattern[_Cue]]:
    for concept in topic.concepts:
        for term in concept.terms:
            yield from _writings(topic, term, f"concept:{concept.id}")
    for term in topic.excluded:
        yield from _writings(topic, term, f"excluded:{term.text}")


def _writings(topic: Topic, term: Term, reason: str) -> Iterator[TermPattern[_Cue]]:
    """The term as it stands, and with a printer's apostrophe where it has a typewriter's."""
    cue = _Cue(topic.id, reason, term.weight, _language_of(term))
    for text in sorted({term.text, term.text.replace("'", "’")}):
        yield TermPattern(text, cue, exact=term.exact)


def _language_of(term: Term) -> str | None:
    """The language that a term is limited to: Latin words mean other things elsewhere, Han, kana and Hangul do not."""
    first_hangul, last_hangul = HANGUL[-1]
    own_script = any(is_cjk(c) or first_hangul <= ord(c) <= last_hangul for c in term.text)
    base = term.language.split("-")[0]
    return None if own_script or base == "und" else base


def _weights_by_name(prefix: str, weights: dict[TopicId, tuple[tuple[str, float], ...]]) -> dict[str, tuple[_Cue, ...]]:
    by_name: dict[str, tuple[_Cue, ...]] = {}
    for topic, pairs in weights.items():
        for name, weight in pairs:
            by_name[name] = (*by_name.get(name, ()), _Cue(topic, prefix + name, weight, None))
    return by_name


def _joined(document: Document) -> tuple[str, list[int]]:
    """Title and paragraphs as one text, and where each starts in it: one pass finds everything."""
    parts = [document.title, *(paragraph.text for paragraph in document.paragraphs)]
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part) + 1
    return "\n".join(parts), starts


def _strongest(matches: list[TermMatch[_Cue]]) -> list[TermMatch[_Cue]]:
    """Of overlapping evidence the longest; of several meanings of the same words the one that weighs most."""
    by_place: dict[tuple[int, int], TermMatch[_Cue]] = {}
    for match in matches:
        place = (match.start, match.end)
        best = by_place.get(place)
        if best is None or (match.key.weight, match.key.reason) > (best.key.weight, best.key.reason):
            by_place[place] = match
    return longest(by_place.values())


def _placed(match: TermMatch[_Cue], starts: list[int]) -> Occurrence:
    number = bisect_right(starts, match.start) - 1
    start = starts[number]
    span = Span(paragraph=number, start=match.start - start, end=match.end - start)
    return Occurrence(match.key.reason, match.key.weight, span)


def _shape(document: Document) -> Shape:
    lead = {paragraph.number for paragraph in document.paragraphs if paragraph.role == "heading"}
    bare = _bare(document)
    words = 0.0
    for paragraph in document.paragraphs:
        if words < _LEAD_WORDS and paragraph.number not in bare:
            lead.add(paragraph.number)
        words += _count_words(paragraph.text)
    return Shape(words=words, lead=frozenset(lead), bare=bare)


def _bare(document: Document) -> frozenset[int]:
    """Lines without an end of sentence, as in the list of other headlines that extraction could not tell from text."""
    if len(document.paragraphs) < _FEW_PARAGRAPHS:
        return frozenset()
    texts = (paragraph for paragraph in document.paragraphs if paragraph.role == "text")
    return frozenset(paragraph.number for paragraph in texts if not _SENTENCE_END.search(paragraph.text))


def _count_words(text: str) -> float:
    rest = _CJK.split(text)
    return (len(text) - sum(map(len, rest))) * _WORDS_PER_CJK + len(" ".join(rest).split())
