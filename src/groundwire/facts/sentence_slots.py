"""A document and its figures in, sentences with every figure as one sign out: what patterns of sums are sought in."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from groundwire.facts.ledger import base_unit, in_base
from groundwire.facts.precision import Bounds, bounds, rounded, truncated
from groundwire.models import Document, Figure
from groundwire.text.scripts import fold
from groundwire.text.sentences import split_sentences

FIRST, LAST = "\ue000", "\uefff"  # the signs that stand for figures
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST = 800  # characters; no sentence that adds up is longer, and patterns cost by length
_MOST = 40  # figures of one sentence: beyond it is a table
_LONGEST_PARAGRAPH = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A figure of a sentence, its values in the base of its unit."""

    figure: Figure
    written: str

    @property
    def dimension(self) -> str:
        """What must be equal for two figures to be added or compared."""
        return self.figure.currency or base_unit(self.figure.unit) or self.figure.kind

    @property
    def value(self) -> Decimal:
        """The value, or the middle of a range."""
        figure = self.figure
        return (in_base(figure.low, figure) + in_base(figure.high, figure)) / 2

    def meant(self) -> Bounds:
        """What the writing and the qualifier allow."""
        return self._scaled(bounds(self.figure, rounded(self.figure, self.written)))

    def loose(self) -> Bounds:
        """The same for a result, which may also have been cut or have been worked out from rounded values."""
        cut = truncated(self.figure, self.written)
        width = cut.high - self.figure.high
        around = Bounds(low=min(cut.low, self.figure.low - width), high=cut.high)
        return self._scaled(bounds(self.figure, around))

    def _scaled(self, one: Bounds) -> Bounds:
        return Bounds(low=in_base(one.low, self.figure), high=in_base(one.high, self.figure))


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSentence:
    """The folded sentence; the sign ``FIRST`` + n stands for slot n."""

    text: str
    slots: tuple[Slot, ...]
    looks_back: bool = False  # it names a year that is not its document's

    def slot(self, sign: str) -> Slot:
        """The slot of a sign."""
        return self.slots[ord(sign) - ord(FIRST)]

    def place(self, slot: Slot) -> int:
        """Where the sign of a slot stands."""
        return self.text.index(chr(ord(FIRST) + self.slots.index(slot)))


def slot_sentences(document: Document, figures: Sequence[Figure]) -> Iterator[SlotSentence]:
    """The sentences with two figures or more, in the order of the text."""
    by_paragraph: dict[int, list[Figure]] = {}
    for figure in figures:
        by_paragraph.setdefault(figure.span.paragraph, []).append(figure)
    for number, found in by_paragraph.items():
        if len(found) < 2 or not 1 <= number <= len(document.paragraphs):
            continue
        found.sort(key=lambda figure: (figure.span.start, -figure.span.end))
        starts = [figure.span.start for figure in found]
        text = document.paragraph(number).text[:_LONGEST_PARAGRAPH]
        for start, end in split_sentences(text, document.language):
            inside = found[bisect_left(starts, start) : bisect_left(starts, end)]
            if 2 <= len(inside) <= _MOST and end - start <= _LONGEST:
                sentence = _sentence(text[:end], start, inside)
                yield replace(sentence, looks_back=_looks_back(sentence.text, document.time.year))


def _looks_back(text: str, year: int) -> bool:
    return any(int(found) != year for found in _YEAR.findall(text))


def _sentence(text: str, begin: int, figures: Sequence[Figure]) -> SlotSentence:
    parts: list[str] = []
    slots: list[Slot] = []
    place = begin
    for figure in figures:
        start, end = figure.span.start, figure.span.end
        if start < place or end > len(text):  # inside another: 50 % of "50 % of the rest"
            continue
        parts += [_plain(text[place:start]), chr(ord(FIRST) + len(slots))]
        slots.append(Slot(figure=figure, written=text[start:end]))
        place = end
    return SlotSentence(text="".join([*parts, _plain(text[place:])]), slots=tuple(slots))


def _plain(text: str) -> str:
    """Folded, without signs of its own that could be taken for figures."""
    folded = fold(text)
    return "".join(" " if FIRST <= c <= LAST else c for c in folded) if max(folded, default="") >= FIRST else folded
