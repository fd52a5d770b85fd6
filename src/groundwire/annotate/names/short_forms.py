"""Short forms that a text introduces itself: half-width text in, each with the place where its long form ends out."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundwire.annotate.language_data import language_data
from groundwire.annotate.names.companies import LONGEST_LATIN, skip_little_words
from groundwire.annotate.passage import Found

# Bureau of Industry and Security (BIS)
_INITIALS = re.compile(r"[(（](?P<short>[A-Z][A-Za-z&]{0,6}[A-Z])[)）]")
_SMALL = frozenset(language_data("names", "und")["small"])
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w'’-]*")
# 屹唐股份（688729.SH）: what may stand before such a bracket
_HAN_BEFORE = re.compile(r"[\u4e00-\u9fffA-Za-z·]{2,12}$")
_HAN_BREAK = re.compile(
    r"的|了|与|和(?!记|黄|林)|及|或|由|对|向|从|被|将|把|是|在|于|称|据|让|给|等|其|该|股东|公司|包括|收购|投资|旗下"
)
_HAN_LONG = re.compile(r"[\u4e00-\u9fff·]{4,}$")
_LONGEST_HAN = 24
_LATIN_BEFORE = re.compile(r"(?:(?:[A-ZÀ-Þ][\w&'’.-]*|&|of)[ ]){0,5}[A-ZÀ-Þ][\w&'’.-]*$")


@dataclass(slots=True, kw_only=True)
class Definition(Found):
    """A short form introduced in a bracket right behind a name that ends at ``name_end``."""

    name_end: int
    short: str
    said: bool  # that it is a short form; otherwise only its initials may show it


@functools.cache
def _defined() -> re.Pattern[str]:
    words = sorted(language_data("names", "und")["defined"], key=len, reverse=True)
    said = "|".join(map(re.escape, words))
    opening, closing = '“"「『„«‘', '”"」』“»’'
    article = r"(?:the |our |die |der |das |le |la |el |l['’])?"
    quoted = rf"[{opening}]\s?(?P<{{}}>[^{closing})）\n]{{{{2,30}}}}?)\s?[{closing}]"
    bare = rf"(?P<bare>[^{opening}{closing}、，,;；:：()（）\n]{{2,20}}(?=[)）]))"
    introduced = rf"(?:{said})[:：,、为作 ]{{0,3}}{article}(?:{quoted.format('said')}|{bare})"
    return re.compile(
        rf"[(（]\s?(?:{introduced}|(?:together, )?{article}{quoted.format('quoted')})[^)）\n]{{0,24}}[)）]",
        re.IGNORECASE,
    )


def find_definitions(text: str) -> Iterator[Definition]:
    """Short forms that the text introduces itself."""
    if "(" not in text and "（" not in text:
        return
    for match in _defined().finditer(text):
        group = match.lastgroup or "bare"
        short = match[group].strip()
        if len(short) > 1:
            at = match.start(group) + match[group].index(short)
            yield Definition(
                start=at, end=at + len(short), name_end=_before(text, match.start()), short=short, said=True
            )
    for match in _INITIALS.finditer(text):
        end = _before(text, match.start())
        yield Definition(
            start=match.start("short"), end=match.end("short"), name_end=end, short=match["short"], said=False
        )


def _before(text: str, bracket: int) -> int:
    end = bracket
    while end and text[end - 1] in ' ”"」』»':
        end -= 1
    return end


def name_before(text: str, end: int) -> Found | None:
    """The name that ends at ``end``, right before a bracket with a stock code."""
    window = max(0, end - LONGEST_LATIN)
    latin = _LATIN_BEFORE.search(text, window, end)
    if latin:
        start = skip_little_words(text, latin.start(), end)
        return Found(start=start, end=end) if end - start >= 2 else None
    han = _HAN_BEFORE.search(text, max(0, end - 12), end)
    if han is None:
        return None
    breaks = [match.end() for match in _HAN_BREAK.finditer(text, han.start(), end - 1)]
    start = max([han.start(), *breaks])
    if end - start > 8:
        start = end - 4  # the short names of listed companies have four characters
    return Found(start=start, end=end) if end - start >= 2 else None


def long_name_before(text: str, end: int) -> Found | None:
    """The name that ends at ``end``, right before a bracket that says what it is called for short."""
    han = _HAN_LONG.search(text, max(0, end - _LONGEST_HAN), end)
    if han is None:
        latin = _LATIN_BEFORE.search(text, max(0, end - LONGEST_LATIN), end)
        start = skip_little_words(text, latin.start(), end) if latin else end
        return Found(start=start, end=end) if end - start >= 4 else None
    start = max([han.start(), *(match.end() for match in _HAN_BREAK.finditer(text, han.start(), end - 1))])
    return Found(start=start, end=end) if end - start >= 4 else None


def initials_of(text: str, short: str, end: int) -> int | None:
    """Where the words begin whose initials are ``short``, if those words end at ``end``."""
    letters = [letter for letter in short if letter.isupper()]
    first = max(0, end - 120)
    words = list(_WORD.finditer(text[first:end]))
    position = len(words)
    for letter in reversed(letters):
        position -= 1
        while position >= 0 and words[position][0] in _SMALL and words[position][0][0].upper() != letter:
            position -= 1
        if position < 0 or words[position][0][0].upper() != letter:
            return None
    return first + words[position].start() if letters else None
