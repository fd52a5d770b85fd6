"""The tree of a query in; what Lance is asked, what decides between passages, and what is highlighted out."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lance.query import BooleanQuery, FullTextOperator, FullTextQuery, MatchQuery, Occur, PhraseQuery

from groundwire.library.language import And, Node, Or, Term
from groundwire.text.words import Run, Word, dictionary_words, fold_words, pieces, plain_words, sequence

_TOGETHER = (
    4  # characters: a run up to this long is a name or a term and stands together, a longer one is cut into words
)
_TERMS = 2  # words: whoever writes no more means each of them
_UNKNOWN = 64  # bytes: such words are in no index, and among others Lance would pass over them
_PAGE = 20  # documents: for a longer search, those that come near fill the first page up
_QUESTION = 6  # words: whoever writes more asks a question, and no document has all its words
_Requirement = str | FullTextQuery  # a word of the index, or what more than one of them makes


@dataclass(frozen=True, slots=True)
class Plan:
    """``strict`` finds what has everything; ``loose`` what has anything (None: not to be tried)."""

    strict: FullTextQuery | None
    enough: int  # strict answers, behind which no loose ones follow
    loose: FullTextQuery | None
    ranking: FullTextQuery  # any of the words: decides which passages are shown
    needles: tuple["Needle", ...]
    bare: int = 0  # words side by side that are asked for; 0 where there are phrases or operators

    @property
    def is_loose(self) -> bool:
        """Whether what comes near is wanted as well: more than a term or two, without phrases and operators."""
        return self.bare > _TERMS


@dataclass(frozen=True, slots=True)
class Needle:
    """What is highlighted: words in an unbroken row, or characters of a run."""

    words: tuple[str, ...] = ()
    characters: str = ""


def make_plan(node: Node) -> Plan:
    """How to answer a query."""
    wanted = list(_wanted(node))
    ranking = _any_of(list(itertools.chain.from_iterable(_ranking_words(term) for term in wanted)))
    needles = tuple(dict.fromkeys(itertools.chain.from_iterable(_needles(term) for term in wanted)))
    bare = _bare_requirements(node)
    if len(bare) > _QUESTION:
        return Plan(None, 1, ranking, ranking, needles, len(bare))
    enough = _PAGE if len(bare) > _TERMS else 1
    return Plan(_query(node), enough, ranking if len(bare) > 1 else None, ranking, needles, len(bare))


def _bare_requirements(node: Node) -> list[_Requirement]:
    """The requirements of a query of nothing but words side by side; empty for one with phrases or operators."""
    terms = node.parts if isinstance(node, And) and not node.without else (node,)
    if not all(isinstance(term, Term) and not term.phrase for term in terms):
        return []
    return [part for term in terms if isinstance(term, Term) for part in _requirements(term)]


def _wanted(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    else:
        for part in node.parts:
            yield from _wanted(part)


def _query(node: Node) -> FullTextQuery:
    must = _together(_parts(node))
    without = node.without if isinstance(node, And) else ()
    if len(must) == 1 and not without:
        return must[0]
    wanted = [(Occur.MUST, query) for query in must]
    return BooleanQuery([*wanted, *((Occur.MUST_NOT, _query(part)) for part in without)])


def _parts(node: Node) -> list[_Requirement]:
    """What must be there, each; for a node without anything that must not."""
    if isinstance(node, Or):
        return [BooleanQuery([(Occur.SHOULD, _query(part)) for part in node.parts])]
    if isinstance(node, Term):
        return _phrase(node.text) if node.phrase else _requirements(node)
    found: list[_Requirement] = []
    for part in node.parts:
        found += [_query(part)] if isinstance(part, And) and part.without else _parts(part)
    return found


def _together(parts: Sequence[_Requirement]) -> list[FullTextQuery]:
    """Words that must all be there in one question: asked apart, each is looked up and scored in full."""
    words = [part for part in parts if isinstance(part, str)]
    rest = [part for part in parts if not isinstance(part, str)]
    rest += [MatchQuery(word, "words") for word in words if len(word.encode()) >= _UNKNOWN]
    words = [word for word in words if len(word.encode()) < _UNKNOWN]
    return [MatchQuery(" ".join(words), "words", operator=FullTextOperator.AND), *rest] if words else rest


def _any_of(words: Sequence[str]) -> FullTextQuery:
    return MatchQuery(" ".join(dict.fromkeys(words)), "words", operator=FullTextOperator.OR)


def _row(words: Sequence[str]) -> _Requirement:
    """These words in an unbroken row."""
    return PhraseQuery(" ".join(words), "words") if len(words) > 1 else words[0]


def _requirements(term: Term) -> list[_Requirement]:
    """What must be there for a bare word; several for a long run without spaces."""
    found: list[_Requirement] = []
    for piece in pieces(term.text):
        if isinstance(piece, Run):
            found += [_row(sequence([Run(word, 0, 0)])) for word in _required_words(piece)]
        else:
            found.append(_compound(piece))
    return found


def _required_words(run: Run) -> list[str]:
    if len(run.text) <= _TOGETHER:
        return [run.text]
    words = list(dict.fromkeys(plain_words(run.text, "und")))
    return [word for word in words if len(word) > 1] or words


def _compound(word: Word) -> _Requirement:
    """5-nm: as one word, or its parts side by side."""
    if not word.parts:
        return word.text
    either = _together([word.text]) + _together([_row(word.parts)])
    return BooleanQuery([(Occur.SHOULD, one) for one in either])


def _phrase(text: str) -> list[_Requirement]:
    """Everything side by side. A single character beside words may belong to a longer run and is asked for apart."""
    found = list(pieces(text))
    single = [len(found) > 1 and isinstance(piece, Run) and len(piece.text) == 1 for piece in found]
    first = single.index(False) if False in single else 0
    last = len(found) - single[::-1].index(False) if False in single else len(found)
    return [_row(sequence(found[first:last])), *(piece.text for piece in (*found[:first], *found[last:]))]


def _ranking_words(term: Term) -> list[str]:
    """Dictionary words rank better than pairs of characters; pairs are for what the dictionary does not know."""
    words: list[str] = []
    for piece in pieces(term.text):
        if isinstance(piece, Word):
            words += [piece.text, *piece.parts]
            continue
        known = dictionary_words(piece)
        words += known
        if len(piece.text) <= _TOGETHER and piece.text not in known:
            words += sequence([piece])
    return words


def _needles(term: Term) -> Iterator[Needle]:
    found = list(pieces(term.text))
    if term.phrase and all(isinstance(piece, Word) for piece in found):
        yield Needle(words=tuple(piece.text for piece in found))
        return
    for piece in found:
        if isinstance(piece, Word):
            yield Needle(words=(piece.text,))
            if piece.parts:
                yield Needle(words=piece.parts)
        else:
            parts = [piece.text] if term.phrase else _required_words(piece)
            yield from (Needle(characters=part) for part in parts)


def highlights(text: str, needles: Sequence[Needle]) -> list[tuple[int, int]]:
    """Where the needles stand in a text: places in order that do not touch."""
    folded = fold_words(text)
    in_rows = any(needle.words for needle in needles)  # cutting a text takes longer than all the rest
    words = [piece for piece in pieces(text) if isinstance(piece, Word)] if in_rows else []
    places: set[tuple[int, int]] = set()
    for needle in needles:
        places |= set(_rows_of(words, needle.words) if needle.words else _all_of_characters(folded, needle.characters))
    return _merged(sorted(places))


def _rows_of(words: Sequence[Word], row: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for first in range(len(words) - len(row) + 1):
        standing = words[first : first + len(row)]
        if all(
            word.text == part or (len(row) == 1 and part in word.parts)
            for word, part in zip(standing, row, strict=True)
        ):
            yield standing[0].start, standing[-1].end


def _all_of_characters(folded: str, characters: str) -> Iterator[tuple[int, int]]:
    start = folded.find(characters)
    while start >= 0:
        yield start, start + len(characters)
        start = folded.find(characters, start + len(characters))


def _merged(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
