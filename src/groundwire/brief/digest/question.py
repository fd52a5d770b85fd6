"""A question with its annotations in, what is to be looked for out: names, words and figures, and what would answer."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundwire.brief.check.cues import cues_for
from groundwire.brief.check.reading import Word, gloss_senses, read_text
from groundwire.brief.digest.asking import asking
from groundwire.models import Annotations, DateMention, Entity, EntityId, Figure, Span, Wanted
from groundwire.text.labels import labels
from groundwire.text.scripts import fold, is_cjk
from groundwire.text.terms import TermIndex, TermPattern, longest

LONGEST = 500  # characters of a question that are read
_SHORT = 2  # words of a dictionary's meaning that translates, and does not explain
_CONCEPTS = ("measure.", "type.", "shared.")  # of the vocabulary: what figures measure, what happens
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TITLE = re.compile(r"《([^《》]{1,40})》")  # of a work or a law: it stands or falls as a whole
_WORDS_OF_NAME = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One thing to look for. ``sure`` marks names and figures, without which nothing answers."""

    text: str  # as the question writes it
    folded: str
    senses: frozenset[str] = frozenset()
    entity: EntityId | None = None
    figure: Figure | None = None
    date: DateMention | None = None
    concepts: frozenset[str] = frozenset()  # of the vocabulary: "measure.revenue"
    named: bool = False  # a name, known or not
    number: bool = False  # digits that are part of a name: 鸿蒙6, Article 5

    @property
    def sure(self) -> bool:
        """Whether nothing answers that lacks it."""
        return self.named or self.number or self.figure is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question taken apart."""

    text: str
    language: str  # BCP-47
    spaced: bool
    wanted: Wanted | None
    sought: tuple[Sought, ...]

    @property
    def entities(self) -> tuple[EntityId, ...]:
        """The known names it has."""
        return tuple(dict.fromkeys(each.entity for each in self.sought if each.entity))

    @property
    def words(self) -> str:
        """What a search is asked, free of whatever a search takes for an operator."""
        return " ".join(_plain(each.text) for each in self.sought)


def read_question(text: str, language: str, found: Annotations, entities: Mapping[EntityId, Entity]) -> Question:
    """What a question looks for. ``found`` are the annotations of the text, taken as paragraph 1."""
    text = text[:LONGEST]
    base = language.split("-")[0].lower()
    ways, folded = asking(base), fold(text)
    titles = [((m.start(1), m.end(1)), Sought(text=m[1], folded=fold(m[1]), named=True)) for m in _TITLE.finditer(text)]
    inside = [span for span, _ in titles]
    taken = [*titles, *(each for each in _names(text, folded, found, entities) if not _overlaps(each[0], inside))]
    taken += _amounts(text, folded, found, inside)
    free = _without(folded, [span for span, _ in taken])
    taken += [((m.start(), m.end()), Sought(text=m[0], folded=m[0], number=True)) for m in _NUMBER.finditer(free)]
    words = _words(text, ways.asked.sub(_blank, free), language, base)
    placed = sorted([*taken, *words], key=lambda each: each[0])
    return Question(
        text=text,
        language=language,
        spaced=ways.spaced,
        wanted=ways.kind(folded),
        sought=tuple({each.folded: each for _, each in placed}.values()),
    )


_Placed = tuple[tuple[int, int], Sought]


def _names(text: str, folded: str, found: Annotations, entities: Mapping[EntityId, Entity]) -> Iterator[_Placed]:
    """Known names; and unknown ones, unless they are made of words that the answer may put otherwise."""
    for mention in found.mentions:
        start, end = mention.span.start, mention.span.end
        if end > len(text):
            continue
        if mention.entity in entities:
            yield (
                (start, end),
                Sought(text=text[start:end], folded=folded[start:end], entity=mention.entity, named=True),
            )
        elif mention.kind == "person":
            last = max(folded.rfind(" ", start, end) + 1, start)  # a person is named in full only once
            yield (last, end), Sought(text=text[last:end], folded=folded[last:end], named=True)
        elif not _of_words(folded[start:end]):
            yield (start, end), Sought(text=text[start:end], folded=folded[start:end], named=True)


def _of_words(name: str) -> bool:
    """Dutch government, 荷兰政府: made of words, and not a name that stands or falls as a whole."""
    words = read_text(name, "zh" if is_cjk(name[0]) else "en", Annotations()).words
    return len(words) > 1 and all(len(word.text) > 1 for word in words)


def _amounts(text: str, folded: str, found: Annotations, inside: Sequence[tuple[int, int]]) -> Iterator[_Placed]:
    """Figures and days of the question; a bare count (two, 第一) is a word like any other."""
    taken = [mention.span for mention in found.mentions]
    taken += [Span(paragraph=1, start=start, end=end) for start, end in inside]
    for date in found.dates:
        if date.span.end <= len(text) and not _touches(date.span, taken):
            taken.append(date.span)
            yield _place(date.span), Sought(text=_cut(text, date.span), folded=_cut(folded, date.span), date=date)
    for figure in found.figures:
        telling = figure.kind != "count" or len(figure.low.as_tuple().digits) > 1
        if figure.span.end <= len(text) and telling and not _touches(figure.span, taken):
            yield (
                _place(figure.span),
                Sought(text=_cut(text, figure.span), folded=_cut(folded, figure.span), figure=figure),
            )


def _words(text: str, left: str, language: str, base: str) -> Iterator[_Placed]:
    """The words that say something, with the vocabulary's concepts that they name."""
    concepts = _concepts_in(left, base)
    general = asking(base).words
    for word in read_text(left, language, Annotations()).words:
        if word.content and word.text not in general and not word.text.isdigit():
            place = (word.start, word.end)
            named = frozenset(key for span, key in concepts if span[0] <= place[0] and place[1] <= span[1])
            yield (
                place,
                Sought(text=text[word.start : word.end], folded=word.text, senses=senses_of(word), concepts=named),
            )


def senses_of(word: Word) -> frozenset[str]:
    """What a word is called in the dictionary's language; of a meaning that takes a sentence, nothing."""
    if not word.glosses:
        return word.senses
    short = tuple(meaning for meaning in word.glosses if len(_content(meaning)) <= _SHORT)
    return gloss_senses(short) | {word.text}


@functools.lru_cache(maxsize=20_000)
def _content(meaning: str) -> tuple[str, ...]:
    stopwords = cues_for("en").stopwords
    return tuple(word for word in _WORDS_OF_NAME.findall(meaning.lower()) if word not in stopwords)


def _concepts_in(folded: str, base: str) -> Sequence[tuple[tuple[int, int], str]]:
    found = longest(_concepts(base).find(folded, folded))
    return [((match.start, match.end), match.key) for match in found]


@functools.cache
def _concepts(base: str) -> TermIndex[str]:
    named = sorted(labels(base).items())
    return TermIndex(TermPattern(name, key) for key, name in named if key.startswith(_CONCEPTS))


def _without(folded: str, places: Sequence[tuple[int, int]]) -> str:
    for start, end in places:
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def _overlaps(place: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _plain(words: str) -> str:
    return " ".join(word.lower() if word in ("AND", "OR", "NOT") else word for word in _WORDS_OF_NAME.findall(words))
