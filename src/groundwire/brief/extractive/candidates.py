"""A document in, the sentences that could be statements out: trimmed at clause boundaries, boilerplate left out."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from groundwire.brief.extractive.rules import Rules
from groundwire.brief.extractive.trim import count_dense, trim_tail, weigh
from groundwire.models import Document, Paragraph, Span
from groundwire.text.scripts import fold
from groundwire.text.sentences import split_sentences
from groundwire.text.words import plain_words

LEAST = 14  # weight below which a sentence says too little: 14 Chinese characters, 6 words
_LONGEST = 2.6  # times the language's long sentence; beyond it is a table or a text without full stops
_TERMINAL = re.compile(r"[。.!！…।۔]['\"”’」』）)】»]*(?:\s?[\[［]\d+[\]］])*$|[”」』]$")
_QUESTION = re.compile(r"[?？؟]['\"”’」』）)】»]*$")
_STOP = re.compile(r"(?<=[^\s.．。])[.。．]$")
_ABBREVIATED = re.compile(r"(?:\b\w\.\w|\b(?:[A-Z]|Inc|Corp|Co|Ltd|Cos|Bros|Jr|Sr|Ph\.D|etc|usw|cie|p\.m|a\.m))\.$")
_CITED = re.compile(r"(?:\s?[\[［]\d{1,3}[\]］])+$")
_BALANCE = (("“", "”"), ("「", "」"), ("『", "』"), ("（", "）"), ("(", ")"), ("«", "»"), ("[", "]"))
_PAIRED = re.compile(r'["“”「」『』（）()«»\[\]]+')
_LETTERS = re.compile(r"[^\W\d_]+")
_STOPS = tuple("。.!！…।۔")
_ROLES = frozenset({"text", "item", "quote"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """A sentence that could be a statement; ``order`` counts all sentences, so that neighbours are known.

    Compared by identity: comparing texts made choosing four times slower.
    """

    order: int
    paragraph: int
    start: int
    end: int
    text: str
    folded: str
    words: tuple[str, ...]  # content words, in order, each as often as it stands
    vocabulary: frozenset[str]  # the same words
    weight: float
    dangling: bool
    first: bool  # of its paragraph
    section: int  # how many headings stand before it

    @property
    def span(self) -> Span:
        """Where its words stand."""
        return Span(paragraph=self.paragraph, start=self.start, end=self.end)


@functools.lru_cache(maxsize=512)  # a document's paragraphs are split for choosing, then for checking
def sentences_of(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the sentences of a paragraph."""
    return tuple(split_sentences(text, language))


class _Sentence(NamedTuple):
    """A sentence as it stands, where it stands, and how many sentences and headings stand before it."""

    paragraph: Paragraph
    start: int
    end: int
    folded: str  # as the rules read it
    order: int
    first: bool
    section: int


def candidates_of(document: Document, rules: Rules) -> list[Candidate]:
    """Every sentence of the body that could stand alone, in order."""
    sentences = _sentences(document, rules)
    return [made for each in sentences if (made := _candidate(each, document.language, rules))]


def _sentences(document: Document, rules: Rules) -> Iterator[_Sentence]:
    order = section = 0
    for paragraph in document.paragraphs:
        section += paragraph.role == "heading"
        if paragraph.role not in _ROLES:
            continue
        folded = fold(paragraph.text) if rules.headings == "tagged" else paragraph.text
        for index, (start, end) in enumerate(sentences_of(paragraph.text, document.language)):
            order += 1
            yield _Sentence(paragraph, start, end, folded[start:end], order, index == 0, section)


def _candidate(sentence: _Sentence, language: str, rules: Rules) -> Candidate | None:
    paragraph, start, end, folded, order, first, section = sentence
    raw = paragraph.text[start:end]
    if not _stands_alone(paragraph, raw, folded, rules):
        return None
    begin = rules.drop_lead(folded)
    stop = begin + trim_tail(folded[begin:], rules)
    stop -= len(raw[begin:stop]) - len(without_stop(raw[begin:stop]))
    text = raw[begin:stop]
    weight = weigh(text)
    if weight < LEAST or weight > rules.long * _LONGEST or not _balanced(text):
        return None
    words = tuple(content_words(text, language, rules))
    vocabulary = frozenset(words)
    if len(vocabulary) < 3:
        return None
    return Candidate(
        order=order, paragraph=paragraph.number, start=start + begin, end=start + stop, text=text,
        folded=folded[begin:stop], words=words, vocabulary=vocabulary, weight=weight,
        dangling=rules.is_dangling(folded[begin:stop]), first=first, section=section,
    )  # fmt: skip


def _stands_alone(paragraph: Paragraph, raw: str, folded: str, rules: Rules) -> bool:
    if _QUESTION.search(raw) or rules.asks(folded) or rules.is_boilerplate(folded):
        return False
    if paragraph.role == "text" and not raw.endswith(_STOPS) and not _TERMINAL.search(raw):
        return False
    return _is_written(raw)


def _is_written(raw: str) -> bool:
    """Whether it has more letters than digits, and not mostly capitals."""
    letters = "".join(_LETTERS.findall(raw))
    if not letters.isalpha():
        letters = "".join(filter(str.isalpha, letters))
    many = 2 * len(letters) > len(raw)  # then the digits need not be counted
    if not letters or (not many and sum(map(str.isdigit, raw)) >= len(letters)):
        return False
    cased = len(letters) - count_dense(letters)
    return 2 * cased <= len(letters) or 2 * sum(map(str.isupper, letters)) <= len(letters)


def without_stop(text: str) -> str:
    """Without the full stop and the page's own citation marks at the end, so that statements end alike in lists."""
    text = _CITED.sub("", text) if "]" in text or "］" in text else text
    if _STOP.search(text, max(0, len(text) - 2)) and not (text.endswith(".") and _ABBREVIATED.search(text[-8:])):
        text = text[:-1]
    return text.rstrip(" ；;，,、")


def _balanced(text: str) -> bool:
    text = "".join(_PAIRED.findall(text))
    if text.count('"') % 2 and not any(mark in text for mark in "“”"):
        return False
    return not text or all(
        text.count(opening) == text.count(closing) + (text.count('"') if opening == "“" else 0)
        or text.count(opening) == text.count(closing)
        for opening, closing in _BALANCE
    )


def content_words(text: str, language: str, rules: Rules) -> list[str]:
    """The words that carry meaning: no function words, no bare numbers, no single kana."""
    stopwords = rules.stopwords
    return [
        word
        for word in plain_words(text, language)
        if word not in stopwords and not word[0].isdigit() and (len(word) > 1 or "\u3400" <= word <= "\u9fff")
    ]


def is_dense(text: str) -> bool:
    """Whether this is mostly of a script without spaces."""
    return count_dense(text) * 2 > len(text.replace(" ", ""))
