"""A language in, its marks of certainty, denial, time and part out, from ``data/marks/<language>.yaml``."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from groundwire.brief.check.cues import pattern_of

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marks:
    """One language's marks; patterns are searched in folded text."""

    sentence_end: re.Pattern[str]
    levels: tuple[re.Pattern[str], ...]  # coming, planned, possible, rumoured: each surer than the next
    not_hedge: re.Pattern[str]  # looks like a mark of doubt and is none
    frame: re.Pattern[str]  # ends a clause that only tells who says it
    saying: re.Pattern[str]  # verbs of saying, which go by too many words to be looked for
    past: re.Pattern[str]  # told as done
    talked: re.Pattern[str]  # nouns: what is only talked about stands before them
    conditional: re.Pattern[str]  # what follows in the next clause is so only then
    done: re.Pattern[str]  # the source says that it has happened
    intends: re.Pattern[str]  # the statement says that it is still meant to
    denies: re.Pattern[str]
    undenies: re.Pattern[str]  # looks like a denial and is none
    until: re.Pattern[str]  # "not until": denies nothing in the end
    this_year: re.Pattern[str]  # the document's year, without its number
    shifts: Mapping[str, re.Pattern[str]]  # what a figure is compared with: "year -1"
    periods: Mapping[str, re.Pattern[str]]  # quarters and halves of a year
    mistaken: re.Pattern[str]  # says that something was said wrongly
    passive: re.Pattern[str]
    aside: re.Pattern[str]  # before a name that does nothing there: by, from; 对, 向
    participle: re.Pattern[str]  # a form of a verb that stands with nouns as well
    auxiliary: re.Pattern[str]  # before which it is a verb after all
    forecast: re.Pattern[str]  # what follows is a forecast
    ceases: re.Pattern[str]  # no longer: what ends need not be denied in so many words
    credit: re.Pattern[str]  # begins a clause that only tells according to whom
    verb_form: re.Pattern[str]  # a whole word that is a verb by its form
    verb_after: re.Pattern[str]  # after which a word is a verb: will, he
    no_verb: re.Pattern[str]  # after which it is none: the, of
    whose: re.Pattern[str]  # after a name that only tells whose the next thing is
    fraction: re.Pattern[str]  # a share in words
    difference: re.Pattern[str]  # more, less, a gap
    total: re.Pattern[str]  # together, in all
    stretch: re.Pattern[str]  # text in which a list may stand
    between: re.Pattern[str]  # between the things of a list
    agent: re.Pattern[str]  # of those, the ones before who does it: by; 被, 由
    turns: Mapping[str, tuple[str, str]]  # pairs of opposites, as their two lists of words
    nouns: frozenset[str]  # of these, forms that are no verbs
    converse: tuple[tuple[frozenset[str], frozenset[str]], ...]  # verbs that tell one act from its two ends


@functools.cache
def marks_for(language: str) -> Marks:
    """The marks of a language, with those that hold in every one."""
    base = language.split("-")[0].lower()
    data = {**_read("und"), **(_read(base) if base != "und" else {})}
    spaced = bool(data.get("spaced", False))

    def pattern(key: str) -> re.Pattern[str]:
        return pattern_of(data.get(key), spaced=spaced)

    def table(key: str) -> dict[str, re.Pattern[str]]:
        return {name: pattern_of(words, spaced=spaced) for name, words in data.get(key, {}).items()}

    return Marks(
        sentence_end=pattern_of(data.get("sentence_end"), spaced=False),
        levels=tuple(pattern(key) for key in ("coming", "planned", "possible", "rumoured")),
        not_hedge=pattern("not_hedge"),
        frame=pattern_of(data.get("frame"), spaced=False),
        saying=pattern("saying"),
        past=pattern("past"),
        talked=pattern("talked"),
        conditional=pattern("conditional"),
        done=pattern("done"),
        intends=pattern("intends"),
        denies=pattern("denies"),
        undenies=pattern("undenies"),
        until=pattern("until"),
        this_year=pattern("this_year"),
        shifts=table("shifts"),
        periods=table("periods"),
        mistaken=pattern("mistaken"),
        passive=pattern_of(data.get("passive"), spaced=False),
        aside=pattern("aside"),
        participle=pattern_of(data.get("participle"), spaced=False),
        auxiliary=pattern_of(data.get("auxiliary"), spaced=False),
        forecast=pattern("forecast"),
        ceases=pattern("ceases"),
        credit=pattern_of(data.get("credit"), spaced=False),
        verb_form=pattern_of(data.get("verb_form"), spaced=False),
        verb_after=pattern_of(data.get("verb_after"), spaced=False),
        no_verb=pattern_of(data.get("no_verb"), spaced=False),
        whose=pattern_of(data.get("whose"), spaced=False),
        fraction=pattern("fraction"),
        difference=pattern("difference"),
        total=pattern("total"),
        stretch=pattern_of(data.get("stretch"), spaced=False),
        between=pattern_of(data.get("between"), spaced=False),
        agent=pattern("agent"),
        turns={name: _two(line) for name, line in data.get("turns", {}).items()},
        nouns=frozenset(data.get("nouns", "").split()),
        converse=tuple(_both(line) for line in data.get("converse", ())),
    )


def _two(line: str) -> tuple[str, str]:
    one, _, other = line.partition(" / ")
    return one, other


def _both(line: str) -> tuple[frozenset[str], frozenset[str]]:
    one, _, other = line.partition("/")
    return frozenset(one.split()), frozenset(other.split())


def _read(base: str) -> dict[str, Any]:
    file = resources.files("groundwire.brief.check") / "data" / "marks" / f"{base}.yaml"
    if not (base.isascii() and base.isalpha() and file.is_file()):
        return {}
    loaded: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER) or {}  # noqa: S506 a safe loader
    return loaded
