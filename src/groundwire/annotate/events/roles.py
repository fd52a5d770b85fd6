"""A trigger in its sentence in, who did what to whom out: by word order, markers and passives, which are data."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from groundwire.annotate.events.clauses import Name, Scene
from groundwire.annotate.events.sides import Sided, Sides, is_few
from groundwire.annotate.events.triggers import FoundTrigger
from groundwire.models import Actor, ActorRole, Reference

_WHO = ("organisation", "person")
_GOODS = ("material", "product", "technology")
_MOST_ACTORS = 12
_BACK = 8  # clauses in which a subject is looked for
_NO_PLACE = frozenset({"court", "buyer", "seller", "customer", "supplier", "employer", "person", "investor"})
_COMPANIES = frozenset({"target", "issuer", "defendant"})  # objects that are somebody
_OBJECTS = frozenset({"target", "recipient", "defendant"})  # roles that say what the event is about


@dataclass(slots=True)
class Parts:
    """What was understood of one trigger's sentence."""

    actors: list[Actor] = field(default_factory=list)
    object: Reference | None = None
    place: Reference | None = None
    scope: Reference | None = None
    items: tuple[Reference, ...] = ()
    known: bool = False  # a name has a part, not only a word for somebody
    unnamed: int = 0  # those who have a part but whose name is not said: the company
    about: bool = False  # it says what or whom the event is about
    named: set[str] = field(default_factory=set)  # the roles that names have, "thing" for goods


Topic = Callable[[], Reference | None]  # whom the sentences before are about


