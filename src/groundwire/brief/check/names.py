"""A statement and its cited paragraphs in, whether every name of it is accounted for by theirs out."""

import re
from collections.abc import Iterator, Mapping

from groundwire.brief.check.accounted import han_accounted, is_acronym, latin_accounted, meant_by
from groundwire.brief.check.finding import differs, failed, passed
from groundwire.brief.check.looked_in import DOTS, WORD, View, view_of
from groundwire.brief.check.pinyin import pinyin_cuts, reads_as
from groundwire.brief.check.read_elsewhere import may_be_read_elsewhere
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.said_names import SaidName, said_names
from groundwire.brief.check.sounds import sounds_like
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Entity, EntityId
from groundwire.text.scripts import fold
from groundwire.text.words import fold_words

_PEOPLE = re.compile(r"[A-Z][a-z]+(?:an|ese|ish|ch)")
_ATTRIBUTE = re.compile(r" [a-z]|['’]s|[\u3400-\u9fff]")
_NEAR = 40  # characters from a name within which its country is told


class Names:
    """Compares the names of statements with those of paragraphs; holds the entities."""

    def __init__(self, entities: Mapping[EntityId, Entity]) -> None:
        self._entities = entities
        self._by_label: dict[str, list[EntityId]] = {}

    def check(self, statement: Reading, passage: Passage) -> Iterator[Check]:
        """One check for every name that nothing in the paragraphs accounts for; one that passed where all are."""
        failures = [
            self._failure(name, statement, passage)
            for name in said_names(statement)
            if not self._accounted(name, statement, passage)
            and not self._spoken_of(name, statement, passage)
            and not self._subject(name, statement, passage)
            and not _at_home(name, statement, passage)
            and not self._described(name, statement, passage)
            and not self._with_its_neighbour(name, statement, passage)
            and not _unreadable(name, statement, passage)
            and not (name.doubtful and " " not in name.text and _all_spoken_for(statement, passage))
        ]
        yield from failures or [passed("names")]

    def _failure(self, name: SaidName, statement: Reading, passage: Passage) -> Check:
        """Says what stands in the name's place where one known name of its kind is left over."""
        said = {other.entity for other in statement.mentions}
        left = {
            mention.entity: (reading, mention)
            for reading, mention in passage.mentions
            if name.kind and mention.kind == name.kind and mention.entity and mention.entity not in said
        }
        if name.entity and len(left) == 1:
            reading, mention = next(iter(left.values()))
            return differs("names", "name-missing", wanted=name.text, at=reading, span=mention.span)
        return failed("names", "name-missing", wanted=name.text)

    def _accounted(self, name: SaidName, statement: Reading, passage: Passage) -> bool:
        view = view_of(passage)
        if name.entity and (name.entity in view.entities or self._labelled(name.entity, view)):
            return True
        if name.entity and any(
            other in view.entities or self._labelled(other, view) for other in meant_by(name.entity)
        ):
            return True
        if any(self._labelled(other, view) for other in self._called(name)):
            return True
        if fold_words(name.text) in view.folded or fold_words(name.text) in view.title:
            return True
        by_sound = not self._named_in(name.entity, passage)
        if name.latin:
            return latin_accounted(name, statement, view, by_sound=name.kind == "place" or by_sound)
        return han_accounted(name, statement, view, passage, by_sound=by_sound)

    def _called(self, name: SaidName) -> list[EntityId]:
        """The entities that are so called but for upper and lower case, which annotation holds a name to: Nio."""
        if not self._by_label:
            for entity in self._entities.values():
                for label in {label for _language, label in entity.labels} | {*entity.aliases, *entity.exact}:
                    self._by_label.setdefault(fold_words(label), []).append(entity.id)
        return self._by_label.get(fold_words(name.text), []) if name.entity is None else []

    def _named_in(self, entity_id: EntityId | None, passage: Passage) -> bool:
        """Whether it is known what the entity is called in the language of the paragraphs: sound tells nothing then."""
        entity = self._entities.get(entity_id) if entity_id else None
        bases = {reading.language.split("-")[0] for reading in passage.readings}
        return entity is not None and bases <= {language.split("-")[0] for language, _label in entity.labels}

    def _labelled(self, entity_id: EntityId, view: "View") -> bool:
        """Whether the entity stands there under some name that annotation did not take for it."""
        if entity_id not in view.labelled:
            view.labelled[entity_id] = self._find_label(entity_id, view)
        return view.labelled[entity_id]

    def _find_label(self, entity_id: EntityId, view: "View") -> bool:
        entity = self._entities.get(entity_id)
        if entity is None:
            return False
        names = {label for _language, label in entity.labels} | set(entity.aliases)
        if entity.kind == "person":  # 马克·卡尼 goes on as 卡尼
            names |= {label.rpartition(dot)[2] for label in names for dot in DOTS if dot in label}
        if entity.kind == "place" and any(view.has_people(fold(label)) for label in names):
            return True
        if entity.kind == "organisation":
            names |= {short for label in names if (short := view.shortened(label))}
        return any(len(label) > 1 and view.has(fold(label)) for label in names)

    def _subject(self, name: SaidName, statement: Reading, passage: Passage) -> bool:
        """Whether the document's title has the name and the cited paragraphs no other organisation's or person's."""
        title = fold(passage.source.document.title)
        said = {mention.entity for mention in statement.mentions if mention.entity}
        others = [m for _r, m in passage.mentions if m.kind in ("organisation", "person") and m.entity not in said]
        if not title or others:
            return False
        entity = self._entities.get(name.entity) if name.entity else None
        labels = (
            {fold(label) for _language, label in entity.labels} | {fold(name.text)} if entity else {fold(name.text)}
        )
        cuts = pinyin_cuts(name.text.split()[0])
        return any(len(label) > 1 and label in title for label in labels) or (len(cuts) > 1 and reads_as(cuts, title))

    def _with_its_neighbour(self, name: SaidName, statement: Reading, passage: Passage) -> bool:
        """Whether the name is one with that before or behind it, or only a title before it: Legislator Chiu."""
        names = said_names(statement)
        place = names.index(name)
        for other in names[max(0, place - 1) : place + 2]:
            first, second = sorted((name, other), key=lambda one: one.start)
            if other is name or statement.text[first.end : second.start] != " ":
                continue
            whole = SaidName(statement.text[first.start : second.end], first.start, second.end)
            if (name is first and name.doubtful and second.kind == "person") or (
                name.entity is None and other.entity is None and self._accounted(whole, statement, passage)
            ):
                return True
        return False

    def _described(self, name: SaidName, statement: Reading, passage: Passage) -> bool:
        """Whether it only tells of what country a thing is, as an earlier paragraph does: American curbs, 韩国大山."""
        country = name.kind == "place" or (name.entity is None and _PEOPLE.fullmatch(name.text))
        following = statement.text[name.end : name.end + 2]
        if not country or not _ATTRIBUTE.match(following) or following[:1] == name.text[-1:]:
            return False
        said = {mention.entity for mention in statement.mentions}
        if any(m.kind == "place" and m.entity not in said for _r, m in passage.mentions):
            return False
        if not statement.cues.spaced and not _before_noun(name, statement):
            return False
        cited = {reading.number for reading in passage.readings}
        others = tuple(n for n in range(1, max(cited)) if n not in cited)
        return bool(others) and self._accounted(name, statement, passage.source.passage(others))

    def _spoken_of(self, name: SaidName, statement: Reading, passage: Passage) -> bool:
        """Whether an earlier paragraph gives the name and a cited one has a word that stands for it."""
        first = min(reading.number for reading in passage.readings)
        if first < 2 or not any(r.cues.pronoun.search(r.folded) for r in passage.readings):
            return False
        said = {mention.entity for mention in statement.mentions}
        if any(m.kind == name.kind and m.entity and m.entity not in said for _r, m in passage.mentions):
            return False  # the paragraph speaks of another of the kind by name
        return self._accounted(name, statement, passage.source.passage(tuple(range(1, first))))


