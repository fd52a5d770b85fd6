"""Sentences in, events out: what happened or is announced, with its state, actors, object, dates and amount."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from groundwire.annotate.events.clauses import Scene
from groundwire.annotate.events.dates import choose_date, state_dates
from groundwire.annotate.events.roles import Parts, RoleReader, Topic
from groundwire.annotate.events.states import is_negated, is_unreal, read_state
from groundwire.annotate.events.triggers import FoundTrigger, find_triggers, fitting
from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.focus import resolve_subject
from groundwire.annotate.sentence import Sentence
from groundwire.models import Event, Figure, Reference

_ONCE = frozenset({"earnings"})  # one per company and sentence, however many figures
_BY_PERSON = frozenset({"appointment"})  # one who comes and one who goes are two
_STOP = re.compile(r"[,，。；;、]")
_MOST_TRIGGERS = 40  # in one sentence; no prose has more


def event_types(language: str) -> frozenset[str]:
    """The event types that a language's data can find."""
    return frozenset(language_data("events", language).get("triggers", {}))


def find_events(sentences: Sequence[Sentence], day: date | None) -> Iterator[Event]:
    """Every event of the sentences, in order. Dates are resolved already; ``day`` is the document's, if known."""
    number = 0
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = list(group)
        triggers = find_triggers(paragraph[0].passage)
        starts = [sentence.start for sentence in paragraph] if triggers else []
        for index, inside in groupby(triggers, key=lambda found: bisect_right(starts, found.start) - 1):
            if index >= 0:
                topic = functools.partial(_topic, sentences, number + index)
                yield from _merged(_events(paragraph[index], list(inside), topic, day), paragraph[index])
        number += len(paragraph)


def _topic(sentences: Sequence[Sentence], index: int) -> Reference | None:
    """Whom "the company" of a sentence means: whom the sentences before are about."""
    return resolve_subject(sentences, index - 1) if index else None


def _events(sentence: Sentence, triggers: Sequence[FoundTrigger], topic: Topic, day: date | None) -> Iterator[Event]:
    kept = fitting(sentence.passage, triggers[:_MOST_TRIGGERS], sentence.start, sentence.end)
    if not kept:
        return
    scene = Scene(sentence)
    if any(not found.trigger.effect for found in kept):
        kept = [found for found in kept if not found.trigger.effect]
    kept = _once_a_clause(scene, kept)
    for index, found in enumerate(kept):
        low = kept[index - 1].end if index else sentence.start
        high = kept[index + 1].start if index + 1 < len(kept) else sentence.end
        event = _event(scene, found, (low, high), topic=topic, day=day)
        if event is not None:
            yield event


def _once_a_clause(scene: Scene, found: list[FoundTrigger]) -> list[FoundTrigger]:
    """A verb and its topic word tell one event: imposed tariffs. Which of the two says more is its place."""
    verbs: dict[tuple[int, str], FoundTrigger] = {}
    for each in found:
        if not each.trigger.noun:
            key = scene.clause_at(each.start), each.trigger.type
            verbs[key] = each if key not in verbs or not each.trigger.then else verbs[key]
    kept: list[FoundTrigger] = []
    borne: set[int] = set()
    for each in found:
        verb = verbs.get((scene.clause_at(each.start), each.trigger.type)) if each.trigger.noun else None
        if verb is None:
            kept.append(each)
        elif verb.trigger.then and not verb.trigger.effect and verb.start not in borne:
            borne.add(verb.start)
            kept.append(each._replace(trigger=replace(each.trigger, borne=True, state=verb.trigger.state)))
    return [each for each in kept if each.start not in borne]


def _event(
    scene: Scene, found: FoundTrigger, bounds: tuple[int, int], *, topic: Topic, day: date | None
) -> Event | None:
    """The event that a trigger shows; None where its sentence asserts none."""
    if (found.trigger.noun and not found.trigger.borne and not _has_verb(scene, found)) or is_unreal(scene, found):
        return None
    parts = RoleReader(scene, found, bounds, topic).read()
    amount = _amount(scene, found, bounds)
    if not _asserted(scene, found, parts, amount):
        return None
    dates = state_dates(scene, bounds)
    state = read_state(scene, found, dates, day)
    return Event(
        span=scene.sentence.span(*found.core),
        type=found.trigger.type,
        state=state,
        negated=is_negated(scene, found),
        actors=tuple(parts.actors),
        object=parts.object,
        when=choose_date(scene, found, bounds, dates, state),
        place=parts.place,
        amount=amount,
        items=parts.items,
        scope=parts.scope,
        dates=dates,
    )


def _asserted(scene: Scene, found: FoundTrigger, parts: Parts, amount: Figure | None) -> bool:
    """Whether somebody or something has a part in it."""
    trigger = found.trigger
    if trigger.asks and not _answered(trigger.asks, parts, amount):
        return False
    return (trigger.sure and not trigger.noun) or _told(scene, parts, amount)


