"""Briefs: statements with their citations and verdicts, in titled groups."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from groundwire.models.annotation import Span

Outcome = Literal["supported", "unsupported", "contradicted", "unchecked"]
BriefKind = Literal["viewpoint", "insights"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One test of a statement against its cited paragraphs, and what it found."""

    name: str  # e.g. "verbatim", "numbers"
    passed: bool
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What checking found. ``unchecked`` where there is no source text to check against."""

    outcome: Outcome
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of a brief. ``spans`` are the places in the cited paragraphs its words were taken from."""

    text: str
    citations: tuple[int, ...]  # paragraph numbers, as shown
    verdict: Verdict
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Statements under a heading; the heading is None where a digest had none."""

    heading: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The brief of one document. ``core`` may be empty for a digest that lacks the core line."""

    kind: BriefKind
    core: tuple[Statement, ...]
    groups: tuple[Group, ...]
    language: str  # BCP-47, of the statements
    engine: str  # "extractive-1", "digest": which writer made it, with its version

    def statements(self) -> Iterator[Statement]:
        """Every statement in the order of the page."""
        yield from self.core
        for group in self.groups:
            yield from group.statements
