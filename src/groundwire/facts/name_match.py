"""Two names in, whether they are of one out: by what they denote, and by words, sound or meaning."""

from groundwire.facts.evidence import Match
from groundwire.facts.readings import key_of
from groundwire.models import Name
from groundwire.text.dictionary import shared_meanings, sounds_of
from groundwire.text.scripts import is_cjk
from groundwire.text.words import plain_words

_SHORT_DENSE, _SHORT = 2, 4  # characters of the short form of a name
_SOUND = 5  # letters of a word that tells whether a name sounds the same


def match_names(left: Name | None, right: Name | None) -> Match:
    """Whether two names are of one: yes, no, unknown where one is missing, none where both are."""
    one, other = key_of(left), key_of(right)
    if left is None or right is None or one is None or other is None:
        return "none" if one is other else "unknown"
    if one == other:
        return "yes"
    if left.entity and right.entity:
        return "no"
    words, others = (_words(left), _words(right))
    if is_dense(words) != is_dense(others):
        dense, spaced = (words, others) if is_dense(words) else (others, words)
        return "yes" if _sounds(dense, spaced) else "unknown"  # a name that no list has, in two scripts
    short, long = sorted((words, others), key=len)
    if len(short) >= (_SHORT_DENSE if is_dense(short) else _SHORT) and short in long:
        return "yes"
    return "no"


def match_things(left: Name | None, right: Name | None) -> Match:
    """Whether two things are one: words that have a part in common may be, in other words."""
    found = match_names(left, right)
    if found == "unknown" and left is not None and right is not None and _means(_words(left), _words(right)):
        return "yes"
    if found != "no" or left is None or right is None or (left.entity and right.entity):
        return found
    return "unknown" if _parts(_words(left)) & _parts(_words(right)) else "no"


def _parts(words: str) -> set[str]:
    """The words; of a script without spaces the pairs of characters."""
    return {words[n : n + 2] for n in range(len(words) - 1)} if is_dense(words) else set(words.split())


def _words(name: Name) -> str:
    return name.words.casefold() if name.entity else name.key


def is_dense(words: str) -> bool:
    """Whether it is written without spaces."""
    return any(map(is_cjk, words))


def _sounds(dense: str, spaced: str) -> bool:
    """Whether a word of the one is how the other is read: 星驰 and Xingchi."""
    return not sounds_of(dense).isdisjoint(word for word in spaced.split() if len(word) >= _SOUND)


def _means(left: str, right: str) -> bool:
    """Whether a word of the one is the meaning of the other: 轮胎 and tires."""
    if is_dense(left) == is_dense(right):
        return False
    dense, spaced = (left, right) if is_dense(left) else (right, left)
    return shared_meanings([dense], plain_words(spaced, "en")) > 0
