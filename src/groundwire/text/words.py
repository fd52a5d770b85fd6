"""Text in, words out: what the library indexes and is asked for, and each word once for scoring and shingles.

Every word is folded (lower case, half width, simplified, no accents), so different writings of a word are one word.
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from groundwire.text.scripts import fold

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # with 々 and 〇
_HIRAGANA = "\u3040-\u309f"
_KATAKANA = "\u30a0-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # without ・, which separates words
_OTHER_DENSE = "\uac00-\ud7a3\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Hangul, Thai, Lao, Burmese, Khmer
# Written without spaces, or with endings grown onto the words: looked for inside runs, by pairs of characters.
_DENSE = _HAN + _HIRAGANA + _KATAKANA + _OTHER_DENSE
_MARKS = "\u0300-\u036f\u0900-\u0dff"  # vowel signs are no word characters to `re`: whole blocks count as letters
_LETTERS = rf"(?:[^\W_{_DENSE}]++|[{_MARKS}]++)++"  # runs of each, because choosing at every letter costs twice as much
_APOSTROPHES = "'’ʼ"
_WORD = rf"{_LETTERS}(?:(?:[-‐‑.,&_]|\.?[{_APOSTROPHES}]){_LETTERS})*+"
_PIECE = re.compile(rf"([{_DENSE}]++)|{_WORD}")
_SCRIPT = re.compile(rf"([{_HAN}]++)|([{_HIRAGANA}]++|[{_KATAKANA}]++|[{_OTHER_DENSE}]++)|{_WORD}")
# The same where no letter has accents, at half the price.
_ASCII_WORD = re.compile(r"[A-Za-z0-9]++(?:(?:[-.,&_]|\.?')[A-Za-z0-9]++)*+")
_APART = re.compile(rf"[^{_APOSTROPHES}]+")
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_SCRIPT_RUN = re.compile(rf"[{_HAN}]+|[{_HIRAGANA}]+|[{_KATAKANA}]+|[{_OTHER_DENSE}]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_JOINT = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|[-‐‑&_]")
_PLURAL = re.compile(r"[a-z]{2,}[a-hj-rtv-z]s|[a-z]{2}us")  # chips and GPUs, but not glass, virus, analysis
_NO_PLURALS = frozenset({"news"})
BREAK = "¶"  # stands between two runs; no text gives this word
LONGEST = 40  # characters of a word; what is longer is a key or an encoding, and nobody asks for its end
_SHORT = 6  # characters of a run that is worth remembering: every second one of these comes again, of longer ones few


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a script with spaces, at ``start`` to ``end`` of the text; ``parts`` are those of a compound."""

    text: str
    start: int
    end: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of scripts without spaces, unbroken and folded, at ``start`` to ``end`` of the text."""

    text: str
    start: int
    end: int


class _WordTable(dict[int, str]):
    """Maps a code point to its folded letter without accents, worked out on first use and remembered."""

    def __missing__(self, code: int) -> str:
        character = fold(chr(code))
        # In other scripts marks make another letter: が, й.
        latin_or_greek = character < "\u0400" or "\u1e00" <= character <= "\u1fff"
        base = unicodedata.normalize("NFD", character)[0] if latin_or_greek else character
        self[code] = base
        return base


_WORD_TABLE = _WordTable()


def fold_words(text: str) -> str:
    """Fold as `scripts.fold` does and take the accents off; always exactly as long as ``text``."""
    return text.lower() if text.isascii() else text.translate(_WORD_TABLE)


def pieces(text: str) -> Iterator[Word | Run]:
    """The words and the runs of a text in order, with their places in it."""
    folded = fold_words(text)
    for match in _PIECE.finditer(folded):
        piece, start = match.group(), match.start()
        if match.lastindex:
            yield Run(piece, start, match.end())
        else:
            for place, one in _apart(piece):
                text, parts = _compound(one)
                yield Word(text, start + place, start + place + len(one), parts)


def _apart(piece: str) -> Sequence[tuple[int, str]]:
    """Cut at apostrophes (China's, l'Europe), leaving out the single letters that elision and the genitive leave."""
    if piece.isalnum():  # nearly all are
        return ((0, piece),)
    cut = ((match.start(), match.group()) for match in _APART.finditer(piece))
    return [(place, one) for place, one in cut if len(one) > 1 or len(one) == len(piece)]


@functools.lru_cache(maxsize=65536)  # the same few thousand words make up most of every text
def _compound(piece: str) -> tuple[str, tuple[str, ...]]:
    """5-nm → 5nm (5, nm); 688981.sh → 688981sh (688981, sh); u.s → us; 1,234.5 → 1234.5."""
    piece = _THOUSANDS.sub("", piece).replace("ß", "ss")
    parts = [part for part in _JOINT.split(piece) if part]
    if len(parts) < 2:
        return _singular(piece)[:LONGEST], ()
    whole = _singular("".join(parts))[:LONGEST]
    return whole, () if all(len(part) == 1 for part in parts) else tuple(_singular(p)[:LONGEST] for p in parts)


def _singular(word: str) -> str:
    """Latin words without their plural ending: controls → control, companies and company → compani."""
    if not word.isascii() or not word.isalpha():
        return word
    if word.endswith("xes"):
        return word[:-2]
    if _PLURAL.fullmatch(word) and word not in _NO_PLURALS:
        word = word[:-1]
    if len(word) > 4 and word.endswith("ie"):
        return word[:-1]
    if len(word) > 3 and word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "i"
    return word[:-1] if len(word) > 5 and word.endswith("e") else word  # switches, sanciones; but not plane → plan


def search_words(text: str) -> list[str]:
    """What is indexed and asked for: the words of a text in its order, then its `further_words`."""
    found = list(pieces(text))
    return [word for word in sequence(found) if word != BREAK] + further_words(found)


def sequence(found: Iterable[Word | Run]) -> list[str]:
    """Words with spaces, and every pair of characters of a run, in order: a phrase is an unbroken part of this.

    Runs are kept apart, because the pairs of 半导，导体 would else be those of 半导体.
    """
    words: list[str] = []
    after_run = False
    for piece in found:
        is_run = isinstance(piece, Run)
        words += [BREAK] if is_run and after_run else []
        words += map("".join, itertools.pairwise(piece.text)) if is_run and len(piece.text) > 1 else [piece.text]
        after_run = is_run
    return words


def further_words(found: Iterable[Word | Run]) -> list[str]:
    """What stands inside the `sequence`: parts of compounds, every Han character, the dictionary's words."""
    words: list[str] = []
    for piece in found:
        if isinstance(piece, Run):
            words += _HAN_CHARACTER.findall(piece.text) if len(piece.text) > 1 else []
            words += [word for word in dictionary_words(piece) if len(word) > 1]
        else:
            words += piece.parts
    return words


