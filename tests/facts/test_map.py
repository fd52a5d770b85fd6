"""Dependency maps: edges merged, their changes, concentration, and what holds for every set of records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.facts.map import dependency_map
from groundwire.models import (
    Annotations,
    DateMention,
    DependencyMap,
    DocumentId,
    Entity,
    EntityId,
    Figure,
    FigureRole,
    MapEdge,
    Qualifier,
    Record,
    Reference,
    Share,
    Shared,
    ShareStage,
    Span,
)
from tests.facts.operations import growth
from tests.facts.records import make_record, span_of

NAMES = {
    "China": ("place/cn", "place"),
    "Chile": ("place/cl", "place"),
    "America": ("place/us", "place"),
    "TSMC": ("org/tsmc", "organisation"),
    "Samsung": ("org/samsung", "organisation"),
    "SMIC": ("org/smic", "organisation"),
    "gallium": ("material/gallium", "material"),
}
ENTITIES = {
    EntityId(id_): Entity(id=EntityId(id_), kind=kind, labels=(("en", name),))  # type: ignore[arg-type]  # kinds as text
    for name, (id_, kind) in NAMES.items()
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One sentence that says a share; its words are put together from the parts."""

    holder: str | None
    percent: str
    of: str
    shared: Shared = "production"
    scope: str | None = "the world"
    stage: ShareStage | None = None
    qualifier: Qualifier | None = None
    role: FigureRole = "actual"
    year: int | None = None
    joint: bool = False
    within: str | None = None

    @property
    def text(self) -> str:
        return f"{self.holder or 'Nobody'} has {self.percent} % of {self.of} in {self.scope or 'nowhere'}"


def record_of(*said: Said, name: str, days: int = 0, origin_text: str = "") -> Record:
    texts = [one.text for one in said]
    spans = {one.percent: span_of([one.text], f"{one.percent} %") for one in said}
    shares = tuple(
        _share(one, number, spans[one.within].start if one.within else None, said) for number, one in enumerate(said, 1)
    )
    return make_record(*texts, name=name, days=days, annotations=Annotations(shares=shares))


def _share(one: Said, number: int, within: int | None, said: Sequence[Said]) -> Share:
    outer = next((n for n, other in enumerate(said, 1) if other.percent == one.within), number)
    figure = _figure(one, number)
    return Share(
        figure=figure,
        shared=one.shared,
        of=_reference(one.text, one.of, number),
        holder=_reference(one.text, one.holder, number) if one.holder else None,
        stage=one.stage,
        scope=_reference(one.text, one.scope, number) if one.scope else None,
        within=_figure(said[outer - 1], outer).span if within is not None else None,
        joint=one.joint,
    )


def _figure(one: Said, number: int) -> Figure:
    start = one.text.index(f"{one.percent} %")
    span = Span(paragraph=number, start=start, end=start + len(one.percent) + 2)
    value = Decimal(one.percent)
    period = DateMention(span=span, first=date(one.year, 1, 1), last=date(one.year, 12, 31)) if one.year else None
    return Figure(
        span=span, kind="percent", low=value, high=value, unit="%", qualifier=one.qualifier, role=one.role,
        period=period,
    )  # fmt: skip


def _reference(text: str, words: str, number: int) -> Reference:
    start = text.rindex(words)
    known = NAMES.get(words)
    return Reference(
        span=Span(paragraph=number, start=start, end=start + len(words)), entity=EntityId(known[0]) if known else None
    )


def mapped(*records: Record, origins: dict[str, int] | None = None) -> DependencyMap:
    known = {DocumentId(name): origin for name, origin in (origins or {}).items()}
    return dependency_map(records, known, ENTITIES, total=len(records))


def only(edges: Sequence[MapEdge]) -> MapEdge:
    assert len(edges) == 1
    return edges[0]


