"""The headline of a page: its own statements about itself in, the title without the site's name out."""

import re

from groundwire.extract.draft import one_line
from groundwire.extract.jsonld import text_of
from groundwire.extract.page import PageView, node_text
from groundwire.text.scripts import fold
from groundwire.text.urls import site_of

_SEPARATOR = re.compile(
    r"\s+[|\-–—−·•»«›‹:/~]+\s+|\s*[|｜丨_»«]\s*|\s*(?:::|--)\s*|(?<=[\u3000-\u9fff\uff01-\uff5e”])\s*[-–—]\s*(?=\S)|\s[|»–]|[|»–]\s"
)
_WORDS = re.compile(r"\w+")
_SHORTEST = 12  # letters of a headline, a Chinese character counted as three: shorter lines are menus and sections


def choose_title(view: PageView, names: tuple[str, ...]) -> str:
    """The headline as a reader sees it. ``names`` are what the site calls itself."""
    structured = next((text for node in view.articles if (text := one_line(text_of(node.get("headline"))))), "")
    shared = view.first_meta("og:title", "twitter:title", "dc.title", "title", "sailthru.title", "parsely-title")
    written = view.first_text("title")
    claims = [strip_site(text, names) for text in (structured, shared, written) if text]
    headings = [text for node in view.tree.css("h1") if (text := node_text(node)) and not _is_name(text, names)]
    lines = {_key(line): line for line in reversed(view.body_text.split("\n"))}
    return (
        _seen(headings, claims)
        or _segment_seen([structured, shared, written], lines, names)
        or _agreed(claims)
        or next(iter(headings), "")
        or written
    )


def _seen(headings: list[str], claims: list[str]) -> str:
    """The heading that one of the page's claims repeats, as people read it on the page."""
    for claim in claims:
        for heading in headings:
            if _same(heading, claim):
                return heading
    for heading in headings:
        key = _key(heading)
        if len(key) >= 12 and any(_is_edge(key, _key(claim)) for claim in claims):
            return heading
    return ""


def _is_edge(heading: str, claim: str) -> bool:
    """Whether the claim is the heading with something around it, or the heading cut short."""
    return claim.startswith(heading) or claim.endswith(heading) or (len(claim) >= 20 and heading.startswith(claim))


def _segment_seen(claims: list[str], lines: dict[str, str], names: tuple[str, ...]) -> str:
    """The longest part of a claim, between separators, that stands on the page as a line of its own."""
    for claim in filter(None, map(one_line, claims)):
        cuts = [(0, 0), *((cut.start(), cut.end()) for cut in _SEPARATOR.finditer(claim)), (len(claim), len(claim))]
        parts = [claim[a[1] : b[0]] for i, a in enumerate(cuts) for b in cuts[i + 1 :]]
        for part in sorted(parts, key=len, reverse=True):
            key = _key(part)
            if len(key) * (3 if key[:1] > "\u2e80" else 1) >= _SHORTEST and key in lines and not _is_name(part, names):
                return part.strip()
    return ""


def _agreed(claims: list[str]) -> str:
    """The claim that another one confirms, else the first that is not cut short."""
    for claim in claims:
        if sum(_same(claim, other) for other in claims) > 1:
            return claim
    whole = [claim for claim in claims if not claim.endswith(("...", "…"))]
    return next(iter(whole or claims), "")


def _key(text: str) -> str:
    return "".join(_WORDS.findall(fold(text)))


def _same(a: str, b: str) -> bool:
    return bool(_key(a)) and _key(a) == _key(b)


def strip_site(title: str, names: tuple[str, ...]) -> str:
    """The title without the site's name and section at its end, or the name at its start."""
    title = one_line(title)
    current = title
    while True:
        cuts = list(_SEPARATOR.finditer(current))
        if not cuts:
            return current
        last, first = cuts[-1], cuts[0]
        if _is_name(current[last.end() :], names) and current[: last.start()].strip():
            current = current[: last.start()].strip()
        elif _is_name(current[: first.start()], names) and current[first.end() :].strip():
            current = current[first.end() :].strip()
        else:
            return current


def _is_name(text: str, names: tuple[str, ...]) -> bool:
    """Whether the text is what the site calls itself, or that with a word or two around it."""
    key = _key(text)
    if not key:
        return True
    for name in names:
        other = _key(name)
        if len(other) < 2:
            continue
        if key == other or (len(other) >= 3 and other in key and len(key) <= len(other) * 2 + 6):
            return True
        if len(key) >= 3 and key in other and len(key) * 3 >= len(other):
            return True
    return False


def site_names(view: PageView) -> tuple[str, ...]:
    """Everything the page says its site is called, and the site's address in writing."""
    found = [
        *(view.meta.get(key, [""])[0] for key in ("og:site_name", "application-name", "dc.publisher", "publisher"))
    ]
    found.extend(text_of(node.get("publisher")) for node in view.nodes)
    site = site_of(view.url) if view.url else ""
    names = [name for name in found if name and not name.startswith(("http", "#"))]
    return tuple(dict.fromkeys([*names, *([site, site.partition(".")[0]] if site else [])]))
