"""A word in, the stems of what it chiefly means out: the verb or noun that a meaning is built on, not every word of it.

相关 is explained as "closely related", and for all that does not mean "close": to find a word at all, any word of a
meaning will do, but to hold that a verb has been translated it takes the one the meaning is built on.
"""

import functools
import re

from groundwire.brief.check.reading import Reading, Word, full_stem
from groundwire.text.words import fold_words

_TO = re.compile(r"^to (?:be |have |become |make |get )?(\w+)")
_WORDS = re.compile(r"[A-Za-z]+")
_DOUBLED = 5  # letters of a stem above which a second l came with its ending
_SHORT = 3  # words of a meaning that names something; a longer one explains


def firm_stems(word: Word, reading: Reading) -> frozenset[str]:
    """The stems that the word firmly has; those of its meanings where it is in the dictionary."""
    if word.glosses:
        return _of_meanings(word.glosses)
    return frozenset({act_stem(word.text, reading.language.split("-")[0].lower())})


def act_stem(word: str, base: str) -> str:
    """The stem of a verb: cancelled and cancel have one."""
    stem = full_stem(word, base)
    return stem[:-1] if stem.endswith("ll") and len(stem) > _DOUBLED else stem


@functools.lru_cache(maxsize=50_000)
def _of_meanings(glosses: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for gloss in glosses:
        folded = fold_words(gloss)
        verb = _TO.match(folded)
        words = _WORDS.findall(folded)
        if verb:
            found.add(act_stem(verb[1], "en"))
        elif words and len(words) <= _SHORT:
            found.add(act_stem(words[-1], "en"))
            found.add(act_stem(words[0], "en") if len(words) == 1 else "")
    return frozenset(found - {""})