def test_rounded_and_qualified_values_of_one_year_are_one_edge() -> None:
    found = mapped(
        record_of(Said(holder="China", percent="70", of="gallium", qualifier="over"), name="a"),
        record_of(Said(holder="China", percent="71.2", of="gallium"), name="b", days=3),
        record_of(Said(holder="China", percent="71", of="gallium"), name="c", days=4),
        origins={"a": 1, "b": 1, "c": 2},
    )
    edge = only(found.edges)
    assert (edge.low, edge.high, edge.origins) == (Decimal(71), Decimal("71.2"), 2)
    assert [quote.document for quote in edge.quotes] == ["c", "b", "a"]
    assert (edge.first, edge.last) == (date(2025, 3, 1), date(2025, 3, 5))
    assert (edge.holder.key, edge.of.key, edge.scope.key if edge.scope else "") == (
        "place/cn",
        "material/gallium",
        "world",
    )
    assert [change.before for change in found.changes] == [None]
    assert (found.documents, found.total) == (3, 3)


def test_values_of_one_year_that_differ_are_a_range() -> None:
    edge = only(
        mapped(
            record_of(Said(holder="China", percent="60", of="gallium"), name="a"),
            record_of(Said(holder="China", percent="98", of="gallium"), name="b"),
        ).edges
    )
    assert (edge.low, edge.high) == (Decimal(60), Decimal(98))


def test_values_of_other_years_are_changes() -> None:
    found = mapped(
        record_of(Said(holder="TSMC", percent="54", of="foundry", shared="market", year=2021), name="a", days=5),
        record_of(Said(holder="TSMC", percent="62", of="foundry", shared="market", year=2024), name="b", days=1),
        record_of(Said(holder="TSMC", percent="62.3", of="foundry", shared="market", year=2023), name="c", days=2),
    )
    edge = only(found.edges)
    assert (edge.low, edge.high, edge.first, edge.last) == (
        Decimal(62),
        Decimal("62.3"),
        date(2023, 12, 31),
        date(2024, 12, 31),
    )
    newest, oldest = found.changes
    assert newest.edge == edge
    assert newest.day == date(2023, 12, 31)
    assert newest.before == oldest.edge
    assert (oldest.before, oldest.edge.high) == (None, Decimal(54))


def test_an_edge_without_scope_or_stage_joins_the_only_one_that_says_it() -> None:
    found = mapped(
        record_of(Said(holder="China", percent="98", of="gallium", stage="refine"), name="a"),
        record_of(Said(holder="China", percent="98", of="gallium", scope=None), name="b"),
    )
    edge = only(found.edges)
    assert (edge.stage, edge.scope is not None, len(edge.quotes)) == ("refine", True, 2)


def test_mining_and_refining_are_two_edges() -> None:
    found = mapped(
        record_of(Said(holder="China", percent="60", of="gallium", stage="mine"), name="a"),
        record_of(Said(holder="China", percent="90", of="gallium", stage="refine"), name="b"),
    )
    assert {(edge.stage, edge.high) for edge in found.edges} == {("mine", Decimal(60)), ("refine", Decimal(90))}


def test_targets_and_things_unknown_are_no_edges() -> None:
    planned = Said(holder="China", percent="30", of="gallium", role="target")
    share = _share(Said(holder="China", percent="40", of="gallium"), 1, None, [planned])
    nothing = make_record(planned.text, name="b", annotations=Annotations(shares=(_without_thing(share),)))
    assert mapped(record_of(planned, name="a"), nothing).edges == ()


def _without_thing(share: Share) -> Share:
    return Share(figure=share.figure, shared=share.shared, of=None, holder=share.holder)


def test_imports_without_a_country_come_from_abroad_and_their_parts_are_edges() -> None:
    found = mapped(
        record_of(
            Said(holder=None, percent="92", of="gallium", shared="imports", scope="America"),
            Said(holder="China", percent="70", of="gallium", shared="imports", scope="America", within="92"),
            name="a",
        )
    )
    assert {(edge.holder.key, edge.high) for edge in found.edges} == {
        ("abroad", Decimal(92)),
        ("place/cn", Decimal(70)),
    }
    assert {edge.scope.key for edge in found.edges if edge.scope} == {"place/us"}
    concentration = found.concentrations[0]
    assert (concentration.low, concentration.high, concentration.covered) == (4900, 5800, Decimal(70))


