"""Who wrote a page: what it says of its authors in, clean names out."""

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from selectolax.lexbor import LexborNode

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
    r"https?:|www\.|@|\d{2,}|[<>{}=\[\]_!?！？。]|^\S+\.[a-z]{2,}$|^(?:in|em|en|aus|from)\s[A-ZÀ-Þ]"
    r"|\b(?:gmbh|ag|kg|inc|ltd|llc|corp|e\.?\s?v|verlag|copyright|agentur\w*|ministerium)\b"
    r"|^(?:no author|phd|md|mba|rd|jr|sr|dr|agencies|team|(?:show|view) all\b.*|"
    r"[\w ]*\b(?:anzeigen|anmelden|archiv)\b.*"
    r"|admin(?:istrator)?|root|webmaster|user|unknown|none|null|n/?a|test|editor|undefined|anonymous|default)$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*[(（\[].*$|\s+(?:in|aus|à|for|für|pour|para)\s+[A-ZÀ-Þ].*$|\s*[|–—:：]\s*.*$|\s+-\s+.*$")
_SPACED = re.compile(r"(?<![一-鿿])([一-鿿]) ([一-鿿])(?![一-鿿])")  # 方 敏: a short name drawn as wide as a long one
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
_REVERSED = re.compile(r"^([^,]+),\s*([^,]+)$")
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
    for written in (_structured(view), _metas(view), _marked(view, headline), _near(view, headline)):
        found = clean_authors(written, names)
        if found:
            return found
    return ()


def clean_authors(written: list[str], names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Names out of what is written where authors stand."""
    own = {_key(name) for name in names}
    own |= {_key(word) for name in names for word in name.split() if len(word) > 3}
    people = [name for text in written for name in _names(one_line(text)) if _key(name) not in own]
    return tuple({_key(name): name for name in reversed(people)}.values())[::-1][:_MOST]


def _names(text: str) -> list[str]:
    """The names in one byline; where full names stand, a single Latin word beside them is a place or a rank."""
    names = [name for part in _parts(text) if (name := _clean(part))]
    full = [name for name in names if " " in name or is_cjk(name[0])]
    return full if full and len(names) > 1 else names


def _key(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


def _parts(text: str) -> list[str]:
    text = _ADDRESS.sub("", text).partition("【")[0]  # behind the names stand buttons: 【字号 大 中 小】
    bare = _SPACED.sub(r"\1\2", _words().before.sub("", text).strip())
    parts = [part for part in _words().split.split(bare) if part]
    return [piece for part in parts for piece in _by_spaces(part)]


def _by_spaces(part: str) -> list[str]:
    """Chinese names set apart by spaces; the halves of a Japanese name stay together."""
    words = part.split()
    if len(words) < 2 or not all(2 <= len(word) <= 4 and all(map(is_cjk, word)) for word in words):
        return [part]
    return words if len(words) > 2 or all(fold(word[0]) in _surnames() for word in words) else [part]


@functools.cache
def _surnames() -> frozenset[str]:
    text = (files("groundwire.extract") / "data" / "surnames.txt").read_text(encoding="utf-8")
    return frozenset("".join(line for line in text.splitlines() if not line.startswith("#")))


def _clean(part: str) -> str:
    name = _TAIL.sub("", _words().before.sub("", part)).strip(" .,:;-–—|*\"'“”")
    name = f"{name}." if name.endswith((" Jr", " Sr")) else name
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
            return [_REVERSED.sub(r"\2 \1", value) for value in found] if name.startswith("citation") else found
    return []


_NAMED = (
    "[itemprop~=author] [itemprop~=name]",
    "[itemprop~=author]",
    "[rel~=author]",
    "[class*=author-name i]",
    "[class*=author_name i]",
    "[class*=authorname i]",
    ".byline__name",
    ".vcard .fn",
)
_VAGUE = (  # elements that hold much else: only what looks like names counts
    "[class~=byline]",
    "[class*=byline i]",
    "[class~=author]",
    "[class*=author i] a",
    "[class*=autor i]",
)


_ASIDE = re.compile(
    r"comment|disqus|reply|respond|related|sidebar|widget|footer|teaser|recommend|newsletter|most-?read", re.I
)
_BEFORE, _BEHIND = 400, 1500  # characters around the headline within which a byline stands
_DEEPEST = 25  # ancestors looked at


def _marked(view: PageView, headline: str) -> list[str]:
    """Elements named after authors: those near the headline, else the first outside of comments and lists."""
    at = view.find(headline)
    near = view.body_text[max(0, at - _BEFORE) : at + len(headline) + _BEHIND] if at >= 0 else ""
    elsewhere: list[str] = []
    for selector in (*_NAMED, *_VAGUE):
        nodes = [node for node in view.tree.css(selector)[:12] if not _is_aside(node)]
        texts = [text for node in nodes if 2 <= len(text := node_text(node)) <= 120 and clean_authors([text])]
        if selector in _VAGUE:
            texts = [text for text in texts if all(map(_NAME.fullmatch, clean_authors([text])))]
        found = [text for text in texts if any(name in near for name in (text, *clean_authors([text])))]
        if found:
            return list(dict.fromkeys(found))[:4]
        elsewhere = elsewhere or texts[:1]
    return elsewhere


def _is_aside(node: LexborNode) -> bool:
    """Whether the element is part of comments, a list of other articles, or the page's frame."""
    current: LexborNode | None = node
    for _ in range(_DEEPEST):
        if current is None or current.tag in {"body", "main", "article"}:
            return False
        attributes = current.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if current.tag in {"aside", "footer", "nav"} or _ASIDE.search(names):
            return True
        current = current.parent
    return False


_NAME = re.compile(
    r"(?:[A-ZÀ-ÞА-Я][\w.'’-]*|de|la|le|du|del|della|di|da|dos|van|von|der|den|ter|zu|bin|al|el|y|e)"
    r"(?:\s(?:[A-ZÀ-ÞА-Я][\w.'’-]*|de|la|le|du|del|della|di|da|dos|van|von|der|den|ter|zu|bin|al|el|y|e)){1,4}|[一-鿿·]{2,5}|[一-鿿ぁ-ヿ]{1,4}\s[一-鿿ぁ-ヿ]{1,4}"
)


def _near(view: PageView, headline: str) -> list[str]:
    """The first line behind the headline that starts as a byline does and holds names and nothing else."""
    at = view.find(headline)
    window = view.body_text[at + len(headline) : at + len(headline) + 600] if at >= 0 else ""
    return next(([line] for line in window.split("\n") if is_byline(line) and names_alone(line)), [])


def is_byline(line: str) -> bool:
    """Whether a line begins as a byline does."""
    return len(line) <= 120 and _words().before.match(line) is not None


def names_alone(line: str) -> tuple[str, ...]:
    """The names in a line that holds names and nothing else."""
    names = clean_authors([line])
    return names if all(map(_NAME.fullmatch, names)) else ()
