"""A document in, its paragraphs in parts that a small context takes out; every piece keeps its paragraph's number."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundwire.brief.abstractive.fence import as_data
from groundwire.brief.abstractive.notes import Note
from groundwire.models import Document
from groundwire.text.sentences import split_sentences
from groundwire.text.tokens import estimate_tokens

_MOST_NOTES = 12  # of one paragraph: tables have hundreds of figures, and their numbers are plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph as it is shown, or a part of a long one."""

    number: int
    line: str
    notes: tuple[Note, ...] = ()

    @property
    def tokens(self) -> int:
        """What showing it takes."""
        return estimate_tokens(self.line) + sum(estimate_tokens(f"{n.words} = {n.said}") + 2 for n in self.notes) + 1


def pieces_of(
    document: Document, notes: Mapping[int, Sequence[Note]], numbers: Iterable[int] | None = None
) -> list[Piece]:
    """The paragraphs with these numbers, or all that have words."""
    wanted = None if numbers is None else set(numbers)
    made = []
    for paragraph in document.paragraphs:
        text = as_data(paragraph.text)
        if text and (wanted is None or paragraph.number in wanted):
            noted = tuple(_distinct(notes.get(paragraph.number, ())))[:_MOST_NOTES]
            made.append(Piece(number=paragraph.number, line=f"[{paragraph.number}] {text}", notes=noted))
    return made


def parts_of(pieces: Sequence[Piece], tokens: int, language: str) -> list[list[Piece]]:
    """The pieces in order, as few parts as ``tokens`` allow, and these of about one size."""
    fine = [small for piece in pieces for small in _small(piece, tokens, language)]
    total = sum(piece.tokens for piece in fine)
    even = total / max(1, -(-total // tokens))
    parts: list[list[Piece]] = []
    filled = 0
    for piece in fine:
        if not parts or filled + piece.tokens > tokens or filled >= even:
            parts.append([])
            filled = 0
        parts[-1].append(piece)
        filled += piece.tokens
    return parts


def _small(piece: Piece, tokens: int, language: str) -> Iterator[Piece]:
    """The piece, cut between sentences (and inside one that is too long itself) where it does not fit."""
    if piece.tokens <= tokens:
        yield piece
        return
    mark, _, text = piece.line.partition(" ")
    held = ""
    for sentence in _sentences(text, max(20, tokens // 2), language):
        if held and estimate_tokens(held + sentence) > tokens // 2:  # the other half is for notes
            yield _part(piece, mark, held, tokens)
            held = ""
        held += sentence
    if held:
        yield _part(piece, mark, held, tokens)


def _sentences(text: str, longest: int, language: str) -> Iterator[str]:
    """Sentences with the space behind them, none of more tokens than ``longest``: a token has a character or more."""
    begin = 0
    for _, end in [*split_sentences(text, language), (0, len(text))]:
        while begin < end:
            step = min(end, begin + longest)
            yield text[begin:step]
            begin = step


def _part(piece: Piece, mark: str, text: str, tokens: int) -> Piece:
    room = tokens // 2
    kept = []
    for note in piece.notes:
        room -= estimate_tokens(f"{note.words} = {note.said}") + 2
        if room >= 0 and as_data(note.words) in text:
            kept.append(note)
    return Piece(number=piece.number, line=f"{mark} {text.strip()}", notes=tuple(kept))


def _distinct(notes: Sequence[Note]) -> Iterator[Note]:
    return iter({(note.words, note.said): note for note in notes}.values())
