"""A name in Latin letters and a run of Chinese characters in, how much of the name sounds as the characters do out.

Chinese writes foreign names by sound, syllable by syllable (施泰因迈尔 for Steinmeier), and Chinese names are written in
Latin letters by sound (Xu Zhengyu for 许正宇). Both are compared as rows of sounds: consonants in classes that the one script
keeps apart and the other does not (r and l, b and p), vowels loosely, because Chinese adds them between consonants.
"""

import functools
import re

from groundwire.brief.check.cedict import syllables
from groundwire.text.words import fold_words

# Spelling → sounds, the longest spelling first. Capitals are consonant classes, small letters vowels.
_SPELLINGS = (
    ("tsch", "C"), ("sch", "C"), ("tch", "C"), ("ough", "o"), ("dzh", "C"), ("zh", "C"), ("sh", "C"), ("ch", "C"), ("ph", "F"), ("th", "T"),
    ("gh", "K"), ("kh", "H"), ("ck", "K"), ("cz", "C"), ("sz", "C"), ("rz", "C"), ("ts", "C"), ("tz", "C"), ("dj", "C"), ("wh", "W"), ("qu", "KW"), ("kn", "N"),
    ("ng", "N"), ("mb", "MP"), ("ce", "Se"), ("ci", "Si"), ("cy", "Si"), ("ge", "Ge"), ("gi", "Gi"), ("gy", "Gi"), ("ya", "Ya"), ("yo", "Yo"), ("yu", "Yu"), ("ye", "Ye"), ("x", "KS"), ("b", "P"), ("p", "P"), ("d", "T"), ("t", "T"),
    ("f", "F"), ("v", "W"), ("w", "W"), ("k", "K"), ("c", "K"), ("q", "K"), ("g", "K"), ("j", "J"), ("s", "S"), ("z", "S"), ("m", "M"), ("n", "N"), ("l", "L"), ("r", "L"),
    ("h", "H"), ("ae", "e"), ("ee", "i"), ("ea", "i"), ("oo", "u"), ("ou", "u"), ("ai", "a"), ("ay", "e"), ("ei", "a"), ("ey", "i"), ("ie", "i"), ("ia", "iYa"), ("io", "iYo"), ("eu", "o"), ("au", "o"), ("aw", "o"), ("ow", "o"), ("oe", "o"),
    ("a", "a"), ("e", "e"), ("i", "i"), ("o", "o"), ("u", "u"), ("y", "i"),
)  # fmt: skip
_SPELLING = re.compile("|".join(spelling for spelling, _sounds in _SPELLINGS))
_SOUNDS = dict(_SPELLINGS)
_INITIALS = {
    "b": "P", "p": "P", "m": "M", "f": "F", "d": "T", "t": "T", "n": "N", "l": "L", "g": "K", "k": "K", "h": "H", "j": "J", "q": "J",
    "x": "J", "zh": "C", "ch": "C", "sh": "C", "r": "L", "z": "S", "c": "S", "s": "S", "y": "Y", "w": "W", "": "",
}  # fmt: skip
_SYLLABLE = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)([a-zêü]*)")
# What may stand for what at little cost: Chinese has no v, softens k and g before i, says h for a breathed g.
_NEAR = {
    frozenset(pair): cost
    for pair, cost in (
        ("WF", 0.2), ("WP", 0.4), ("CS", 0.2), ("CJ", 0.2), ("SJ", 0.2), ("KJ", 0.4), ("KH", 0.4), ("TS", 0.6), ("TC", 0.5), ("TJ", 0.6), ("MN", 0.3), ("YJ", 0.3), ("YW", 0.3), ("HJ", 0.5), ("GK", 0.1), ("GJ", 0.1), ("GC", 0.2), ("GS", 0.3), ("GH", 0.4), ("GL", 1.0), ("FP", 0.5), ("WH", 0.5), ("FH", 0.5), ("CK", 0.8), ("YL", 0.8), ("GY", 0.5), ("JW", 0.8),
    )
}  # fmt: skip
_WEAK = frozenset("LHYWN")  # consonants that one script leaves out now and then: Carter 卡特, Hugo 雨果
_WEAK_COST, _VOWEL_COST, _OTHER_VOWEL = 0.45, 0.12, 0.2
_VOWELS = frozenset("aeiou")


@functools.lru_cache(maxsize=20_000)
def latin_sounds(name: str) -> str:
    """The sounds of a name in Latin letters."""
    letters = re.sub(r"[^a-z]", "", fold_words(name).replace("ø", "o").replace("ł", "w").replace("ß", "ss"))
    letters = re.sub(r"([bcdfgklmnprtvz])\1", r"\1", letters)
    sounds = "".join(_SOUNDS[match.group()] for match in _SPELLING.finditer(letters))
    return re.sub(r"e$", "", sounds) if len(sounds) > 3 else sounds


@functools.lru_cache(maxsize=20_000)
def han_sounds(character: str) -> str:
    """The sounds of a character in its commonest reading."""
    read = syllables(character)
    if not read:
        return ""
    if read[0] in ("er", "ri"):
        return "L" if read[0] == "er" else "Li"
    match = _SYLLABLE.match(read[0])
    initial, final = match.groups() if match else ("", read[0])
    vowels = [letter for letter in final.replace("ü", "u").replace("v", "u") if letter in _VOWELS]
    return _INITIALS[initial] + "".join(vowels[-1:]) + ("N" if "n" in final else "")


