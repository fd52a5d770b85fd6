"""What the checker knows of a language, read from ``data/<language>.yaml``."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from groundwire.text.words import fold_words

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cues:
    """One language's words; patterns are searched in folded text."""

    spaced: bool  # whether words are written with spaces
    segmented: bool  # whether the Chinese dictionary knows many of its words, if not what they all mean
    letters: Mapping[str, str]  # of another script, and how they are spelt in Latin ones
    numerals: bool  # whether its numbers in words are read
    dictionary: bool  # whether there are English glosses of its words
    stopwords: frozenset[str]
    irregular: Mapping[str, str]  # a form → what it is a form of
    endings: tuple[str, ...]  # inflections, the longest first
    glosses: Mapping[str, tuple[str, ...]]  # words that the dictionary lacks or has amiss
    clause: re.Pattern[str]  # between clauses
    negation: re.Pattern[str]  # says that it is not so
    not_negation: re.Pattern[str]  # looks like one and is none
    negative: re.Pattern[str]  # words with a "not" inside: fail, lack, refuse, un…
    prospect: re.Pattern[str]  # it is still to come
    planned: re.Pattern[str]  # intended, not done
    possible: re.Pattern[str]  # may be
    denied: re.Pattern[str]
    denial: re.Pattern[str]  # the source says that somebody says that it is not so
    negators: frozenset[str]  # whole words that are nothing but a "not"
    question: re.Pattern[str]
    future: re.Pattern[str]  # the statement says that it will be
    done: re.Pattern[str]  # it is over, or so now
    hedge: re.Pattern[str]  # the source plans it, or thinks it possible, and no more
    rough: re.Pattern[str]  # about, over, under: beside a number
    asks: re.Pattern[str]  # the source asks
    sides: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]  # name of a pair of opposites → its two sides
    pronoun: re.Pattern[str]  # stands for a name that was given before
    not_names: frozenset[str]  # words with a capital that are no names
    name_words: Mapping[str, tuple[str, ...]]  # parts of names and what they are in other languages
    sound_signs: frozenset[str]  # characters that foreign names are written with by sound
    common: frozenset[str]  # words that begin sentences with a capital and are no names
    common_endings: tuple[str, ...]
    auxiliaries: frozenset[str]  # verbs that follow who does something
    verb_endings: tuple[str, ...]
    what: re.Pattern[str]  # ends the name of an organisation, and short forms lack it
    institution: re.Pattern[str]  # how names of institutions end
    read_otherwise: re.Pattern[str]  # countries whose names are written in Han and not read as in Chinese
    short_year: re.Pattern[str]  # a year of this century by its last two digits
    home: frozenset[str]  # entities of the country that texts of the language need not name
    ordinal: str  # what stands before a number that counts places
    joint: re.Pattern[str]  # "and" between two things of one clause
    possessive: re.Pattern[str]  # the first of two names only tells whose the second is
    he: re.Pattern[str]
    she: re.Pattern[str]
    passive: re.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    days: Mapping[str, str]  # relative time → its key: "day -1"
    numbers: Mapping[str, int]  # words that count without being numerals: both, 双

    def knows(self, pattern: re.Pattern[str]) -> bool:
        """Whether the language's file has anything for this."""
        return pattern.pattern != _NEVER


