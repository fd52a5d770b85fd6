"""Two readings of one story in, how much speaks for their being of one thing out: a sum of weights."""

from dataclasses import dataclass
from typing import Literal

from groundwire.facts.around import Around
from groundwire.facts.readings import Reading, is_generic, is_vague

Match = Literal["yes", "no", "unknown", "none"]  # unknown: one of the two is missing; none: both are

ENOUGH, _ENOUGH_ALONE, _ENOUGH_TOLD = 2.5, 3.1, 2.2  # alone: only one thing is plainly in common; told: in one story
# What each agreement weighs. Chosen on the development pairs and on judged news; halves, for there are few.
_MEASURE, _MAY_BE, _NUMBER = 1.0, 0.5, -0.5
_WHO, _THING = 1.0, 1.0
_DAY, _VALUE, _DIGITS, _LONE = 0.5, 1.0, 1.0, 0.5
_LABEL, _SENTENCE, _STORY = 1.5, 1.0, 1.0
_VAGUE = -0.5
_UNTOLD = (_LABEL + _SENTENCE) / 3  # what the words of two languages weigh that do not compare
_ONE_STORY = 0.75  # how surely documents tell one story that tells something by itself
_CLOSE, _VERBATIM = 0.5, 0.7  # of the words
_RATHER, _MOSTLY = 0.4, 0.6  # of the words, where the measures or names say little
_NEVER = 99
_FEWEST = 2  # words close to both figures: one may be in any sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of two readings besides themselves."""

    who: Match
    thing: Match
    like: bool  # the measures are words for one
    left: Around
    right: Around
    story: float  # how surely their documents tell one story, from 0 to 1
    likeness: float  # of the sentences, from 0 to 1
    label: float  # the same of the words close to the figures
    shared: int  # and how many of these they have in common
    digits: bool  # both have the same digits
    across: bool  # the languages differ


def is_enough(left: Reading, right: Reading, known: Evidence) -> bool:
    """Whether so much speaks for both being of one thing that a difference is worth showing.

    The sum alone does not do: a measure that says little needs more that both plainly have in common.
    """
    anchors = _anchors(left, right, known)
    needed = ENOUGH if anchors > 1 or known.across else _ENOUGH_ALONE
    if anchors > 1 and known.story >= _ONE_STORY:
        needed = _ENOUGH_TOLD
    return weigh(left, right, known) >= needed and anchors >= _needed(left, right, known)


def _needed(left: Reading, right: Reading, known: Evidence) -> int:
    """How many things both must have in common: the more, the less the measures say."""
    measures = left.measured.measure, right.measured.measure
    nameless = "yes" not in (known.who, known.thing)
    alike = 1.0 if known.across else known.likeness
    if all(map(is_generic, measures)):
        return 3 if alike >= _RATHER or _is_labelled(known) else _NEVER
    if any(map(is_vague, measures)) and nameless and alike < _MOSTLY and not known.digits:
        return 3
    if not known.story:
        return 3
    return 2 if _says_little(left, right) or not (known.like or known.across) else 1


def _anchors(left: Reading, right: Reading, known: Evidence) -> int:
    """How many things both plainly have in common."""
    one, other = known.left, known.right
    few = not known.across and len(left.words & right.words) <= _FEWEST
    alike = 0.0 if few else known.likeness
    return sum(
        (
            known.who == "yes",
            known.thing == "yes",
            not one.values.isdisjoint(other.values),
            known.digits,
            not one.hours.isdisjoint(other.hours) or bool((one.days & other.days) - {left.said, right.said}),
            _is_labelled(known),
            alike >= _CLOSE,
            alike >= _VERBATIM,
            known.across and one.lone and other.lone,
            known.story >= _ONE_STORY and (known.across or not _says_little(left, right)),
        )
    )


def _is_labelled(known: Evidence) -> bool:
    """Whether the same words stand close to both figures."""
    return known.shared >= _FEWEST and known.label >= _CLOSE


def _says_little(left: Reading, right: Reading) -> bool:
    measures = left.measured.measure, right.measured.measure
    return any(map(is_vague, measures)) or any(map(is_generic, measures))


def weigh(left: Reading, right: Reading, known: Evidence) -> float:
    """How much speaks for both being of one thing."""
    measures = left.measured.measure, right.measured.measure
    one, other = known.left, known.right
    total = _measure(measures, like=known.like) + _STORY * known.story
    total += _WHO * (known.who == "yes") + _THING * (known.thing == "yes")
    total += _DAY * (not one.days.isdisjoint(other.days) or not one.hours.isdisjoint(other.hours))
    total += _VALUE * (not one.values.isdisjoint(other.values)) + _DIGITS * known.digits
    total += _LONE * (one.lone and other.lone)
    total += _VAGUE * (is_vague(measures[0]) or is_vague(measures[1]))
    words = _LABEL * known.label + _SENTENCE * known.likeness
    return total + (max(words, _UNTOLD) if known.across else words)  # a translation has other words


def _measure(measures: tuple[str, str], *, like: bool) -> float:
    if all(map(is_generic, measures)):
        return _NUMBER
    if any(map(is_generic, measures)):
        return 0.0
    return _MEASURE if like else _MAY_BE
