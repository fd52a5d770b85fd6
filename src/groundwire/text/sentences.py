"""A text in, the offsets of its sentences out: terminators of any script, abbreviations per language as data."""

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass
from importlib import resources

from groundwire.text.data_files import read_yaml
from groundwire.text.scripts import is_cjk

CLOSERS = "”’\"'」』）)】》〉］]»›"
_LONG_QUOTE = 240  # characters; a longer quotation is a passage of its own and is split like any text
_CITATIONS = re.compile(r"(?:\s?[\[［]\d{1,4}(?:\s?[-–,，、]\s?\d{1,4})*[\]］])+")
_LETTER = "A-Za-zÀ-ɏͰ-ӿ"
# Begins with one set of characters, so that the search skips from one of them to the next.
_END = re.compile(
    rf"[。｡！？!?؟۔।॥‼⁉.．…\n](?:(?<=[。｡！？!?؟۔।॥‼⁉])[。｡！？!?؟۔।॥‼⁉]*|(?<=\.)\.*(?![{_LETTER}\d_])|(?<=．)(?!\d)|(?<=…)…*|(?<=\n))"
)
# What stands before a full stop, read backwards: a search forwards would try every place before it.
_WORD = re.compile(rf"\n?([{_LETTER}\d][{_LETTER}\d.-]*)")
_SPACED = re.compile(rf"\n?([{_LETTER}]{{1,2}}(?:\s\.[{_LETTER}]{{1,2}})+)(?![{_LETTER}])")  # "z. B", "EE. UU"
_INITIALS = re.compile(r"(?:\w\.)+\w")
_PAIRS = {"“": '”"', "「": "」", "『": "』", "《": "》", "（": "）)", "(": ")）", "«": "»", '"': '"”'}


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one language knows of its full stops."""

    never: frozenset[str]  # abbreviations that never end a sentence: "mr", "z. b"
    may: frozenset[str]  # those that can, before a word that starts sentences
    starters: frozenset[str]
    ordinals: bool  # "3. März": a number with a full stop is an ordinal
    pairs: dict[str, str]  # opening → closing quotation marks and brackets
    marks: re.Pattern[str]  # any of them
    continues: re.Pattern[str] | None  # what goes on after a closed quotation: "と述べた"


@functools.cache
def _rules(base: str) -> _Rules:
    folder = resources.files("groundwire.text") / "data" / "sentences"
    file = folder / f"{base}.yaml"
    if not file.is_file():
        file = folder / "und.yaml"
    data = read_yaml(file)
    pairs = _PAIRS | dict(data.get("pairs") or {})
    marks = "".join(sorted({*pairs, *"".join(pairs.values())}))
    return _Rules(
        never=frozenset(str(data.get("never", "")).lower().split()),
        may=frozenset(str(data.get("may", "")).lower().split()),
        starters=frozenset(str(data.get("starters", "")).split()),
        ordinals=bool(data.get("ordinals")),
        pairs=pairs,
        marks=re.compile(f"[{re.escape(marks)}]"),
        continues=re.compile(data["continues"]) if data.get("continues") else None,
    )


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of ``text``, without the white space around them; linear in its length.

    Quotations and brackets stay whole up to 240 characters, closing marks and citation markers go with the sentence
    they follow, and a semicolon ends a clause, not a sentence.
    """
    rules = _rules(language.split("-")[0].lower())
    quotes = _quotations(text, rules)
    starts = [start for start, _ in quotes]
    sentences: list[tuple[int, int]] = []
    begin = 0
    for match in _END.finditer(text):
        if match.start() < begin:
            continue
        end = _sentence_end(text, match, begin=begin, rules=rules, quote=_around(match.start(), quotes, starts))
        if end is not None:
            _append(sentences, text, begin, end)
            begin = end
    _append(sentences, text, begin, len(text))
    return sentences


