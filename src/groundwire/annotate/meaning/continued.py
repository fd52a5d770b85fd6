"""A figure in a clause and the one before it in, how it goes on from it out: as its part, its end, or converted."""

import functools
import re
from dataclasses import replace

from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.changes import Told, comparable, is_list
from groundwire.annotate.meaning.clauses import Spot
from groundwire.annotate.meaning.focus import refold
from groundwire.models import Change, Figure


def is_light(spot: Spot) -> bool:
    """Whether hardly anything stands before the figure in its clause: 达到5亿元, (4 billion)."""
    if spot.index:
        return False
    gap = spot.clause.text[spot.clause.start : spot.start]
    for cue in spot.before:
        if cue.word.measure is None or cue.word.direction:
            gap = gap.replace(spot.clause.text[cue.start : cue.end], " ")
    for found in spot.clause.dates:
        gap = gap.replace(spot.clause.text[found.span.start : found.span.end], " ")
    named = [mention for mention in spot.clause.mentions if mention.kind in ("organisation", "place")]
    if len(named) == 1 and named[0].span.start <= spot.start:
        gap = gap.replace(spot.clause.text[named[0].span.start : named[0].span.end], " ")
    return _fillers(spot.clause.base).fullmatch(gap) is not None


@functools.cache
def _fillers(base: str) -> re.Pattern[str]:
    return re.compile(str(language_data("owners", base).get("light", r"\s*")))


@functools.cache
def _openings(base: str, name: str) -> re.Pattern[str]:
    """What clauses open with that go on from the one before."""
    end = "" if language_data("owners", base).get("no_spaces") else r"(?!\w)"
    return re.compile(rf"\s*(?:{refold(language_data('owners', base).get(name, []))}){end}")


def goes_on(spot: Spot) -> bool:
    """Whether the clause only compares the value before with another: 高于分析师预期的11.8%, versus $5bn."""
    clause = spot.clause
    if spot.index or any(cue.word.measure and not cue.word.direction for cue in spot.before):
        return False
    return _openings(clause.base, "goes_on").match(clause.text, clause.start, spot.start) is not None


def opens_part(spot: Spot, before: Figure) -> bool:
    """Whether the figure is a part of the one before: of which 3,800 in Germany, 其中纯电动车176.49万辆."""
    clause = spot.clause
    if before.kind != spot.figure.kind or before.measure is None:
        return False
    if spot.figure.unit is not None and before.unit != spot.figure.unit:
        return False
    part = _openings(clause.base, "parts_open").match(clause.text, clause.start, spot.start) is not None
    return part or (spot.index > 0 and is_list(clause.text[spot.floor : spot.floor + 1]))


def follows(spot: Spot, before: Figure) -> bool:
    """Whether the figure only goes on about the one before, in a clause of its own."""
    return not spot.index and (is_light(spot) or goes_on(spot) or opens_part(spot, before))


def is_converted(spot: Spot, before: Figure) -> bool:
    """Whether money in a bracket is the money before it in another currency."""
    money = spot.figure.kind == before.kind == "money" and spot.figure.currency != before.currency
    return money and is_light(spot)


def converted(figure: Figure, before: Figure) -> Figure:
    return replace(
        figure,
        measure=before.measure,
        measure_words=before.measure_words,
        owner=before.owner,
        thing=before.thing,
        scope=before.scope,
        period=before.period,
        role=before.role,
        change=replace(before.change, start=None) if before.change else None,
    )


def link_start(figures: list[Figure], spot: Spot, told: Told) -> None:
    """Join the value after a change with the one before it: from 3 to 5, to 5 from 3."""
    if len(figures) < 2:
        return
    previous, last = figures[-2], figures[-1]
    if not comparable(previous, last):
        return
    if told.origin and previous.change and not previous.change.difference:
        figures[-2] = replace(previous, change=replace(previous.change, start=last.span))
    elif told.origin:
        if told.cue is not None and told.cue.word.direction:
            change = Change(direction=told.cue.word.direction, difference=False, start=last.span)
            figures[-2] = replace(previous, change=change)
    elif last.change and not last.change.difference and spot.index:
        figures[-1] = replace(last, change=replace(last.change, start=previous.span))
