"""The words of a query in, a tree of what must, may and must not be there out. See docs/search.md for users."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from groundwire.models import QueryError
from groundwire.text.words import pieces

_TOKEN = re.compile(r'\s+|(?P<quote>["“”„«»])|(?P<open>[(（])|(?P<close>[)）])|(?P<word>[^\s"“”„«»()（）]+)')
_LONGEST = 2_000  # characters; a longer query is a pasted document
_DEEPEST = 20  # brackets and NOTs in one another


@dataclass(frozen=True, slots=True)
class Term:
    """What somebody wrote between two spaces, or, as a phrase, between two quotation marks."""

    text: str
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """All of these, and none of ``without``."""

    parts: tuple["Node", ...]
    without: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    parts: tuple["Node", ...]


Node: TypeAlias = Term | And | Or


@dataclass(frozen=True, slots=True)
class _Not:
    part: Node


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "word", "phrase", "open", "close", "AND", "OR", "NOT"
    text: str = ""


def parse_query(text: str) -> Node | None:
    """The tree of a query; None where there are no words at all.

    Raises:
        QueryError: a sentence that says what does not fit.
    """
    if len(text) > _LONGEST:
        raise QueryError(f"The search has {len(text)} characters; at most {_LONGEST} can be looked for.")
    tokens = _tokens(text)
    if not text.strip():
        return None
    if not has_words(text):
        raise QueryError(f"There is no letter or digit in {text[:40]!r} to look for.")
    parser = _Parser(tokens)
    node = parser.alternatives(0)
    if parser.peek():
        raise QueryError("There is a closing bracket without an opening one.")
    if isinstance(node, _Not):
        raise QueryError("A search cannot consist of NOT alone; say also what to look for.")
    return node


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while match := _TOKEN.match(text, position):
        position = match.end()
        kind = match.lastgroup
        if kind == "quote":
            end = _end_of_phrase(text, position)
            tokens.append(_Token("phrase", text[position:end]))
            position = end + 1
        elif kind == "word":
            tokens += _word_tokens(match.group())
        elif kind:
            tokens.append(_Token(kind))
    return [token for token in tokens if token.kind not in ("word", "phrase") or has_words(token.text)]


def has_words(text: str) -> bool:
    """Whether there is anything in a text that can be looked for."""
    return next(iter(pieces(text)), None) is not None


def _end_of_phrase(text: str, start: int) -> int:
    match = re.compile(r'["“”„«»]').search(text, start)
    if match is None:
        raise QueryError('A quotation mark is not closed; write "…" around the phrase.')
    return match.start()


def _word_tokens(word: str) -> list[_Token]:
    if word in ("AND", "OR", "NOT"):
        return [_Token(word)]
    if word.startswith("-"):
        rest = word.lstrip("-")
        return [_Token("NOT"), *([_Token("word", rest)] if rest else [])]
    return [_Token("word", word)]


class _Parser:
    """Recursive descent: alternatives of requirements of terms."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self._tokens = list(tokens)
        self._next = 0

    def peek(self) -> str:
        """The kind of the next token; empty at the end."""
        return self._tokens[self._next].kind if self._next < len(self._tokens) else ""

    def _take(self) -> _Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def alternatives(self, depth: int) -> "Node | _Not":
        """``a OR b OR c``."""
        parts = [self._requirements(depth)]
        while self.peek() == "OR":
            self._take()
            parts.append(self._requirements(depth))
        if len(parts) == 1:
            return parts[0]
        if any(isinstance(part, _Not) for part in parts):
            raise QueryError("NOT cannot stand alone on one side of OR; say also what to look for.")
        return Or(tuple(part for part in parts if not isinstance(part, _Not)))

    def _requirements(self, depth: int) -> "Node | _Not":
        """``a b AND c NOT d``: what stands side by side must all be there."""
        parts: list[Node | _Not] = []
        while self.peek() not in ("", "OR", "close"):
            if self.peek() == "AND":
                self._take()
                if not parts or self.peek() in ("", "OR", "AND", "close"):
                    raise QueryError("AND needs something to look for on both sides.")
            parts.append(self._factor(depth))
        if not parts:
            raise QueryError("Something to look for is missing, next to OR or inside brackets.")
        return _conjunction(parts)

    def _factor(self, depth: int) -> "Node | _Not":
        token = self._take()
        if depth >= _DEEPEST and token.kind in ("NOT", "open"):
            raise QueryError(f"There are more than {_DEEPEST} brackets or NOTs inside one another.")
        if token.kind == "NOT":
            if self.peek() in ("", "AND", "OR", "close"):
                raise QueryError("NOT, or a minus sign, needs something behind it.")
            inner = self._factor(depth + 1)
            return inner.part if isinstance(inner, _Not) else _Not(inner)
        if token.kind == "open":
            node = self.alternatives(depth + 1)
            if self.peek() != "close":
                raise QueryError("A bracket is not closed.")
            self._take()
            return node
        return Term(token.text, phrase=token.kind == "phrase")


def _conjunction(parts: "Sequence[Node | _Not]") -> "Node | _Not":
    wanted = tuple(part for part in parts if not isinstance(part, _Not))
    without = tuple(part.part for part in parts if isinstance(part, _Not))
    if not wanted:
        return _Not(without[0] if len(without) == 1 else Or(without))
    return wanted[0] if len(wanted) == 1 and not without else And(wanted, without)