def _append(sentences: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    if begin < end and not text[begin].isspace() and not text[end - 1].isspace():
        sentences.append((begin, end))
        return
    piece = text[begin:end]
    start = begin + len(piece) - len(piece.lstrip())
    stop = begin + len(piece.rstrip())
    if start < stop:
        sentences.append((start, stop))


def _quotations(text: str, rules: _Rules) -> list[tuple[int, int]]:
    """Outermost quotations and brackets that close within reach, as (position of opening, of closing)."""
    found: list[tuple[int, int]] = []
    closing = ""
    opened = -1
    pairs = rules.pairs
    for match in rules.marks.finditer(text):
        place, mark = match.start(), match[0]
        if closing and (place - opened > _LONG_QUOTE or "\n" in text[opened:place]):
            closing = ""
        if closing and mark in closing:
            found.append((opened, place))
            closing = ""
        elif not closing and mark in pairs and not _measures(text, place):
            opened, closing = place, pairs[mark]
    return found


def _measures(text: str, place: int) -> bool:
    """Whether a straight mark cannot open a quotation: inches (``14"``), or the end of a word."""
    return text[place] == '"' and place > 0 and text[place - 1].isalnum() and not is_cjk(text[place - 1])


def _around(place: int, quotes: list[tuple[int, int]], starts: list[int]) -> tuple[int, int] | None:
    index = bisect_right(starts, place) - 1
    return quotes[index] if index >= 0 and quotes[index][1] > place else None


def _sentence_end(
    text: str, match: re.Match[str], *, begin: int, rules: _Rules, quote: tuple[int, int] | None
) -> int | None:
    """Where the sentence ends that this terminator would close, or None if it goes on."""
    mark = match[0]
    if mark == "\n":
        return match.end()
    end = match.end()
    while end < len(text) and (text[end] in CLOSERS or (quote and quote[1] == end)) and not _opens(text, end):
        end += 1
    if quote and quote[1] >= end:
        return None
    if mark[0] in ".．…" and (_is_list_number(text, begin, match.start()) or not _full_stop(text, match, end, rules)):
        return None
    cited = _CITATIONS.match(text, end)
    if cited and text[cited.end() : cited.end() + 1] not in (".", "。"):
        end = cited.end()
    elif cited:
        return None
    return end if _breaks(text, begin=begin, end=end, rules=rules, quote=quote) else None


def _is_list_number(text: str, begin: int, place: int) -> bool:
    """Whether nothing but a short number stands before this full stop: ``1. The company``."""
    return place - begin < 6 and text[begin:place].strip().isdigit()


def _opens(text: str, place: int) -> bool:
    """Whether a mark that can do both opens something here: it stands after a space and before a word."""
    following = text[place + 1 : place + 2]
    return text[place] in "\"'" and text[place - 1].isspace() and bool(following) and not following.isspace()


def _breaks(text: str, *, begin: int, end: int, rules: _Rules, quote: tuple[int, int] | None) -> bool:
    following = text[end : end + 12].lstrip()
    if not following:
        return True
    if rules.continues and quote and rules.continues.match(following):
        return False
    if following[0] in "，,、；;：:—":
        return False
    if text[end - 1].isascii() and end < len(text) and not text[end].isspace():
        return is_cjk(text[end - 1]) or is_cjk(text[end]) or text[end] in "“「『（"
    if following[0].islower():
        return False
    if not quote or not is_cjk(following[0]):
        return True
    aside = text[quote[0]] in "（(" and not text[begin : quote[0]].strip()
    return aside or _introduced(text, quote[0], begin)


def _introduced(text: str, opening: int, begin: int) -> bool:
    """Whether a quotation was led in by ``：`` or ``，``, so that its own full stop closes the sentence too."""
    before = text[begin:opening].rstrip()
    return before[-1:] in tuple("：:，,。")


def _full_stop(text: str, match: re.Match[str], end: int, rules: _Rules) -> bool:
    following = text[end : end + 40].lstrip()
    if match[0][0] == "…" or len(match[0]) > 1:
        return not following or following[0].isupper()
    if not following:
        return True
    word, spaced = _words_before(text, match.start())
    if rules.never.intersection((word, spaced)) or (len(word) == 1 and word.isalpha()):
        return False
    if word.isdigit() and rules.ordinals and len(word) <= 2:
        return False
    if rules.may.intersection((word, spaced)) or _INITIALS.fullmatch(word):
        first = re.match(r"\w+", following.lstrip("“\"'«(„"))
        return first is not None and first[0] in rules.starters
    return True


def _words_before(text: str, place: int) -> tuple[str, str]:
    """The word that a full stop follows, and the same with single letters before it: ``b`` and ``z.b`` of ``z. B.``."""
    backwards = text[max(0, place - 24) : place][::-1]
    word, spaced = _WORD.match(backwards), _SPACED.match(backwards)
    joined = "".join(spaced[1][::-1].split()).lower() if spaced else ""
    return (word[1][::-1].lower() if word else ""), joined
