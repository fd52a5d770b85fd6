"""Checked statements in, the brief out: the document's own sentences stand in for what failed, and nothing is lost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from groundwire.brief.abstractive.headings import extractive_heading, is_borne_out, label_heading
from groundwire.brief.abstractive.holding import is_shown
from groundwire.models import (
    Annotations,
    Brief,
    BriefKind,
    Entity,
    EntityId,
    Group,
    Statement,
    Withheld,
)

ENGINE = "model-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A brief of checked statements, some of which failed."""

    kind: BriefKind
    core: tuple[Statement, ...]
    groups: tuple[tuple[str | None, tuple[Statement, ...]], ...]  # with the model's heading
    left_out: tuple[Statement, ...] = ()  # failed, with no place in the brief that another could take

    def shown(self) -> Iterator[Statement]:
        """What may be published."""
        for statements in (self.core, *(each for _, each in self.groups)):
            yield from filter(is_shown, statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the brief is put together with."""

    annotations: Annotations
    entities: Mapping[EntityId, Entity]
    language: str
    idle: frozenset[str]  # words that any heading may have
    extractive: Brief | None
    model: str
    orders: frozenset[int] = frozenset()  # paragraphs that speak to models: their sentences do not stand in


def assemble(held: Held, around: Around) -> Brief:
    """The brief. Where the model said nothing that holds, the extractive one with what was withheld."""
    if not any(held.shown()):
        return _without_model(held, around)
    stand_ins = _StandIns(around.extractive, around.orders)
    taken: set[str] = set()
    withheld: list[Withheld] = []
    core = _published(held.core, stand_ins, taken)
    withheld += _failed((*held.left_out, *held.core), None)
    groups: list[Group] = []
    for heading, statements in held.groups:
        published = _published(statements, stand_ins, taken)
        if published:
            groups.append(Group(heading=_heading(heading, published, around), statements=published))
        withheld += _failed(statements, len(groups) - 1 if groups else None)
    if not core:
        core, groups = _with_core(stand_ins, groups)
    return Brief(
        kind=held.kind,
        core=core,
        groups=tuple(groups),
        language=around.language,
        engine=ENGINE,
        model=around.model,
        withheld=tuple(withheld),
    )


def _without_model(held: Held, around: Around) -> Brief:
    parts = (held.left_out, held.core, *(each for _, each in held.groups))
    failed = [each for statements in parts for each in _failed(statements, None)]
    base = around.extractive
    return Brief(
        kind=base.kind if base else held.kind,
        core=tuple(replace(each, stands_in=True) for each in base.core) if base else (),
        groups=tuple(
            Group(heading=group.heading, statements=tuple(replace(each, stands_in=True) for each in group.statements))
            for group in (base.groups if base else ())
        ),
        language=base.language if base else around.language,
        engine=ENGINE,
        model=around.model,
        withheld=tuple(failed),
    )


class _StandIns:
    """The document's own sentences, each used once."""

    def __init__(self, extractive: Brief | None, orders: frozenset[int]) -> None:
        shown = extractive.statements() if extractive else ()
        self._free = [
            replace(each, stands_in=True)
            for each in shown
            if is_shown(each) and not orders.intersection(each.citations)
        ]

    def for_statement(self, statement: Statement, beside: Sequence[Statement]) -> Statement | None:
        """One of a paragraph that the failed statement cites, and that nothing beside it tells of already."""
        told = {number for each in beside if is_shown(each) for number in each.citations}
        for each in self._free:
            if set(each.citations) & set(statement.citations) and not set(each.citations) & told:
                self._free.remove(each)
                return each
        return None

    def first(self) -> Statement | None:
        """The most important one that is left."""
        return self._free.pop(0) if self._free else None


def _published(statements: Sequence[Statement], stand_ins: _StandIns, taken: set[str]) -> tuple[Statement, ...]:
    published = []
    for statement in statements:
        shown = statement if is_shown(statement) else stand_ins.for_statement(statement, statements)
        key = "".join(filter(str.isalnum, shown.text.casefold())) if shown else ""
        if shown and key not in taken:
            taken.add(key)
            published.append(shown)
    return tuple(published)


def _failed(statements: Sequence[Statement], group: int | None) -> list[Withheld]:
    return [Withheld(statement=each, group=group) for each in statements if not is_shown(each)]


def _with_core(stand_ins: _StandIns, groups: list[Group]) -> tuple[tuple[Statement, ...], list[Group]]:
    """With the document's first sentence as core, or the first statement that there is."""
    first = stand_ins.first()
    if first:
        return (first,), groups
    if not groups:
        return (), groups
    left = replace(groups[0], statements=groups[0].statements[1:])
    return groups[0].statements[:1], [left, *groups[1:]] if left.statements else groups[1:]


def _heading(heading: str | None, statements: Sequence[Statement], around: Around) -> str | None:
    said = [each for each in statements if not each.stands_in]
    if heading and is_borne_out(heading, said, around.language, around.idle):
        return heading
    known = label_heading(statements, around.annotations, around.entities, around.language)
    return known or extractive_heading(statements, around.extractive)
