"""A verdict in, what was looked for and what was found out, in the reader's language: for every shell that shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from groundwire.app.locale import Locale
from groundwire.models import Check, Outcome, Span, Statement

_ELSEWHERE = "elsewhere"  # found is the number of a paragraph then, and the repair says it


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCheck:
    """One check in words. ``reason`` is empty where there is nothing to say but that it passed."""

    name: str
    passed: bool
    reason: str
    wanted: str
    found: str
    spans: tuple[Span, ...]

    @property
    def plain(self) -> bool:
        """Whether there is nothing to say of it but that it passed."""
        return self.passed and not (self.reason or self.wanted or self.found or self.spans)

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """Where it was found, each paragraph once."""
        return tuple(dict.fromkeys(span.paragraph for span in self.spans))


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldVerdict:
    """A verdict in words."""

    outcome: Outcome
    said: str
    checks: tuple[ToldCheck, ...]  # those that failed first
    changed: tuple[str, ...]  # what was done to the statement: its citation was repaired, it stands in for another
    unseen: tuple[str, ...]  # what could not be judged

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know beside the checks."""
        return (*self.changed, *self.unseen)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Those of the checks that failed, each once."""
        return tuple(dict.fromkeys(each.reason for each in self.checks if not each.passed))

    @property
    def why(self) -> str:
        """The same in one line."""
        return "; ".join(self.reasons)


def told_verdict(statement: Statement, t: Locale) -> ToldVerdict:
    """What checking this statement found."""
    verdict = statement.verdict
    checks = sorted((_told(check, t) for check in verdict.checks), key=lambda each: each.passed)
    return ToldVerdict(
        outcome=verdict.outcome,
        said=t(f"verdict.{verdict.outcome}"),
        checks=tuple(checks),
        changed=tuple(_changed(statement, t)),
        unseen=tuple(t.texts.get(f"unseen.{key}", key) for key in verdict.unseen),
    )


def _told(check: Check, t: Locale) -> ToldCheck:
    known = t.texts.get(f"reason.{check.reason}") if check.reason else ""
    return ToldCheck(
        name=t(f"check.{check.name}"),
        passed=check.passed,
        reason=known or ("" if check.passed else check.detail or check.reason),
        wanted=check.wanted,
        found="" if check.reason == _ELSEWHERE else check.found,
        spans=check.spans,
    )


def _changed(statement: Statement, t: Locale) -> Iterator[str]:
    if statement.verdict.repaired:
        yield t("repaired", cited=_cited(statement.verdict.repaired), found=_cited(statement.citations))
    if statement.stands_in:
        yield t("stands-in")


def _cited(numbers: tuple[int, ...]) -> str:
    return "".join(f"[{number}]" for number in numbers)
