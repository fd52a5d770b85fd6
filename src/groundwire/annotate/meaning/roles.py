"""A figure in its clause in, its role out: what happened, what is expected, aimed at, announced or allowed."""

import functools
import re
from collections.abc import Sequence
from datetime import date

from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.clauses import Spot
from groundwire.annotate.meaning.cues import Cue
from groundwire.models import DateMention, FigureRole

_WILL = 2  # characters between a word of the future and what will be
_AFTER = 20  # characters to a word behind the figure that tells its role: a 5 % cap


def find_role(
    spot: Spot, *, measure: str | None, before: FigureRole | None, period: DateMention | None, day: date | None
) -> FigureRole:
    """The role of a figure. ``before`` is the role that the words of the clauses before it tell."""
    if _is_retracted(spot):
        return "retracted"
    told = _told(spot)
    role = told.word.role if told is not None else None
    future = period is not None and day is not None and period.last > day and period.first > day
    if role is None and told is not None and told.word.will and before == "target":
        role = "announced"  # what a plan will bring is told as certain
    past = period is not None and day is not None and period.last < day
    if role in (None, "actual") and before is not None and not (past and before in ("target", "announced")):
        role = before
    if role is None and told is not None and told.word.will:
        role = "announced"
    if role in (None, "actual") and future:
        return "target" if _until(spot, period) else "announced"
    return role or "actual"


_ERROR = 24  # characters on both sides of a figure that can say it is wrong


@functools.cache
def _wrong(base: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = language_data("roles", base)
    return re.compile(data.get("retracted_before", "(?!)")), re.compile(data.get("retracted_behind", "(?!)"))


def _is_retracted(spot: Spot) -> bool:
    """Whether the text itself says that the value is wrong: 误写为5万吨, owed $8 billion, not $5.8 billion."""
    before, behind = _wrong(spot.clause.base)
    text, start = spot.clause.text, spot.clause.sentence.start
    if before.search(text, max(start, spot.start - _ERROR), spot.start):
        return True
    return behind.match(text, spot.end, min(spot.clause.sentence.end, spot.end + _ERROR)) is not None


def _until(spot: Spot, period: DateMention | None) -> bool:
    """Whether the period is one to be reached: 到2027年, by 2030."""
    if period is None:
        return False
    words = language_data("roles", spot.clause.base).get("until", [])
    text = spot.clause.sentence.passage.folded
    return text[max(0, period.span.start - 8) : period.span.start].rstrip().endswith(tuple(words))


def _told(spot: Spot) -> Cue | None:
    behind = next((cue for cue in spot.after if cue.word.role in ("limit", "target")), None)
    if behind is not None and behind.start - spot.end <= _AFTER and not _parted(spot, behind):
        return behind
    if language_data("roles", spot.clause.base).get("verb_last"):
        after = [cue for cue in spot.after if cue.word.role not in (None, "actual")]
        return after[0] if after else None
    return last_role([cue for cue in spot.clause.cues if cue.end <= spot.start])


def _parted(spot: Spot, cue: Cue) -> bool:
    return any(other.word.measure or other.word.direction for other in spot.after if other.end <= cue.start)


def last_role(cues: Sequence[Cue]) -> Cue | None:
    """The last of the cues that tells a role; one of the future beats an "actual" around it."""
    strong = [cue for cue in cues if cue.word.role not in (None, "actual")]
    if strong:
        at = len(strong) - 1
        while at and strong[at].start - strong[at - 1].end <= 1:
            at -= 1  # of words in a row the first governs: plans to invest
        return strong[at]
    future = [cue for at, cue in enumerate(cues) if cue.word.will and (not cue.word.unsure or _before_verb(cues, at))]
    if future:
        return future[-1]
    return next((cue for cue in reversed(cues) if cue.word.role), None)


def _before_verb(cues: Sequence[Cue], at: int) -> bool:
    """Whether a word of the future stands right before what will be: 将增长, will produce, but not 将其."""
    following = cues[at + 1] if at + 1 < len(cues) else None
    if following is None or following.start - cues[at].end > _WILL:
        return False
    if following.word.direction is None and any(cue.word.direction for cue in cues[at + 2 :]):
        return False  # 将利率下调: the measure is the object
    return bool(following.word.measure or following.word.direction)
