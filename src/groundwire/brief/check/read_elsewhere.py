"""Chinese characters and a name in, whether they are read so in Japanese, Korean, Vietnamese or Cantonese, out.

Chinese texts write names of these tongues with the characters and not by sound: 高市早苗 is Sanae Takaichi.
"""

import re
from collections.abc import Sequence

from groundwire.text.han_readings import TONGUES, name_letters, spellings

_JAPANESE = re.compile(r"(?:(?:[knhmrgbp]y|[sc]h|ts|[kstnhmyrwgzjdbpf])?[aiueo]n?)+")
_ONE_SYLLABLE = re.compile(
    r"(?:[ckpt]h|[scz]h|ts|tr|gw|kw|ng|[bcdghjklmnpqrstvwxyz])?[aeiouwyr]{1,4}(?:ng|nh|ch|[bcdgklmnprst])?"
)
_FEWEST_LETTERS = 4  # two characters are read as three letters by chance in most paragraphs
_MOST_LETTERS = 24
_ALL_BUT_ONE = 2  # syllables of a name above which one of a given name may be missing: the tables have gaps


class ReadElsewhere:
    """Runs of Chinese characters, indexed by how each may be spelt."""

    def __init__(self, runs: Sequence[str]) -> None:
        self._text = "\n".join(runs)
        self._starts: dict[str, dict[str, list[int]]] = {}

    def reads(self, words: Sequence[str]) -> bool:
        """Whether two characters or more are read as the words, with the family name first or last."""
        orders = {tuple(words), (words[-1], *words[:-1])}
        if any(self._reads("".join(order), tongue) for order in orders for tongue in TONGUES):
            return True
        rows = [[part for word in order for part in word.split("-")] for order in orders]
        return any(len(row) > _ALL_BUT_ONE and self._reads_most(row, tongue) for row in rows for tongue in TONGUES)

    def _reads_most(self, parts: Sequence[str], tongue: str) -> bool:
        """Whether a row of characters is read as these syllables, but for one whose reading no table has."""
        letters = [name_letters(part, tongue) for part in parts]
        return any(
            letters[0] in spellings(row[0], tongue)
            and sum(letter in spellings(c, tongue) for letter, c in zip(letters, row, strict=True)) >= len(letters) - 1
            for row in (self._text[start : start + len(letters)] for start in range(len(self._text) - len(letters) + 1))
        )

    def _reads(self, name: str, tongue: str) -> bool:
        letters = name_letters(name, tongue)
        if not _FEWEST_LETTERS <= len(letters) <= _MOST_LETTERS:
            return False
        starts = self._index(tongue)
        return any(
            self._goes_on(letters[length:], start + 1, tongue)
            for length in range(1, len(letters))
            for start in starts.get(letters[:length], ())
        )

    def _goes_on(self, letters: str, place: int, tongue: str) -> bool:
        if not letters:
            return True
        if place >= len(self._text):
            return False
        spelt = spellings(self._text[place], tongue)
        return any(
            letters[:length] in spelt and self._goes_on(letters[length:], place + 1, tongue)
            for length in range(1, len(letters) + 1)
        )

    def _index(self, tongue: str) -> dict[str, list[int]]:
        if tongue not in self._starts:
            index: dict[str, list[int]] = {}
            for place, character in enumerate(self._text):
                for spelling in spellings(character, tongue):
                    index.setdefault(spelling, []).append(place)
            self._starts[tongue] = index
        return self._starts[tongue]


def spells_family_name(word: str, character: str) -> bool:
    """Whether a family name of one character is spelt so: Park for 朴, Wong for 黄."""
    return any(name_letters(word, tongue) in spellings(character, tongue) for tongue in ("ko", "vi", "yue"))


def may_be_read_elsewhere(word: str) -> bool:
    """Whether a word looks like a name of these tongues: Japanese syllables, or one syllable to each part."""
    letters = name_letters(word, "ja")
    if _JAPANESE.fullmatch(letters):
        return True
    return all(_ONE_SYLLABLE.fullmatch(name_letters(part, "ko")) for part in word.split("-"))
