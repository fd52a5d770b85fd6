"""Pages that are no documents: a parsed page and its body in, an ExtractError with its reason out where one is a wall.

A wall is short, talks to its reader, and says little else. An article about walls is long, or says other things: so
every test asks how much text is left once the wall's own words are taken away.
"""

import functools
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files

from groundwire.extract.jsonld import Node
from groundwire.extract.page import PageView
from groundwire.models.errors import ExtractError
from groundwire.models.failure import FailureKind
from groundwire.text.scripts import is_cjk

_STUB = 1200  # letters (a CJK character counts three) under which a text may be a teaser: about 200 words
_NOTICE = 2500  # letters under which a page may be a notice and no article
_CLOSE = 700  # characters behind a teaser within which the request to pay stands
_BLOCK = 220  # characters of a block that is a button or a notice; what is longer is prose
_CHALLENGE = re.compile(
    r"cf-chl|challenge-form|cf_chl_|/cdn-cgi/challenge-platform/h/|_Incapsula_Resource|px-captcha|captcha-delivery\.com|"
    r"perimeterx|aws-waf-token|challenges\.cloudflare\.com/turnstile|geetest|TencentCaptcha|/_sec/cp_challenge|akamai-bm",
    re.IGNORECASE,
)
_PASSWORD = re.compile(r"<input[^>]{0,300}type=[\"']?password", re.IGNORECASE)
_CONSENT = re.compile(
    r"sp_message|sourcepoint|onetrust|didomi|cmp-?wall|consent(?:-|_)?(?:wall|page|form|gate)|usercentrics|quantcast|contentpass|"
    r"tcfapi|privacy-?mgmt|consent\.(?:google|yahoo|youtube)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Phrases as a pattern, which is dear, and as hooks: words of which one stands in every phrase."""

    pattern: re.Pattern[str]
    hooks: tuple[str, ...]

    @staticmethod
    def of(phrases: list[str]) -> "_Phrases":
        return _Phrases(_any_of(phrases), tuple({_hook(phrase) for phrase in phrases}))

    def within(self, folded: str) -> "_Phrases":
        """Those that may stand in this text; most texts have none."""
        return _Phrases(self.pattern, tuple(hook for hook in self.hooks if hook in folded))

    def findall(self, text: str) -> list[str]:
        return self.pattern.findall(text) if self._may_stand_in(text) else []

    def search(self, text: str) -> bool:
        return self._may_stand_in(text) and self.pattern.search(text) is not None

    def _may_stand_in(self, text: str) -> bool:
        folded = _folded(text) if self.hooks else ""
        return any(hook in folded for hook in self.hooks)


@dataclass(frozen=True, slots=True)
class _Wall:
    """The words of one kind of wall."""

    titles: re.Pattern[str]
    phrases: _Phrases
    words: _Phrases


@functools.cache
def _walls() -> dict[str, _Wall]:
    text = (files("groundwire.extract") / "data" / "walls.toml").read_text(encoding="utf-8")
    return {
        name: _Wall(
            titles=_any_of(kind.get("titles", [])),
            phrases=_Phrases.of(kind.get("phrases", [])),
            words=_Phrases.of(kind.get("words", [])),
        )
        for name, kind in tomllib.loads(text).items()
    }


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    """A pattern for any of the phrases; Latin ones match whole words."""
    forms = [_form(phrase) for phrase in sorted(phrases, key=len, reverse=True)]
    return re.compile("|".join(forms) or r"(?!)", re.IGNORECASE)


def _form(phrase: str) -> str:
    pattern = re.escape(phrase.replace("'", "’")).replace("’", "['’]").replace(r"\ …\ ", r"\s*(?:\S+\s+){0,5}?\S*\s*")
    pattern = pattern.replace(r"\ ", r"\s+")
    start = r"\b" if phrase[0].isalnum() and not is_cjk(phrase[0]) else ""
    end = r"\b" if phrase[-1].isalnum() and not is_cjk(phrase[-1]) else ""
    return start + pattern + end


def _hook(phrase: str) -> str:
    """The longest word of a phrase, or what of it stands between apostrophes."""
    return max(re.split(r"[\s'’…]+", _folded(phrase)), key=len)


def _folded(text: str) -> str:
    """In lower case, with the letters that patterns without regard to case take for i and s."""
    return text.lower().replace("i̇", "i").replace("ı", "i").replace("ſ", "s")


def check_walls(item: str, html: str, view: PageView, *, title: str, blocks: list[str]) -> None:
    """Raise ExtractError where this page stands in front of a document. ``blocks`` are the texts of its body."""
    lines = [line for line in (*view.body_text.split("\n"), *view.buttons) if len(line) <= _BLOCK]
    page = _Page(html, view, title, blocks, _weight(blocks), lines)
    tests = (_challenge, _missing, _consent, _login, _paywall, _scripts)
    for test in tests:
        wall = test(page)
        if wall:
            raise ExtractError(item, wall.kind, wall.reason)


@dataclass(frozen=True)  # no slots: its text is folded once, and only where it is asked
class _Page:
    html: str
    view: PageView
    title: str
    blocks: list[str]
    weight: int  # of the blocks
    lines: list[str]  # all short ones of the page, with its buttons, however little of it the body kept

    def titled(self, name: str) -> bool:
        """Whether the page's title is one of this wall's and says little else."""
        return any(
            _is_all(_walls()[name].titles, text)
            for text in {self.title, self.view.first_text("title"), self.view.first_text("h1")}
        )

    def said(self, name: str) -> set[str]:
        """The wall's phrases that stand in short lines of the page."""
        phrases = _walls()[name].phrases.within(self.folded)
        return {match.lower() for line in self.lines for match in phrases.findall(line)}

    @functools.cached_property
    def folded(self) -> str:
        """The lines in lower case."""
        return _folded("\n".join(self.lines))

    @property
    def has_article(self) -> bool:
        """Whether the page's structured data describes a dated article."""
        return any(node.get("datePublished") for node in self.view.articles)


@dataclass(frozen=True, slots=True)
class _Found:
    kind: FailureKind
    reason: str


def _weight(blocks: list[str]) -> int:
    counts = Counter("".join(blocks))
    return sum(count * (3 if is_cjk(c) else c.isalnum()) for c, count in counts.items())


def _is_all(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the pattern covers the text, up to a site's name and a sign or two."""
    for part in {text, *re.split(r"\s+[|\-–—·:]\s+|[|_]|\s*[!.。！…]+\s*", text)}:
        rest = pattern.sub("", part)
        if rest != part and _weight([rest]) <= max(3, _weight([part]) * 0.3):
            return not text or len(part) * 2.5 >= len(text)
    return False


def _challenge(page: _Page) -> _Found | None:
    if page.weight > _NOTICE:
        return None
    told = 2 * page.titled("challenge") + min(2, len(page.said("challenge")))
    marks = told + bool(told and _CHALLENGE.search(page.html))  # the page's source is long, and alone no proof
    if marks < 2 or (page.has_article and marks < 4):
        return None
    return _Found(
        "challenge", "The site answered with a test for robots instead of the page; open it in a browser and save it."
    )


def _missing(page: _Page) -> _Found | None:
    if page.weight > _NOTICE or page.has_article or not page.titled("missing"):
        return None
    if page.weight > 600 and not page.said("missing"):
        return None
    return _Found("not-found", "The site says that this page does not exist, though it answered as if it did.")


def _consent(page: _Page) -> _Found | None:
    if page.weight > 3 * _NOTICE:
        return None
    wall = _walls()["consent"]
    said = page.said("consent")
    if len(said) < 2:
        return None
    talk = [
        text
        for text in page.blocks
        if len(set(map(str.lower, wall.words.findall(text)))) >= 2 or wall.phrases.search(text)
    ]
    share = _weight(talk) / max(1, page.weight)
    other = page.weight - _weight(talk)
    covered = share >= 0.7 and other < _STUB / 3 and (len(said) >= 3 or bool(_CONSENT.search(page.html)))
    if covered and page.has_article and not page.titled("consent") and not _addresses(talk):
        return None
    if covered or (page.titled("consent") and share >= 0.5):
        return _Found(
            "consent-wall", "The site shows a request for consent (cookies, tracking) instead of the article."
        )
    return None


_YOU = re.compile(
    r"\b(?:you|your|we|our|sie|ihre?[nmrs]?|wir|unsere?[nmrs]?|vous|votre|vos|nous|notre|nos|usted|tus?|su|nosotros|nuestr\w+|voi|noi)\b|您|你|我们|我們|当社|お客様|私たち",
    re.IGNORECASE,
)


def _addresses(blocks: list[str]) -> bool:
    """Whether most of the blocks speak to their reader, as requests do and reports do not."""
    return sum(len(_YOU.findall(text)) >= 2 for text in blocks) > len(blocks) / 2


def _login(page: _Page) -> _Found | None:
    if page.weight > _STUB or page.has_article or not page.titled("login") or not _PASSWORD.search(page.html):
        return None
    return _Found(
        "paywall",
        "The site asks for a login instead of showing the page; save the page from a browser where you are logged in.",
    )


def _paywall(page: _Page) -> _Found | None:
    """A teaser: little text of its own, and the request to pay or to log in for the rest."""
    wall = _walls()["paywall"]
    if _weight([text for text in page.blocks if len(text) > _BLOCK]) > _STUB * 2:
        return None
    request = [wall.phrases, wall.words]
    own = [text for text in page.blocks if len(text) > _BLOCK or not any(part.search(text) for part in request)]
    weight = _weight(own)
    if weight > _STUB * 2:
        return None
    asked = bool(page.said("paywall"))
    locked = any(map(_is_locked, page.view.articles)) and (asked or any(map(wall.words.search, page.lines)))
    cut_short = _promised(page.view.articles) > 2.5 * max(1, weight)
    if (weight < _STUB and (locked or _breaks_off(own, page))) or (cut_short and (locked or asked)):
        return _Found("paywall", "Only the opening of this article is free; the rest is for subscribers or members.")
    return None


def _breaks_off(own: list[str], page: _Page) -> bool:
    """Whether the request follows close behind the article's last block, where a teaser ends."""
    text = page.view.body_text
    last = text.rfind(own[-1][-40:]) if own else 0
    behind = text[max(0, last) : max(0, last) + _CLOSE].split("\n")
    return any(len(line) <= _BLOCK and _walls()["paywall"].phrases.search(line) for line in behind)


def _is_locked(node: Node) -> bool:
    """Whether structured data says that the article is not free."""
    parts = node.get("hasPart")
    values = [node.get("isAccessibleForFree")]
    values += [
        part.get("isAccessibleForFree")
        for part in (parts if isinstance(parts, list) else [parts])
        if isinstance(part, dict)
    ]
    return any(str(value).rpartition("/")[2].strip().lower() == "false" for value in values if value is not None)


def _promised(nodes: list[Node]) -> int:
    """The letters that structured data says the article has."""
    counts = [str(node.get("wordCount") or "") for node in nodes]
    return max((int(count) * 5 for count in counts if count.isdecimal() and len(count) < 6), default=0)


def _scripts(page: _Page) -> _Found | None:
    if page.weight >= 100 or not (page.said("scripts") or _weight(page.view.body_text.split("\n")) < 100):
        return None
    if "<script" not in page.html.lower():
        return None
    return _Found("empty", "This page is drawn by scripts: there is no text in it until a browser runs them.")
