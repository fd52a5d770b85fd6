"""What every check gives back: short ways to write a check that passed or failed."""

import functools

from groundwire.brief.check.reading import Reading
from groundwire.models import Check, Span
from groundwire.models.brief import CheckName


@functools.cache  # most checks of most statements pass alike
def passed(name: CheckName) -> Check:
    """A check that found what it looked for."""
    return Check(name=name, passed=True)


def failed(name: CheckName, reason: str, *, wanted: str = "", contradicts: bool = False) -> Check:
    """A check that found nothing of it."""
    return Check(
        name=name, passed=False, reason=reason, wanted=wanted, contradicts=contradicts,
        detail=f"{reason}: {wanted!r}" if wanted else reason,
    )  # fmt: skip


def differs(name: CheckName, reason: str, *, wanted: str, at: Reading, span: Span, contradicts: bool = True) -> Check:
    """A check that found something else in its place."""
    found = at.said(span)
    return Check(
        name=name, passed=False, reason=reason, wanted=wanted, found=found, spans=(span,), contradicts=contradicts,
        detail=f"{reason}: {wanted!r} against {found!r} in paragraph {at.number}",
    )  # fmt: skip
