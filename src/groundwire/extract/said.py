"""What a page says of its body elsewhere: its tree and text in, titles, descriptions, stated body out."""

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from groundwire.extract.leaves import Leaf


@dataclass(frozen=True, slots=True)
class Said:
    """What the page says of its own body outside of it. All without white space."""

    titles: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    body: str = ""

    @staticmethod
    def by(tree: HtmlElement, page: str, title: str | None) -> "Said":
        titles = {squeeze(title or ""), squeeze(tree.findtext(".//title") or "")}
        leads: list[str] = []
        for meta in tree.iter("meta"):
            name, content = (meta.get("property") or meta.get("name") or "").lower(), squeeze(meta.get("content") or "")
            if name in ("og:title", "twitter:title"):
                titles.add(content)
            elif name in ("og:description", "description", "twitter:description") and len(content) >= 20:
                leads.append(content)
        return Said(titles=tuple(t for t in titles if len(t) > 5), leads=tuple(leads), body=_stated_body(page))


def squeeze(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s+", "", text)


def _stated_body(page: str) -> str:
    """The page's ``articleBody`` of JSON-LD, as far as it can be read; empty where there is none."""
    found = re.search(r'"articleBody"\s{0,9}:\s{0,9}(?=")', page)
    if found is None:
        return ""
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(page, found.end())
    except ValueError:
        return ""
    return squeeze(html.unescape(re.sub(r"<[^<>]{1,200}>", "", value)))


def title_anchor(leaves: Sequence[Leaf], said: Said) -> int:
    """The leaf that repeats the page's title: a first heading before other text, else the first that fits; -1: none."""
    fits = [i for i, leaf in enumerate(leaves) if len(leaf.key) > 5 and _repeats(leaf.key, said.titles)]
    ranked = sorted(fits, key=lambda i: (leaves[i].tag != "h1", leaves[i].role != "heading", leaves[i].links > 0, i))
    return ranked[0] if ranked else -1


def _repeats(key: str, titles: tuple[str, ...]) -> bool:
    return any(key in title or title in key[:300] for title in titles)


def lead_anchor(leaves: Sequence[Leaf], said: Said) -> int:
    """The leaf that the page's description was taken from; -1: none."""
    for lead in said.leads:
        for i, leaf in enumerate(leaves):
            if len(leaf.key) >= 20 and (leaf.key.startswith(lead[:40]) or lead.startswith(leaf.key[:40])):
                return i
    return -1
