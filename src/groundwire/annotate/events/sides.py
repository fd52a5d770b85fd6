"""A trigger and the names of its sentence in, the role out that the words before and behind each name give it."""

from dataclasses import dataclass
from typing import Any, cast

from groundwire.annotate.events.clauses import Name, Scene
from groundwire.annotate.events.triggers import FoundTrigger
from groundwire.models import Figure

_MARKER_REACH = 40  # characters before a name in which its marker stands: by the large US chipmaker Nvidia
_FEW = 10  # smaller counts are words of a phrase: two chip plants


@dataclass(frozen=True, slots=True)
class Sided:
    """A name with the role its marker gives it, None for one without a marker."""

    name: Name
    role: str | None


class Sides:
    """Reads the markers around one trigger."""

    def __init__(self, scene: Scene, found: FoundTrigger, frame: dict[str, Any]) -> None:
        self._scene = scene
        self._found = found
        self._frame = frame

    def sided(self, start: int, end: int, *, after: bool) -> list[Sided]:
        """The names between two places, each with the role that its marker gives it."""
        names = self._scene.names_in(start, end)
        sided: list[Sided] = []
        for index, name in enumerate(names):
            if index and self.joined(names[index - 1], name):
                role = sided[-1].role
            else:
                role = self._marker(name, names[index - 1].end if index else start, after=after)
            sided.append(Sided(name, self._follower(name, role)))
        return sided

    def joined(self, one: Name, other: Name) -> bool:
        """Whether two names are of one list."""
        if self._scene.folded[one.end : other.start].strip() in self._frame.get("before", {}):
            return False
        return bool(self._scene.data.joined.fullmatch(self._scene.folded, one.end, other.start))

    def _marker(self, name: Name, bound: int, *, after: bool) -> str | None:
        data = self._scene.data
        low = max(bound, name.start - _MARKER_REACH)
        match = data.marker.search(self._scene.folded, low, name.start)
        if match is None:
            return None
        marker = match["marker"]
        if (
            after
            and self._found.trigger.noun
            and data.verb_between.search(self._scene.folded, self._found.end, name.start)
        ):
            return "none"
        if name.proper and marker in data.where and self._is_aside(name, match.start()):
            return "place"
        own = self._frame.get("after" if after else "before", {})
        general = data.after if after else data.before
        return cast("str | None", own.get(marker, general.get(marker)))

    def _is_aside(self, name: Name, marker: int) -> bool:
        """Whether what "in" an unknown name says is where: not right behind a verb that takes it (invest in …)."""
        taken = self._frame.get("there") or self._frame.get("after", {}).get("in") == "object"
        return not taken or (name.start > self._found.end and marker > self.behind_figure() + 2)

    def _follower(self, name: Name, role: str | None) -> str | None:
        if role is None and name.kind == "place" and self._found.end <= name.start and self._is_modifier(name):
            return "none"
        match = self._scene.data.following.match(self._scene.folded, name.end, self._scene.sentence.end)
        if match is None or match.start("follow") >= self._found.start >= name.end:
            return role
        given = self._scene.data.follow[match["follow"]]
        if given == "owner":  # Nvidia's acquisition; not the chips of Nvidia's
            nominal = (
                self._found.trigger.noun or self._frame["subject"] == "object"
            ) and 0 <= self._found.start - match.end("follow") <= 30
            return role or ("subject" if nominal else "none")
        return given if role is None or given == "seller" else role

    def _is_modifier(self, name: Name) -> bool:
        return self._scene.data.modifier.match(self._scene.folded, name.end, self._scene.sentence.end) is not None

    def behind_figure(self) -> int:
        """Where a phrase may begin: behind the trigger, or behind the amount that follows it."""
        end = self._found.end
        figures = [f for f in self._scene.sentence.figures if not is_few(f)]
        return next((f.span.end for f in figures if 0 <= f.span.start - end <= 2), end)


def is_few(figure: Figure) -> bool:
    """Two chip plants: a number that belongs to the phrase of a thing, and tells no amount."""
    return figure.kind == "count" and figure.high < _FEW
