"""A statement and its cited paragraphs in, whether every name of it is accounted for by theirs out."""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping

from groundwire.brief.check.cedict import gloss_word
from groundwire.brief.check.finding import differs, failed, passed
from groundwire.brief.check.reading import Reading, stem
from groundwire.brief.check.said_names import SaidName, said_names
from groundwire.brief.check.sounds import (
    pinyin_cuts,
    reads_as,
    reads_as_any,
    sounds_like,
    spelt_like,
    wade_cuts,
)
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Entity, EntityId
from groundwire.text.scripts import fold
from groundwire.text.words import fold_words

_WORD = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:['’][^\W\d_]+)*")
_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+(?:[·・•‧][\u3400-\u4dbf\u4e00-\u9fff]+)*")
_NEAR = 40  # characters from a name within which its country is told
_LONG_NAME = 4  # words: an institution's name is translated freely, and a third of it may be in other words
_LIKE_LAST = 0.66  # a family name alone, where the statement gives the first name too
_LIKE_PINYIN = 0.88  # where it could be pinyin, and is not what stands there
_SPELT = 0.75
_CAMEL = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")  # QatarEnergy
_WADE = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+")
_DOTS = "·・•‧"
_LEARNED = ("graphy", "ology", "ography", "nomics", "onomy")  # ends no name
_LIKE = 0.58  # of the right pairs of a name and its transliteration nine in ten are above, of wrong ones one in fifty
_LIKE_SHORT = 0.74  # where the name has two consonants or fewer, which much else has too
# Endings that a people's name has for its country's: Belgi(um, an), Poland and Polish are listed words.
_OF_PEOPLE = frozenset(
    {"n", "an", "ian", "ish", "ese", "i", "ic", "s", "ns", "ans", "ians", "ean", "eans", "er", "ers", ""}
)
_OF_COUNTRY = frozenset({"", "a", "ia", "y", "um", "e", "o", "land", "es", "s", "as"})


class Names:
    """Compares the names of statements with those of paragraphs; holds the entities."""

    def __init__(self, entities: Mapping[EntityId, Entity]) -> None:
        self._entities = entities
        self._by_label: dict[str, list[EntityId]] = {}

    def check(self, statement: Reading, passage: Passage) -> Iterator[Check]:
        """One check for every name that nothing in the paragraphs accounts for; one that passed where all are."""
        failures = [
            self._failure(name, statement, passage)
            for name in said_names(statement)
            if not self._accounted(name, statement, passage)
            and not self._spoken_of(name, statement, passage)
            and not _unreadable(name, statement, passage)
            and not (name.doubtful and " " not in name.text and _all_spoken_for(statement, passage))
        ]
        yield from failures or [passed("names")]

    def _failure(self, name: SaidName, statement: Reading, passage: Passage) -> Check:
        """Says what stands in the name's place where one known name of its kind is left over."""
        said = {other.entity for other in statement.mentions}
        left = {
            mention.entity: (reading, mention)
            for reading, mention in passage.mentions
            if name.kind and mention.kind == name.kind and mention.entity and mention.entity not in said
        }
        if name.entity and len(left) == 1:
            reading, mention = next(iter(left.values()))
            return differs("names", "name-missing", wanted=name.text, at=reading, span=mention.span)
        return failed("names", "name-missing", wanted=name.text)

    def _accounted(self, name: SaidName, statement: Reading, passage: Passage) -> bool:
        view = _view(passage)
        if name.entity and (name.entity in view.entities or self._labelled(name.entity, view)):
            return True
        if any(self._labelled(other, view) for other in self._called(name)):
            return True
        if fold_words(name.text) in view.folded or fold_words(name.text) in view.title:
            return True
        if name.latin:
            return _latin_accounted(
                name, statement, view, by_sound=name.kind == "place" or not self._named_in(name.entity, passage)
            )
        return _han_accounted(name, statement, view, passage)

    def _called(self, name: SaidName) -> list[EntityId]:
        """The entities that are so called but for upper and lower case, which annotation holds a name to: Nio."""
        if not self._by_label:
            for entity in self._entities.values():
                for label in {label for _language, label in entity.labels} | {*entity.aliases, *entity.exact}:
                    self._by_label.setdefault(fold_words(label), []).append(entity.id)
        return self._by_label.get(fold_words(name.text), []) if name.entity is None else []

    def _named_in(self, entity_id: EntityId | None, passage: Passage) -> bool:
        """Whether it is known what the entity is called in the language of the paragraphs: sound tells nothing then."""
        entity = self._entities.get(entity_id) if entity_id else None
        bases = {reading.language.split("-")[0] for reading in passage.readings}
        return entity is not None and bases <= {language.split("-")[0] for language, _label in entity.labels}

    def _labelled(self, entity_id: EntityId, view: "_View") -> bool:
        """Whether the entity stands there under some name that annotation did not take for it."""
        if entity_id not in view.labelled:
            view.labelled[entity_id] = self._find_label(entity_id, view)
        return view.labelled[entity_id]

    def _find_label(self, entity_id: EntityId, view: "_View") -> bool:
        entity = self._entities.get(entity_id)
        if entity is None:
            return False
        names = {label for _language, label in entity.labels} | set(entity.aliases)
        if entity.kind == "person":  # 马克·卡尼 goes on as 卡尼
            names |= {label.rpartition(dot)[2] for label in names for dot in _DOTS if dot in label}
        if entity.kind == "organisation":
            names |= {short for label in names if (short := view.shortened(label))}
        return any(len(label) > 1 and view.has(fold(label)) for label in names)

    def _spoken_of(self, name: SaidName, statement: Reading, passage: Passage) -> bool:
        """Whether an earlier paragraph gives the name and a cited one has a word that stands for it."""
        first = min(reading.number for reading in passage.readings)
        if first < 2 or not any(r.cues.pronoun.search(r.folded) for r in passage.readings):
            return False
        said = {mention.entity for mention in statement.mentions}
        if any(m.kind == name.kind and m.entity and m.entity not in said for _r, m in passage.mentions):
            return False  # the paragraph speaks of another of the kind by name
        return self._accounted(name, statement, passage.source.passage(tuple(range(1, first))))


class _View:
    """What names are looked for in: the text of the paragraphs in several shapes, made once."""

    def __init__(self, passage: Passage) -> None:
        self.folded = "\n".join(fold_words(reading.text) for reading in passage.readings)
        self.title = fold_words(passage.source.document.title)
        self.entities = {mention.entity for _reading, mention in passage.mentions if mention.entity}
        self.senses = passage.senses
        self.latin = [m.group() for r in passage.readings for m in _WORD.finditer(r.text) if m.group()[0].isupper()]
        self.words = {fold_words(m.group()) for r in passage.readings for m in _WORD.finditer(r.text)}
        runs = [m.group() for r in passage.readings for m in _HAN_RUN.finditer(r.folded)]
        self.han = runs
        self.sounding = [part for reading in passage.readings for part in _sounding(reading)]
        self.what = passage.readings[0].cues.what
        self.dictionary = all(reading.cues.dictionary for reading in passage.readings)
        self.spelt = {word for reading in passage.readings for word in _spelt(reading)}
        self.initials = [_letters(w.glosses) for r in passage.readings for w in r.words if w.glosses]
        self.unknown = [run for run in self.sounding if not gloss_word(run)]
        self.proper = {
            fold_words(word) for r in passage.readings for w in r.words for g in w.glosses for word in _proper(g)
        }
        self.labelled: dict[EntityId, bool] = {}
        self.known: dict[tuple[str, bool], bool] = {}

    def shortened(self, label: str) -> str:
        """What is left of an organisation's name without what it is: 闻泰 of 闻泰科技; empty where too little is."""
        short = self.what.sub("", label)
        return short if short != label and len(short) > 1 and not short.isascii() else ""

    def has(self, folded: str) -> bool:
        """Whether these folded words stand there, whole where they are Latin."""
        if not folded.isascii():
            return folded in self.folded
        return re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", self.folded) is not None


def _view(passage: Passage) -> _View:
    kept = passage.kept.get("names")
    if not isinstance(kept, _View):
        kept = _View(passage)
        passage.kept["names"] = kept
    return kept


def _sounding(reading: Reading) -> Iterator[str]:
    """Runs of characters that names are written with by sound, or that the dictionary could not join to words."""
    cues = reading.cues
    if not cues.sound_signs:
        return
    alone = {word.start for word in reading.words if len(word.text) == 1 and word.content}
    marks = [c in cues.sound_signs or c in _DOTS or place in alone for place, c in enumerate(reading.folded)]
    for sounds, group in itertools.groupby(range(len(marks)), key=marks.__getitem__):
        places = list(group)
        if sounds and len(places) > 1:
            yield reading.folded[places[0] : places[-1] + 1]


def _spelt(reading: Reading) -> Iterator[str]:
    """The words of another alphabet in Latin letters."""
    letters = reading.cues.letters
    if reading.cues.spaced and not letters and not reading.cues.dictionary:
        yield from (word.text for word in reading.words if len(word.text) > 3)
    if letters:
        text = unicodedata.normalize("NFKC", reading.text).lower()
        for known, group in itertools.groupby(text, key=letters.__contains__):
            word = "".join(letters[c] for c in group) if known else ""
            if len(word) > 1:
                yield word


@functools.lru_cache(maxsize=20_000)
def _letters(glosses: tuple[str, ...]) -> frozenset[str]:
    """The first letters of the words that the meanings begin with, and those of the first two together."""
    rows = [[word[0].lower() for word in _WORD.findall(gloss)] for gloss in glosses[:3]]
    return frozenset("".join(row[:count]) for row in rows for count in (1, 2) if len(row) >= count)


def _proper(gloss: str) -> list[str]:
    """The capitalised words of a meaning before it goes on to explain."""
    return [word for word in _WORD.findall(gloss.partition(",")[0]) if word[0].isupper()]


def _latin_accounted(name: SaidName, statement: Reading, view: _View, *, by_sound: bool = True) -> bool:
    words = [
        word
        for word in _WORD.findall(_CAMEL.sub(" ", name.text))
        if not word.islower() and (fold_words(word) not in statement.cues.stopwords or _is_acronym(word))
    ]
    words = [word for word in words if len(word) > 1] or words[:1]  # the initials of J. K. Rowling tell nothing
    if not words:
        return True
    if by_sound and _read_in_pinyin(words, view):
        return True
    if (
        len(words) == 1
        and _is_acronym(words[0])
        and (_spelt_out(words[0], name, statement) or _initials(words[0], view))
    ):
        return True
    sounds = by_sound and not _from_wade(name.text)
    missing = [word for word in words if not _word_accounted(word, statement, view, by_sound=sounds)]
    if not view.dictionary and all(_of_language(word, statement) for word in missing):
        return True
    if sounds and len(words) > 1 and missing and _sounds_whole(words, missing, view):
        return True
    if len(words) > 1 or "-" in name.text:  # words of the language make up many names, and coverage judges those
        foreign = [w for w in missing if not _of_language(w, statement)]
        enough = (
            len(missing) < len(words) if not foreign else len(words) >= _LONG_NAME and len(missing) * 3 <= len(words)
        )
        return enough
    return not missing or (len(words) == 1 and fold_words(words[0]).endswith(_LEARNED))


def _read_in_pinyin(words: list[str], view: _View) -> bool:
    """Whether Chinese characters are read as the name is spelt, its surname first or last, in pinyin or as in Taiwan."""
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


def _sounds_whole(words: list[str], missing: list[str], view: _View) -> bool:
    """Whether the name sounds right as a whole, or only a first name is more than the paragraphs give."""
    if any(sounds_like("".join(words), run.replace("·", "")) >= _LIKE for run in view.sounding):
        return True
    if words[-1] in missing or len(words) > 3 or _is_acronym(words[-1]):
        return False
    runs = [run for run in view.sounding if sounds_like(words[-1], run) >= _LIKE_LAST]
    return bool(runs) and not any(mark in run for run in runs for mark in _DOTS)


def _all_spoken_for(statement: Reading, passage: Passage) -> bool:
    """Whether every name of the paragraphs has its counterpart, so that none is left to have been replaced."""
    view = _view(passage)
    said = {mention.entity for mention in statement.mentions}
    named = [m for _r, m in passage.mentions if m.kind in ("person", "organisation", "place")]
    if any(mention.entity not in said or mention.entity is None for mention in named):
        return False
    words = [word for name in said_names(statement) for word in _WORD.findall(name.text)]
    return all(any(sounds_like(word, run) >= 0.5 for word in words) for run in view.unknown)


def _unreadable(name: SaidName, statement: Reading, passage: Passage) -> bool:
    """Whether nothing here can tell: Han names of other tongues are not read as in Chinese, and initials are not spelt.

    A Japanese, Korean, Vietnamese or Cantonese name in Chinese characters has another sound, and an institution's
    initials may be of any language. Where the paragraphs have one such name to spare, it may be this one.
    """
    if name.entity or not name.latin:
        return False
    if name.doubtful and " " not in name.text and not _view(passage).dictionary:
        return True
    if any(reading.cues.segmented and not reading.cues.dictionary for reading in passage.readings):
        return True
    words = _WORD.findall(name.text)
    for reading in passage.readings:
        if len(words) == 1 and _is_acronym(words[0]):
            if reading.cues.institution.search(reading.folded):
                return True
        elif reading.cues.read_otherwise.search(reading.folded):
            around = statement.folded[max(0, name.start - _NEAR) : name.end + _NEAR]
            spare = [m for m in reading.mentions if m.kind == "person" and m.entity is None]
            said = [other for other in said_names(statement) if other.kind == "person" or " " in other.text]
            if (spare and len(said) <= len(spare)) or statement.cues.read_otherwise.search(around):
                return True
    return False


def _of_language(word: str, statement: Reading) -> bool:
    folded = fold_words(word)
    if folded in statement.cues.common or folded in statement.cues.name_words:
        return True
    return not pinyin_cuts(folded) and any(folded.endswith(e) for e in statement.cues.common_endings)


def _word_accounted(word: str, statement: Reading, view: _View, *, by_sound: bool = True) -> bool:
    key = word, by_sound
    if key not in view.known:
        view.known[key] = _account(word, statement, view, by_sound=by_sound)
    return view.known[key]


def _translated(folded: str, statement: Reading, view: _View) -> bool:
    """By its letters, its meaning, or as a people for a country."""
    if folded in view.words or folded in view.title:
        return True
    if stem(folded, "en") in view.senses:
        return True
    known = statement.cues.name_words
    if any(part in view.folded for part in known.get(folded) or known.get(folded.removesuffix("s"), ())):
        return True
    return any(_same_stock(folded, other) for other in view.proper | view.words)


def _account(word: str, statement: Reading, view: _View, *, by_sound: bool) -> bool:
    folded = fold_words(word).removesuffix("'s").removesuffix("’s")
    if _translated(folded, statement, view):
        return True
    if view.spelt and any(_spelt_alike(folded, other) for other in view.spelt):
        return True
    if not by_sound:
        return False
    cuts = pinyin_cuts(folded)
    if cuts and any(reads_as(cuts, run) for run in view.han):
        return True
    if _is_acronym(word) or folded in statement.cues.name_words or folded in statement.cues.common:
        return False  # spelt or translated, and not written by sound
    consonants = sum(letter not in "aeiouy" for letter in folded)
    least = _LIKE_PINYIN if len(cuts) > 1 else _LIKE_SHORT if consonants <= 2 else _LIKE
    return any(sounds_like(folded, run) >= least for run in view.sounding)


@functools.lru_cache(maxsize=50_000)
def _spelt_alike(word: str, other: str) -> bool:
    """Whether a word of another script, spelt in Latin letters, sounds like the name; an inflection may follow."""
    shorter, longer = sorted((len(word), len(other)))
    return longer < shorter * 2 + 3 and spelt_like(word, other) >= _SPELT


def _same_stock(one: str, other: str) -> bool:
    """Whether two words are a country and its people: Belgian and Belgium."""
    if one[:4] != other[:4] or len(other) < 4:
        return False
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    ends = one[common:], other[common:]
    return (ends[0] in _OF_PEOPLE and ends[1] in _OF_COUNTRY) or (ends[1] in _OF_PEOPLE and ends[0] in _OF_COUNTRY)


def _is_acronym(word: str) -> bool:
    letters = word.removesuffix("s")
    return 2 <= len(letters) <= 6 and letters.isupper()


def _spelt_out(word: str, name: SaidName, statement: Reading) -> bool:
    """Whether the letters are the initials of the words before the bracket: Vietnam News Agency (VNA)."""
    if not statement.text[: name.start].endswith("("):
        return False
    before = _WORD.findall(statement.text[: name.start - 1])
    return "".join(part[0] for part in before[-len(word) :]).upper() == word


def _initials(word: str, view: _View) -> bool:
    """Whether words in a row translate to words with these initials: 美国地质调查局 and USGS."""
    letters = word.lower()
    return len(letters) > 2 and any(_begin(letters, view.initials[start:]) for start in range(len(view.initials)))


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


def _han_accounted(name: SaidName, statement: Reading, view: _View, passage: Passage) -> bool:
    text = fold(name.text)
    if any(_shortened(text, run) for run in view.han):
        return True
    if view.han and not view.latin:
        return False
    if any(sounds_like(word, text) >= _LIKE for word in view.latin) or any(
        reads_as(pinyin_cuts(word), text) for word in view.latin if len(pinyin_cuts(word)) > 1
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


def names_comparable(statement: Reading, passage: Passage) -> bool:
    """Whether names of the one script can be compared with those of the other: the same script, or Latin and Han."""
    return all(
        (reading.cues.spaced == statement.cues.spaced and not reading.cues.letters)
        or reading.cues.dictionary
        or statement.cues.dictionary
        for reading in passage.readings
    )
