"""A paragraph in, the words that may show an event out; what the words are is data per language."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from groundwire.annotate.events.inflection import Form, all_forms, inflected
from groundwire.annotate.language_data import language_data
from groundwire.annotate.passage import Passage
from groundwire.models import EventState
from groundwire.text.scripts import fold, is_cjk
from groundwire.text.terms import TermIndex, TermPattern, longest

_REACH = 60  # characters on either side in which the company that a trigger needs must stand
_NEXT = 45  # characters behind it in which what must follow stands
_TURN = 20  # characters before it in which what turns it round stands
_COMMA = re.compile(r"[，。；;\n]|,(?!\d)|(?<![.\s][a-z])\.\s")  # no end of a clause: U.S. government
_TITLE = re.compile(r"《[^《》]{1,80}》")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What a trigger shows, and what it asks of its sentence."""

    type: str
    frame: str  # which roles stand where: a name in the data of roles
    noun: bool = False  # a topic word: an event only with a verb or somebody who does it
    passive: bool = False  # always tells of what was done to its subject: "was acquired"
    near: str | None = None  # the group of words of which one must stand near
    without: str | None = None  # the group of words of which none may stand near
    unless: str | None = None  # the group of words of which none may stand before it in the same clause
    then: str | None = None  # the same, right behind in the same clause
    effect: bool = False  # only says that something comes into force: no event of its own beside that
    core: tuple[int, int] | None = None  # the topic word in it, the place of the event: 实施[出口管制]
    asks: str | None = None  # a role somebody must have, or a kind of figure there must be
    sure: bool = False  # tells enough even where it names nobody
    state: EventState | None = None
    borne: bool = False  # a topic word that a verb of the same type has for its object: [imposed] tariffs


class FoundTrigger(NamedTuple):  # a text has dozens that then lack what they ask for
    """A trigger at ``start`` to ``end`` of its paragraph."""

    start: int
    end: int
    trigger: Trigger

    @property
    def core(self) -> tuple[int, int]:
        """Where the event is said to be."""
        if self.trigger.core is None:
            return self.start, self.end
        return self.start + self.trigger.core[0], self.start + self.trigger.core[1]


@dataclass(frozen=True, slots=True)
class TriggerData:
    """The triggers of a language, ready to be looked for."""

    index: TermIndex[Trigger | None]
    near: dict[str, re.Pattern[str]]
    after: re.Pattern[str]  # what right behind a trigger makes it a word of a topic: 收购|案
    before: re.Pattern[str]
    background: frozenset[str]
    modifier: re.Pattern[str]  # what right behind a verb makes it say only which: 加征[的]关税
    turned: re.Pattern[str]  # what before a verb shows that what it is done to stands before it: exports were [curbed]
    types: frozenset[str] = field(default=frozenset())


@functools.cache
def trigger_data(base: str) -> TriggerData:
    """The data of a language's triggers; built once."""
    data = language_data("events", base)
    frames: dict[str, str] = data.get("frames", {})
    patterns: list[TermPattern[Trigger | None]] = [TermPattern(str(word), None) for word in data.get("never", [])]
    for type_, entries in data.get("triggers", {}).items():
        patterns += _patterns(base, type_, entries, frames.get(type_, "act"))
    return TriggerData(
        index=TermIndex(patterns),
        near={name: words_pattern(all_forms(words, base)) for name, words in data.get("near", {}).items()},
        after=_open_pattern(data.get("not_before", []), r"\s?(?:{})"),
        before=_open_pattern(data.get("not_after", []), r"(?:{})\s?$"),
        background=frozenset(data["background"]),
        modifier=folded_pattern(data.get("modifier", "(?!)")),
        turned=folded_pattern(data.get("turned", "(?!)")),
        types=frozenset(data.get("triggers", {})),
    )


def _patterns(
    base: str, type_: str, entries: list[dict[str, Any]], frame: str
) -> Iterator[TermPattern[Trigger | None]]:
    topics = [form.text for entry in entries if entry.get("noun") for form in _written(entry, base)]
    for entry in sorted(entries, key=_inflects, reverse=True):  # a form that tells the time before one that does not
        trigger = Trigger(
            type=type_,
            frame=entry.get("frame", frame),
            noun=entry.get("noun", False),
            passive=entry.get("passive", False),
            near=entry.get("near"),
            then=entry.get("then"),
            without=entry.get("without"),
            unless=entry.get("unless"),
            asks=entry.get("asks"),
            sure=entry.get("sure", False),
            effect=entry.get("effect", False),
            state=entry.get("state"),
        )
        for word, done in _written(entry, base):
            core = None if trigger.noun else _core(word, topics)
            state = trigger.state or ("completed" if done else None)
            yield TermPattern(word.replace("[", "").replace("]", ""), replace(trigger, core=core, state=state))


def _inflects(entry: dict[str, Any]) -> bool:
    return any(str(word).startswith("~") for word in entry["words"])


def _core(word: str, topics: Iterable[str]) -> tuple[int, int] | None:
    """What is marked as the place of the event in a trigger (提起[诉讼]), else the longest topic word inside it."""
    if "[" in word:
        return word.index("["), word.index("]") - 1
    text = fold(word.rstrip("*"))
    inside = [topic for topic in (fold(topic.rstrip("*")) for topic in topics) if topic in text]
    longest_inside = max(inside, key=len, default="")
    start = text.find(longest_inside)
    return (start, start + len(longest_inside)) if longest_inside else None


