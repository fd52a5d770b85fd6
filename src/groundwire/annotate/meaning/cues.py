"""A sentence in, the words that tell what its figures mean out: measures, changes, roles, scopes, stand-ins."""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast

import ahocorasick_rs

from groundwire.annotate.language_data import language_data
from groundwire.models import Base, Direction, FigureRole
from groundwire.text.scripts import fold, is_cjk

_DIRECTIONS: tuple[Direction, ...] = ("up", "down", "none")
_ROLES: tuple[FigureRole, ...] = ("estimate", "target", "announced", "limit", "actual")
_AMOUNT_STARTS = "超近约逾了至到达为过の益收少加、の-+"  # what stands between such a word and its amount
_BASES = ("year", "quarter", "month", "week", "day", "earlier", "sequential")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """All that one word can mean; most mean one thing."""

    measure: str | None = None
    direction: Direction | None = None
    to: bool = False  # what follows is the value after the change
    behind: str | None = None  # the measure of a figure right before it: a $20 billion plant
    verb: bool = False  # a change word that may stand before its figure: rose 12 %
    noun: bool = False  # a change word that may stand behind its figure: a 12 % increase
    amount: bool = False  # names the difference itself: 增幅
    base: str | None = None  # one of the bases, or "sequential": the period before, whichever it is
    role: FigureRole | None = None
    will: bool = False
    unsure: bool = False  # tells the future only right before what will be: 将增长, but not 将其
    stands_for: str | None = None  # "organisation", "pronoun", "country", "latter" or "former"
    scope: bool = False
    analyst: bool = False
    respectively: bool = False
    negation: bool = False
    nothing: bool = False  # holds a word that means something and means nothing itself


class Cue(NamedTuple):
    """A word at ``start`` to ``end`` of a paragraph."""

    start: int
    end: int
    word: Word


@dataclass(frozen=True, slots=True)
class _Pattern:
    word: Word
    open_left: bool
    open_right: bool


class CueIndex:
    """The cues of one language as one automaton; of words that overlap the first and longest counts."""

    def __init__(self, language: str) -> None:
        patterns: dict[str, _Pattern] = {}
        for text, meaning in _words(language):
            bare = fold(text.strip("*"))
            before = patterns.get(bare)
            word = replace(before.word, **meaning) if before and "nothing" not in meaning else None
            if before is None:
                word = Word(**meaning)
            if word is not None:
                patterns[bare] = _Pattern(word, text.startswith("*"), text.endswith("*"))
        self._patterns = [_whole(bare, patterns) for bare in patterns]
        self._stand_in_after = str(language_data("owners", language).get("stand_in_after", ""))
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(patterns), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )

    def find(self, folded: str, offset: int) -> list[Cue]:
        """The cues of a folded text that begins at ``offset`` of its paragraph."""
        cues: list[Cue] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            pattern = self._patterns[index]
            if pattern.word.nothing:
                continue
            if start and _joined(folded, start):
                if not pattern.open_left:
                    continue
                start = _word_start(folded, start)
            if end < len(folded) and _joined(folded, end):
                if not pattern.open_right:
                    continue
                end = _word_end(folded, end)
            if end - start == 1 and pattern.word.direction and not _begins_amount(folded, end):
                continue
            if pattern.word.stands_for == "organisation" and self._part_of_name(folded, start, cues, offset):
                continue
            cues.append(Cue(offset + start, offset + end, pattern.word))
        return cues

    def _part_of_name(self, folded: str, start: int, cues: list[Cue], offset: int) -> bool:
        """Whether a word for the organisation ends a longer name: 保险公司."""
        if not start or not is_cjk(folded[start - 1]) or folded[start - 1] in self._stand_in_after:
            return False
        return not (cues and cues[-1].end == offset + start)


def _whole(text: str, patterns: Mapping[str, _Pattern]) -> _Pattern:
    """A word that tells a role with what its end means beside: 计划投资, will grow, 将降至."""
    pattern = patterns[text]
    if (
        (pattern.word.role in (None, "limit") and not pattern.word.will)
        or pattern.word.measure
        or pattern.word.direction
    ):
        return pattern
    for start in range(1, len(text)):
        if _joined(text, start):
            continue
        end = patterns.get(text[start:])
        if end is not None and not end.word.nothing and (end.word.measure or end.word.direction):
            word = replace(
                pattern.word,
                measure=end.word.measure,
                direction=end.word.direction,
                to=end.word.to,
                noun=end.word.noun,
                verb=end.word.verb,
            )
            return replace(pattern, word=word)
    return pattern


@functools.cache
def cue_index(base: str) -> CueIndex:
    """The cues of a language."""
    return CueIndex(base)


def _begins_amount(folded: str, at: int) -> bool:
    """Whether an amount follows a change word of one character (增12%, but not 增值)."""
    return at < len(folded) and (folded[at].isnumeric() or folded[at] in _AMOUNT_STARTS)


def _joined(text: str, at: int) -> bool:
    """Whether the characters on both sides of ``at`` are of one word of a script with spaces."""
    before, after = text[at - 1], text[at]
    if before.isascii() and after.isascii():
        return before.isalnum() and after.isalnum()
    return before.isalpha() and after.isalpha() and not is_cjk(before) and not is_cjk(after)


def _word_start(text: str, at: int) -> int:
    while at and _joined(text, at):
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and _joined(text, at):
        at += 1
    return at


def _words(language: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    measures, owners = language_data("measures", language), language_data("owners", language)
    for measure, words in measures.get("measures", {}).items():
        yield from _all(words, measure=measure)
    for measure, words in measures.get("behind_only", {}).items():
        yield from _all(words, behind=measure)
    changes = language_data("changes", language)
    for direction in _DIRECTIONS:
        yield from _all(changes.get(direction, ()), direction=direction, verb=True)
        yield from _all(changes.get(f"noun_{direction}", ()), direction=direction, noun=True)
        yield from _all(changes.get(f"amount_{direction}", ()), direction=direction, verb=True, noun=True, amount=True)
        yield from _all(changes.get(f"to_{direction}", ()), direction=direction, verb=True, to=True)
    for base in _BASES:
        yield from _all(changes.get("bases", {}).get(base, ()), base=base)
    yield from _all(changes.get("negations", ()), negation=True)
    roles = language_data("roles", language)
    for role in _ROLES:
        yield from _all(roles.get(role, ()), role=role)
    yield from _all(roles.get("will", ()), will=True)
    yield from _all(roles.get("will_before_verb", ()), will=True, unsure=True)
    for name, kind in (
        ("organisation", "organisation"),
        ("pronouns", "pronoun"),
        ("countries", "country"),
        ("latter", "latter"),
        ("former", "former"),
    ):
        yield from _all(owners.get(name, ()), stands_for=kind)
    yield from _all(owners.get("scopes", ()), scope=True)
    yield from _all(owners.get("analysts", ()), analyst=True)
    yield from _all(owners.get("respectively", ()), respectively=True)
    yield from _all(measures.get("never", ()), nothing=True)


def _all(words: Iterable[str], **meaning: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for word in words:
        yield str(word), meaning


def as_base(base: str) -> Base:
    """A base of the data as the model's."""
    return cast(Base, base)
