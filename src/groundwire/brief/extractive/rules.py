"""What the brief knows of a language, read from ``data/<language>.yaml``."""

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import Literal

import yaml

from groundwire.text.scripts import fold
from groundwire.text.words import fold_words, plain_words

_BULLETS = r"[•●▪◦■□▶►▲△▼▽★☆※◆◇○*·>–—-]+\s+"

_CASELESS = "(?i)"
_ESCAPED = re.compile(r"\\.|[A-Z]")  # an escape has its meaning by its case

HeadingMethod = Literal["tagged", "runs", "spaced"]


class Inside:
    """What a text may hold, whatever its case where the pattern begins with ``(?i)``.

    ASCII is lowered for that, and searched at a fifth of the price; ``re`` finds other letters alike that lowering does
    not (ſ and s).
    """

    __slots__ = ("_lowered", "_pattern")

    def __init__(self, source: str) -> None:
        self._pattern = re.compile(source)
        caseless = source.startswith(_CASELESS)
        self._lowered = re.compile(_ESCAPED.sub(_lower, source.removeprefix(_CASELESS))) if caseless else None

    def search(self, text: str) -> re.Match[str] | None:
        """Where it first stands."""
        if self._lowered and text.isascii():
            return self._lowered.search(text.lower())
        return self._pattern.search(text)