@functools.cache
def cues_for(language: str) -> Cues:
    """The cues of a language, with those that hold in every one."""
    base = language.split("-")[0].lower()
    shared, own = _read("und"), _read(base) if base != "und" else {}
    data = {**shared, **own}
    spaced = bool(data.get("spaced", True)) and not data.get("plain_patterns", False)
    return Cues(
        spaced=bool(data.get("spaced", True)),
        segmented=bool(data.get("segmented", False)),
        letters=data.get("letters", {}),
        numerals=bool(data.get("numerals", False)),
        dictionary=bool(data.get("dictionary", False)),
        stopwords=frozenset(fold_words(data.get("stopwords", "")).split()),
        irregular=_irregular(data.get("irregular", "")),
        endings=tuple(sorted(str(data.get("endings", "")).split(), key=len, reverse=True)),
        glosses={word: tuple(text.split("/")) for word, text in data.get("glosses", {}).items()},
        clause=pattern_of(data.get("clause"), spaced=False),
        negation=pattern_of(data.get("negation"), spaced=spaced),
        not_negation=pattern_of(data.get("not_negation"), spaced=spaced),
        negative=pattern_of(data.get("negative"), spaced=spaced),
        prospect=pattern_of(data.get("prospect"), spaced=spaced),
        planned=pattern_of(data.get("planned"), spaced=spaced),
        possible=pattern_of(data.get("possible"), spaced=spaced),
        denied=pattern_of(data.get("denied"), spaced=spaced),
        denial=pattern_of(data.get("denial"), spaced=spaced),
        negators=frozenset(fold_words(data.get("negators", "")).split()),
        question=pattern_of(data.get("question"), spaced=False),
        future=pattern_of(data.get("future"), spaced=spaced),
        done=pattern_of(data.get("done"), spaced=spaced),
        hedge=pattern_of(data.get("hedge"), spaced=spaced),
        rough=pattern_of(data.get("rough"), spaced=spaced),
        asks=pattern_of(data.get("asks"), spaced=False),
        sides={name: _both(line) for name, line in data.get("sides", {}).items()},
        pronoun=pattern_of(data.get("pronoun"), spaced=spaced),
        not_names=frozenset(fold_words(data.get("not_names", "")).split()),
        name_words={fold_words(str(word)): tuple(text.split("/")) for word, text in data.get("name_words", {}).items()},
        sound_signs=frozenset(data.get("sound_signs", "")),
        common=frozenset(fold_words(data.get("common", "")).split()),
        auxiliaries=frozenset(fold_words(data.get("auxiliaries", "")).split()),
        verb_endings=tuple(data.get("verb_endings", "").split()),
        common_endings=tuple(data.get("common_endings", "").split()),
        what=pattern_of(data.get("what"), spaced=False),
        institution=pattern_of(data.get("institution"), spaced=spaced),
        read_otherwise=pattern_of(data.get("read_otherwise"), spaced=spaced),
        short_year=pattern_of(data.get("short_year"), spaced=False),
        home=frozenset(data.get("home", ())),
        ordinal=str(data.get("ordinal", "")),
        joint=pattern_of(data.get("joint"), spaced=spaced),
        possessive=pattern_of(data.get("possessive"), spaced=False),
        he=pattern_of(data.get("he"), spaced=spaced),
        she=pattern_of(data.get("she"), spaced=spaced),
        passive=pattern_of(data.get("passive"), spaced=False),
        months=data.get("months", {}),
        weekdays=data.get("weekdays", {}),
        days=data.get("days", {}),
        numbers=data.get("numbers", {}),
    )


def pattern_of(words: str | None, *, spaced: bool) -> re.Pattern[str]:
    """Alternatives; whole words where the language has spaces, and there a trailing ``*`` allows any ending."""
    if not words:
        return re.compile(_NEVER)
    if not spaced:
        return re.compile(words)
    parts = [part.strip() for part in re.split(r"\s\|\s", words) if part.strip()]
    ends = (rf"{part[:-1]}\w*" if part.endswith("*") else part for part in parts)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ends)})(?!\w)")


def _both(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """``rise grow / fall drop``."""
    one, _, other = line.partition("/")
    return tuple(fold_words(one).split()), tuple(fold_words(other).split())


def _irregular(text: str) -> dict[str, str]:
    """Lines of ``base: form form``."""
    found: dict[str, str] = {}
    for entry in text.split(";"):
        base, _, forms = entry.partition(":")
        found.update(dict.fromkeys(fold_words(forms).split(), base.strip()))
    return found


def _read(base: str) -> dict[str, Any]:
    file = resources.files("groundwire.brief.check") / "data" / f"{base}.yaml"
    if not (base.isascii() and base.isalpha() and file.is_file()):
        return {}
    loaded: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER) or {}  # noqa: S506 a safe loader
    return loaded


@functools.cache
def sound_tables() -> Mapping[str, Any]:
    """How names sound and are spelt, the same for every language: ``data/sounds.yaml``."""
    return _read("sounds")
