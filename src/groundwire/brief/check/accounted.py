"""A name of a statement and what names are looked for in, whether something there accounts for it out."""

import functools
import re
from importlib import resources

from groundwire.brief.check.looked_in import DOTS, WORD, View, same_stock
from groundwire.brief.check.pinyin import pinyin_cuts, reads_as, reads_as_any, wade_cuts
from groundwire.brief.check.read_elsewhere import may_be_read_elsewhere, spells_family_name
from groundwire.brief.check.reading import Reading, stem
from groundwire.brief.check.said_names import SaidName
from groundwire.brief.check.sounds import sounds_like, spelt_like
from groundwire.brief.check.source import Passage
from groundwire.models import EntityId
from groundwire.text.data_files import read_yaml
from groundwire.text.scripts import fold
from groundwire.text.words import fold_words

_LONG_NAME = 4  # words: an institution's name is translated freely, and a third of it may be in other words
_LIKE_LAST = 0.66  # a family name alone, where the statement gives the first name too
_LIKE_PINYIN = 0.88  # where it could be pinyin, and is not what stands there
_SPELT = 0.75
_BOTH = (0, 1)
_LONG_HAN, _MOST = 8, 0.7  # characters of an institution's name, and how many of them another text has as well
_LONG_WORD, _LIKE_OTHER_SIGNS = 7, 0.8
_FEWEST_INITIALS = 3
_CAMEL = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")  # QatarEnergy
_WADE = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+")
_LEARNED = ("graphy", "ology", "ography", "nomics", "onomy")  # ends no name
_LIKE = 0.58  # of the right pairs of a name and its transliteration nine in ten are above, of wrong ones one in fifty
_LIKE_SHORT = 0.74  # where the name has few consonants or is all of open syllables, as much else is too
_FEW_CONSONANTS = 2
_OPEN_SYLLABLES = re.compile(r"(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiou]{1,3}(?:ng?(?![aeiou]))?)+")


def latin_accounted(name: SaidName, statement: Reading, view: View, *, by_sound: bool = True) -> bool:
    words = [
        word
        for word in WORD.findall(_CAMEL.sub(" ", name.text))
        if not word.islower() and (fold_words(word) not in statement.cues.stopwords or is_acronym(word))
    ]
    words = [word for word in words if len(word) > 1] or words[:1]  # the initials of J. K. Rowling tell nothing
    if not words:
        return True
    if by_sound and _read_in_pinyin(words, view):
        return True
    if (
        len(words) == 1
        and is_acronym(words[0])
        and (_spelt_out(words[0], name, statement) or _initials(words[0], view))
    ):
        return True
    sounds = by_sound and not _from_wade(name.text)
    missing = [word for word in words if not _word_accounted(word, statement, view, by_sound=sounds)]
    if not view.dictionary and all(_of_language(word, statement) for word in missing):
        return True
    if sounds and len(words) > 1 and missing and _sounds_whole(words, missing, view):
        return True
    if by_sound and missing and (view.elsewhere.reads(words) or _half_read(words, view)):
        return True
    if len(words) > 1 or "-" in name.text:  # words of the language make up many names, and coverage judges those
        foreign = [w for w in missing if not _of_language(w, statement)]
        if foreign:
            return len(words) >= _LONG_NAME and len(missing) * 3 <= len(words)
        return len(missing) < len(words)
    return not missing or (len(words) == 1 and fold_words(words[0]).endswith(_LEARNED))


def _half_read(words: list[str], view: View) -> bool:
    """Whether one of two words is read by two characters or more; the other has a reading that names alone have."""
    if len(words) != len(_BOTH):
        return False
    return any(view.elsewhere.reads([words[n]]) and may_be_read_elsewhere(words[1 - n]) for n in _BOTH)


def _read_in_pinyin(words: list[str], view: View) -> bool:
    """Whether Chinese characters are read as the name is spelt, surname first or last, in pinyin or as in Taiwan."""
    orders = [words, [words[-1], *words[:-1]]] if len(words) > 1 else [words]
    for order in orders:
        cuts = pinyin_cuts("".join(order))
        if len(cuts) > 1 and any(reads_as(cuts, run) for run in view.han):
            return True
        older = wade_cuts(" ".join(order))
        if len(older) > 1 and any(reads_as_any(older, run) for run in view.han):
            return True
    return False


def _from_wade(text: str) -> bool:
    """Whether it is spelt as in Taiwan beyond doubt: Lien Ko-feng. No foreign name looks so."""
    return _WADE.fullmatch(text) is not None and bool(wade_cuts(text))


def _sounds_whole(words: list[str], missing: list[str], view: View) -> bool:
    """Whether the name sounds right as a whole, or only a first name is more than the paragraphs give."""
    if any(sounds_like("".join(words), run.replace("·", "")) >= _LIKE for run in view.sounding):
        return True
    if words[-1] in missing or len(words) > 3 or is_acronym(words[-1]):
        return False
    runs = [run for run in view.sounding if sounds_like(words[-1], run) >= _LIKE_LAST]
    return bool(runs) and not any(mark in run for run in runs for mark in DOTS)


def _of_language(word: str, statement: Reading) -> bool:
    folded = fold_words(word)
    if folded in statement.cues.common or folded in statement.cues.name_words:
        return True
    return not pinyin_cuts(folded) and any(folded.endswith(e) for e in statement.cues.common_endings)


@functools.cache
def _stand_for() -> dict[str, list[str]]:
    found: dict[str, list[str]] = read_yaml(resources.files("groundwire.brief.check") / "data" / "stand_for.yaml")
    return found


