"""Records with hand-made events: a text with the words marked that an event consists of."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from groundwire.models import (
    Actor,
    ActorRole,
    Annotations,
    CaptureId,
    DateMention,
    Document,
    DocumentId,
    Entity,
    EntityId,
    Event,
    EventState,
    Figure,
    Moment,
    Paragraph,
    Record,
    Reference,
    RevisionId,
    Span,
    StateDate,
)
from groundwire.text.hashing import short_hash

ENTITIES: Mapping[EntityId, Entity] = {
    entity.id: entity
    for entity in (
        Entity(id=EntityId("nvidia"), kind="organisation", labels=(("en", "Nvidia"), ("zh", "英伟达"))),
        Entity(id=EntityId("amd"), kind="organisation", labels=(("en", "AMD"),)),
        Entity(id=EntityId("commerce"), kind="organisation", labels=(("en", "Commerce"), ("zh", "商务部"))),
        Entity(id=EntityId("h20"), kind="product", labels=(("en", "H20"),)),
        Entity(id=EntityId("mi308"), kind="product", labels=(("en", "MI308"),)),
        Entity(id=EntityId("china"), kind="place", labels=(("en", "China"), ("zh", "中国")), country="CN"),
        Entity(id=EntityId("mofcom"), kind="organisation", labels=(("en", "MOFCOM"), ("zh", "商务部")), country="CN"),
        Entity(id=EntityId("us"), kind="place", labels=(("en", "United States"), ("zh", "美国"))),
    )
}


def span(text: str, words: str) -> Span:
    """Where these words stand in the first paragraph."""
    start = text.index(words)
    return Span(paragraph=1, start=start, end=start + len(words))


def reference(text: str, words: str, entity: str | None = None) -> Reference:
    return Reference(span=span(text, words), entity=EntityId(entity) if entity else None)


def when(first: date, last: date | None = None) -> DateMention:
    return DateMention(span=Span(paragraph=1, start=0, end=1), first=first, last=last or first)


def event(
    text: str,
    trigger: str,
    type_: str,
    *,
    actors: Mapping[str, tuple[ActorRole, str | None]] | None = None,
    thing: tuple[str, str | None] | None = None,
    state: EventState = "announced",
    negated: bool = False,
    day: DateMention | None = None,
    amount: Figure | None = None,
    dates: Mapping[EventState, date] | None = None,
) -> Event:
    """An event whose parts are words of the text; actors are words → (role, entity)."""
    return Event(
        span=span(text, trigger),
        type=type_,
        state=state,
        negated=negated,
        actors=tuple(
            Actor(role=role, who=reference(text, words, entity)) for words, (role, entity) in (actors or {}).items()
        ),
        object=reference(text, *thing) if thing else None,
        when=day,
        amount=amount,
        dates=tuple(StateDate(state=state, when=when(each)) for state, each in (dates or {}).items()),
    )


def record(name: str, text: str, *events: Event, day: date, language: str = "en", source: str = "Ledger") -> Record:
    """A document of one paragraph, published at noon of that day."""
    document = Document(
        id=DocumentId(short_hash(name)),
        revision=RevisionId(short_hash(text)),
        capture=CaptureId(f"urn:uuid:{name}"),
        url=f"https://news.example/{name}",
        title=name,
        source_name=source,
        authors=(),
        published=Moment(at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC)),
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        language=language,
        image=None,
        paragraphs=(Paragraph(number=1, role="text", text=text),),
    )
    return Record(document=document, annotations=Annotations(events=events), matches=(), brief=None)