def test_a_part_of_a_part_is_in_the_scope_of_who_holds_the_whole_part() -> None:
    found = mapped(
        record_of(
            Said(holder="Chile", percent="70", of="gallium"),
            Said(holder="Chinese firms", percent="80", of="gallium", within="70"),
            name="a",
        )
    )
    assert {(edge.holder.key, edge.scope.key) for edge in found.edges if edge.scope} == {
        ("place/cl", "world"),
        ("chinese firms", "place/cl"),
    }


def test_concentration_is_bounded_by_what_the_rest_can_be() -> None:
    market = [("TSMC", "60"), ("Samsung", "13"), ("SMIC", "6")]
    found = mapped(
        record_of(
            *(Said(holder=holder, percent=percent, of="foundry", shared="market") for holder, percent in market),
            name="a",
        )
    )
    (concentration,) = found.concentrations
    assert concentration.low == 60**2 + 13**2 + 6**2
    assert concentration.high == 60**2 + 13**2 + 6**2 + 3 * 6**2 + 3**2  # the rest, 21, in parts of at most 6
    assert concentration.covered == 79


def test_the_rest_may_be_one_where_few_are_known() -> None:
    found = mapped(record_of(Said(holder="TSMC", percent="60", of="foundry", shared="market"), name="a"))
    (concentration,) = found.concentrations
    assert (concentration.low, concentration.high) == (3600, 3600 + 40**2)


def test_joint_holders_and_other_kinds_do_not_count_singly() -> None:
    found = mapped(
        record_of(
            Said(holder="TSMC", percent="60", of="foundry", shared="market"),
            Said(holder="The top three", percent="79", of="foundry", shared="market", joint=True),
            Said(holder="China", percent="8", of="foundry", shared="market"),
            name="a",
        )
    )
    (concentration,) = found.concentrations
    assert (concentration.low, concentration.covered) == (3600, Decimal(60))
    assert {edge.joint for edge in found.edges} == {True, False}


def test_parts_that_are_more_than_a_whole_have_no_concentration() -> None:
    found = mapped(
        record_of(
            Said(holder="TSMC", percent="70", of="foundry", shared="market"),
            Said(holder="Samsung", percent="60", of="foundry", shared="market"),
            name="a",
        )
    )
    assert (found.concentrations, len(found.edges)) == ((), 2)


SAYINGS = st.builds(
    Said,
    holder=st.sampled_from(["China", "Chile", "TSMC", "somebody", None]),
    percent=st.sampled_from(["5", "12.5", "60", "61", "98", "99.9"]),
    of=st.sampled_from(["gallium", "foundry"]),
    shared=st.sampled_from(["production", "market", "imports"]),
    scope=st.sampled_from(["the world", "America", None]),
    stage=st.sampled_from(["mine", None]),
    qualifier=st.sampled_from(["over", "about", None]),
    year=st.sampled_from([2021, 2024, None]),
    joint=st.booleans(),
)


@given(st.lists(SAYINGS, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_of_records_does_not_matter(sayings: list[Said], random: object) -> None:
    records = [record_of(one, name=f"d{number:02}", days=number % 5) for number, one in enumerate(sayings)]
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    origins = {f"d{number:02}": number // 2 for number in range(len(records))}
    found = mapped(*records, origins=origins)
    assert mapped(*shuffled, origins=origins) == found
    for edge in found.edges:
        assert 0 < edge.low <= edge.high <= 100
        assert edge.first <= edge.last
        assert 1 <= edge.origins <= len(edge.quotes)
    for one in found.concentrations:
        assert 0 <= one.low <= one.high <= 10_000
    days = [change.day for change in found.changes]
    assert days == sorted(days, reverse=True)


def test_many_records_cost_linear_time() -> None:
    record = record_of(Said(holder="China", percent="98", of="gallium"), name="a")

    def told(size: int) -> None:
        records = [
            make_record(record.document.paragraphs[0].text, name=f"d{number}", annotations=record.annotations)
            for number in range(size)
        ]
        assert only(mapped(*records).edges).origins == size

    assert growth(told, 500) < 2.4
