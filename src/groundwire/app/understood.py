"""A record in, what was understood of its names, figures, events and shares out, said in the reader's language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from groundwire.brief.gloss import say_measured, say_mention
from groundwire.brief.say import say_period
from groundwire.brief.told import say_event, say_reference, say_share
from groundwire.models import Document, Entity, EntityId, Figure, Record, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A place in a document, the sort of thing that was found there, and what is known of it ("": only that)."""

    span: Span
    sort: Literal["name", "figure", "event"]
    text: str


def understood(record: Record, entities: Mapping[EntityId, Entity], language: str) -> Iterator[Understood]:
    """Names, then figures (a share is said as one), then events, each in the order of the text."""
    found, document = record.annotations, record.document
    for mention in found.mentions:
        yield Understood(span=mention.span, sort="name", text=say_mention(mention, entities, language))
    shared = {share.figure.span: share for share in found.shares}
    for figure in found.figures:
        share = shared.get(figure.span)
        said = (
            say_share(share, document, entities, language) if share else _measured(figure, document, entities, language)
        )
        yield Understood(span=figure.span, sort="figure", text=said)
    for event in found.events:
        yield Understood(span=event.span, sort="event", text=say_event(event, document, entities, language))


def _measured(figure: Figure, document: Document, entities: Mapping[EntityId, Entity], language: str) -> str:
    """A figure with all that is known of it: measure, whose, of what, where and when."""
    said = [say_measured(figure, entities, language, owned=False)]
    known = (figure.owner, figure.thing, figure.scope)
    said += [say_reference(each, document, entities, language) for each in known if each]
    return " · ".join([*said, *([say_period(figure.period, language)] if figure.period else [])])
