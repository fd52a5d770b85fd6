"""A name of the statement in, where the cited paragraphs have it out."""

from collections.abc import Mapping

from groundwire.brief.check.pinyin import pinyin_cuts, reads_as
from groundwire.brief.check.said_names import SaidName
from groundwire.brief.check.sounds import sounds_like
from groundwire.brief.check.source import Passage
from groundwire.models import Entity, EntityId, Span
from groundwire.text.scripts import fold

_LIKE = 0.74  # surer than for mere presence: a wrong place would make a right statement look turned round


def locate(name: SaidName, passage: Passage, entities: Mapping[EntityId, Entity]) -> list[Span]:
    """Every place of the name: by its entity, by its letters, by how it sounds."""
    found = [m.span for _r, m in passage.mentions if name.entity and m.entity == name.entity]
    if found:
        return found
    entity = entities.get(name.entity) if name.entity else None
    labels = {fold(label) for _language, label in entity.labels} if entity else set()
    for written in {fold(name.text), *labels}:
        found += _written(written, passage)
    if found or not name.latin:
        return found
    return _by_sound(name, passage)


def _written(written: str, passage: Passage) -> list[Span]:
    found: list[Span] = []
    for reading in passage.readings:
        place = reading.folded.find(written)
        while place >= 0 and len(written) > 1:
            found.append(Span(paragraph=reading.number, start=place, end=place + len(written)))
            place = reading.folded.find(written, place + 1)
    return found


def _by_sound(name: SaidName, passage: Passage) -> list[Span]:
    cuts = pinyin_cuts(name.text)
    last = name.text.split()[-1]
    found: list[Span] = []
    for reading, mention in passage.mentions:
        text = reading.folded[mention.span.start : mention.span.end]
        if (len(cuts) > 1 and reads_as(cuts, text)) or sounds_like(last, text) >= _LIKE:
            found.append(mention.span)
    return found + _glossed(passage).get(last.lower(), [])


def _glossed(passage: Passage) -> dict[str, list[Span]]:
    """The proper names that words of the paragraphs mean, and where."""
    kept = passage.kept.get("glossed")
    if not isinstance(kept, dict):
        kept = dict[str, list[Span]]()
        for reading in passage.readings:
            for word in reading.words:
                for gloss in {gloss.lower() for gloss in word.glosses if gloss[:1].isupper()}:
                    span = Span(paragraph=reading.number, start=word.start, end=word.end)
                    kept.setdefault(gloss, []).append(span)
        passage.kept["glossed"] = kept
    return kept
