"""A document in, the sentences that could be statements out: trimmed at clause boundaries, boilerplate left out."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from groundwire.brief.extractive.rules import Rules
from groundwire.brief.extractive.trim import DENSE, trim_tail, weigh
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


def candidates_of(document: Document, rules: Rules) -> list[Candidate]:
    """Every sentence of the body that could stand alone, in order."""
    found: list[Candidate] = []
    order = section = 0
    for paragraph in document.paragraphs:
        section += paragraph.role == "heading"
        if paragraph.role not in _ROLES:
            continue
        for index, (start, end) in enumerate(sentences_of(paragraph.text, document.language)):
            order += 1
            made = _candidate(paragraph, start, end, document=document, rules=rules)
            if made:
                found.append(replace(made, order=order, first=index == 0, section=section))
    return found


def _candidate(paragraph: Paragraph, start: int, end: int, *, document: Document, rules: Rules) -> Candidate | None:
    raw = paragraph.text[start:end]
    folded = fold(raw) if rules.headings == "tagged" else raw
    if not _stands_alone(paragraph, raw, folded, rules):
        return None
    begin = rules.drop_lead(folded)
    stop = begin + trim_tail(folded[begin:], rules)
    stop -= len(raw[begin:stop]) - len(without_stop(raw[begin:stop]))
    text = raw[begin:stop]
    weight = weigh(text)
    if weight < LEAST or weight > rules.long * _LONGEST or not _balanced(text):
        return None
    words = tuple(content_words(text, document.language, rules))
    if len(set(words)) < 3:
        return None
    return Candidate(
        order=0, paragraph=paragraph.number, start=start + begin, end=start + stop, text=text,
        folded=folded[begin:stop], words=words, vocabulary=frozenset(words), weight=weight,
        dangling=rules.is_dangling(folded[begin:stop]), first=False, section=0,
    )  # fmt: skip


def _stands_alone(paragraph: Paragraph, raw: str, folded: str, rules: Rules) -> bool:
    if _QUESTION.search(raw) or rules.asks(folded) or rules.is_boilerplate(folded):
        return False
    if not _TERMINAL.search(raw) and paragraph.role == "text":
        return False
    letters = list(filter(str.isalpha, raw))
    digits = sum(map(str.isdigit, raw))
    return bool(letters) and digits < len(letters) and not _shouted(letters)


def _shouted(letters: list[str]) -> bool:
    capitals = sum(map(str.isupper, letters))
    return capitals > 0.5 * len(letters)


def without_stop(text: str) -> str:
    """Without the full stop and the page's own citation marks at the end, so that statements end alike in lists."""
    text = _CITED.sub("", text)
    if _STOP.search(text) and not (text.endswith(".") and _ABBREVIATED.search(text[-8:])):
        text = text[:-1]
    return text.rstrip(" ；;，,、")


def _balanced(text: str) -> bool:
    if text.count('"') % 2 and not any(mark in text for mark in "“”"):
        return False
    return all(
        text.count(opening) == text.count(closing) + (text.count('"') if opening == "“" else 0)
        or text.count(opening) == text.count(closing)
        for opening, closing in _BALANCE
    )


def content_words(text: str, language: str, rules: Rules) -> Iterator[str]:
    """The words that carry meaning: no function words, no bare numbers, no single kana."""
    for word in plain_words(text, language):
        if word in rules.stopwords or word[0].isdigit():
            continue
        if len(word) > 1 or ("\u3400" <= word <= "\u9fff"):
            yield word


def is_dense(text: str) -> bool:
    """Whether this is mostly of a script without spaces."""
    return len(DENSE.findall(text)) * 2 > len(text.replace(" ", ""))
