"""The libraries that give a second opinion on a page: a tree or a page's text in, blocks out, their errors kept in."""

import logging
from collections.abc import Callable

import trafilatura
from lxml import html
from lxml.html import HtmlElement
from readability import Document as ReadabilityDocument
from resiliparse.extract.html2text import extract_plain_text
from trafilatura.external import try_readability

from groundwire.extract.block import Block
from groundwire.extract.bodytree import body_blocks
from groundwire.extract.leaves import fold, leaves

_LOG = logging.getLogger(__name__)
for _name in ("trafilatura", "readability", "htmldate", "justext"):  # what they warn of is an empty body to us
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def _guarded(read: Callable[[], list[Block]], name: str) -> list[Block]:
    """An extractor that fails has found nothing: others are asked."""
    try:
        return read()
    except Exception as error:  # noqa: BLE001 - the adapter around third-party parsers of outside bytes
        _LOG.info("%s failed: %r", name, error)
        return []


def _blocks(tree: HtmlElement) -> list[Block]:
    return [Block(role=leaf.role, text=leaf.text) for leaf in leaves(tree)]


def by_trafilatura(tree: HtmlElement, url: str | None) -> list[Block]:
    """trafilatura's body. Its deduplication stays off: that cache is global across documents.

    The format is any but its own, for which it writes the body out as text too, which is not read.
    """

    def read() -> list[Block]:
        found = trafilatura.bare_extraction(
            tree, url=url, include_comments=False, with_metadata=False, deduplicate=False, output_format="txt"
        )
        return [] if found is None or isinstance(found, dict) else body_blocks(found.body)

    return _guarded(read, "trafilatura")


def by_readability(page: str) -> list[Block]:
    """The body that readability-lxml chooses."""

    def read() -> list[Block]:
        return _blocks(html.fromstring(ReadabilityDocument(page).summary(html_partial=True)))

    return _guarded(read, "readability")


def by_inner_readability(tree: HtmlElement) -> list[Block]:
    """The body that trafilatura's own readability chooses, a faster scorer of another make. Changes the tree.

    It is no public interface of trafilatura: a test holds it.
    """
    return _guarded(lambda: _blocks(try_readability(tree)), "inner readability")


def by_resiliparse(page: str) -> list[Block]:
    """resiliparse's main content, a line a block."""

    def read() -> list[Block]:
        text = extract_plain_text(page, main_content=True, alt_texts=False, links=False, list_bullets=False)
        return [Block(role="text", text=line) for line in map(fold, text.splitlines()) if line]

    return _guarded(read, "resiliparse")
