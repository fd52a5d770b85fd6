"""Candidates in, two to five runs of them out: the document's own sections, else where its words change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from groundwire.brief.extractive.scoring import Scored
from groundwire.models import Document

_FEWEST_HEADED = 2
_LONGEST_LEAD = 5  # sentences
_WINDOW = 3  # units on each side of a gap whose words are compared


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Section:
    """Neighbouring candidates that belong together; ``heading`` is the document's own where it has one."""

    members: tuple[Scored, ...]
    heading: str | None = None

    @property
    def mass(self) -> float:
        """How much it has to say."""
        return sum(max(0.0, each.score) for each in self.members)


def find_sections(document: Document, scored: Sequence[Scored], count: int) -> list[Section]:
    """At most ``count`` sections, in the order of the document, each with at least one member.

    What stands before the first of several headings introduces them: unless it is long, the core has told it.
    """
    own = _own_sections(document, scored)
    if len(own) > _FEWEST_HEADED and own[0].heading is None and len(own[0].members) <= _LONGEST_LEAD:
        own = own[1:]
    if len(own) > count:
        return sorted(sorted(own, key=lambda section: -section.mass)[:count], key=_place)
    while len(own) < count:
        widest = max(own, key=lambda section: len(section.members) if section.heading is None else 0)
        if widest.heading is not None or len(widest.members) < 2:
            break
        at = own.index(widest)
        own[at : at + 1] = _split(widest, count - len(own) + 1)
    return own


def _place(section: Section) -> int:
    return section.members[0].candidate.order


def _own_sections(document: Document, scored: Sequence[Scored]) -> list[Section]:
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.role == "heading"]
    sections: list[Section] = []
    for number in dict.fromkeys(each.candidate.section for each in scored):
        members = tuple(each for each in scored if each.candidate.section == number)
        sections.append(Section(members=members, heading=headings[number - 1] if number else None))
    return sections


def _split(section: Section, count: int) -> list[Section]:
    """Cut at the deepest gaps between neighbours; no piece is empty."""
    members = section.members
    least = 2 if len(members) >= 2 * count else 1
    gaps = sorted(range(1, len(members)), key=lambda gap: (_cohesion(members, gap), gap))
    cuts: list[int] = []
    for gap in gaps:
        if len(cuts) == count - 1:
            break
        if all(abs(gap - other) >= least for other in (0, len(members), *cuts)):
            cuts.append(gap)
    edges = [0, *sorted(cuts), len(members)]
    return [replace(section, members=members[low:high]) for low, high in pairwise(edges)]


def _cohesion(members: Sequence[Scored], gap: int) -> float:
    """How much the words and names on both sides of a gap agree; a paragraph that goes on holds together."""
    before = _bag(members[max(0, gap - _WINDOW) : gap])
    after = _bag(members[gap : gap + _WINDOW])
    shared = len(before & after)
    size = min(len(before), len(after)) or 1
    same = members[gap - 1].candidate.paragraph == members[gap].candidate.paragraph
    linked = members[gap].candidate.dangling
    middle = abs(gap / len(members) - 0.5)
    return shared / size + 0.12 * same + 0.15 * linked + 0.1 * middle


def _bag(members: Sequence[Scored]) -> set[str]:
    words: set[str] = set()
    for each in members:
        words.update(each.candidate.vocabulary, each.entities)
    return words
