"""Checked statements of the parts of a long document in, one brief of them out; the model chooses, code keeps them."""

from collections.abc import Mapping, Sequence

from groundwire.brief.abstractive.assembly import Held
from groundwire.brief.abstractive.holding import Grounds, is_shown
from groundwire.brief.abstractive.outline import Choice, read_choice
from groundwire.brief.abstractive.prompts import Size
from groundwire.brief.abstractive.schemas import CHOICE
from groundwire.models import Request, Statement
from groundwire.text.tokens import estimate_tokens

Part = tuple[str | None, tuple[Statement, ...]]
_ROOM = 600  # tokens of the prompt's own words
_ANSWER = 800  # tokens: numbers and headings


def merge(grounds: Grounds, parts: Sequence[Part], size: Size) -> Held:
    """A brief that the model makes of the right statements by their numbers; what failed stays where it was."""
    listed = _listed(grounds, parts)
    failed = tuple(each for _, part in parts for each in part if not is_shown(each))
    if not listed:
        return Held(kind="insights", core=(), groups=(), left_out=failed)
    request = Request(
        task="merge",
        messages=grounds.prompts.merge(listed, size=size),
        schema=CHOICE,
        plain=grounds.prompts.merge_plain,
        max_tokens=min(grounds.options.max_output, _ANSWER),
        temperature=grounds.options.temperature,
    )
    answer = grounds.complete(request)
    choice = read_choice(answer.text, listed) or _by_parts(listed, parts, size)
    chosen = tuple((heading, tuple(listed[number] for number in numbers)) for heading, numbers in choice.groups)
    core = tuple(listed[number] for number in choice.core)
    return Held(kind=choice.kind, core=core, groups=chosen, left_out=failed)


def _listed(grounds: Grounds, parts: Sequence[Part]) -> dict[int, Statement]:
    """The right statements by number: the first of every part, then the second, while there is room for them."""
    room = grounds.options.context - _ANSWER - _ROOM
    rows = [[each for each in part if is_shown(each)] for _, part in parts]
    kept: list[tuple[int, int, Statement]] = []
    for place in range(max(map(len, rows), default=0)):
        for part, row in enumerate(rows):
            cost = estimate_tokens(row[place].text) + 6 if place < len(row) else 0
            if cost and cost <= room:
                room -= cost
                kept.append((part, place, row[place]))
    kept.sort(key=lambda each: each[:2])
    return {number: statement for number, (_, _, statement) in enumerate(kept, 1)}


def _by_parts(listed: Mapping[int, Statement], parts: Sequence[Part], size: Size) -> Choice:
    """The document's order, for a model that cannot choose: core from the first part, one group for each part."""
    part_of = {id(each): index for index, (_, part) in enumerate(parts) for each in part}
    core = tuple(list(listed)[: size.core])
    groups = tuple(
        (heading, tuple(n for n, each in listed.items() if n not in core and part_of[id(each)] == index)[:3])
        for index, (heading, _) in enumerate(parts)
    )
    return Choice(kind="insights", core=core, groups=tuple(group for group in groups if group[1]))
