"""Mends a page's tree before extraction: layout tables and fat list items become divisions, site rules are applied."""

import functools
from importlib import resources
from typing import Any

import yaml
from lxml import etree, html
from lxml.html import HtmlElement

from groundwire.extract.leaves import width

FAT = 250  # width from which a cell or list item is layout, not data: measured on Chinese pages, hurts nowhere
_BREAKS = ("p", "br", "div")
_TABLE_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_PARSER_OPTIONS: dict[str, Any] = {"encoding": "utf-8", "remove_comments": True, "remove_pis": True}
# One class for all elements: lxml.html asks a function in Python for each, a seventh of what trafilatura takes.
_CLASSES = etree.ElementDefaultClassLookup(element=HtmlElement)


def parse(page: str) -> HtmlElement | None:
    """The page's tree, None where there is nothing to parse."""
    parser = etree.HTMLParser(**_PARSER_OPTIONS)
    parser.set_element_class_lookup(_CLASSES)
    content = page.encode("utf-8", "replace")
    try:
        return html.document_fromstring(content, parser=parser) if content.strip() else None
    except etree.ParserError:  # nothing but comments or white space
        return None


def prepare(tree: HtmlElement) -> None:
    """Changes the tree in place so that every extractor sees paragraphs where a reader sees them."""
    _keep_site_root(tree)
    for table in list(tree.iter("table")):
        if table.tag == "table" and _is_layout(table):
            _to_divisions(table)
    for item in list(tree.iter("li")):
        if _is_fat(item):
            item.tag = "div"


def _is_fat(element: HtmlElement) -> bool:
    breaks = 0
    for _ in element.iter(*_BREAKS):
        breaks += 1
        if breaks > 3:  # the element itself may be among them
            break
    return breaks >= 3 and width(str(element.text_content())) > FAT


def _is_layout(table: HtmlElement) -> bool:
    if next(table.iterdescendants("table"), None) is not None:
        return True
    return any(_is_fat(cell) for cell in table.iter("td", "th"))


def _to_divisions(table: HtmlElement) -> None:
    """Turns the parts of this table, but not of tables inside it, into divisions."""
    table.tag = "div"
    pending = list(table)
    while pending:
        element = pending.pop()
        if element.tag == "table":
            continue
        if element.tag in _TABLE_PARTS:
            element.tag = "div"
        pending.extend(element)


@functools.cache
def _site_roots() -> tuple[str, ...]:
    text = resources.files("groundwire.extract").joinpath("data/sites.yaml").read_text("utf-8")
    return tuple(str(rule["root"]) for rule in yaml.safe_load(text)["rules"])


def _keep_site_root(tree: HtmlElement) -> None:
    """Where a site rule names the body's element, nothing else stays on the page."""
    body = tree.find("body")
    if body is None:
        return
    for identifier in _site_roots():
        root = next((element for element in body.iter() if element.get("id") == identifier), None)
        if root is not None and len(root.text_content().strip()) > 50:  # an empty root is filled by a script
            root.attrib.clear()  # hidden until a script runs, and of a class that readability distrusts
            body[:] = [root]
            return