@functools.lru_cache(maxsize=50_000)  # the same names are looked for in the same runs by several checks
def sounds_like(name: str, run: str) -> float:
    """0 to 1: how well some stretch of ``run`` sounds as ``name`` does."""
    wanted = latin_sounds(name)
    weight = sum(_cost_of(sound) for sound in wanted)
    if not weight or not run:
        return 0.0
    heard = "".join(map(han_sounds, run))
    return max(0.0, 1 - _least_cost(wanted, heard) / max(weight, 1.0))


@functools.lru_cache(maxsize=50_000)
def spelt_like(name: str, word: str) -> float:
    """0 to 1: how well some stretch of a word that is spelt in Latin letters sounds as the name does."""
    wanted = latin_sounds(name)
    weight = sum(map(_cost_of, wanted))
    return max(0.0, 1 - _least_cost(wanted, latin_sounds(word)) / max(weight, 1.0)) if wanted else 0.0


def _cost_of(sound: str) -> float:
    if sound in _VOWELS:
        return _VOWEL_COST
    return _WEAK_COST if sound in _WEAK else 1.0


def _least_cost(wanted: str, heard: str) -> float:
    """The cost of turning all of ``wanted`` into some stretch of ``heard``."""
    row = [0.0] * (len(heard) + 1)
    for sound in wanted:
        drop = _cost_of(sound)
        following = [row[0] + drop]
        for place, other in enumerate(heard):
            following.append(
                min(row[place] + _swap(sound, other), row[place + 1] + drop, following[place] + _cost_of(other))
            )
        row = following
    return min(row)


@functools.cache
def _swap(sound: str, other: str) -> float:
    if sound == other:
        return 0.0
    vowels = (sound in _VOWELS) + (other in _VOWELS)
    if vowels:
        return _OTHER_VOWEL if vowels == 2 else 1.2
    return _NEAR.get(frozenset((sound, other)), 1.2)


_READ_AS = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|uen|van|ai|ei|ao|ou|an|en|er|in|ia|ie|iu|ua|uo|ui|un|ue|ve|vn|a|e|i|o|u|v)"
)


@functools.lru_cache(maxsize=20_000)
def pinyin_cuts(name: str) -> tuple[str, ...]:
    """The syllables of a name written in pinyin: xuzhengyu → xu, zheng, yu; none where it is not pinyin."""
    letters = re.sub(r"[^a-zü]", "", name.lower().replace("’", "'"))
    cuts = _cut(letters.replace("ü", "v"))
    return tuple(cuts) if cuts else ()


def _cut(letters: str) -> list[str] | None:
    if not letters:
        return []
    for length in range(min(6, len(letters)), 0, -1):
        if _READ_AS.fullmatch(letters, 0, length):
            rest = _cut(letters[length:])
            if rest is not None:
                return [letters[:length], *rest]
    return None


@functools.lru_cache(maxsize=50_000)
def reads_as(cuts: tuple[str, ...], text: str) -> bool:
    """Whether some stretch of Chinese text is read as these syllables."""
    readings = [syllables(character) for character in text]
    return any(
        all(_same_syllable(cut, readings[start + place]) for place, cut in enumerate(cuts))
        for start in range(len(text) - len(cuts) + 1)
    )


def _same_syllable(cut: str, readings: tuple[str, ...]) -> bool:
    return (
        cut in readings
        or (cut.endswith("yu") and f"{cut[:-2]}yv" in readings)
        or any(r.replace("v", "u") == cut for r in readings)
    )


_WADE_INITIALS = {
    "tsz": ("z", "c"), "ts": ("z", "c"), "tz": ("z", "c"), "ch": ("zh", "ch", "j", "q"), "hs": ("x",), "sh": ("sh",), "sz": ("s",),
    "k": ("g", "k"), "p": ("b", "p"), "t": ("d", "t"), "j": ("r",), "ss": ("s",), "": ("",),
}  # fmt: skip
_WADE_FINALS = {
    "ien": ("ian",), "ih": ("i",), "u": ("u", "v", "ou"), "ung": ("ong",), "eh": ("e", "ie"), "ueh": ("ue",), "iung": ("iong",), "o": ("o", "e", "uo"),
    "ieh": ("ie",), "ui": ("ui",), "uei": ("ui",), "en": ("en",), "iu": ("iu",), "u en": ("un",), "erh": ("er",), "yu": ("you", "yu"), "ou": ("ou",),
}  # fmt: skip
_WADE_SYLLABLE = re.compile(r"(tsz|ts|tz|ch|hs|sh|sz|ss|[kptjbdgmnflhrswyz]?)([aeiouv]\w*)")


@functools.lru_cache(maxsize=20_000)
def wade_cuts(name: str) -> tuple[tuple[str, ...], ...]:
    """The syllables of a name spelt as in Taiwan, each with what it may be in pinyin; none where it is not so spelt."""
    found: list[tuple[str, ...]] = []
    for part in re.findall(r"[a-z]+", name.lower()):
        match = _WADE_SYLLABLE.fullmatch(part)
        if match is None:
            return ()
        initials = _WADE_INITIALS.get(match[1], (match[1],))
        finals = _WADE_FINALS.get(match[2], (match[2],))
        readings = {initial + final for initial in initials for final in finals}
        known = tuple(sorted(reading for reading in readings | {part} if _READ_AS.fullmatch(reading)))
        if not known:
            return ()
        found.append(known)
    return tuple(found)


@functools.lru_cache(maxsize=50_000)
def reads_as_any(cuts: tuple[tuple[str, ...], ...], text: str) -> bool:
    """Whether some stretch of Chinese text is read as one of the readings of each syllable."""
    readings = [syllables(character) for character in text]
    return any(
        all(any(_same_syllable(one, readings[start + place]) for one in cut) for place, cut in enumerate(cuts))
        for start in range(len(text) - len(cuts) + 1)
    )
