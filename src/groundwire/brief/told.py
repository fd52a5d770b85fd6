"""Events and shares of a document in, a line for each in the reader's language out."""

from collections.abc import Iterator, Mapping

from groundwire.brief.say import say_figure, say_period, wording
from groundwire.models import Document, Entity, EntityId, Event, Reference, Share, Span
from groundwire.text.labels import label

Entities = Mapping[EntityId, Entity]


def say_event(event: Event, document: Document, entities: Entities, language: str) -> str:
    """Type, state, who with which part, what, how much, where and when: ``tariff · in force · issuer: …``."""
    return " · ".join(_event(event, document, entities, language))


def say_share(share: Share, document: Document, entities: Entities, language: str) -> str:
    """What is shared with the figure, its holder, the thing, the stage and the scope."""
    named = [
        say_reference(each, document, entities, language) for each in (share.holder, share.of, share.scope) if each
    ]
    stage = [label(f"stage.{share.stage}", language)] if share.stage else []
    said = wording(language)["measured"].format(
        measure=label(f"shared.{share.shared}", language), figure=say_figure(share.figure, language)
    )
    return " · ".join([said, *stage, *named])


def say_reference(reference: Reference, document: Document, entities: Entities, language: str) -> str:
    """The entity's name in the reader's language, else the words as they stand."""
    entity = entities.get(reference.entity) if reference.entity else None
    return entity.label(language) if entity else _words(reference.span, document)


def _event(event: Event, document: Document, entities: Entities, language: str) -> Iterator[str]:
    yield label(f"type.{event.type}", language)
    yield label(f"state.{'denied' if event.negated else event.state}", language)
    measured = wording(language)["measured"]
    for actor in event.actors:
        who = say_reference(actor.who, document, entities, language)
        yield measured.format(measure=label(f"actor.{actor.role}", language), figure=who)
    for reference in dict.fromkeys((event.object, *event.items, event.scope, event.place)):
        if reference:
            yield say_reference(reference, document, entities, language)
    if event.amount:
        yield say_figure(event.amount, language)
    if event.when:
        yield say_period(event.when, language)


def _words(span: Span, document: Document) -> str:
    return document.paragraph(span.paragraph).text[span.start : span.end]
