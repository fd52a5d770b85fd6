"""Words that no list of names has in, the listed thing in them with what narrows it out: "magnet rare earths".

Only words that are wholly understood are told: one listed material, technology or product, and narrowing words that
are known. All others stay what they are.
"""

import functools
from importlib import resources
from typing import Any

import yaml

from groundwire.models import EntityId, EntityKind, Record, Span
from groundwire.text.scripts import fold
from groundwire.text.terms import TermIndex, TermPattern, longest

_THINGS: frozenset[EntityKind] = frozenset({"material", "technology", "product"})
_EDGES = " -–\u00a0\u3000,、"
_LONGEST = 60  # characters: longer words are a sentence, and not a name


def qualified_key(span: Span, record: Record) -> str | None:
    """``entity#narrowing+narrowing``, the same in every language; None for words that are not wholly understood."""
    if span.end - span.start > _LONGEST:
        return None
    inside = [
        (mention.span, mention.entity)
        for mention in record.annotations.mentions
        if mention.entity is not None
        and mention.kind in _THINGS
        and mention.span.paragraph == span.paragraph
        and span.start <= mention.span.start
        and mention.span.end <= span.end
    ]
    if len(inside) != 1:
        return None
    [(listed, entity)] = inside
    text = record.document.paragraph(span.paragraph).text
    return _key(fold(text[span.start : listed.start]), fold(text[listed.end : span.end]), entity)


def _key(before: str, after: str, entity: EntityId) -> str | None:
    words = f"{before} {after}".strip(_EDGES)
    if not words or (after.strip(_EDGES) and not after.strip(_EDGES).startswith(_behind())):
        return None
    found = longest(_index().find(words, words))
    rest = "".join(
        " " if any(match.start <= place < match.end for match in found) else character
        for place, character in enumerate(words)
    )
    narrowing = sorted({match.key for match in found if match.key})
    return f"{entity}#{'+'.join(narrowing)}" if narrowing and not rest.strip(_EDGES) else None


@functools.cache
def _data() -> dict[str, Any]:
    file = resources.files("groundwire.facts") / "data" / "qualified.yaml"
    loaded: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return loaded


@functools.cache
def narrowings() -> tuple[str, ...]:
    """The ids of all narrowing words."""
    return tuple(_data()["words"])


@functools.cache
def _behind() -> tuple[str, ...]:
    return tuple(f"{fold(word)} " for word in _data()["behind"])


@functools.cache
def _index() -> TermIndex[str]:
    """Narrowing words with their ids; words that say nothing with none."""
    words = {fold(word): id_ for id_, names in _data()["words"].items() for word in names}
    joins = {fold(word): "" for word in _data()["joins"]}
    return TermIndex(TermPattern(word, id_) for word, id_ in sorted({**joins, **words}.items()))
