"""Facts in, words in the reader's language out: for every shell that prints them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from groundwire.app.locale import Locale
from groundwire.brief.say import say_figure, say_period
from groundwire.desk import Desk
from groundwire.models import (
    DateMention,
    DependencyMap,
    Disagreement,
    Disagreements,
    Entity,
    EntityId,
    Explanation,
    Ledger,
    LedgerPoint,
    MapEdge,
    Measured,
    Name,
    News,
    Quote,
    Span,
    StateChange,
    Timeline,
    TimelineEvent,
)

Facts = Timeline | Ledger | Disagreements | DependencyMap | News

_DECIMALS = 3  # of a percentage that a text gives; more come from a fraction
_OF_VALUES = ("direction", "measure")  # words that stand before a value: a rise of 12 %, a loss of 5 billion
_SHORT = 8  # digits of a document's id that are shown; `groundwire show` takes them


@dataclass(frozen=True, slots=True)
class FactWords:
    """Says facts in the reader's language."""

    desk: Desk
    t: Locale

    def name(self, name: Name | None) -> str:
        """The entity's name in the reader's language, else the words as first written."""
        if name is None:
            return ""
        return said_name(name, self.desk.entities, self.t)

    def names(self, names: Iterable[Name | None]) -> str:
        """Several names, each once."""
        return " · ".join(dict.fromkeys(self.name(name) for name in names if name))

    def measure(self, measured: Measured) -> str:
        """What is measured."""
        measure = self.t.texts.get(f"measure.{measured.measure}", measured.measure)
        return self.t("change-of", measure=measure) if measured.change else measure

    def measured_of(self, measured: Measured) -> str:
        """Whose, of what and where."""
        return self.names((measured.owner, measured.thing, measured.scope))

    def value(self, point: LedgerPoint) -> str:
        """The figure with unit, role and change."""
        return say_figure(point.figure, self.t.language)

    def period(self, point: LedgerPoint) -> str:
        """What time the figure is of: as said, else when it was reported, marked as such."""
        period = point.figure.period
        return say_period(period, self.t.language) if period else self.t("day.document", n=point.day.isoformat())

    def type(self, event: TimelineEvent) -> str:
        """What kind of event it is; the id of a type that this version does not know."""
        return self.t.texts.get(f"type.{event.type}", event.type)

    def days(self, event: TimelineEvent) -> str:
        """When it happened; a day that only the report gives is marked."""
        days = say_period(_mention(event.first, event.last), self.t.language) if event.dated else str(event.first)
        return days if event.dated else f"({days})"

    def amount(self, event: TimelineEvent) -> str:
        """How much, if it is known."""
        return say_figure(event.amount, self.t.language) if event.amount else ""

    def states(self, event: TimelineEvent) -> str:
        """The thread: each state with its day."""
        if event.negated:
            return self.t("negated")
        if len(event.states) == 1:
            return self.t(f"state.{event.state}")
        return " → ".join(f"{self.t(f'state.{change.state}')} {self.since(change)}" for change in event.states)

    def since(self, change: StateChange) -> str:
        """The day from which a state holds; one that only a report gives is said to be that."""
        return str(change.day) if change.dated else f"({self.t('reported-on', day=change.day)})"

    def parties(self, event: TimelineEvent) -> str:
        """Who, in which part."""
        return self.t("list-separator").join(
            f"{self.name(party.name)} ({self.t(f'actor.{party.role}')})" for party in event.parties
        )

    def what(self, event: TimelineEvent) -> str:
        """The object, the goods and the place, without who had part."""
        parties = {party.name.key for party in event.parties}
        named = (event.object, *event.items, event.place)
        return self.names(name for name in named if name and name.key not in parties)

    def planned(self, event: TimelineEvent) -> str:
        """When it is to happen."""
        if event.planned is None:
            return ""
        return self.t("planned", period=say_period(_mention(*event.planned), self.t.language))

    def percent(self, edge: MapEdge) -> str:
        """The share in percent."""
        low, high = _digits(edge.low), _digits(edge.high)
        share = f"{low}%" if low == high else f"{low}–{high}%"
        return self.t(f"qualifier.{edge.qualifier}", n=share) if edge.qualifier else share

    def percents(self, edge: MapEdge) -> tuple[str, ...]:
        """The same, the ends of a range apart: each is somebody's."""
        if edge.low == edge.high or edge.qualifier or edge.low_quote == edge.high_quote:
            return (self.percent(edge),)
        return (_digits(edge.low), f"{_digits(edge.high)}%")

    def shared(self, edge: MapEdge) -> str:
        """What it is a share of: production, refining, worldwide; and whether several hold it together."""
        parts = [self.t(f"shared.{edge.shared}"), self.t(f"stage.{edge.stage}") if edge.stage else ""]
        return " · ".join(filter(None, [*parts, self.name(edge.scope), self.t("joint") if edge.joint else ""]))

    def between(self, edge: MapEdge) -> str:
        """The days that its quotes speak of, marked where they are only those of the documents."""
        days = str(edge.first) if edge.first == edge.last else f"{edge.first} – {edge.last}"
        return self.t("day.document", n=days) if edge.day_of == "document" else days

    def verdict(self, found: Disagreement) -> str:
        """Conflict, or only apparent."""
        return self.t("conflict" if found.conflict else "explained")

    def why(self, found: Disagreement) -> str:
        """The explanations."""
        return "; ".join(map(self.explanation, found.explanations))

    def explanation(self, each: Explanation) -> str:
        """Why two figures differ, with what either side says."""
        why = self.t(f"why.{each.why}")
        sides = (self.side(each.left, each.left_key), self.side(each.right, each.right_key))
        return f"{why} ({' / '.join(sides)})" if any(sides) else why

    def side(self, said: str, key: str) -> str:
        """What one side says: words of the vocabulary and names in the reader's language, all else as written."""
        entity = self.desk.entities.get(EntityId(key))
        name = entity.label(self.t.language) if entity else self.t.texts.get(key)
        vocabulary, _, word = key.partition(".")
        if name is None:
            return said
        if "{n}" in name:
            return name.format(n=said.removeprefix(f"{word} "))
        return f"{name} {said.removeprefix(f'{word} ')}" if vocabulary in _OF_VALUES else name

    def only(self, found: Facts) -> str:
        """What the rows were narrowed to; nothing where they were not."""
        if found.only is None:
            return ""
        kind, entity = found.only.kind, self.desk.entities.get(found.only.entity or EntityId(""))
        said = [self._only_kind(found, kind)] if kind else []
        if found.only.entity:
            named = entity.label(self.t.language) if entity else found.only.entity
            said.append(self.t("only-entity", name=named))
        return self.t("only", what=self.t("list-separator").join(said))

    def _only_kind(self, found: Facts, kind: str) -> str:
        of_figures = f"type.{kind}" not in self.t.texts
        key = "only-kind"
        if of_figures and isinstance(found, Timeline):
            key = "only-amount"
        elif not of_figures and isinstance(found, Ledger | Disagreements | DependencyMap):
            key = "only-figures-told"
        return self.t(key, name=self.t.kind(kind))

    def counted(self, origins: int, reports: int) -> str:
        """How many independent origins and how many reports."""
        one = self.t("origin") if origins == 1 else self.t("origins", n=origins)
        if reports == origins:
            return one
        return self.t(
            "counted", origins=one, reports=self.t("report") if reports == 1 else self.t("reports", n=reports)
        )


def _mention(first: date, last: date) -> DateMention:
    return DateMention(span=Span(paragraph=0, start=0, end=0), first=first, last=last)


def _digits(percent: Decimal) -> str:
    """As written; a third is 33.3."""
    exact = percent if percent == round(percent, _DECIMALS) else round(percent, 1)
    return f"{exact.normalize():f}"


def said_name(name: Name, entities: Mapping[EntityId, Entity], t: Locale) -> str:
    """A known name in the reader's language; else what stands for no name (abroad, the world), else as written.

    A known thing that words narrow (``material/rare-earths#magnet``) is told with these in the reader's language.
    """
    key, _, narrowing = name.key.partition("#")
    known = name.entity or (EntityId(key) if narrowing else None)
    entity = entities.get(known) if known else None
    if entity is None:
        return t.texts.get(f"name.{name.key}", name.words)
    said = entity.label(t.language)
    for each in filter(None, narrowing.split("+")):
        said = t(f"qualified.{each}", n=said)
    return said


def place(quote: Quote) -> str:
    """Where it stands: what `groundwire show` takes, and the number of the paragraph."""
    return f"{quote.document[:_SHORT]} ¶{quote.span.paragraph}"
