"""Two readings of one measure in, what sets them apart out: what each says of role, scope, time, class and base."""

from collections.abc import Iterator

from groundwire.facts.names import is_worldwide
from groundwire.facts.readings import (
    Contrast,
    Reading,
    is_apart,
    is_counting,
    is_done_when_announced,
    is_left_out,
    is_of_levels,
    plain,
    unsaid,
    why_of,
)
from groundwire.facts.times import PLANNED, days_apart, nature_of_both, period_text, same_time
from groundwire.models import Explanation, Name

NOTHING = "–"


def key_in(vocabulary: str, word: str | None) -> str:
    """A word of the vocabulary; nothing for none."""
    return f"{vocabulary}.{word}" if word else ""


def apart(left: Reading, right: Reading, *, story: bool, alike: bool) -> Iterator[Explanation]:
    """Why the two are not of one thing, though of one measure."""
    if left.measured.change != right.measured.change and not (story and _is_count(left) and _is_count(right)):
        yield Explanation(why="change", left=left.written, right=right.written)
    yield from _bases(left, right)
    yield from _roles(left, right, story=story)
    yield from _scopes(left, right, story=story)
    yield from _periods(left, right, story=story, alike=alike)
    changes = left.measured.change or right.measured.change
    for kind in sorted({"cadence", *left.contrasts, *right.contrasts}):
        if (changes and is_of_levels(kind)) or (alike and _in_passing(left, right, kind)):
            continue
        if kind not in _TELLING and not _same_class(left, right, kind):
            one, other = left.contrasts.get(kind), right.contrasts.get(kind)
            yield Explanation(
                why=why_of(kind),
                left=_said(one, kind, left),
                right=_said(other, kind, right),
                left_key=key_in(f"contrast.{kind}", one.value if one else None),
                right_key=key_in(f"contrast.{kind}", other.value if other else None),
            )


_TELLING = frozenset({"correction", "asking"})  # of the report or of what is measured, and of no narrower thing


def _in_passing(left: Reading, right: Reading, kind: str) -> bool:
    """Whether only one has a word of the class, which reports leave out: "as of 30 June", "of which", "worldwide"."""
    said = [reading.contrasts[kind].value for reading in (left, right) if kind in reading.contrasts]
    return len(said) == 1 and is_left_out(kind, said[0])


def _is_count(reading: Reading) -> bool:
    """Whether it is a bare number of somebody: those who were added to a list are those on a new list."""
    change = reading.point.figure.change
    return is_counting(reading.measured.measure) and not (change and (change.base or change.start))


def _same_class(left: Reading, right: Reading, kind: str) -> bool:
    if is_apart(kind):
        return False
    if kind == "cadence":
        return _same_cadence(left, right)
    return _class(left, kind) == _class(right, kind)


def _class(reading: Reading, kind: str) -> str | None:
    contrast = reading.contrasts.get(kind)
    measured = reading.measured
    if contrast is None or (
        (kind, contrast.value) == ("market", "home") and any(map(_is_place, (measured.owner, measured.scope)))
    ):
        return unsaid(kind)  # "the whole country", said of a country, narrows nothing
    return contrast.value


def _is_place(name: Name | None) -> bool:
    return name is not None and name.entity is not None and name.entity.startswith("place/")


_RATES = frozenset({"day", "week", "month"})
_LENGTHS = ((45, "month"), (100, "quarter"), (190, "half"), (280, "nine months"), (370, "year"))  # days at most


def _same_cadence(left: Reading, right: Reading) -> bool:
    """Whether both are of as long a time; two that give their periods are compared by these, but for rates."""
    one, other = _cadence(left), _cadence(right)
    if one == other:
        return True
    if _RATES & {_word(left), _word(right)}:
        return False
    if left.period and right.period:
        return True
    plain_one, plain_other = (reading.period or _word(reading) in (None, "year") for reading in (left, right))
    return bool(plain_one and plain_other)


def _word(reading: Reading) -> str | None:
    contrast = reading.contrasts.get("cadence")
    return contrast.value if contrast else None


def _cadence(reading: Reading) -> str | None:
    """A rate that is said; else how long the period is, where only the other's words tell; else what is said."""
    word = _word(reading)
    if word not in _RATES and reading.period:
        days = (reading.period[1] - reading.period[0]).days
        return next((length for most, length in _LENGTHS if days <= most), None)
    return word


def _said(contrast: Contrast | None, kind: str, reading: Reading) -> str:
    """The words that narrow the figure, else the figure; nothing for a class that is often left unsaid."""
    if contrast:
        return contrast.words
    return reading.written if plain(kind) else NOTHING


def _bases(left: Reading, right: Reading) -> Iterator[Explanation]:
    one, other = left.point.figure.change, right.point.figure.change
    if one and other and one.difference and other.difference and one.base != other.base:
        yield Explanation(
            why="change",
            left=one.base or NOTHING,
            right=other.base or NOTHING,
            left_key=key_in("base", one.base),
            right_key=key_in("base", other.base),
        )


_HAPPENED = frozenset({"actual", "announced"})  # a deal is announced, and told as done
_TO_COME = frozenset({"actual", "announced", "estimate"})  # words for one deal that is not done yet
_ALLOWED = frozenset({"limit", "announced", "target", "estimate"})  # of a quota that begins with what may be done
_SOON = 10  # days


def _roles(left: Reading, right: Reading, *, story: bool) -> Iterator[Explanation]:
    one, other = left.point.figure.role, right.point.figure.role
    soon = days_apart(left, right) <= _SOON
    if soon and nature_of_both(left, right) == "deal" and {one, other} <= _TO_COME:
        return
    if soon and story and one != other and any({one, other} <= words for words in (_HAPPENED, PLANNED, _ALLOWED)):
        return
    alike = one == other or (is_done_when_announced(left.measured.measure) and {one, other} <= _HAPPENED)
    if not alike or one == "estimate":  # two who estimate may differ
        if one == other:
            yield Explanation(why="role", left=left.written, right=right.written)
        else:
            yield Explanation(why="role", left=one, right=other, left_key=f"role.{one}", right_key=f"role.{other}")


_PLACED = frozenset({"deal", "property"})  # natures of what has its place, said or not
_STAKES = frozenset({"stake"})


def _scopes(left: Reading, right: Reading, *, story: bool) -> Iterator[Explanation]:
    one, other = left.measured.scope, right.measured.scope
    keys = _key(one, left), _key(other, right)
    measures = {left.measured.measure, right.measured.measure}
    if story and None in keys and (nature_of_both(left, right) in _PLACED or measures <= _STAKES):
        return  # one report of a deal or a thing says where it is, the other does not
    if keys[0] != keys[1]:
        yield Explanation(
            why="scope",
            left=one.words if one else left.written,
            right=other.words if other else right.written,
            left_key=(one and one.entity) or "",
            right_key=(other and other.entity) or "",
        )


def _key(scope: Name | None, reading: Reading) -> str | None:
    """The scope, but for what says nothing: the whole world, and the owner's own place, or the owner itself."""
    if reading.measured.owner is None:  # it stands for the owner, and is that of the other
        return None
    own = {name.key for name in (reading.measured.owner, reading.measured.thing) if name}
    return None if scope is None or is_worldwide(scope.key) or scope.key in own else scope.key


def _periods(left: Reading, right: Reading, *, story: bool, alike: bool) -> Iterator[Explanation]:
    if not same_time(left, right, story=story, alike=alike):
        yield Explanation(
            why="period",
            left=period_text(left),
            right=period_text(right),
            left_key="" if left.period else "day.document",
            right_key="" if right.period else "day.document",
        )
