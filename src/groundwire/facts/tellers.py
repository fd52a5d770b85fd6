"""A figure and its record in, the figure without an owner who only tells it out: "X puts the share at 94 %"."""

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources

import yaml

from groundwire.facts.names import sentence_around
from groundwire.models import EntityKind, Figure, Mention, Record, Reference
from groundwire.text.scripts import fold

_FARTHEST = 160  # characters between who tells and what is told
_OF: frozenset[EntityKind] = frozenset({"material", "technology", "product"})


def without_teller(figure: Figure, record: Record) -> Figure:
    """The figure as whose and of what the sentence before tells, where its owner and thing are of who tells it."""
    owner, thing = figure.owner, figure.thing
    patterns = _tellers().get(record.document.language.split("-")[0], ())
    if owner is None or not patterns or owner.span.paragraph != figure.span.paragraph:
        return figure
    start, end = owner.span.end, figure.span.start
    if not 0 < end - start <= _FARTHEST:
        return figure
    between = fold(record.document.paragraph(figure.span.paragraph).text[start:end])
    match = next((match for pattern in patterns if (match := pattern.fullmatch(between))), None)
    if match is None:
        return figure
    if thing and thing.span.paragraph == figure.span.paragraph and thing.span.end <= start + match.start("told"):
        thing = None
    holder, of = _before(figure, record)
    return replace(figure, owner=holder, thing=thing or of)


def _before(figure: Figure, record: Record) -> tuple[Reference | None, Reference | None]:
    """The one place and the one thing that the sentence before names, if it names one of each."""
    document, at = record.document, figure.span.paragraph
    text = document.paragraph(at).text
    end, _ = sentence_around(text, document.language, figure.span.start)
    if end == 0:
        return None, None
    start, _ = sentence_around(text, document.language, max(end - 2, 0))
    here = [m for m in record.annotations.mentions if m.span.paragraph == at and start <= m.span.start < end]
    places, things = [m for m in here if m.kind == "place"], [m for m in here if m.kind in _OF]
    one = _only(places), _only(things)
    return one if all(one) else (None, None)


def _only(mentions: Sequence[Mention]) -> Reference | None:
    """What all the mentions name, if that is one."""
    named = {mention.entity or str(mention.span) for mention in mentions}
    return Reference(span=mentions[0].span, entity=mentions[0].entity) if len(named) == 1 else None


@functools.cache
def _tellers() -> dict[str, tuple[re.Pattern[str], ...]]:
    file = resources.files("groundwire.facts") / "data" / "tellers.yaml"
    data: dict[str, list[str]] = yaml.safe_load(file.read_text("utf-8"))
    return {language: tuple(map(re.compile, patterns)) for language, patterns in data.items()}
