"""A text in, its words out that tell an act, with the classes of acts that each may be of (``data/acts.yaml``)."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

from groundwire.brief.check.cues import cues_for
from groundwire.brief.check.firm import act_stem
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.reading import Reading, Word, gloss_senses
from groundwire.brief.check.said_names import said_names
from groundwire.text.dictionary import gloss_word

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PARTICLE = 25  # characters after a verb in which its particle stands: called the whole deal off
_TO = re.compile(r"^to (?:be )?([a-z]+)$")  # a meaning that is one verb and nothing else
Act = tuple[str, str]  # a field and a class of it


@dataclass(frozen=True, slots=True)
class Said:
    """A word with the classes it may be of; ``verb`` where it surely is one, and listed."""

    word: Word
    acts: frozenset[Act]
    verb: bool


def acts_in(reading: Reading) -> list[Said]:
    """The words of a text that tell an act, worked out once."""
    kept = reading.kept.get("acts")
    if not isinstance(kept, list):
        base = reading.language.split("-")[0].lower()
        kept = list(_by_stem(reading, base) if reading.cues.spaced else _by_characters(reading, base))
        reading.kept["acts"] = kept
    return kept


def _by_stem(reading: Reading, base: str) -> Iterator[Said]:
    known = _listed(base)
    named = [(name.start, name.end) for name in said_names(reading)] if known else []
    for word in reading.words:
        acts = {
            act
            for act, particle in known.get(act_stem(word.text, base), ())
            if not particle or re.search(rf"\b{particle}\b", reading.folded[word.end : word.end + _PARTICLE])
        }
        if acts and not any(start <= word.start < end for start, end in named):
            yield Said(word, frozenset(acts), _is_verb(word, reading))


def _is_verb(word: Word, reading: Reading) -> bool:
    """By its ending and by what stands before it: the supply, new orders and its suspended chief are none."""
    marks = marks_for(reading.language)
    before = reading.folded[max(0, word.start - 20) : word.start].rstrip()
    if marks.no_verb.search(before):
        return False
    if marks.verb_form.fullmatch(word.text) or marks.verb_after.search(before):
        return True
    name = re.search(r"(\S+)$", reading.text[: word.start].rstrip())
    return name is None or name[1][0].isupper()


def _by_characters(reading: Reading, base: str) -> Iterator[Said]:
    """Listed words wherever a word begins, for the segmenter cuts 租下 in two; other words by their meanings."""
    known = _listed(base)
    starts = {word.start for word in reading.words}
    taken: list[tuple[int, int]] = []
    for match in _pattern(base).finditer(reading.folded) if known else ():
        if match.start() in starts:
            taken.append(match.span())
            glosses = gloss_word(match.group())
            senses = gloss_senses(glosses) | {match.group()}
            word = Word(match.group(), match.start(), match.end(), senses, content=True, glosses=glosses)
            told = marks_for(base).whose.match(reading.folded, match.end()) is None  # 加征的关税 presupposes it
            yield Said(word, frozenset(act for act, _particle in known[match.group()]), verb=told)
    for word in reading.words:
        if word.glosses and not any(start < word.end and word.start < end for start, end in taken):
            acts = _by_meaning(word.glosses)
            if acts:
                yield Said(word, acts, verb=False)


@functools.cache
def _pattern(base: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_listed(base), key=len, reverse=True))) or "(?!)")


@functools.lru_cache(maxsize=50_000)
def _by_meaning(glosses: tuple[str, ...]) -> frozenset[Act]:
    stems = _listed("en")  # in which the dictionary gives meanings
    verbs = {match[1] for gloss in glosses if (match := _TO.match(gloss.strip()))}
    return frozenset(act for verb in verbs for act, particle in stems.get(act_stem(verb, "en"), ()) if not particle)


@functools.cache
def _listed(base: str) -> Mapping[str, tuple[tuple[Act, str], ...]]:
    """The listed verbs of a language, by their stems where words have endings, with the particle that must follow."""
    spaced = cues_for(base).spaced
    found: dict[str, list[tuple[Act, str]]] = {}
    for field, classes in _fields().items():
        for name, lines in classes.items():
            for verb in lines.get(base, "").split():
                one, _, particle = verb.partition("_")
                found.setdefault(act_stem(one, base) if spaced else one, []).append(((field, name), particle))
    return {verb: tuple(acts) for verb, acts in found.items()}


@functools.cache
def _fields() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    file = resources.files("groundwire.brief.check") / "data" / "acts.yaml"
    loaded: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 a safe loader
    return loaded