def _written(entry: dict[str, Any], base: str) -> Iterator[Form]:
    for word in entry["words"]:
        for form in inflected(str(word), base):
            for text in _numbers(form.text):
                yield Form(text, form.done)


def _numbers(word: str) -> list[str]:
    """Singular and plural of a term that has a ``*`` inside: licence* d'exportation."""
    if "* " not in word:
        return [word]
    return [word.replace("* ", f"{ending} ") for ending in ("", "s", "es")]


def words_pattern(words: Iterable[object]) -> re.Pattern[str]:
    """Any of the words in a folded text; whole words where they are of letters, with any ending after ``*``."""
    written = [str(word) for word in words]
    branches = sorted(map(_branch, written), key=len, reverse=True)
    return re.compile(f"{first_characters(written)}(?:{'|'.join(branches)})" if branches else "(?!)")


def first_characters(words: Iterable[str]) -> str:
    """A look at the first character, which spares trying every word at every place."""
    return f"(?=[{''.join(sorted({re.escape(fold(word[0])) for word in words}))}])"


def folded_pattern(written: str) -> re.Pattern[str]:
    """A pattern of the data for folded text; its own letters (``\\W``, ``?P``) stay as they are."""
    return re.compile("".join(each if each.isascii() else fold(each) for each in written))


def _branch(word: str) -> str:
    text = fold(word.rstrip("*"))
    branch = re.escape(text).replace(r"\ ", r"\s")
    if text[:1].isalnum() and not is_cjk(text[0]):
        branch = r"(?<![^\W_])" + branch
    if text[-1:].isalpha() and not is_cjk(text[-1]):
        branch += r"\w*" if word.endswith("*") else r"(?!\w)"
    return branch


def _open_pattern(words: Sequence[object], shape: str) -> re.Pattern[str]:
    return re.compile(shape.format("|".join(_branch(str(word)) for word in words)) if words else "(?!)")


def find_triggers(passage: Passage) -> list[FoundTrigger]:
    """Every trigger of a paragraph, in order; of overlapping ones the longest."""
    data = trigger_data(passage.base)
    matches = longest(data.index.find(passage.wide, passage.folded))
    if not any(match.key for match in matches):
        return []
    titles = [match.span() for match in _TITLE.finditer(passage.text)]
    return [
        FoundTrigger(match.start, match.end, match.key)
        for match in matches
        if match.key is not None
        and not any(_is_title(match.key, (match.start, match.end), title) for title in titles)
        and not (
            match.key.type in data.background and not match.key.noun and data.modifier.match(passage.folded, match.end)
        )
    ]


def _is_title(trigger: Trigger, place: tuple[int, int], title: tuple[int, int]) -> bool:
    """Whether a trigger is only a word of a title, or the whole of it."""
    inside = title[0] < place[0] < title[1]
    return inside and (trigger.noun or title[1] - title[0] <= place[1] - place[0] + 2)


def _counts(data: TriggerData, folded: str, start: int, end: int) -> bool:
    """Whether the words beside do not make the trigger a part of another word."""
    return not data.after.match(folded, end) and not data.before.search(folded, max(0, start - 12), start)


def fitting(passage: Passage, found: Sequence[FoundTrigger], start: int, end: int) -> list[FoundTrigger]:
    """Those that have what they need within ``start`` to ``end``; of several types for the same words the first."""
    data = trigger_data(passage.base)
    kept: dict[int, FoundTrigger] = {}
    for each in found:
        if (
            each.start not in kept
            and _has_company(passage, each, start, end)
            and _counts(data, passage.folded, each.start, each.end)
        ):
            kept[each.start] = each
    return list(kept.values())


def _has_company(passage: Passage, found: FoundTrigger, start: int, end: int) -> bool:
    trigger, near = found.trigger, trigger_data(passage.base).near
    if trigger.then and not _has_object(passage, found, near[trigger.then], (start, end)):
        return False
    if trigger.unless and near[trigger.unless].search(
        passage.folded, _clause_start(passage, found, start), found.start
    ):
        return False
    low, high = max(start, found.start - _REACH), min(end, found.end + _REACH)
    if trigger.without and near[trigger.without].search(passage.folded, low, high):
        return False
    if trigger.near is None:
        return True
    group = near[trigger.near]
    return bool(group.search(passage.folded, low, found.start) or group.search(passage.folded, found.end, high))


def _has_object(passage: Passage, found: FoundTrigger, group: re.Pattern[str], bounds: tuple[int, int]) -> bool:
    """Whether one of the words follows in the same clause, or stands before it where that is turned round."""
    folded, high = passage.folded, min(bounds[1], found.end + _NEXT)
    match = group.search(folded, found.end, high)
    if match and not _COMMA.search(folded, found.end, match.start()):
        return True
    turned = trigger_data(passage.base).turned.search(folded, max(bounds[0], found.start - _TURN), found.start)
    if turned is None:
        return False
    return group.search(folded, _clause_start(passage, found, bounds[0]), found.start) is not None


def _clause_start(passage: Passage, found: FoundTrigger, start: int) -> int:
    """Where the words of the same clause begin that stand before a trigger, and not far from it."""
    low = max(start, found.start - _NEXT)
    for comma in _COMMA.finditer(passage.folded, low, found.start):
        low = comma.end()
    return low
