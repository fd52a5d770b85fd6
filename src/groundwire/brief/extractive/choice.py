"""Scored sentences in, those the brief is made of out: the best, unlike one another, none left hanging."""

import math
from collections.abc import Sequence

from groundwire.brief.extractive.rules import Rules
from groundwire.brief.extractive.scoring import Scored, similarity
from groundwire.brief.extractive.sections import Section

SAME = 0.6  # share of words in common above which two sentences say the same
_MOST_IN_GROUP = 4
_CROWDED = 0.12  # what each statement a group already has costs the next
_HANGING = 0.5  # what leaning on a sentence that cannot be shown costs
_LONGEST_PAIR = 1.35  # times the language's long sentence

Pick = tuple[Scored, ...]
"""One statement: a sentence, or two neighbours of which the second leans on the first."""


class Chooser:
    """Chooses sentences of one document, each at most once."""

    def __init__(self, scored: Sequence[Scored], rules: Rules) -> None:
        self._rules = rules
        self._scored = scored
        self._by_order = {each.candidate.order: each for each in scored}
        self._open = dict.fromkeys(scored, 0.0)  # what may yet be taken, with how near it is to anything taken
        self._taken: set[Scored] = set()

    def choose_core(self, count: int) -> list[Pick]:
        """The core statements, in the order of the document."""
        core: list[Pick] = []
        for each in sorted(self._scored, key=lambda each: (-self._core_value(each), each.candidate.order)):
            if len(core) < count and self.is_new(each):
                core.append(self._take(each))
        return sorted(core, key=_order)

    def choose(self, sections: Sequence[Section], count: int) -> list[list[Pick]]:
        """For each section what is taken from it: its best first, then the best of all, in the document's order."""
        chosen: list[list[Pick]] = [[] for _ in sections]
        for section, picks in zip(sections, chosen, strict=True):
            self._add(section, picks)
        while sum(map(len, chosen)) < count:
            open_ = [index for index, picks in enumerate(chosen) if len(picks) < _MOST_IN_GROUP]
            best = max(open_, key=lambda index: self._offer(sections[index], chosen[index]), default=None)
            if best is None or not self._add(sections[best], chosen[best]):
                break
        return [sorted(picks, key=_order) for picks in chosen]

    def is_new(self, scored: Scored) -> bool:
        """Whether nothing taken says the same."""
        return scored in self._open

    def _core_value(self, scored: Scored) -> float:
        return scored.score + scored.lead - (0.4 if scored.candidate.dangling else 0.0)

    def _value(self, scored: Scored) -> float:
        nearest = self._open.get(scored)
        if nearest is None:
            return -math.inf
        hanging = scored.candidate.dangling and not self._support(scored) and not self._follows(scored)
        return scored.score - 0.8 * nearest - (_HANGING if hanging else 0.0)

    def _best(self, section: Section) -> Scored | None:
        best = max(section.members, key=self._value)
        return best if self._value(best) > -math.inf else None

    def _offer(self, section: Section, picks: Sequence[Pick]) -> float:
        return max(map(self._value, section.members)) - _CROWDED * len(picks)

    def _add(self, section: Section, picks: list[Pick]) -> bool:
        best = self._best(section)
        if best:
            picks.append(self._take(best))
        return best is not None

    def _take(self, scored: Scored) -> Pick:
        support = self._support(scored) if scored.candidate.dangling else None
        pick = (support, scored) if support else (scored,)
        for one in pick:
            self._taken.add(one)
            self._open.pop(one, None)
            compared = (
                (each, max(near, similarity(one.candidate, each.candidate))) for each, near in self._open.items()
            )
            self._open = {each: near for each, near in compared if near < SAME}
        return pick

    def _support(self, scored: Scored) -> Scored | None:
        """The sentence before, if both together are a statement of bearable length."""
        before = self._by_order.get(scored.candidate.order - 1)
        if before is None or before in self._taken or before.candidate.dangling:
            return None
        same = before.candidate.paragraph == scored.candidate.paragraph
        weight = before.candidate.weight + scored.candidate.weight
        return before if same and weight <= _LONGEST_PAIR * self._rules.long else None

    def _follows(self, scored: Scored) -> bool:
        """Whether the sentence it leans on will stand in the brief too."""
        return self._by_order.get(scored.candidate.order - 1) in self._taken


def _order(pick: Pick) -> int:
    return pick[0].candidate.order
