"""A statement and its cited paragraphs in, what vectors and models hold of it out; they can only lower a verdict."""

from collections.abc import Iterator, Sequence
from typing import Any

from groundwire.brief.check.finding import failed, passed
from groundwire.brief.check.ports import Floored, Judge, Nearness
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.source import Passage, Source
from groundwire.models import Check

_FLOOR = 0.15  # nearness of a text to another about something else entirely, where vectors bring no floor of their own
_MARGIN = 0.12  # by which another paragraph must be nearer than the cited one: neighbours of one subject differ by less


def check_meaning(statement: Reading, passage: Passage, nearness: Nearness) -> Iterator[Check]:
    """Fails where the cited paragraphs are about something else, or another is clearly nearer to the statement."""
    vectors = _vectors(passage.source, nearness)
    own = nearness([statement.text])[0]
    near = [float(vector @ own) for vector in vectors]
    cited = max(near[reading.number - 1] for reading in passage.readings)
    if cited < (nearness.floor if isinstance(nearness, Floored) else _FLOOR):
        yield failed("meaning", "off-topic", wanted=statement.text)
    elif cited < max(near) - _MARGIN:
        yield failed("meaning", "elsewhere", wanted=statement.text)
    else:
        yield passed("meaning")


def _vectors(source: Source, nearness: Nearness) -> Any:
    if "vectors" not in source.kept:
        source.kept["vectors"] = nearness([paragraph.text for paragraph in source.document.paragraphs])
    return source.kept["vectors"]


def check_judges(statement: Reading, passage: Passage, judges: Sequence[Judge]) -> Iterator[Check]:
    """Fails where a model holds that the paragraphs do not say it, or that they say otherwise."""
    premise = "\n".join(reading.text for reading in passage.readings)
    for judge in judges:
        held = judge(premise, statement.text)
        if held == "entailed":
            yield passed("judge")
        elif held is not None:
            yield failed("judge", "judge-doubts", wanted=statement.text, contradicts=held == "contradicted")
