"""A sentence without spaces in, its clauses and noun phrases out that could be a heading, by parts of speech."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import rjieba

from groundwire.brief.extractive.rules import Rules
from groundwire.text.scripts import fold

FEWEST, MOST = 4, 18  # characters of a heading
_PIECE = re.compile(r"[^，。；：！？、“”‘’「」『』（）()《》〈〉【】\[\],;:!?\s\"'—…·/|丨]+")
_ENDS = frozenset("，。；！？,;!?")  # what closes a clause; brackets, quotations and 、 only interrupt it
_STARTS = _ENDS | frozenset("：:")
_TITLE = re.compile(r"《[^《》，。]{2,16}》")
_ASKED = re.compile(r"[不没](?<=(.)[不没])\1|是否|能否|可否|何|哪|谁|几时|多少|多大|多久|怎|什么|吗|呢")
_NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg", "eng"})
_NOMINAL = _NAMES | {"n", "vn", "an", "j", "l", "nl"}
_BEFORE_NOUN = _NOMINAL | {"a", "b", "ng", "s"}
_VERBAL = frozenset({"v", "vi", "a", "vd"})
_HEADS = _NOMINAL - {"l"}
_FIRST = (_NOMINAL | {"b", "a"}) - {"l", "j"}
_LAST = _NOMINAL | {"v", "vi", "a", "z"}
_TOLD = _VERBAL | {"l", "i"}
_PERSONS = frozenset({"nr", "nrt", "nrfg"})
_DROPPED = frozenset({"t", "d", "c", "m", "q"})  # what may stand before a subject and be left away: time, adverbs
_NEVER_INSIDE = frozenset({"r", "y", "o", "e", "x", "k", "w", "uz", "ug", "f", "t", "i"})


class Token(NamedTuple):
    """A word with its part of speech and its place in the piece."""

    text: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words between two marks, and the marks."""

    text: str
    plain: str  # folded, of the same length
    before: str
    after: str
    tokens: tuple[Token, ...]

    @property
    def opens(self) -> bool:
        """Whether a clause begins here."""
        return not self.before or self.before in _STARTS

    @property
    def closes(self) -> bool:
        """Whether a clause ends here."""
        return not self.after or self.after in _ENDS


def tagged_phrases(text: str, rules: Rules) -> Iterator[tuple[str, float]]:
    """Every phrase that has the form of a heading, with how good its form is."""
    folded = fold(text)
    for match in _TITLE.finditer(text):
        yield match[0], 0.1
    for match in _PIECE.finditer(text):
        plain = folded[match.start() : match.end()]
        if len(plain) < FEWEST or _interrupted(text, match) or _ASKED.search(plain):
            continue
        piece = _piece(text, match, plain)
        yield from _clauses(piece, rules)
        yield from _noun_phrases(piece, rules)


def tells(clause: str, rules: Rules) -> bool:
    """Whether a clause says something of something: it has a noun and, after it, a verb."""
    if rules.headings != "tagged":
        return True
    tags = [token.tag for token in _tag(fold(clause))]
    noun = next((at for at, tag in enumerate(tags) if tag in _NOMINAL), len(tags))
    return any(tag in _TOLD for tag in tags[noun + 1 :])


def _piece(text: str, match: re.Match[str], plain: str) -> _Piece:
    before = text[: match.start()].rstrip()[-1:]
    after = text[match.end() :].lstrip()[:1]
    return _Piece(match[0], plain, before, after, tuple(_tag(plain)))