def meant_by(entity: EntityId) -> list[EntityId]:
    """What a place may be said for: Beijing for China, and China where its capital is named."""
    table = _stand_for()
    meant = table.get(entity, []) + [place for place, others in table.items() if entity in others]
    return [EntityId(other) for other in meant]


def _word_accounted(word: str, statement: Reading, view: View, *, by_sound: bool = True) -> bool:
    key = word, by_sound
    if key not in view.known:
        view.known[key] = _account(word, statement, view, by_sound=by_sound)
    return view.known[key]


def _translated(folded: str, statement: Reading, view: View) -> bool:
    """By its letters, its meaning, or as a people for a country."""
    if folded in view.words or folded in view.title:
        return True
    if stem(folded, "en") in view.senses:
        return True
    known = statement.cues.name_words
    if any(part in view.folded for part in known.get(folded) or known.get(folded.removesuffix("s"), ())):
        return True
    return any(same_stock(folded, other) for other in view.proper | view.words)


def _account(word: str, statement: Reading, view: View, *, by_sound: bool) -> bool:
    folded = fold_words(word).removesuffix("'s").removesuffix("’s")
    if _translated(folded, statement, view):
        return True
    if view.spelt and any(_spelt_alike(folded, other) for other in view.spelt):
        return True
    if not by_sound:  # it is called otherwise there, but texts vary in the signs they take for sounds
        return len(folded) >= _LONG_WORD and any(sounds_like(folded, run) >= _LIKE_OTHER_SIGNS for run in view.sounding)
    cuts = pinyin_cuts(folded)
    if cuts and any(reads_as(cuts, run) for run in view.han):
        return True
    if is_acronym(word) or folded in statement.cues.name_words or folded in statement.cues.common:
        return False  # spelt or translated, and not written by sound
    if view.elsewhere.reads([word]) or any(spells_family_name(word, first) for first in view.families):
        return True
    consonants = sum(letter not in "aeiouy" for letter in folded)
    short = consonants <= _FEW_CONSONANTS or _OPEN_SYLLABLES.fullmatch(folded)
    least = _LIKE_PINYIN if len(cuts) > 1 else _LIKE_SHORT if short else _LIKE
    return any(sounds_like(folded, run) >= least for run in view.sounding)


@functools.lru_cache(maxsize=50_000)
def _spelt_alike(word: str, other: str) -> bool:
    """Whether a word of another script, spelt in Latin letters, sounds like the name; an inflection may follow."""
    shorter, longer = sorted((len(word), len(other)))
    return longer < shorter * 2 + 3 and spelt_like(word, other) >= _SPELT


def is_acronym(word: str) -> bool:
    letters = word.removesuffix("s")
    return 2 <= len(letters) <= 6 and letters.isupper()


def _spelt_out(word: str, name: SaidName, statement: Reading) -> bool:
    """Whether the letters are the initials of the words before the bracket: Vietnam News Agency (VNA)."""
    if not statement.text[: name.start].endswith("("):
        return False
    before = WORD.findall(statement.text[: name.start - 1])
    return "".join(part[0] for part in before[-len(word) :]).upper() == word


def _initials(word: str, view: View) -> bool:
    """Whether words in a row translate to words with these initials: 美国地质调查局 and USGS.

    What Chinese has at the end, or at the beginning, English may have at the other: 石油输出国组织 and OPEC.
    """
    letters = word.lower()
    if len(letters) < _FEWEST_INITIALS:
        return False
    if letters in view.acronyms:
        return True
    starts = range(len(view.initials))
    if any(_begin(letters, view.initials[start:]) for start in starts):
        return True
    count = len(letters)
    rows = (view.initials[start : start + count] for start in starts if start + count <= len(view.initials))
    return any(_begin(letters, [row[-1], *row[:-1]]) or _begin(letters, [*row[1:], row[0]]) for row in rows)


def _begin(letters: str, row: list[frozenset[str]]) -> bool:
    for first in row:
        if not letters:
            break
        if letters[:2] in first:
            letters = letters[2:]
        elif letters[0] in first:
            letters = letters[1:]
        else:
            return False
    return not letters


def han_accounted(name: SaidName, statement: Reading, view: View, passage: Passage, *, by_sound: bool) -> bool:
    """Whether a name in Chinese characters is there: short, by the sound of a Latin word, or word by word."""
    text = fold(name.text)
    if any(_shortened(text, run) for run in view.han):
        return True
    if len(text) >= _LONG_HAN and any(sum(c in run for c in text) >= len(text) * _MOST for run in view.han):
        return True  # 个人情報保護委員会 and 个人信息保护委员会
    if view.han and not view.latin:
        return False
    if by_sound and any(
        sounds_like(word, text) >= _LIKE or (len(cuts := pinyin_cuts(word)) > 1 and reads_as(cuts, text))
        for word in view.latin
    ):
        return True
    inside = [word for word in statement.words if name.start <= word.start and word.end <= name.end]
    return bool(inside) and all(passage.places(word) for word in inside)


def _shortened(text: str, run: str) -> bool:
    """Whether the characters of a short form stand in order and close together: 北大 in 北京大学."""
    if len(text) > 4 or text[0] not in run:
        return text in run
    start = run.find(text[0])
    while start >= 0:
        place = start
        for character in text[1:]:
            place = run.find(character, place + 1, place + 4)
            if place < 0:
                break
        else:
            return True
        start = run.find(text[0], start + 1)
    return False
