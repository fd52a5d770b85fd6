"""Structured data of a page: the text of its ld+json scripts in, the nodes that describe articles out."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]

# Schema.org's article kinds, from the surest to the vaguest; a page about one article may carry several.
_KINDS = (
    "newsarticle",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "backgroundnewsarticle",
    "reviewnewsarticle",
    "askpublicnewsarticle",
    "advertisercontentarticle",
    "satiricalarticle",
    "liveblogposting",
    "blogposting",
    "socialmediaposting",
    "discussionforumposting",
    "techarticle",
    "scholarlyarticle",
    "medicalscholarlyarticle",
    "report",
    "article",
)
_LARGEST = 2_000_000  # characters; a longer script is somebody's database
_MOST_NODES = 5000
_WRAPPERS = re.compile(
    r"^\s*(?:(?:/\*|//)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--)|(?:(?:/\*|//)?\s*\]\]>\s*(?:\*/)?|-->)\s*;?\s*$"
)
_COMMA = re.compile(r",(?=\s*[}\]])")
_COMMENT = re.compile(r"^\s*//[^\n]*$|^\s*/\*.*?\*/", re.MULTILINE | re.DOTALL)
_SALVAGE = re.compile(r'"(headline|datePublished|dateCreated|dateModified)"\s*:\s*"((?:[^"\\]|\\.){1,500})"')


def read_nodes(scripts: list[str]) -> list[Node]:
    """Every object in the scripts that has a type, with ``@id`` references to other objects filled in."""
    nodes = [node for script in scripts for value in _values(script) for node in _walk(value)]
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 2}
    return [_resolved(node, known) for node in nodes[:_MOST_NODES]]


def articles(nodes: list[Node]) -> list[Node]:
    """The nodes that describe an article, the surest kind first."""
    ranked = [(rank, node) for node in nodes if (rank := _rank(node)) is not None]
    return [node for _, node in sorted(ranked, key=lambda pair: pair[0])]


def kinds(node: Node) -> set[str]:
    """The node's types in lower case, without the vocabulary's address."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return {name.rpartition("/")[2].rpartition(":")[2].lower() for name in names if isinstance(name, str)}


def text_of(value: Any) -> str:
    """The first string in a value that may be a string, a list, or an object with a name or an address."""
    if isinstance(value, str):
        return html.unescape(value).strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return next((found for item in value if (found := text_of(item))), "")
    if isinstance(value, dict):
        return next((found for key in ("@value", "name", "url", "@id") if (found := text_of(value.get(key)))), "")
    return ""


def _rank(node: Node) -> int | None:
    return min((_KINDS.index(kind) for kind in kinds(node) if kind in _KINDS), default=None)


def _walk(value: Any) -> Iterator[Node]:
    """Every typed object in a JSON value, outer ones first."""
    queue: list[Any] = [value]
    for _ in range(_MOST_NODES):
        if not queue:
            return
        current = queue.pop(0)
        if isinstance(current, list):
            queue[:0] = current
        elif isinstance(current, dict):
            if "@type" in current:
                yield current
            queue.extend(item for item in current.values() if isinstance(item, list | dict))


def _resolved(node: Node, known: dict[str, Node]) -> Node:
    return {key: _follow(value, known) for key, value in node.items()}


def _follow(value: Any, known: dict[str, Node]) -> Any:
    if isinstance(value, list):
        return [_follow(item, known) for item in value]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return {**known.get(value["@id"], {}), **value}
    return value


def _values(script: str) -> Iterator[Any]:
    """The JSON values in a script, mended where they are broken in the ways that sites break them."""
    text = _WRAPPERS.sub("", _WRAPPERS.sub("", script[:_LARGEST].strip("\ufeff \t\r\n;"))).strip()
    for mend in (_as_is, _without_commas, _unescaped, _without_comments):
        found = list(_decoded(mend(text)))
        if found:
            yield from found
            return
    salvaged = dict(_SALVAGE.findall(text))
    if "headline" in salvaged:
        yield {
            "@type": "Article",
            **{key: value.replace('\\"', '"').replace("\\/", "/") for key, value in salvaged.items()},
        }


def _as_is(text: str) -> str:
    return text


def _without_commas(text: str) -> str:
    return _COMMA.sub("", text)


def _unescaped(text: str) -> str:
    return _COMMA.sub("", html.unescape(text))


def _without_comments(text: str) -> str:
    return _COMMA.sub("", _COMMENT.sub("", text))


_DECODER = json.JSONDecoder(strict=False)  # control characters inside strings are common


def _decoded(text: str) -> Iterator[Any]:
    """The values at the start of the text, one behind the other as some templates write them."""
    position = 0
    while position < len(text):
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            return
        yield value
        while position < len(text) and text[position] in " \t\r\n;,":
            position += 1