def _has_verb(scene: Scene, found: FoundTrigger) -> bool:
    """Whether the clause of a topic word has a verb that makes an event of it."""
    clause, support = scene.clauses[scene.clause_at(found.start)], scene.data.support
    before = support.search(scene.folded, clause.start, found.start)
    return before is not None or support.search(scene.folded, found.end, clause.end) is not None


def _told(scene: Scene, parts: Parts, amount: Figure | None) -> bool:
    if parts.known or amount is not None or parts.items or scene.sentence.dates:
        return True
    parties = len(parts.actors) + parts.unnamed
    return parties > 0 and (parts.object is not None or parts.about or parties > 1)


def _answered(asks: str, parts: Parts, amount: Figure | None) -> bool:
    """Whether there is what a trigger asks for: a name in a role, a figure of a kind, any part at all."""
    if asks == "happened":
        return amount is not None or parts.place is not None or parts.known
    if asks in parts.named or any(actor.role == asks for actor in parts.actors):
        return True
    return amount is not None and asks in ("figure", amount.kind)


def _amount(scene: Scene, found: FoundTrigger, bounds: tuple[int, int]) -> Figure | None:
    """How much: of the kinds that fit the event the first, nearest to the trigger, in its part of the sentence."""
    kinds: list[str] = scene.data.frames[found.trigger.frame]["amount"]
    clause = scene.clause_at(found.start)
    fitting = [
        (abs(scene.clause_at(figure.span.start) - clause), kinds.index(figure.kind), _gap(figure, found), figure)
        for figure in scene.sentence.figures
        if figure.kind in kinds and bounds[0] <= figure.span.start < bounds[1]
    ]
    return min(fitting, key=lambda each: each[:3])[3] if fitting else None


def _gap(figure: Figure, found: FoundTrigger) -> int:
    return max(figure.span.start - found.end, found.start - figure.span.end)


def _merged(events: Iterable[Event], sentence: Sentence) -> Iterator[Event]:
    """The events of a sentence; one that is told twice (the deal of the proposed deal) is one."""
    kept: list[Event] = []
    for event in events:
        same = next((index for index, other in enumerate(kept) if _same(other, event, sentence)), None)
        if same is None:
            kept.append(event)
        else:
            kept[same] = _united(kept[same], event, sentence)
    yield from kept


def _same(one: Event, other: Event, sentence: Sentence) -> bool:
    """Whether nothing of the two speaks against each other: 起诉 … 索赔, 完成融资 … 领投."""
    if one.type != other.type:
        return _is_outlay(one, other, sentence)
    if one.negated != other.negated:
        return False
    if one.type in _ONCE:
        issuer, another = (_by_role(each, sentence).get("issuer", set()) for each in (one, other))
        return not issuer or not another or bool(issuer & another)
    if one.type in _BY_PERSON:
        person, another = (_by_role(each, sentence).get("person", set()) for each in (one, other))
        return bool(person & another)
    if one.amount and other.amount and one.amount.kind == other.amount.kind and one.amount != other.amount:
        return False
    if one.object and other.object and _words(one.object, sentence) != _words(other.object, sentence):
        return False
    mine, others = _by_role(one, sentence), _by_role(other, sentence)
    return all(mine[role] <= others[role] or others[role] <= mine[role] for role in mine.keys() & others.keys())


def _is_outlay(one: Event, other: Event, sentence: Sentence) -> bool:
    """Whether money is put into the plant that is then named, in the same clause: 投资400亿元建设晶圆厂."""
    if one.type != "investment" or other.type != "capacity" or one.negated != other.negated:
        return False
    return not _STOP.search(sentence.passage.folded, one.span.end, other.span.start)


def _by_role(event: Event, sentence: Sentence) -> dict[str, set[str]]:
    roles: dict[str, set[str]] = {}
    for actor in event.actors:
        roles.setdefault(actor.role, set()).add(_words(actor.who, sentence))
    return roles


def _words(reference: Reference, sentence: Sentence) -> str:
    if reference.span.paragraph != sentence.paragraph:
        return reference.entity or str(reference.span)
    return reference.entity or sentence.passage.folded[reference.span.start : reference.span.end]


def _united(one: Event, other: Event, sentence: Sentence) -> Event:
    """The first, with what only the second says."""
    known = {_words(actor.who, sentence) for actor in one.actors}
    more = [actor for actor in other.actors if _words(actor.who, sentence) not in known]
    return replace(
        one,
        actors=(*one.actors, *more),
        object=one.object or other.object,
        when=one.when or other.when,
        place=one.place or other.place,
        amount=one.amount or other.amount,
        items=one.items or other.items,
        scope=one.scope or other.scope,
        dates=one.dates or other.dates,
    )
