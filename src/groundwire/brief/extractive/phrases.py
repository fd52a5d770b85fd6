"""Sentences in, phrases out that could be a heading: noun phrases and short clauses, never cut inside a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundwire.brief.extractive.rules import Rules
from groundwire.brief.extractive.tagged import FEWEST, tagged_phrases
from groundwire.text.scripts import fold

_MOST = 14  # characters of a heading that is a run of nouns
_FEWEST_WORDS, _MOST_WORDS = 2, 7


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a sentence, as they stand, and how good their form is, whatever they say."""

    text: str
    form: float


def phrases_of(text: str, rules: Rules) -> Iterator[Phrase]:
    """Every phrase of a sentence that has the form of a heading."""
    match rules.headings:
        case "tagged":
            yield from (Phrase(phrase, form) for phrase, form in tagged_phrases(text, rules))
        case "runs":
            yield from _runs(text, rules)
        case "spaced":
            yield from _spaced(text, rules)


# Japanese: runs of Chinese characters and katakana, as far as a particle shows that they end there.

_RUN = re.compile(r"(?:[\u3400-\u9fff々〇]|[\u30a0-\u30ff]|[A-Za-z0-9ー・])+")
_JOINED = re.compile(rf"{_RUN.pattern}(?:[のと]{_RUN.pattern})?")
_HAS_KANJI = re.compile(r"[\u3400-\u9fff\u30a1-\u30fa]{2}")


def _runs(text: str, rules: Rules) -> Iterator[Phrase]:
    for pattern, form in ((_JOINED, 0.3), (_RUN, 0.15)):
        for match in pattern.finditer(text):
            phrase = match[0]
            after = text[match.end() : match.end() + 2]
            if not FEWEST <= len(phrase) <= _MOST or not _HAS_KANJI.search(phrase) or phrase[0].isdigit():
                continue
            if not after or rules.particles.match(after):
                yield Phrase(phrase, form if phrase[0] not in "同各約第" else form - 0.3)


# Scripts with spaces: content words, with a few function words allowed between them.

_TOKEN = re.compile(
    r"\b[^\W\d_]{1,2}[’'](?=[^\W\d_]{2})|(?:[A-Z]\.){2,}|[^\W_]+(?:[-‐‑&./][^\W_]+)*(?:[’'](?:s|t|re|ve|ll|d|m)\b)?|(?P<stop>[^\w\s])"
)


def _spaced(text: str, rules: Rules) -> Iterator[Phrase]:
    run: list[re.Match[str]] = []
    verb_first = False
    tokens = list(_TOKEN.finditer(text))
    for at, match in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if match["stop"] or _breaks(match, following, text=text, rules=rules):
            yield from _windows(text, run, rules, verb_first=verb_first)
            run = []
            verb_first = _key(match[0]) in rules.before_verbs
        elif run and _starts_anew(run[-1][0], match[0], rules):
            yield from _windows(text, run, rules, verb_first=verb_first)
            run, verb_first = [match], False
        else:
            run.append(match)
    yield from _windows(text, run, rules, verb_first=verb_first)


def _key(word: str) -> str:
    key = fold(word)
    return key[:-2] if key.endswith(("'s", "’s")) else key.rstrip("’'")


def _starts_anew(before: str, word: str, rules: Rules) -> bool:
    """Whether a noun phrase ends between two words: where nouns have capitals, an adjective opens the next one."""
    return rules.capital_ends and before[0].isupper() and word[0].islower() and _key(word) not in rules.connectors


def _breaks(match: re.Match[str], following: re.Match[str] | None, *, text: str, rules: Rules) -> bool:
    """Whether no noun phrase goes over this word."""
    word = match[0]
    key = _key(word)
    if key in rules.connectors:
        return False
    if _in_name(match, following, text=text, rules=rules):
        return False
    if key in rules.verbs or key in rules.stopwords or key in rules.before_verbs or _CONTRACTED.search(word):
        return True
    if following is not None and not rules.capital_ends and _key(following[0]) in rules.determiners:
        return word[0].islower()  # between a noun and an article stands a verb: no noun phrase ends here
    if word[0].islower() and not rules.lower.search(word):
        return True
    return key not in rules.nouns and bool(rules.participle.search(key) or rules.verb_starts.search(key))


def _in_name(match: re.Match[str], following: re.Match[str] | None, *, text: str, rules: Rules) -> bool:
    """Whether a word that mostly is none is part of a name here: ``New York``, ``Planned Parenthood``."""
    inside = match.start() > 0 and match[0][0].isupper() and text[match.start() - 2] not in '.:;!?“"«„'
    named = following is not None and following[0][0].isupper() and following.start() == match.end() + 1
    key = _key(match[0])
    return inside and named and (key in rules.names or key not in rules.stopwords)


_NAME_GOES_ON = re.compile(r"[ -][A-ZÀ-Þ]")
_CONTRACTED = re.compile(r"[’'](?:t|re|ve|ll|d|m)$")


def _windows(text: str, run: list[re.Match[str]], rules: Rules, *, verb_first: bool) -> Iterator[Phrase]:
    """Stretches of a run that begin and end with a content word, at connectors or at the run's ends."""
    inner = [_key(each[0]) in rules.connectors for each in run]
    if run and rules.negation.search(text[max(0, run[0].start() - 12) : run[0].start()]):
        return
    verbs = {at + 1 for at, each in enumerate(run) if _key(each[0]) in rules.before_verbs} | (
        {0} if verb_first else set()
    )
    starts = [at for at in range(len(run)) if not inner[at] and (at == 0 or inner[at - 1]) and at not in verbs]
    ends = [at for at in range(len(run)) if not inner[at] and (at == len(run) - 1 or inner[at + 1])]
    for low in starts:
        for high in ends:
            size = high - low + 1
            if not _FEWEST_WORDS <= size <= _MOST_WORDS:
                continue
            joints = sum(1 for at in range(low + 1, high + 1) if inner[at] and not inner[at - 1])
            if joints > 2 or not _well_formed([each[0] for each in run[low : high + 1]], rules):
                continue
            if not rules.capital_ends and run[high][0][0].isupper() and _NAME_GOES_ON.match(text, run[high].end()):
                continue
            phrase = text[run[low].start() : run[high].end()]
            yield Phrase(phrase, _form(size, joints) - (0.5 if rules.doubtful.search(phrase) else 0.0))


def _well_formed(words: list[str], rules: Rules) -> bool:
    first = _key(words[0])
    if first not in rules.nouns and rules.verb_starts.search(first):
        return False
    if words[0].isdigit() or words[-1].isdigit() or len(_key(words[-1])) < 2:
        return False
    return words[-1][0].isupper() or not rules.capital_ends


def _form(size: int, joints: int) -> float:
    """Three to five words read best."""
    ideal = 0.25 if 3 <= size <= 5 else 0.0
    return ideal - 0.15 * joints
