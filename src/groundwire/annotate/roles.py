"""A figure in its clause in, its role out: what happened, what is expected, aimed at, announced or allowed."""

from collections.abc import Sequence
from datetime import date

from groundwire.annotate.clauses import Spot
from groundwire.annotate.cues import Cue
from groundwire.annotate.measures import measure_data
from groundwire.models import DateMention, Figure, FigureRole

_AFTER = 20  # characters to a word behind the figure that tells its role: a 5 % cap


def find_role(
    spot: Spot, *, measure: str | None, before: FigureRole | None, period: DateMention | None, day: date | None
) -> FigureRole:
    """The role of a figure. ``before`` is the role that the words of the clauses before it tell."""
    told = _told(spot)
    data = measure_data(spot.clause.sentence.passage.base)
    role = told.word.role if told is not None else None
    announced = measure in data.of_announcements
    future = period is not None and day is not None and period.last > day and period.first > day
    if role is None and told is not None and told.word.will:
        role = "announced" if announced else "estimate"
    if role is None:
        role = before
    if role == "announced" and not announced and future:
        return "target"
    if role in (None, "actual") and future and (role is None or not period_passed(period, day)):
        return "announced" if announced else "estimate"
    return role or "actual"


def period_passed(period: DateMention | None, day: date | None) -> bool:
    """Whether the period had begun by that day."""
    return period is None or day is None or period.first <= day


def _told(spot: Spot) -> Cue | None:
    behind = next((cue for cue in spot.after if cue.word.role in ("limit", "target")), None)
    if behind is not None and behind.start - spot.end <= _AFTER and not _parted(spot, behind):
        return behind
    return last_role([cue for cue in spot.clause.cues if cue.end <= spot.start])


def _parted(spot: Spot, cue: Cue) -> bool:
    return any(other.word.measure or other.word.direction for other in spot.after if other.end <= cue.start)


def last_role(cues: Sequence[Cue]) -> Cue | None:
    """The last of the cues that tells a role; one of the future beats an "actual" around it."""
    telling = [cue for at, cue in enumerate(cues) if cue.word.role or (cue.word.will and _before_verb(cues, at))]
    strong = [cue for cue in telling if cue.word.role != "actual"]
    return strong[-1] if strong else telling[-1] if telling else None


def _before_verb(cues: Sequence[Cue], at: int) -> bool:
    """Whether a word of the future stands right before what will be: 将增长, will produce, but not 将其."""
    following = cues[at + 1] if at + 1 < len(cues) else None
    verb = following is not None and (following.word.measure or following.word.direction)
    return bool(verb) and following is not None and following.start - cues[at].end <= 2


def is_relative(figure: Figure) -> bool:
    """Whether the figure is a percentage or a multiple."""
    return figure.kind in ("percent", "points", "multiple")
