"""The headline of a page: its own statements about itself in, the title without the site's name out."""

import functools
import re
from importlib.resources import files

from groundwire.extract.draft import one_line
from groundwire.extract.jsonld import text_of
from groundwire.extract.page import PageView, node_text
from groundwire.text.scripts import fold
from groundwire.text.urls import site_of

_SEPARATOR = re.compile(
    r"\s+[|\-–—−·•»«›‹:/~]+\s+|\s*[|｜丨_»«]\s*|\s*(?:::|--)\s*|(?<=[\u3000-\u9fff\uff01-\uff5e”])\s*[-–—]\s*(?=\S)|\s[|»–]|[|»–]\s"
)
_HEADLESS = re.compile(r"^\s*[-_|–—]\s*\S")  # a template whose headline was empty: "-Some Site"
_WORDS = re.compile(r"\w+")
_SHORTEST = 12  # letters of a headline, a Chinese character counted as three: shorter lines are menus and sections


def choose_title(view: PageView, names: tuple[str, ...]) -> str:
    """The headline as a reader sees it. ``names`` are what the site calls itself."""
    structured = next((text for node in view.articles if (text := one_line(text_of(node.get("headline"))))), "")
    shared = view.first_meta("og:title", "twitter:title", "dc.title", "title", "sailthru.title", "parsely-title")
    written = view.first_text("title")
    said = [one_line(text) for text in (structured, shared, written) if text and not _HEADLESS.match(text)]
    claims = [claim for text in said if (claim := strip_site(text, names))]
    headings = [text for node in view.tree.css("h1") if (text := node_text(node)) and not _is_name(text, names)]
    lines = {_key(line) for line in view.body_text.split("\n")}
    return (
        _seen(headings, [*claims, *said])
        or _segment_seen(said, lines, names)
        or _without_sections(_agreed(claims))
        or next(iter(headings), "")
        or written
    )


def _seen(headings: list[str], claims: list[str]) -> str:
    """The heading that one of the page's claims, or a part of one between separators, repeats."""
    parts = [(part, _key(part)) for claim in claims for part in _segments(claim)]
    openings = {_key(part) for claim in claims for part in _segments(claim) if claim.startswith(part)}
    keys = openings | {key for _, key in parts if _weight(key) >= _SHORTEST}  # a short last part is the site
    for heading in headings:
        if _key(heading) in keys:
            return heading
    for heading in headings:
        key = _key(heading)
        if _weight(key) >= _SHORTEST and any(
            _key(claim).startswith(key) or _key(claim).endswith(key) for claim in claims
        ):
            return heading
        for part, start in parts:
            if _weight(start) >= _SHORTEST and key.startswith(start):
                return heading if _is_cut(part, heading) else part
    return ""


def _is_cut(claim: str, heading: str) -> bool:
    """Whether the claim is the heading cut short: by dots, or by a quotation mark that ended its attribute."""
    rest = heading[len(claim) :].strip()
    return claim.endswith(("...", "…")) or rest[:1] in set("\"'“„«")


def _segments(claim: str) -> list[str]:
    """The claim and its parts between separators, the longest first."""
    cuts = [(0, 0), *((cut.start(), cut.end()) for cut in _SEPARATOR.finditer(claim)), (len(claim), len(claim))]
    parts = {claim[a[1] : b[0]].strip() for i, a in enumerate(cuts[:12]) for b in cuts[i + 1 : 14]}
    return sorted(filter(None, parts), key=lambda part: (-len(part), part))


def _segment_seen(claims: list[str], lines: set[str], names: tuple[str, ...]) -> str:
    """The longest part of a claim that stands on the page as a line of its own; all of it only where no part does."""
    for claim in claims:
        parts = [part for part in _segments(claim) if _key(part) in lines and not _is_name(part, names)]
        worthy = [part for part in parts if _weight(_key(part)) >= _SHORTEST]
        opening = [part for part in worthy if part != claim and claim.startswith(part) and len(part) * 2 >= len(claim)]
        if opening or worthy:
            return (opening or worthy)[0]
    return ""


@functools.cache
def _site_words() -> tuple[str, ...]:
    text = (files("groundwire.extract") / "data" / "site_words.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def _without_sections(title: str) -> str:
    """The title without the sections and the site at its end, told by their last word."""
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        rest = title[cut.end() :]
        if title[: cut.start()].strip() and rest.endswith(_site_words()):
            return title[: cut.start()].strip()
    return title


def _weight(key: str) -> int:
    """Letters, a character of Chinese or Japanese counted as three."""
    return sum(3 if c > "\u2e80" else 1 for c in key)


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
