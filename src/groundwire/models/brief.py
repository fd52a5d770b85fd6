"""Briefs: statements with their citations and verdicts, in titled groups."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from groundwire.models.annotation import Span

Outcome = Literal["supported", "unsupported", "contradicted", "unchecked"]
BriefKind = Literal["viewpoint", "insights"]


CheckName = Literal[
    "source",  # there is a text to check against
    "citations",  # what is cited is there
    "verbatim",  # the words are the document's own
    "numbers",
    "names",
    "actors",  # who did what to whom
    "dates",
    "direction",  # rise or fall, gain or loss, more or less, before or after
    "negation",
    "modality",  # did, will, may, plans to
    "quotation",
    "meaning",  # the cited paragraph says it rather than another
    "coverage",  # every clause rests on something
    "judge",  # a model's opinion, where one is asked
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One test of a statement against its cited paragraphs: what it looked for, what it found and where."""

    name: CheckName
    passed: bool
    detail: str = ""  # an English sentence, for logs and programs
    reason: str = ""  # why it failed, as a key that the reader's language has words for: "value-differs"
    wanted: str = ""  # the statement's words that were looked for
    found: str = ""  # what the cited paragraphs say instead; empty where they say nothing of it
    spans: tuple[Span, ...] = ()  # where they say it
    contradicts: bool = False  # what was found cannot hold together with the statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What checking found. ``unchecked`` where there is no source text to check against."""

    outcome: Outcome
    checks: tuple[Check, ...] = ()
    score: float = 1.0  # 0 to 1: how much of the statement was found; orders statements of one outcome
    repaired: tuple[int, ...] = ()  # the paragraphs that were cited before another was found to say it
    unseen: tuple[str, ...] = ()  # what could not be judged here, as keys: "names-unknown", "no-dictionary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of a brief. ``spans`` are the places in the cited paragraphs its words were taken from."""

    text: str
    citations: tuple[int, ...]  # paragraph numbers, as shown
    verdict: Verdict
    spans: tuple[Span, ...] = ()
    stands_in: bool = False  # the document's own sentence, shown in the place of one that was withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Statements under a heading; the heading is None where a digest had none."""

    heading: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A statement that did not check, shown only to who asks. ``group`` counts from 0; None is the core."""

    statement: Statement
    group: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The brief of one document. ``core`` may be empty for a digest that lacks the core line."""

    kind: BriefKind
    core: tuple[Statement, ...]
    groups: tuple[Group, ...]
    language: str  # BCP-47, of the statements
    engine: str  # "extractive-1", "model-1", "digest": which writer made it, with its version
    model: str = ""  # the language model that wrote, as its endpoint names it
    withheld: tuple[Withheld, ...] = ()

    def statements(self) -> Iterator[Statement]:
        """Every statement in the order of the page."""
        yield from self.core
        for group in self.groups:
            yield from group.statements
