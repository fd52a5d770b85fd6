"""Restores the structure of a body: a page's leaves and the blocks taken from them in, the same blocks out, with the
headings, list items, table rows and captions that stand between them.

Extractors judge blocks by their text, and what structures a text is short: a heading of four words looks like a menu's.
What decides here is the place: it stands between kept blocks of the same container, or in a table or list of which most
is kept.
"""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from groundwire.extract.block import Block
from groundwire.extract.clean import is_furniture
from groundwire.extract.features import is_badly_named
from groundwire.extract.leaves import Leaf, width

_STRUCTURE = frozenset(("heading", "item", "row", "caption"))
_GROUPS = {"row": ("table",), "item": ("ul", "ol", "dl")}
_GAP = 20  # leaves between two kept ones: what is longer is a part of its own, such as the references of a page
_AHEAD = 3  # leaves after a heading of which one must be kept: an advertisement may stand between
_HEADING = 60  # width up to which a bold line is a heading
_ENDS = tuple(".!?。！？…;；,，、:：")


def restore(page: Sequence[Leaf], blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the structure between them, each in the role that it has on the page."""
    places = _places(page, blocks)
    kept = {place for place in places if place is not None}
    added = sorted(_missing(page, kept))
    restored: list[Block] = []
    for block, place in zip(blocks, places, strict=True):
        while place is not None and added and added[0] < place:
            restored.append(_block(page, added.pop(0), kept))
        same = place is not None and page[place].text == block.text
        restored.append(_block(page, place, kept) if same and place is not None else block)
    return restored


def _places(page: Sequence[Leaf], blocks: Sequence[Block]) -> list[int | None]:
    """For each block, the leaf that it was taken from: the next of the same text, else the first."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, leaf in enumerate(page):
        found[leaf.key].append(number)
    places: list[int | None] = []
    last = -1
    for block in blocks:
        numbers = found.get(block.text.replace(" ", ""), [])
        place = next((number for number in numbers if number > last), None)
        places.append(place)
        last = last if place is None else place
    return places


def _missing(page: Sequence[Leaf], kept: set[int]) -> set[int]:
    sizes = Counter(element for leaf in page for element in leaf.path)
    spans = _spans(page, kept, sizes)
    added = _rest_of_groups(page, kept)
    for number in range(len(page) - 1, -1, -1):
        leaf = page[number]
        if number in kept or number in added or not _may_be_added(leaf):
            continue
        if leaf.role == "heading" and not any(n in kept or n in added for n in range(number + 1, number + 1 + _AHEAD)):
            continue
        if any(_is_between(number, spans.get(container, ())) for container in _containers(leaf, sizes)):
            added.add(number)
    return added


def _may_be_added(leaf: Leaf) -> bool:
    return (
        leaf.role in _STRUCTURE and not leaf.hidden and 2 * leaf.links <= len(leaf.text) and not is_furniture(leaf.text)
    )


def _containers(leaf: Leaf, sizes: Counter[HtmlElement]) -> Iterator[HtmlElement]:
    """The element whose blocks stand beside this one, and the one that holds its list or table.

    Nothing where a name on the way up speaks of furniture.
    """
    level, group = len(leaf.path) - 1, _group(leaf)
    while level > 0 and sizes[leaf.path[level]] == 1 and not is_badly_named(leaf.path[level]):
        level -= 1
    yield leaf.path[level]
    if group is None or any(is_badly_named(element) for element in leaf.path[leaf.path.index(group) :]):
        return
    for element in reversed(leaf.path[: leaf.path.index(group)]):
        if sizes[element] > sizes[group]:
            yield element
        if sizes[element] > sizes[group] or is_badly_named(element):
            return


def _group(leaf: Leaf) -> HtmlElement | None:
    return next((element for element in reversed(leaf.path) if element.tag in _GROUPS.get(leaf.role, ())), None)


def _spans(page: Sequence[Leaf], kept: set[int], sizes: Counter[HtmlElement]) -> dict[HtmlElement, list[int]]:
    """For each element, the kept blocks that it holds directly or in wrappers of their own."""
    spans: dict[HtmlElement, list[int]] = defaultdict(list)
    for number in sorted(kept):
        for container in _containers(page[number], sizes):
            spans[container].append(number)
    return spans


def _is_between(number: int, kept: Sequence[int]) -> bool:
    after = bisect(kept, number)
    return 0 < after < len(kept) and kept[after] - kept[after - 1] <= _GAP


def _rest_of_groups(page: Sequence[Leaf], kept: set[int]) -> set[int]:
    """What is missing of the tables and lists of which at least half is kept: heads of tables above all."""
    groups: dict[HtmlElement, list[int]] = defaultdict(list)
    for number, leaf in enumerate(page):
        group = _group(leaf)
        if group is not None:
            groups[group].append(number)
    mostly = (members for members in groups.values() if 2 * sum(n in kept for n in members) >= len(members))
    return {n for members in mostly for n in members if n not in kept and _may_be_added(page[n])}


def _block(page: Sequence[Leaf], number: int, kept: set[int]) -> Block:
    leaf = page[number]
    bold_line = leaf.role == "text" and leaf.bold and width(leaf.text) <= _HEADING and not leaf.text.endswith(_ENDS)
    heads = bold_line and number + 1 in kept and not page[number + 1].bold
    return Block(role="heading" if heads else leaf.role, text=leaf.text)