@dataclass(frozen=True, slots=True)
class Openings:
    """What a text may begin with; ``any`` is all patterns in one, because most texts begin with none of them."""

    each: tuple[re.Pattern[str], ...]
    any: re.Pattern[str]

    def longest(self, text: str) -> int:
        """How long the longest is that ``text`` begins with."""
        if not self.any.match(text):
            return 0
        return max(match.end() for pattern in self.each if (match := pattern.match(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One language's words and patterns; patterns of Chinese are searched in folded (simplified) text."""

    headings: HeadingMethod  # how words are found that can be a heading
    capital_ends: bool  # whether a heading's last word must have a capital (German nouns)
    particles: re.Pattern[str]  # what follows a noun written without spaces
    long: int  # weight above which a sentence is trimmed
    stopwords: frozenset[str]
    weak: frozenset[str]  # words that are no stopwords, but make no heading
    linking: frozenset[str]  # words that tie a clause to one before it
    relational: frozenset[str]  # verbs that make no heading without their subject, or without their object
    unfit: re.Pattern[str]  # what no heading begins or ends with
    determiners: frozenset[str]  # articles and the like, which never follow a noun
    names: frozenset[str]  # function words that names begin with
    doubtful: re.Pattern[str]  # what a phrase holds that may hide a verb
    verbs: frozenset[str]  # forms that end a noun phrase
    connectors: frozenset[str]  # words that may stand inside a noun phrase
    lower: re.Pattern[str]  # what a word without a capital looks like that may stand in a noun phrase
    negation: re.Pattern[str]  # before a phrase: a heading without it would say the opposite
    before_verbs: frozenset[str]  # words after which a verb stands: "to", "they"
    participle: re.Pattern[str]  # endings of verb forms that end a noun phrase
    verb_starts: re.Pattern[str]  # endings of infinitives: no phrase begins with one
    nouns: frozenset[str]  # words with such an ending that are nouns or adjectives
    leaning: re.Pattern[str]  # starts that lean on the text before, but can be understood
    lead: Openings
    attribution: Openings
    dangling: re.Pattern[str]
    boilerplate: tuple[Inside, ...]  # what belongs to the page and not to its story, captions included
    question: re.Pattern[str]  # a main clause that asks
    first_person: re.Pattern[str]
    keep: re.Pattern[str]  # negation, condition, hedge: what holds one of these is never cut off
    tail: re.Pattern[str]  # how a clause begins that may be cut off
    whole: re.Pattern[str]  # how a sentence begins whose main clause comes later
    speech: re.Pattern[str]
    opinion: re.Pattern[str]
    consequence: re.Pattern[str]
    colour: re.Pattern[str]
    stance: re.Pattern[str]  # the author says what the author holds: "I would argue"
    argues: re.Pattern[str]  # this and the two below are searched in folded text
    argue_titles: re.Pattern[str]
    reports: re.Pattern[str]

    def drop_lead(self, text: str) -> int:
        """How many characters of fillers, datelines and bylines stand before what the sentence says."""
        start = 0
        for _ in range(4):  # a dateline, a filler, a byline: more than a few in a row is something else
            rest = text[start:]
            cut = self.lead.longest(rest) or self._attribution(rest)
            if not cut or cut >= len(rest):
                return start
            start += cut
        return start

    def _attribution(self, text: str) -> int:
        cut = self.attribution.longest(text)
        rest = text[cut:]
        return 0 if not cut or self.keep.search(rest) or self.opinion.search(rest) else cut

    def is_dangling(self, text: str) -> bool:
        """Whether a sentence leans on the one before it: a pronoun, a connective, ``the company``."""
        return self.dangling.match(text) is not None

    def asks(self, text: str) -> bool:
        """Whether the main clause is a question, with or without its mark: nothing is stated."""
        return bool(self.question.search(text)) and not self.speech.search(text)

    def is_boilerplate(self, text: str) -> bool:
        """Whether this belongs to the page and not to its story."""
        return any(pattern.search(text) for pattern in self.boilerplate)


@functools.cache
def rules_for(base: str) -> Rules:
    """The rules of a base language (``zh`` of ``zh-Hans``), or those for languages without a file."""
    folder = resources.files("groundwire.brief.extractive") / "data"
    file = folder / f"{base}.yaml"
    data = yaml.safe_load((file if file.is_file() else folder / "und.yaml").read_text("utf-8"))
    spaced = data["headings"] == "spaced"
    return Rules(
        headings=data["headings"],
        capital_ends=data.get("heading_ends") == "capital",
        particles=re.compile(data.get("particles", "")),
        long=int(data["long"]),
        stopwords=_words(data["stopwords"], spaced),
        weak=_words(data["weak"], spaced),
        linking=frozenset(fold(data.get("linking", "")).split()),
        relational=frozenset(fold(data.get("relational", "")).split()),
        unfit=re.compile(data.get("unfit", "(?!)")),
        determiners=frozenset(fold(data.get("determiners", "")).split()),
        names=frozenset(fold(data.get("names", "")).split()),
        doubtful=re.compile(data.get("doubtful", "(?!)")),
        verbs=frozenset(fold(data.get("verbs", "")).split()),
        lower=re.compile(data.get("lower", "")),
        negation=re.compile(data.get("negation", "(?!)")),
        before_verbs=frozenset(fold(data.get("before_verbs", "")).split()),
        participle=re.compile(data.get("participle", "(?!)")),
        verb_starts=re.compile(data.get("verb_starts", "(?!)")),
        nouns=frozenset(fold(data.get("nouns", "")).split()),
        leaning=re.compile(data.get("leaning", "(?!)")),
        connectors=frozenset(fold(data.get("connectors", "")).split()),
        lead=_openings([_BULLETS, *data["lead"]]),
        attribution=_openings(data.get("attribution", [])),
        dangling=_joined(data["dangling"]),
        boilerplate=tuple(map(Inside, [*data["boilerplate"], data["caption"]])),
        question=re.compile(data.get("question", "(?!)")),
        first_person=re.compile(data["first_person"]),
        keep=re.compile(data["keep"]),
        tail=re.compile(data["tail"]),
        whole=re.compile(data["whole"]),
        speech=re.compile(data["speech"]),
        opinion=re.compile(data["opinion"]),
        consequence=re.compile(data["consequence"]),
        colour=re.compile(data["colour"]),
        stance=re.compile(data.get("stance", "(?!)")),
        argues=_any_of(data["argues"]),
        argue_titles=re.compile(data["argue_titles"]),
        reports=_any_of(data["reports"]),
    )


def _words(text: str, spaced: bool) -> frozenset[str]:
    """Both as written and as word splitting gives them, which takes plural endings off."""
    return frozenset(fold_words(text).split()) | (frozenset(plain_words(text, "und")) if spaced else frozenset())


def _any_of(text: str) -> re.Pattern[str]:
    """Any of these words, as whole words where the script has spaces."""
    words = [rf"\b{re.escape(word)}\b" if word[0] < "\u3000" else re.escape(word) for word in fold(text).split()]
    return re.compile("|".join(words) or "(?!)")


def _lower(match: re.Match[str]) -> str:
    return match[0].lower() if len(match[0]) == 1 else match[0]


def _openings(sources: list[str]) -> Openings:
    return Openings(tuple(map(re.compile, sources)), _joined(sources))


def _joined(sources: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{source})" for source in sources) or "(?!)")
