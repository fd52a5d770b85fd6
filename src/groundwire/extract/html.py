"""The body of an HTML page: a page's text in, blocks in reading order with the extractors' agreement out.

Two extractors read every page: trafilatura, and a forest that judges each block of the page by its text, its place,
the elements around it and trafilatura's word. On Chinese and Japanese pages two readability scorers are asked too, one
on the page as it came and one on the mended tree: where these two agree they are right more often than the forest
(held out by site .920 against .904 on the Chinese pages of magic_html). On other pages they are not. Where forest and
trafilatura disagree, the body nearest to all others is taken. What stands between the blocks of the body that was
chosen, headings and items and rows, is restored from the page.
"""

from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from groundwire.extract.block import Block, Body
from groundwire.extract.clean import clean
from groundwire.extract.dialogs import dialogs
from groundwire.extract.extractors import by_inner_readability, by_readability, by_resiliparse, by_trafilatura
from groundwire.extract.features import Vote, is_cjk_page, measure
from groundwire.extract.forest import Forest, block_forest
from groundwire.extract.guard import without_scripts
from groundwire.extract.leaves import Leaf, leaves
from groundwire.extract.prepass import parse, prepare
from groundwire.extract.said import Said
from groundwire.extract.shingles import overlap, shingles
from groundwire.extract.structure import restore

__all__ = ["Block", "Body", "extract_body"]

Bodies = dict[str, list[Block]]

AGREED = 0.8  # F1 from which two bodies are the same article: pages above it are bad in 2 of 100 cases
SAME = 0.9  # F1 from which the two readability scorers chose the same element
SHARED = 0.05  # F1 under which the readability scorers agree on a thing that no other extractor saw
OWN_PRIOR = 0.05  # the forest's lead in the vote; .05 and .1 were best in five folds by site
KEPT = 0.5  # probability from which a block belongs to the body


def extract_body(
    html: str, *, url: str | None, title: str | None, language: str | None, forest: Forest | None = None
) -> Body:
    """The body of a page that has passed the guard; without blocks where there is none.

    ``language`` changes nothing yet: the patterns of all languages are asked. ``forest`` is the shipped one by default.
    """
    lean = without_scripts(html)  # half of most pages, which each extractor would copy and pass over
    tree = parse(lean)
    if tree is None:
        return Body(blocks=(), confidence=0.0, extractors=())
    prepare(tree)
    page = leaves(tree)
    bodies: Bodies = {"trafilatura": by_trafilatura(tree, url)}
    said = Said.by(tree, html, title)
    bodies["groundwire"] = judged(page, bodies["trafilatura"], said, forest or block_forest())
    name, confidence = _chosen(bodies, lean, tree, cjk=is_cjk_page(page))
    blocks = tuple(clean(restore(page, bodies[name]), title=title))
    return Body(blocks=blocks, confidence=round(confidence, 3), extractors=tuple(bodies))


def _chosen(bodies: Bodies, html: str, tree: HtmlElement, *, cjk: bool) -> tuple[str, float]:
    """The name of the body to take and its confidence; asks further extractors, whose bodies it adds, where it must."""
    if cjk:
        bodies["readability"] = by_readability(html)
        bodies["inner readability"] = by_inner_readability(tree)
        if agreement(bodies["readability"], bodies["inner readability"]) > SAME:
            near = max(agreement(bodies["inner readability"], bodies[name]) for name in ("groundwire", "trafilatura"))
            if near > SHARED:
                return "inner readability", near
    confidence = agreement(bodies["groundwire"], bodies["trafilatura"])
    if confidence >= AGREED:
        return "groundwire", confidence
    if not cjk:
        bodies["readability"] = by_readability(html)
    bodies["resiliparse"] = by_resiliparse(html)
    return medoid(bodies)


def judged(page: Sequence[Leaf], heard: Sequence[Block], said: Said, forest: Forest) -> list[Block]:
    """The blocks that the forest keeps."""
    if not page:
        return []
    table = measure(page, {"T": Vote.of(page, [block.text for block in heard])}, said)
    outside = dialogs(page, said)
    return [
        Block(role=leaf.role, text=leaf.text)
        for number, (leaf, chance) in enumerate(
            zip(page, forest.probabilities(table.only(forest.features)), strict=True)
        )
        if number not in outside and chance > KEPT
    ]


def agreement(left: Sequence[Block], right: Sequence[Block]) -> float:
    """How much two bodies share, 0 to 1; nothing where one is empty."""
    if not left or not right:
        return 0.0
    texts, others = [block.text for block in left], [block.text for block in right]
    return 1.0 if texts == others else overlap(shingles(texts), shingles(others))


def medoid(bodies: Mapping[str, Sequence[Block]]) -> tuple[str, float]:
    """The body nearest to all others, and how near it is."""
    counts = {name: shingles(block.text for block in blocks) for name, blocks in bodies.items() if blocks}
    if not counts:
        return "groundwire", 0.0
    means = {
        name: sum(overlap(count, other) for key, other in counts.items() if key != name) / max(1, len(counts) - 1)
        for name, count in counts.items()
    }
    best = max(means, key=lambda name: means[name] + OWN_PRIOR * (name == "groundwire"))
    return best, means[best]
