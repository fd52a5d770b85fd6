"""Finds the consent dialogs on a page: leaves and the page's word in, the numbers of their leaves out.

A long cookie notice reads like an article, so no measure of its text tells it apart; the names around it do.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from groundwire.extract.leaves import Leaf
from groundwire.extract.said import Said, lead_anchor, title_anchor

_CONSENT = re.compile(r"cookie|consent|onetrust|gdpr|privacy[-_]?(?:notice|manager|modal|banner)", re.IGNORECASE)


def dialogs(leaves: Sequence[Leaf], said: Said) -> set[int]:
    """The leaves inside a consent dialog; an element that holds the article's title or lead is none."""
    anchors = (title_anchor(leaves, said), lead_anchor(leaves, said))
    own = {element for anchor in anchors if anchor >= 0 for element in leaves[anchor].path}
    asks: dict[HtmlElement, bool] = {}  # it or one that it is in
    for leaf in leaves:
        asked = False
        for element in leaf.path[1:]:
            known = asks.get(element)
            if known is None:
                known = asked or (element not in own and _CONSENT.search(_names(element)) is not None)
                asks[element] = known
            asked = known
    return {number for number, leaf in enumerate(leaves) if len(leaf.path) > 1 and asks[leaf.path[-1]]}


def _names(element: HtmlElement) -> str:
    return f"{element.get('id') or ''} {element.get('class') or ''}"
