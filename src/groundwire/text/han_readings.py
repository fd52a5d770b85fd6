"""A Chinese character in, how names spell its Japanese, Korean, Vietnamese and Cantonese readings, out.

The readings are those of Unihan; they are read from ``data`` when first asked for.
"""

import functools
import itertools
import re
import unicodedata
from importlib import resources
from typing import Any

from groundwire.text.data_files import read_yaml

TONGUES = ("ja", "ko", "vi", "yue")
_FIRST_SYLLABLE = 0xAC00  # of Hangul; its syllables are counted by initial, vowel and final
_VOWELS, _FINALS = 21, 28
_JYUTPING = re.compile(r"(ng(?=[a-z])|gw|kw|[bpmfdtnlgkhwzcsj]?)([a-z]+)")
_MOST_SPELLINGS = 400  # of one character in one tongue
_LETTERS = re.compile(r"[^a-z]")


@functools.lru_cache(maxsize=50_000)
def spellings(character: str, tongue: str) -> frozenset[str]:
    """The ways in which a name writes this character (folded) where it is read in that tongue."""
    readings = _readings().get(character, {}).get(tongue, ())
    found = (spelling for reading in readings for spelling in _SPELLERS[tongue](reading))
    return frozenset(itertools.islice(found, _MOST_SPELLINGS))


def name_letters(name: str, tongue: str) -> str:
    """The letters of a name as ``spellings`` of that tongue has them."""
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    letters = _LETTERS.sub("", plain)
    return _short_vowels(letters) if tongue == "ja" else letters


def _japanese(reading: str) -> set[str]:
    """A reading whole, without its inflected ending, swallowed at the end, and voiced at the beginning."""
    whole = _short_vowels(reading)
    found = {whole}
    found |= {whole[:end] for end in range(1, len(whole)) if whole[end - 1] in "aeioun" and whole[end] not in "aeioun"}
    ending = next((end for end in _data()["ja"]["stems"] if whole.endswith(end)), "")
    if ending:
        found.add(whole.removesuffix(ending) + _data()["ja"]["stems"][ending])
    found |= {whole.removesuffix(end) for end in _data()["ja"]["swallowed"] if len(whole) > len(end) + 1}
    voiced: dict[str, str] = _data()["ja"]["voiced"]
    for form in tuple(found):
        start = next((begin for begin in voiced if form.startswith(begin)), "")
        found |= {other + form[len(start) :] for other in voiced.get(start, "").split()}
    return found


def _short_vowels(letters: str) -> str:
    """Ohtani, Ōtani, Ootani, Outani: one spelling; the same for doubled consonants and an m before a b."""
    letters = re.sub(r"oh(?![aeiouy])|o[ou]+", "o", letters)
    letters = re.sub(r"uu+", "u", letters).replace("tch", "ch")
    letters = re.sub(r"m(?=[bpm])", "n", letters)
    return re.sub(r"([^aeioun])\1+", r"\1", letters)


def _korean(reading: str) -> set[str]:
    place = ord(reading[0]) - _FIRST_SYLLABLE
    if not 0 <= place < 19 * _VOWELS * _FINALS:
        return set()
    initial, rest = divmod(place, _VOWELS * _FINALS)
    vowel, final = divmod(rest, _FINALS)
    tables = _data()["ko"]
    return _joined(tables["initials"][initial], tables["vowels"][vowel], tables["finals"][final])


def _cantonese(reading: str) -> set[str]:
    match = _JYUTPING.fullmatch(reading)
    tables = _data()["yue"]
    if match is None or match[2] not in tables["finals"]:
        return set()
    return _joined(tables["initials"].get(match[1], match[1]), tables["finals"][match[2]])


def _joined(*parts: str) -> set[str]:
    """Every way to write the parts one behind the other; a dash is nothing."""
    ways = itertools.product(*(part.replace("-", " ").split(" ") for part in parts))
    return {"".join(way) for way in ways} - {""}


def _vietnamese(reading: str) -> set[str]:
    return {reading}


_SPELLERS = {"ja": _japanese, "ko": _korean, "vi": _vietnamese, "yue": _cantonese}


@functools.cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(resources.files("groundwire.text") / "data" / "han_spellings.yaml")
    return found


@functools.cache
def _readings() -> dict[str, dict[str, tuple[str, ...]]]:
    text = (resources.files("groundwire.text") / "data" / "han_readings.tsv").read_text(encoding="utf-8")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in text.splitlines():
        character, _, rest = line.partition("\t")
        if len(character) == 1:
            columns = (tuple(column.split()) for column in rest.split("\t"))
            found[character] = dict(zip(TONGUES, columns, strict=True))
    return found