def _before_noun(name: SaidName, statement: Reading) -> bool:
    """Whether what follows at once is no verb: 韩国大山, not 韩国宣布."""
    word = next((word for word in statement.words if word.start == name.end), None)
    return word is not None and word.content and not any(gloss.startswith("to ") for gloss in word.glosses)


def _at_home(name: SaidName, statement: Reading, passage: Passage) -> bool:
    """Whether it is the country that a text of this language need not name, and no other place is in question."""
    said = {mention.entity for mention in statement.mentions}
    return all(name.entity in reading.cues.home for reading in passage.readings) and not any(
        mention.kind == "place" and mention.entity not in said for _reading, mention in passage.mentions
    )


def _all_spoken_for(statement: Reading, passage: Passage) -> bool:
    """Whether every name of the paragraphs has its counterpart, so that none is left to have been replaced."""
    view = view_of(passage)
    said = {mention.entity for mention in statement.mentions}
    named = [m for _r, m in passage.mentions if m.kind in ("person", "organisation", "place")]
    if any(mention.entity not in said or mention.entity is None for mention in named):
        return False
    words = [word for name in said_names(statement) for word in WORD.findall(name.text)]
    return all(any(sounds_like(word, run) >= 0.5 for word in words) for run in view.unknown)


def _unreadable(name: SaidName, statement: Reading, passage: Passage) -> bool:
    """Whether nothing here can tell: Han names of other tongues are not read as in Chinese, and initials are not spelt.

    A Japanese, Korean, Vietnamese or Cantonese name in Chinese characters has another sound, and an institution's
    initials may be of any language. Where the paragraphs have one such name to spare, it may be this one.
    """
    if name.entity or not name.latin:
        return False
    if name.doubtful and " " not in name.text and not view_of(passage).dictionary:
        return True
    if any(reading.cues.segmented and not reading.cues.dictionary for reading in passage.readings):
        return True
    words = WORD.findall(name.text)
    for reading in passage.readings:
        if len(words) == 1 and is_acronym(words[0]):
            if reading.cues.institution.search(reading.folded):
                return True
        elif reading.cues.read_otherwise.search(reading.folded):
            around = statement.folded[max(0, name.start - _NEAR) : name.end + _NEAR]
            spare = [m for m in reading.mentions if m.kind == "person" and m.entity is None]
            said = [other for other in said_names(statement) if other.kind == "person" or " " in other.text]
            allowed = (spare and len(said) <= len(spare)) or statement.cues.read_otherwise.search(around)
            if allowed and any(may_be_read_elsewhere(word) for word in words):
                return True
    return False


def names_comparable(statement: Reading, passage: Passage) -> bool:
    """Whether names of the one script can be compared with those of the other: the same script, or Latin and Han."""
    return all(
        (reading.cues.spaced == statement.cues.spaced and not reading.cues.letters)
        or reading.cues.dictionary
        or statement.cues.dictionary
        for reading in passage.readings
    )