def _interrupted(text: str, match: re.Match[str]) -> bool:
    """Whether a name or a number goes on over the mark: ``夏巴兹·谢里夫``, ``3, 500``."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return "·" in around or text[match.end() + 1 : match.end() + 3].strip()[:1].isdigit()


def _tag(clause: str) -> Iterator[Token]:
    end = 0
    for word, tag in rjieba.tag(clause, True):
        start, end = end, end + len(word)
        yield Token(word, tag, start, end)


def _clauses(piece: _Piece, rules: Rules) -> Iterator[tuple[str, float]]:
    """The whole clause from its subject on, and its last verb with its object."""
    tokens = piece.tokens
    if not piece.closes or not _may_end(tokens[-1], rules) or any(token.text in rules.weak for token in tokens):
        return
    low = next((at for at, token in enumerate(tokens) if token.tag not in _DROPPED), len(tokens))
    if piece.opens and _is_clause(tokens[low:], rules) and not _leans(piece, low, rules):
        yield from _sized(piece, low, len(tokens) - 1, form=1.0, rules=rules)
    for at, token in enumerate(tokens[:-1]):
        if token.tag == "v" and len(token.text) > 1 and _is_object(tokens, at, rules):
            yield from _sized(piece, at, len(tokens) - 1, form=0.15, rules=rules)


def _leans(piece: _Piece, low: int, rules: Rules) -> bool:
    """Whether what is left away before a clause denies it, or ties it to what stands before."""
    left_away = piece.tokens[:low]
    denied = rules.negation.search("".join(token.text for token in left_away))
    return denied is not None or any(token.text in rules.linking for token in left_away)


def _is_clause(tokens: tuple[Token, ...], rules: Rules) -> bool:
    """Whether this says who does what, and leans on nothing before it."""
    if len(tokens) < 2 or not _may_start(tokens[0], rules):
        return False
    inner = tokens[1:]
    acts = any(token.tag in _VERBAL and token.text not in rules.stopwords for token in inner)
    owned = all(tokens[at + 1].tag in _BEFORE_NOUN for at, token in enumerate(tokens[:-1]) if token.text == "的")
    sound = not any(token.tag in _NEVER_INSIDE or token.text in rules.linking for token in inner)
    return acts and owned and sound and _joins_nouns(tokens) and not _lacks_object(tokens, rules)


def _lacks_object(tokens: tuple[Token, ...], rules: Rules) -> bool:
    """Whether it ends in a single verb that seldom stands without an object."""
    return tokens[-1].tag == "v" and tokens[-1].text in rules.relational


def _is_object(tokens: tuple[Token, ...], at: int, rules: Rules) -> bool:
    """Whether all that follows a verb is its object: nouns, and nothing that was negated before."""
    verb, rest = tokens[at], tokens[at + 1 :]
    if not all(token.tag in _BEFORE_NOUN for token in rest) or rest[-1].tag not in _NOMINAL or len(rest[-1].text) < 2:
        return False
    if verb.text in rules.stopwords or verb.text in rules.relational:
        return False
    if at and tokens[at - 1].tag in {"v", "p", "vn", "zg"}:
        return False
    return not rules.negation.search("".join(token.text for token in tokens[: at + 1]))


def _noun_phrases(piece: _Piece, rules: Rules) -> Iterator[tuple[str, float]]:
    nouns = [token.tag in _BEFORE_NOUN and token.text not in rules.stopwords for token in piece.tokens]
    nouns.append(False)
    high = 0
    while True in nouns[high:]:
        low = nouns.index(True, high)
        high = nouns.index(False, low)
        for last in {high - 1, _joined(piece.tokens, low, high, nouns=nouns) - 1}:
            if _is_noun_phrase(piece, low, last, rules):
                yield from _sized(piece, low, last, form=_noun_form(piece, low, last), rules=rules)


def _joined(tokens: tuple[Token, ...], low: int, high: int, *, nouns: Sequence[bool]) -> int:
    """Where the nouns end that 的 joins to those before."""
    if high >= len(tokens) or tokens[high].text != "的" or any(each.tag == "v" for each in tokens[low - 1 : low]):
        return high  # after a verb, 的 closes a relative clause: its object is no owner
    return nouns.index(False, high + 1) if nouns[high + 1] else high


def _is_noun_phrase(piece: _Piece, low: int, last: int, rules: Rules) -> bool:
    """Whether it is whole: no modifier, number or negation before it, nothing that it modifies after it."""
    tokens = piece.tokens
    head, first = tokens[last], tokens[low]
    if head.tag not in _HEADS or head.text in rules.weak or first.text in rules.weak or first.tag == "ng":
        return False
    if len(head.text) < 2 and (head.tag != "n" or (tokens[last - 1 : last] and tokens[last - 1].text == "的")):
        return False
    if _acts(tokens, low, last) or (len(first.text) < 2 and low < last and tokens[low + 1].text == "的"):
        return False
    before, after = tokens[low - 1 : low], tokens[last + 1 : last + 2]
    if before and (before[0].tag in {"m", "q", "d", "k", "zg"} or before[0].text in ("兼", "非", "各", "该", "本")):
        return False
    if rules.negation.search(piece.plain[: first.start]):
        return False
    if not after:
        return piece.after not in tuple("《“‘「『（([【·")
    following = piece.plain[head.end :]
    return after[0].tag in {"v", "d", "p", "c", "vi", "r", "t", "y", "f", "zg", "m"} and not (
        rules.negation.match(following) or after[0].text in ("的", "之", "地", "等", "时", "后", "前", "们")
    )


def _acts(tokens: tuple[Token, ...], low: int, last: int) -> bool:
    """Whether what the tagger calls a verbal noun is a verb here: before a verb or a name, or last after ``在 …``."""
    verbal = [at for at in range(low, last + 1) if tokens[at].tag == "vn"]
    after = [tokens[at + 1].tag for at in verbal if at + 1 < len(tokens)]
    led = low > 0 and tokens[low - 1].tag == "p" and tokens[last].tag == "vn"
    return led or any(tag in _VERBAL or tag in {"nr", "ns", "nrt", "nrfg"} for tag in after)


def _noun_form(piece: _Piece, low: int, last: int) -> float:
    """Several words say more than one; a member of a list, or a person with all titles, says less."""
    tokens = piece.tokens[low : last + 1]
    form = 0.25 if len(tokens) > 1 else -0.4
    if tokens[-1].tag in _PERSONS:
        form -= 0.4
    form -= 0.2 * all(token.tag in _NAMES for token in tokens)
    listed = (low == 0 and piece.before == "、") or (last + 1 == len(piece.tokens) and piece.after == "、")
    joined = last + 1 < len(piece.tokens) and piece.tokens[last + 1].tag == "c"
    joined = joined or (low > 0 and piece.tokens[low - 1].tag == "c")
    return form - 0.5 * (listed or joined)


def _may_start(token: Token, rules: Rules) -> bool:
    return token.tag in _FIRST and len(token.text) > 1 and token.text not in rules.stopwords


def _may_end(token: Token, rules: Rules) -> bool:
    return token.tag in _LAST and len(token.text) > 1 and token.text not in rules.stopwords


def _joins_nouns(tokens: tuple[Token, ...]) -> bool:
    """Whether every conjunction here joins no more than nouns."""
    return not any(token.tag == "c" and token.text not in ("和", "与", "及") for token in tokens)


def _sized(piece: _Piece, low: int, high: int, *, form: float, rules: Rules) -> Iterator[tuple[str, float]]:
    start, end = piece.tokens[low].start, piece.tokens[high].end
    if FEWEST <= end - start <= MOST and not rules.unfit.search(piece.plain[start:end]):
        yield piece.text[start:end], form