def dictionary_words(run: Run) -> list[str]:
    """The words of a run, and those inside longer words; kana, Hangul and Thai stay whole."""
    import rjieba  # it reads its dictionary when it is loaded: not before there is Chinese to cut

    words: list[str] = []
    for part in _SCRIPT_RUN.findall(run.text):
        words += rjieba.cut_for_search(part, True) if _HAN_CHARACTER.match(part) else [part[:LONGEST]]
    return words


def plain_words(text: str, language: str) -> list[str]:
    """Each word once, in the order of the text, without the pairs, characters and parts that search adds.

    ``language`` is BCP-47; Han is cut by one dictionary whatever it is, which in Japanese cuts compounds.
    """
    folded = fold_words(text)
    if folded.isascii():
        return [word for piece in _ASCII_WORD.findall(folded) for word in _plain(piece)]
    words: list[str] = []
    for match in _SCRIPT.finditer(folded):
        piece, script = match.group(), match.lastindex
        if script is None:
            words += _plain(piece)
        elif script == 1:
            words += _cut_short(piece) if len(piece) <= _SHORT else _cut(piece)
        else:
            words.append(piece)
    return words


@functools.lru_cache(maxsize=65536)  # the same few thousand words make up most of every text
def _plain(piece: str) -> tuple[str, ...]:
    return tuple(_compound(one)[0] for _, one in _apart(piece))


def _cut(run: str) -> tuple[str, ...]:
    import rjieba

    return tuple(rjieba.cut(run, True))


_cut_short = functools.lru_cache(maxsize=16384)(_cut)
