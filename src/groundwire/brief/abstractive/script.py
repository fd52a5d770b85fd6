"""A text and a language in, whether it is written in the script of that language out."""

import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError

_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "HANGUL": "CJK", "BOPOMOFO": "CJK", "FULLWIDTH": "LATIN"}
_LEAST = 0.4  # of the letters: names and tickers may stand in another script
_WEIGHT = 3  # letters that one CJK character is worth


def is_in_script_of(text: str, language: str) -> bool:
    """True too where the language's script is not known."""
    wanted = _script_of(language)
    if wanted is None:
        return True
    weights: dict[str, int] = {}
    for character in text:
        if script := _script(character):
            weights[script] = weights.get(script, 0) + (_WEIGHT if script == "CJK" else 1)
    total = sum(weights.values())
    return total == 0 or weights.get(wanted, 0) >= _LEAST * total


@cache
def _script_of(language: str) -> str | None:
    """The script of what the language calls itself."""
    try:
        own = Locale.parse(language, sep="-").get_language_name()
    except (ValueError, UnknownLocaleError):
        return None
    return next(filter(None, map(_script, own or "")), None)


@cache
def _script(character: str) -> str:
    if not character.isalpha():
        return ""
    name = unicodedata.name(character, "").split(" ", 1)[0]
    return _TOGETHER.get(name, name)
