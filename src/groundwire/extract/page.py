"""One HTML page parsed once for its metadata: its text in, the pieces of its head and of the start of its body out."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from groundwire.extract.draft import one_line
from groundwire.extract.jsonld import Node, articles, read_nodes

_NEVER_READ = ["script", "style", "noscript", "template", "svg", "iframe", "select", "button"]
_LONGEST = 60_000  # characters of body text: beyond is never near a headline


@dataclass(frozen=True)
class PageView:
    """What the metadata pass looks at. ``url`` is where the page was fetched, None for a file."""

    tree: LexborHTMLParser
    url: str | None
    nodes: list[Node]
    meta: dict[str, list[str]]
    body_text: str = field(repr=False)
    buttons: tuple[str, ...] = ()

    @cached_property
    def articles(self) -> list[Node]:
        """The structured data's articles, the surest kind first."""
        return articles(self.nodes)

    @cached_property
    def running_text(self) -> str:
        """The body's text with spaces for line breaks, as long as ``body_text``: places in one fit the other."""
        return self.body_text.replace("\n", " ")

    def find(self, headline: str) -> int:
        """Where the headline stands in the body's text, -1 where it does not; a later one beats a mention in a menu."""
        if not headline:
            return -1
        at = self.running_text.find(headline)
        return at if at >= 0 else self.running_text.lower().find(headline.lower())

    def first_meta(self, *names: str) -> str:
        """The first non-empty ``<meta>`` of these names, in the order of the names."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), "")

    def first_text(self, selector: str) -> str:
        """The text of the first element that has any."""
        return next((text for node in self.tree.css(selector) if (text := node_text(node))), "")


def node_text(node: LexborNode) -> str:
    """The element's text as one line; words of neighbouring elements stay apart."""
    return one_line(node.text(separator=" ", strip=False))


def view_page(html: str, url: str | None) -> PageView:
    """Parse a page that has passed the guard."""
    tree = LexborHTMLParser(html)
    scripts = [node.text() for node in tree.css("script[type*='ld+json' i]")]
    meta = _meta(tree)
    buttons = tuple(text for node in tree.css("button, input[type=submit]")[:60] if (text := _label(node)))
    tree.strip_tags(_NEVER_READ)
    body = tree.body
    text = body.text(separator="\n")[: _LONGEST * 4] if body else ""
    lines = [line for raw in text.split("\n") if not raw.isspace() and (line := one_line(raw))]
    return PageView(tree, url, read_nodes(scripts), meta, "\n".join(lines)[:_LONGEST], buttons)


def _label(button: LexborNode) -> str:
    return node_text(button) or one_line(button.attributes.get("value") or "")


def _meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """The contents of ``<meta>`` by property, name or itemprop in lower case."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        content = one_line(attributes.get("content") or "")
        names = {attributes.get(key) for key in ("property", "name", "itemprop", "http-equiv")}
        for name in names:
            if name and content:
                found.setdefault(re.sub(r"\s+", "", name.lower()), []).append(content)
    return found