class RoleReader:
    """Reads the roles around one trigger. ``low`` and ``high`` bound its part of the sentence."""

    def __init__(self, scene: Scene, found: FoundTrigger, bounds: tuple[int, int], topic: Topic) -> None:
        self._scene = scene
        self._found = found
        self._low, self._high = bounds
        self._topic = topic  # worked out only where it is asked for
        self._frame: dict[str, Any] = scene.data.frames[found.trigger.frame]
        self._sides = Sides(scene, found, self._frame)
        self._clause = scene.clauses[scene.clause_at(found.start)]
        self._parts = Parts()
        self._used: set[int] = set()

    def read(self) -> Parts:
        """Everything that has a part in the event."""
        before = self._sides.sided(self._clause.start, self._found.start, after=False)
        after = self._sides.sided(self._found.end, self._reach(), after=True)
        passive = self._is_passive()
        doer, done_to = self._frame["subject"], self._frame["object"]
        for sided in (*before, *after):
            if sided.role is not None:
                self._place(sided.name, self._named_role(sided.role))
        if not any(sided.role is not None for sided in (*before, *after)):
            self._place_marked()
        subjects = self._subjects(before)
        if passive:
            self._add(subjects, done_to)
        else:
            self._add(subjects, doer)
            objects = self._objects(before, after)
            self._add(map(self._resolved, objects), done_to)
            self._parts.named |= {"bare"} if any(name.known and name.kind != "place" for name in objects) else set()
        self._finish(after)
        return self._parts

    def _reach(self) -> int:
        return max(self._found.end, min(self._high, self._clause.end))

    def _is_passive(self) -> bool:
        data, folded = self._scene.data, self._scene.folded
        if self._found.trigger.passive:
            return True
        if data.active.search(folded, self._found.start, self._found.end):
            return False
        start = max(self._clause.start, self._found.start - 30)
        return bool(data.passive_before.search(folded, start, self._found.start)) or bool(
            data.passive_after.match(folded, self._found.end)
        )

    def _named_role(self, role: str) -> str:
        return cast(str, self._frame[role]) if role in ("subject", "object") else role

    def _subjects(self, before: Sequence[Sided]) -> list[Name]:
        bare = [sided.name for sided in before if sided.role is None and self._can_act(sided.name)]
        if self._found.trigger.noun and (verb := self._support()) is not None:
            bare = [name for name in bare if name.end <= verb]
        if bare:
            organisations = [name for name in bare if name.kind != "place"] or bare
            nearest = organisations[0 if self._scene.data.verb_last else -1]
            chosen = self._chain(organisations, nearest)
            return [self._resolved(name) for name in chosen]
        if any(sided.role in ("subject", self._frame["subject"]) for sided in before):
            return []
        return self._unnamed() or self._inherited()

    def _unnamed(self) -> list[Name]:
        """A subject that is no known name: the words from the beginning of the clause to its verb."""
        clause, folded = self._clause, self._scene.folded
        match = self._scene.data.subject.fullmatch(folded, clause.start, self._found.start)
        match = match or self._scene.data.speaker.match(folded, clause.start, self._found.start)
        if match is None:
            return []
        name = _phrase_name(match)
        cut = min((d.span.start for d in self._scene.sentence.dates if d.span.start > name.start), default=name.end)
        name = replace(name, end=min(name.end, cut))
        return [name] if self._is_noun(name) else []

    def _is_noun(self, name: Name) -> bool:
        """Whether words in the place of a name can be one: no verb, particle or figure in them."""
        figures = [f for f in self._scene.sentence.figures if not is_few(f)]
        if any(f.span.start < name.end and name.start < f.span.end for f in figures):
            return False
        return not self._scene.data.no_noun.search(self._scene.folded[name.start : name.end])

    def _place_marked(self) -> None:
        """Who stands between a marker and the trigger, where that is no known name: 与[万科]达成合作."""
        data = self._scene.data
        before = data.marked.search(self._scene.folded, self._clause.start, self._found.start)
        after = data.marked_after.match(self._scene.folded, self._found.end, self._reach())
        for match, side, general in ((before, "before", data.before), (after, "after", data.after)):
            if match is None or self._names_between(match.start(), match.end("phrase")):
                continue
            role = self._frame.get(side, {}).get(match["marker"], general.get(match["marker"]))
            if role is not None and self._is_noun(name := _phrase_name(match)):
                self._place(name, self._named_role(role))

    def _names_between(self, start: int, end: int) -> bool:
        return any(name.start < end and start < name.end for name in self._scene.names)

    def _support(self) -> int | None:
        """Where the verb stands that makes an event of a topic word."""
        verbs = self._scene.data.support.finditer(self._scene.folded, self._clause.start, self._found.start)
        return max((verb.start() for verb in verbs), default=None)

    def _can_act(self, name: Name) -> bool:
        if self._frame["subject"] == "person":
            return name.kind == "person" or name.proper
        return name.kind in _WHO or (name.kind == "place" and self._frame.get("governments", False))

    def _chain(self, names: Sequence[Name], last: Name) -> list[Name]:
        """The name with those before it in the same list."""
        chain = [last]
        for name in reversed(names[: names.index(last)]):
            if not self._sides.joined(name, chain[0]):
                break
            chain.insert(0, name)
        return chain

    def _followed(self, names: Sequence[Name]) -> list[Name]:
        """The first name with those behind it in the same list."""
        chain = [names[0]]
        for name in names[1:]:
            if not self._sides.joined(chain[-1], name):
                break
            chain.append(name)
        return chain

    def _resolved(self, name: Name) -> Name:
        """Whom "the company" means, where it is said."""
        if not name.stand_in:
            return name
        return next(iter(self._inherited(before=name.start)), None) or self._topical(name)

    def _topical(self, name: Name) -> Name:
        topic = self._topic()
        return replace(name, meant=topic, known=True) if topic else name

    def _inherited(self, before: int | None = None) -> list[Name]:
        """The subject of the clauses before."""
        number = self._scene.clause_at(self._found.start if before is None else before)
        for clause in reversed(self._scene.clauses[max(0, number - _BACK) : number]):
            names = [
                sided.name
                for sided in self._sides.sided(*clause, after=False)
                if sided.role is None and self._can_act(sided.name) and not sided.name.stand_in
            ]
            known = [name for name in names if name.known] or names
            if known:
                return self._followed(known)
            speaker = self._scene.data.speaker.match(self._scene.folded, *clause)
            if speaker and self._is_noun(_phrase_name(speaker)):
                return [_phrase_name(speaker)]
        return []

    def _objects(self, before: Sequence[Sided], after: Sequence[Sided]) -> list[Name]:
        bare = [sided.name for sided in after if sided.role is None and self._fits(sided.name)]
        if not bare and self._found.trigger.noun and (verb := self._support()) is not None:
            bare = [s.name for s in before if s.role is None and s.name.start >= verb and self._fits(s.name)]
        if not bare and self._scene.data.verb_last:
            bare = [s.name for s in [s for s in before if s.role is None][1:] if self._fits(s.name)]
        if not bare:
            return []
        return self._followed(bare)

    def _fits(self, name: Name) -> bool:
        if self._frame["object"] == "object":
            return name.kind in (*_GOODS, "law") or name.kind in _WHO
        if self._frame["object"] == "place":
            return name.kind == "place"
        if self._frame["object"] == "person":
            return name.kind == "person" or name.proper
        return name.kind in _WHO or (name.kind == "place" and self._frame.get("governments", False))

    def _add(self, names: Iterable[Name], role: str) -> None:
        for name in names:
            self._place(name, role)

    def _place(self, name: Name, role: str) -> None:
        if role == "none" or name.start in self._used:
            return
        if name.stand_in and name.meant is None:
            self._place_unnamed(name, role)
            return
        reference = self._scene.reference(name)
        parts = self._parts
        if role == "place" or (name.kind == "place" and self._is_where(name, role)):
            parts.place = parts.place or reference
        elif role == "scope" or (name.kind == "place" and role == self._frame["object"] and self._frame.get("items")):
            parts.scope = parts.scope or reference
            if role == "target":
                self._act(reference, role)
        elif role == "object" and self._frame.get("shares") and self._has_shares(name):
            self._act(reference, "issuer")
        elif role == "object" or name.kind in _GOODS:
            parts.object = parts.object or reference
        else:
            self._act(reference, role)
        self._used.add(name.start)
        if name.known or name.noun or name.kind == "person":
            parts.named.add("thing" if name.kind in _GOODS else role)
        parts.known = parts.known or name.known or (name.kind == "organisation" and name.noun and not name.stand_in)

    def _has_shares(self, name: Name) -> bool:
        """Whether what moves is the price of somebody's shares, not of goods."""
        if name.kind != "organisation":
            return False
        if not name.proper and name.known:
            return True
        return self._scene.data.shares.search(self._scene.folded, name.end, self._found.end) is not None

    def _place_unnamed(self, name: Name, role: str) -> None:
        """Somebody without a name has a part, of which nothing can be quoted."""
        self._used.add(name.start)
        self._parts.unnamed += 1
        self._parts.about = self._parts.about or role in _OBJECTS

    def _act(self, who: Reference, role: str) -> None:
        if len(self._parts.actors) < _MOST_ACTORS:
            self._parts.actors.append(Actor(role=cast(ActorRole, role), who=who))
            self._parts.about = self._parts.about or role in _OBJECTS

    def _is_where(self, name: Name, role: str) -> bool:
        """Whether a place with this role is where it happens, not a state that acts."""
        if role in _NO_PLACE or (role == "recipient" and self._frame.get("there")):
            return role != self._frame["subject"] or not self._can_act(name)
        return role not in ("target", "scope") and not self._can_act(name)

    def _finish(self, after: Sequence[Sided]) -> None:
        parts = self._parts
        if self._frame.get("items"):
            parts.items = tuple(self._items())
            if parts.items and parts.object is None:
                parts.object = parts.items[0]
        thing = self._thing(after)
        if thing is not None:
            parts.named.add("thing")
            parts.object = parts.object or thing
        if parts.object is None:
            self._place_phrase()

    def _items(self) -> Iterator[Reference]:
        """Goods that a measure names, by name or by code, in its part of the sentence."""
        scene = self._scene
        for name in scene.names_in(self._low, self._high):
            if name.kind in _GOODS and name.known:
                yield scene.reference(name)
        for code in scene.sentence.codes:
            if code.kind in ("hs", "eccn", "cas") and self._low <= code.span.start < self._high:
                yield Reference(span=code.span)

    def _thing(self, after: Sequence[Sided]) -> Reference | None:
        if not self._frame.get("things"):
            return None
        goods = (sided.name for sided in after if sided.name.kind in _GOODS)
        name = next(goods, None)
        return self._scene.reference(name) if name is not None else None

    def _place_phrase(self) -> None:
        """The noun phrase right behind the trigger, where no name stands there: 收购[洛阳蓝宝]70%股权."""
        if (
            self._frame["object"] in ("person", "place", "partner", "none")
            or self._found.trigger.noun
            or self._frame.get("named")
        ):
            return
        match = self._scene.data.phrase.match(self._scene.folded, self._sides.behind_figure(), self._reach())
        if match is None or match.end("phrase") - match.start("phrase") < 2 or self._is_other(match):
            return
        name = _phrase_name(match)
        if not self._is_noun(name) or any(name.start <= start < name.end for start in self._used):
            return
        if self._parts.about and self._frame["object"] in _COMPANIES:
            return
        if self._frame["object"] in _COMPANIES and not self._scene.data.thing.search(
            self._scene.sentence.passage.wide, name.start, name.end
        ):
            self._place(name, cast(str, self._frame["object"]))
        else:
            self._parts.object = self._scene.reference(name)

    def _is_other(self, match: re.Match[str]) -> bool:
        """Whether a phrase begins with a figure, a date or a place."""
        start, sentence = match.start("phrase"), self._scene.sentence
        spans = [figure.span for figure in sentence.figures if not is_few(figure)]
        spans += [date.span for date in sentence.dates]
        if any(span.start <= start < span.end for span in spans):
            return True
        end = match.end("phrase")
        return any(n.kind == "place" and start <= n.start < end <= n.end for n in self._scene.names)


def _phrase_name(match: re.Match[str]) -> Name:
    return Name(start=match.start("phrase"), end=match.end("phrase"), kind="organisation", known=False)
