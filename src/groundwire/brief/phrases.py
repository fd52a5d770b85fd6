"""Sentences in, phrases out that could be a heading: noun phrases and short clauses, never cut inside a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from groundwire.brief.rules import Rules
from groundwire.text.scripts import fold

FEWEST, MOST = 4, 14  # characters of a heading in a script without spaces
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
            yield from _tagged(text, rules)
        case "runs":
            yield from _runs(text, rules)
        case "spaced":
            yield from _spaced(text, rules)


# Chinese: words with their parts of speech.

_CLAUSE = re.compile(r"[^，。；：！？、“”‘’「」『』（）()《》〈〉【】\[\],;:!?\s\"'—…·/|丨]+")
_NAMED = re.compile(r"《[^《》]{2,16}》")
_NOMINAL = frozenset({"n", "nr", "ns", "nt", "nz", "nrt", "nrfg", "vn", "an", "j", "l", "i", "eng", "ng", "s", "nl"})
_BEFORE_NOUN = _NOMINAL | {"a", "b", "g"}
_VERBAL = frozenset({"v", "vn", "vd", "vi"})
_NEVER_INSIDE = frozenset({"r", "y", "o", "e", "x", "q", "t", "k", "w"})


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _tagged(text: str, rules: Rules) -> Iterator[Phrase]:
    for match in _CLAUSE.finditer(text):
        if text[match.end() : match.end() + 2].strip(" ,，.")[:1].isdigit() or text[: match.start()][-1:].isdigit():
            continue  # a number written with spaces or points goes on
        tokens = _tag(fold(match[0]))
        for start, end, form in _tagged_spans(tokens, rules):
            phrase = match[0][start:end]
            if FEWEST <= len(phrase) <= MOST:
                yield Phrase(phrase, form)


def _tag(clause: str) -> list[_Token]:
    tokens = []
    place = 0
    for word, tag in rjieba.tag(clause, True):
        tokens.append(_Token(word, tag, place))
        place += len(word)
    return tokens


def _tagged_spans(tokens: list[_Token], rules: Rules) -> Iterator[tuple[int, int, float]]:
    """Noun phrases, verb with object, and subject with verb and object."""
    phrases = [pair for pair in _noun_phrases(tokens, rules) if not _is_negated(tokens, *pair, rules=rules)]
    if _is_clause(tokens, rules):
        yield 0, tokens[-1].end, 0.6
    for low, high in phrases:
        after = tokens[high + 1].tag if high + 1 < len(tokens) else ""
        yield tokens[low].start, tokens[high].end, (0.25 if high > low else -0.2) - (0.5 if after == "c" else 0.0)
        if low and tokens[low - 1].tag == "v" and tokens[low - 1].text not in rules.stopwords:
            yield tokens[low - 1].start, tokens[high].end, 0.2
    for low, _ in phrases:
        starts_clause = low == 0 or tokens[low - 1].tag in {"t", "d", "f"}
        for _, high in phrases:
            goes_on = high + 1 < len(tokens) and tokens[high + 1].tag in _VERBAL
            if high > low and starts_clause and not goes_on and _is_sentence(tokens[low : high + 1], rules):
                whole = 0.5 if high == len(tokens) - 1 else 0.0
                yield tokens[low].start, tokens[high].end, 0.2 + whole


def _is_negated(tokens: list[_Token], low: int, high: int, *, rules: Rules) -> bool:
    """Whether a phrase would lose the negation before or right after it, or a number that it belongs to."""
    before = "".join(token.text for token in tokens[:low])
    after = "".join(token.text for token in tokens[high + 1 : high + 3])
    return bool(rules.negation.search(before) or rules.negation.match(after)) or (
        low > 0 and tokens[low - 1].tag == "m"
    )


def _is_clause(tokens: list[_Token], rules: Rules) -> bool:
    """Whether a whole clause says who does what, and leans on nothing before it."""
    tags = {token.tag for token in tokens}
    last = tokens[-1]
    return (
        len(tokens) > 2
        and tokens[0].tag in _NOMINAL - {"s", "ng", "i", "l"}
        and tokens[0].text not in rules.stopwords
        and last.tag in _NOMINAL | {"v", "a", "vi"}
        and last.text not in rules.stopwords
        and len(last.text) > 1
        and not any(token.text in rules.weak for token in tokens)
        and bool(tags & {"v", "vi"})
        and not tags & _NEVER_INSIDE
        and not _joins_clauses(tokens)
    )


def _joins_clauses(tokens: list[_Token]) -> bool:
    """Whether a conjunction stands here that joins more than two nouns."""
    return any(token.tag == "c" and token.text not in ("和", "与", "及") for token in tokens)


def _noun_phrases(tokens: list[_Token], rules: Rules) -> Iterator[tuple[int, int]]:
    """First and last token of each run of nouns, as long as it goes; two runs joined by 的 are one."""
    low = 0
    while low < len(tokens):
        high = low
        while high < len(tokens) and tokens[high].tag in _BEFORE_NOUN and tokens[high].text not in rules.stopwords:
            high += 1
        last = high - 1
        while last >= low and tokens[last].tag not in _NOMINAL:
            last -= 1
        follows = tokens[high].text if high < len(tokens) else ""
        if last >= low and follows not in ("的", "之", "地") and last == high - 1:
            yield low, last
        low = max(high, low + 1)


def _is_sentence(tokens: list[_Token], rules: Rules) -> bool:
    """Whether a subject, a verb and an object stand here with nothing that points elsewhere."""
    tags = [token.tag for token in tokens]
    if _NEVER_INSIDE.intersection(tags) or len(tokens[-1].text) < 2 or _joins_clauses(tokens):
        return False
    verbs = [
        index
        for index, token in enumerate(tokens)
        if token.tag in _VERBAL - {"vn"} and token.text not in rules.stopwords and token.text not in rules.weak
    ]
    if not verbs or verbs[0] == 0 or verbs[-1] == len(tokens) - 1 or len(verbs) > 2:
        return False
    prepositions = [index for index, tag in enumerate(tags) if tag == "p"]
    return all(index + 1 < verbs[-1] and index + 1 not in verbs for index in prepositions)


# Japanese: runs of Chinese characters and katakana, as far as a particle shows that they end there.

_RUN = re.compile(r"(?:[\u3400-\u9fff々〇]|[\u30a0-\u30ff]|[A-Za-z0-9ー・])+")
_JOINED = re.compile(rf"{_RUN.pattern}(?:[のと]{_RUN.pattern})?")
_HAS_KANJI = re.compile(r"[\u3400-\u9fff\u30a1-\u30fa]{2}")


def _runs(text: str, rules: Rules) -> Iterator[Phrase]:
    for pattern, form in ((_JOINED, 0.3), (_RUN, 0.15)):
        for match in pattern.finditer(text):
            phrase = match[0]
            after = text[match.end() : match.end() + 2]
            if not FEWEST <= len(phrase) <= MOST or not _HAS_KANJI.search(phrase) or phrase[0].isdigit():
                continue
            if not after or rules.particles.match(after):
                yield Phrase(phrase, form if phrase[0] not in "同各約第" else form - 0.3)


# Scripts with spaces: content words, with a few function words allowed between them.

_TOKEN = re.compile(
    r"\b[^\W\d_]{1,2}[’'](?=[^\W\d_]{2})|(?:[A-Z]\.){2,}|[^\W_]+(?:[-‐‑&./][^\W_]+)*(?:[’']s\b)?|(?P<stop>[^\w\s])"
)


def _spaced(text: str, rules: Rules) -> Iterator[Phrase]:
    run: list[re.Match[str]] = []
    verb_first = False
    for match in _TOKEN.finditer(text):
        if match["stop"] or _breaks(match[0], rules):
            yield from _windows(text, run, rules, verb_first=verb_first)
            run = []
            verb_first = _key(match[0]) in rules.before_verbs
        else:
            run.append(match)
    yield from _windows(text, run, rules, verb_first=verb_first)


def _key(word: str) -> str:
    key = fold(word)
    return key[:-2] if key.endswith(("'s", "’s")) else key.rstrip("’'")


def _breaks(word: str, rules: Rules) -> bool:
    key = _key(word)
    if key in rules.connectors:
        return False
    if key in rules.verbs or key in rules.stopwords or key in rules.before_verbs:
        return True
    if word[0].islower() and not rules.lower.search(word):
        return True
    return key not in rules.nouns and bool(rules.participle.search(key))


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
            phrase = text[run[low].start() : run[high].end()]
            yield Phrase(phrase, _form(size, joints))


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
