"""Cited paragraphs in, what names are looked for in out: their words, runs by sound, meanings, initials."""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator

from groundwire.brief.check.read_elsewhere import ReadElsewhere
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.source import Passage
from groundwire.models import EntityId
from groundwire.text.dictionary import gloss_word
from groundwire.text.words import fold_words

WORD = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:['’][^\W\d_]+)*")
_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+(?:[·・•‧][\u3400-\u4dbf\u4e00-\u9fff]+)*")
_HAN_NAME = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{2,4}")
_SHORT, _LONG = 3, 7  # letters
_OF_PEOPLE = frozenset(
    [
        "n",
        "an",
        "ian",
        "ish",
        "ese",
        "i",
        "ic",
        "s",
        "ns",
        "ans",
        "ians",
        "ean",
        "eans",
        "er",
        "ers",
        "ois",
        "oise",
        "oises",
        "aise",
        "ais",
        "isch",
        "ische",
        "ischen",
        "ischer",
        "isches",
        "no",
        "na",
        "nos",
        "nas",
        "és",
        "esa",
        "eses",
    ]
) | {""}
_OF_COUNTRY = frozenset({"", "a", "ia", "y", "um", "e", "o", "land", "es", "s", "as"})
DOTS = "·・•‧"


class View:
    """What names are looked for in: the text of the paragraphs in several shapes, made once."""

    def __init__(self, passage: Passage) -> None:
        self.folded = "\n".join(fold_words(reading.text) for reading in passage.readings)
        self.squeezed = self.folded.replace(" ", "")
        self.title = fold_words(passage.source.document.title)
        self.entities = {mention.entity for _reading, mention in passage.mentions if mention.entity}
        self.senses = passage.senses
        self.latin = [m.group() for r in passage.readings for m in WORD.finditer(r.text) if m.group()[0].isupper()]
        self.words = {fold_words(m.group()) for r in passage.readings for m in WORD.finditer(r.text)}
        runs = [m.group() for r in passage.readings for m in _HAN_RUN.finditer(r.folded)]
        self.han = runs
        self.elsewhere = ReadElsewhere(runs)
        self.families = {
            said[0] for r, m in passage.mentions if m.kind == "person" and _HAN_NAME.fullmatch(said := r.said(m.span))
        }
        self.sounding = [part for reading in passage.readings for part in _sounding(reading)]
        self.what = passage.readings[0].cues.what
        self.dictionary = all(reading.cues.dictionary for reading in passage.readings)
        self.spelt = {word for reading in passage.readings for word in _spelt(reading)}
        self.initials = [_letters(w.glosses) for r in passage.readings for w in r.words if w.glosses]
        self.acronyms = {_acronym(gloss) for r in passage.readings for w in r.words for gloss in w.glosses}
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

    def has_people(self, label: str) -> bool:
        """Whether a word is that of the people of a country of this name: chinois of Chine."""
        return len(label) > _SHORT and label.isascii() and any(same_stock(label, word) for word in self.words)

    def has(self, folded: str) -> bool:
        """Whether these folded words stand there, whole where they are Latin."""
        if not folded.isascii():
            return folded in self.folded
        if len(folded) > _LONG and folded in self.squeezed:  # JinkoSolar and Jinko Solar
            return True
        return re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", self.folded) is not None


def view_of(passage: Passage) -> View:
    kept = passage.kept.get("names")
    if not isinstance(kept, View):
        kept = View(passage)
        passage.kept["names"] = kept
    return kept


def _sounding(reading: Reading) -> Iterator[str]:
    """Runs of characters that names are written with by sound, or that the dictionary could not join to words."""
    cues = reading.cues
    if not cues.sound_signs:
        return
    alone = {word.start for word in reading.words if len(word.text) == 1 and word.content}
    marks = [c in cues.sound_signs or c in DOTS or place in alone for place, c in enumerate(reading.folded)]
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
    rows = [[word[0].lower() for word in WORD.findall(gloss)] for gloss in glosses[:3]]
    return frozenset("".join(row[:count]) for row in rows for count in (1, 2) if len(row) >= count)


@functools.lru_cache(maxsize=20_000)
def _acronym(gloss: str) -> str:
    """The first letters of the capitalised words of a meaning: drc of "Democratic Republic of the Congo"."""
    return "".join(word[0].lower() for word in WORD.findall(gloss) if word[0].isupper())


def _proper(gloss: str) -> list[str]:
    """The capitalised words of a meaning before it goes on to explain."""
    return [word for word in WORD.findall(gloss.partition(",")[0]) if word[0].isupper()]


def same_stock(one: str, other: str) -> bool:
    """Whether two words are a country and its people: Belgian and Belgium."""
    if one[:4] != other[:4] or len(other) < 4:
        return False
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    ends = one[common:], other[common:]
    return (ends[0] in _OF_PEOPLE and ends[1] in _OF_COUNTRY) or (ends[1] in _OF_PEOPLE and ends[0] in _OF_COUNTRY)
