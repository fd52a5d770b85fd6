"""A text with its annotations in, what checks compare out: words with their senses, clauses, numbers, names, dates."""

import functools
import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from groundwire.brief.check.cues import Cues, cues_for
from groundwire.brief.check.understood import understood
from groundwire.models import Annotations, Code, DateMention, Event, Figure, Mention, Span
from groundwire.text.dictionary import han_words
from groundwire.text.numerals import find_numerals
from groundwire.text.scripts import fold, is_cjk
from groundwire.text.words import fold_words

_LATIN = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+(?:[-’'][^\W\d_\u3400-\u9fff]+)*")
_HAN_DAY = re.compile(r"(?<!\d)(1?\d)月([0-3]?\d)[日号]")
_GLOSS_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_DIGIT = re.compile("[0-9]")
_KEPT = 6  # letters of a stem that are compared: produc(e, tion, er) are one, inter(nal, national) are not
_WORDY = 7  # words of a meaning above which it explains and does not translate


class Word(NamedTuple):  # a paragraph has hundreds, and a tuple is made in a third of the time
    """A word at ``start`` to ``end``; words of two languages can mean the same where their senses meet."""

    text: str  # folded
    start: int
    end: int
    senses: frozenset[str]
    content: bool  # it says something: no article, no preposition
    glosses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """One paragraph or statement, read for checking."""

    number: int  # of the paragraph; 0 for a statement
    text: str
    folded: str
    language: str
    cues: Cues
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    events: tuple[Event, ...]
    codes: tuple[Code, ...]
    words: tuple[Word, ...]
    numbers: tuple["Number", ...]
    clauses: tuple[tuple[int, int], ...]
    kept: dict[str, object] = field(default_factory=dict)  # what a check worked out of it once

    def said(self, span: Span) -> str:
        """The words at a span of it."""
        return self.text[span.start : span.end]

    def clause_at(self, place: int) -> tuple[int, int]:
        """The clause that holds this place."""
        if not 0 <= place < len(self.text):
            return 0, len(self.text)
        return self.clauses[bisect_right(self.clauses, (place, len(self.text))) - 1]


class Number(NamedTuple):
    """A number as it stands, a part of a figure or not."""

    start: int
    end: int
    value: Decimal
    digits: bool


def read_text(text: str, language: str, found: Annotations, *, number: int = 0) -> Reading:
    """The reading of one text whose annotations are those of its paragraph."""
    cues = cues_for(language)
    folded = fold(text)
    return Reading(
        number=number,
        text=text,
        folded=folded,
        language=language,
        cues=cues,
        mentions=found.mentions,
        figures=understood(folded, found.figures),
        dates=found.dates,
        events=found.events,
        codes=found.codes,
        words=tuple(_words(text, folded, cues, language)),
        numbers=tuple(Number(n.start, n.end, n.value, n.digits) for n in find_numerals(text, language)),
        clauses=_clauses(folded, cues),
    )


def _clauses(folded: str, cues: Cues) -> tuple[tuple[int, int], ...]:
    cuts = [0, *(match.end() for match in cues.clause.finditer(folded)), len(folded)]
    return tuple((start, end) for start, end in itertools.pairwise(cuts) if end > start)


def _words(text: str, folded: str, cues: Cues, language: str) -> list[Word]:
    if cues.spaced:
        return _latin_words(fold_words(text), cues, language)
    if not cues.dictionary and not cues.segmented:
        return _latin_words(fold_words(text), cues, language) + _pairs(folded)
    found: list[Word] = []
    for word in han_words(folded):
        if is_cjk(word.text[0]):
            glosses = cues.glosses.get(word.text, word.glosses)
            senses = gloss_senses(glosses) | {word.text}
            content = word.text not in cues.stopwords and bool(word.text.strip("的了"))
            found.append(Word(word.text, word.start, word.end, senses, content, glosses))
    return found + _latin_words(fold_words(text), cues_for("en"), "en")


def _latin_words(folded: str, cues: Cues, language: str) -> list[Word]:
    base, stopwords = language.split("-")[0], cues.stopwords
    return [
        Word(word, match.start(), match.end(), word_senses(word, base), word not in stopwords)
        for match in _LATIN.finditer(folded)
        if len(word := match[0]) > 1 or not word.isascii()
    ]


def _pairs(folded: str) -> list[Word]:
    """Scripts without spaces and without a dictionary: pairs of characters, each its own sense."""
    return [
        Word(folded[i : i + 2], i, i + 2, frozenset({folded[i : i + 2]}), True)
        for i in range(len(folded) - 1)
        if is_cjk(folded[i]) and is_cjk(folded[i + 1])
    ]


@functools.lru_cache(maxsize=50_000)
def word_senses(word: str, base: str) -> frozenset[str]:
    """The stems of a word and, for a compound, those of its parts."""
    cues = cues_for(base)
    senses = {stem(word, base)}
    for part in re.split(r"[-’']", word):
        if len(part) > 2 and part not in cues.stopwords:
            senses.add(stem(part, base))
    return frozenset(senses)


@functools.lru_cache(maxsize=50_000)
def stem(word: str, base: str) -> str:
    """The beginning of what the forms of a word have in common: announce, announced, announcement → announ."""
    whole = full_stem(word, base)
    return whole[:_KEPT].rstrip("y") if len(whole) > 3 else whole


@functools.lru_cache(maxsize=50_000)
def full_stem(word: str, base: str) -> str:
    """A word without its endings."""
    cues = cues_for(base)
    word = word.removesuffix("'s").removesuffix("’s")
    word = cues.irregular.get(word, word)
    for ending in cues.endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    if len(word) > 3 and word[-1] in "ei":
        word = word[:-1]
    return word


@functools.lru_cache(maxsize=50_000)
def gloss_stems(glosses: tuple[str, ...]) -> frozenset[str]:
    """The same, whole."""
    return frozenset(
        full_stem(fold_words(word), "en") for meaning in glosses for word in _GLOSS_WORD.findall(meaning)[:_WORDY]
    )


@functools.lru_cache(maxsize=50_000)
def gloss_senses(glosses: tuple[str, ...]) -> frozenset[str]:
    """The stems of the words that a dictionary's meanings are given with."""
    stopwords = cues_for("en").stopwords
    senses: set[str] = set()
    for meaning in glosses:
        for word in _GLOSS_WORD.findall(meaning)[:_WORDY]:
            folded = fold_words(word)
            if folded not in stopwords and len(folded) > 1:
                senses.add(stem(folded, "en"))
    return frozenset(senses)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A month and its day as they stand, whether or not it is known of which year."""

    month: int
    day: int
    span: Span


def calendar_days(reading: Reading) -> list[CalendarDay]:
    """Every month with its day: 12月2日, December 2, 2 décembre."""
    kept = reading.kept.get("calendar")
    if not isinstance(kept, list):
        kept = list(_calendar(reading))
        reading.kept["calendar"] = kept
    return kept


def _calendar(reading: Reading) -> Iterator[CalendarDay]:
    for match in _HAN_DAY.finditer(reading.folded):
        yield _calendar_day(reading, match, int(match[1]), int(match[2]))
    if not reading.cues.months:
        return
    text = fold_words(reading.text)
    if _DIGIT.search(text) is None:
        return
    for match in _month_days(tuple(reading.cues.months)).finditer(text):
        month, day = match["m"] or match["month"], match["day"] or match["d"]
        yield _calendar_day(reading, match, reading.cues.months[month], int(day))


def _calendar_day(reading: Reading, match: re.Match[str], month: int, day: int) -> CalendarDay:
    return CalendarDay(month, day, Span(paragraph=reading.number or 1, start=match.start(), end=match.end()))


@functools.cache
def _month_days(months: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted(months, key=len, reverse=True))
    return re.compile(
        rf"\b(?P<m>{names})\.? (?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?![\d.,]*\d|%)"
        rf"|(?<![\d.])(?P<d>[0-3]?[0-9])(?:st|nd|rd|th|\.|er)? (?:of |de )?(?P<month>{names})\b"
    )
