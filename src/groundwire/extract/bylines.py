"""Who wrote a page: what it says of its authors in, clean names out."""

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from groundwire.extract.draft import one_line
from groundwire.extract.jsonld import text_of
from groundwire.extract.page import PageView, node_text
from groundwire.text.scripts import fold, is_cjk

_META = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "citation_author",
    "cxenseparse:author",
    "article:author",
    "og:article:author",
    "authors",
    "creator",
    "dc.author",
)
_JUNK = re.compile(
    r"https?:|www\.|@|\d{2,}|[<>{}=\[\]]"
    r"|^(?:admin(?:istrator)?|root|webmaster|user|unknown|none|null|n/?a|test|editor|undefined|anonymous|default)$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*[(（\[].*$|\s+(?:in|aus|à|for|für|pour|para)\s+[A-ZÀ-Þ].*$|\s*[|–—:：]\s*.*$|\s+-\s+.*$")
_LONGEST = 60
_MOST = 12


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns made of ``data/bylines.toml``."""

    before: re.Pattern[str]
    split: re.Pattern[str]
    role: re.Pattern[str]


@functools.cache
def _words() -> _Words:
    text = (files("groundwire.extract") / "data" / "bylines.toml").read_text(encoding="utf-8")
    languages = tomllib.loads(text).values()
    before = _any_of(word for words in languages for word in words["before"])
    joins = _any_of(word for words in languages for word in words["joins"])
    wide = [word for words in languages for word in words["roles"] if is_cjk(word[0]) or word[0] > "\uac00"]
    narrow = [word for words in languages for word in words["roles"] if word not in wide]
    return _Words(
        before=re.compile(rf"^(?:(?:{before})(?:\s*[:：/／丨|]\s*|\s+|(?<=[记記][者者])\s*))+", re.IGNORECASE),
        split=re.compile(
            rf"\s*[,;|/•·、，；／&\n]\s*|\s+(?:{joins})\s+(?=[^\W\d_])|(?<=[一-鿿])[和与](?=[一-鿿]{{2}})",
            re.IGNORECASE,
        ),
        role=re.compile(rf"\b(?:{_any_of(narrow)})\b|{_any_of(wide)}", re.IGNORECASE),
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted({re.escape(word) for word in words}, key=len, reverse=True))


def find_authors(view: PageView, names: tuple[str, ...], headline: str) -> tuple[str, ...]:
    """The page's authors, each once, without prefixes, roles and the site's own name."""
    for written in (_structured(view), _metas(view), _marked(view), _near(view, headline)):
        found = clean_authors(written, names)
        if found:
            return found
    return ()


def clean_authors(written: list[str], names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Names out of what is written where authors stand."""
    own = {_key(name) for name in names}
    parts = [part for text in written for part in _parts(one_line(text))]
    people = [name for part in parts if (name := _clean(part)) and _key(name) not in own]
    return tuple({_key(name): name for name in reversed(people)}.values())[::-1][:_MOST]


def _key(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


def _parts(text: str) -> list[str]:
    bare = _words().before.sub("", text).strip()
    parts = [part for part in _words().split.split(bare) if part]
    return [piece for part in parts for piece in _by_spaces(part)]


def _by_spaces(part: str) -> list[str]:
    """Chinese and Japanese names of two to four characters are set apart by spaces."""
    words = part.split()
    if len(words) > 1 and all(2 <= len(word) <= 4 and all(map(is_cjk, word)) for word in words):
        return words
    return [part]


def _clean(part: str) -> str:
    name = _TAIL.sub("", _words().before.sub("", part)).strip(" .,:;-–—|*\"'“”")
    if not 2 <= len(name) <= _LONGEST or len(name.split()) > 6:
        return ""
    if _JUNK.search(name) or _words().role.search(name) or not any(c.isalpha() for c in name):
        return ""
    return name.title() if name.isupper() and " " in name else name


def _structured(view: PageView) -> list[str]:
    for key in ("author", "creator"):
        for node in view.articles:
            found = _people(node.get(key))
            if found:
                return found
    return []


def _people(value: Any) -> list[str]:
    """The names in an ``author``: a string, an object, or a list of them."""
    if isinstance(value, list):
        return [name for item in value for name in _people(item)]
    if isinstance(value, dict):
        name = value.get("name")
        return _people(name) if name else []
    return [text_of(value)] if value else []


def _metas(view: PageView) -> list[str]:
    for name in _META:
        found = [value for value in view.meta.get(name, ()) if not _JUNK.search(value)]
        if found:
            return found
    return []


_MARKED = (
    "[itemprop~=author] [itemprop~=name]",
    "[itemprop~=author]",
    "[rel~=author]",
    "[class*=author-name i]",
    "[class*=author_name i]",
    "[class*=authorname i]",
    ".byline__name",
    ".vcard .fn",
    "[class~=byline]",
    "[class*=byline i]",
    "[class~=author]",
    "[class*=author i] a",
    "[class*=autor i]",
)


def _marked(view: PageView) -> list[str]:
    for selector in _MARKED:
        texts = [node_text(node) for node in view.tree.css(selector)[:6]]
        found = [text for text in texts if 2 <= len(text) <= 120]
        if found and clean_authors(found):
            return found[:4]
    return []


_NEAR = re.compile(
    r"^(?:by|von|par|por|di|text:|author:|autor:|作者[:：]|文[/／丨|:：]|(?:本报|新华社|中新社|本网)?(?:记者|記者)[:：\s]?)\s*(\S[^\n]{1,60})$",
    re.IGNORECASE | re.MULTILINE,
)


def _near(view: PageView, headline: str) -> list[str]:
    """A line around the headline that starts as a byline does."""
    at = view.body_text.find(headline) if headline else -1
    if at < 0:
        return []
    window = view.body_text[at + len(headline) : at + len(headline) + 600]
    match = _NEAR.search(window)
    return [match.group(1)] if match else []
