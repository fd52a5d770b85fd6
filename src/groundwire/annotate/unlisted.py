"""Names that are in no list, by precise rules: legal forms, brackets with a stock code, short forms defined."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundwire.annotate.passage import Found

_HAN_SUFFIX = re.compile(r"股份有限公司|有限责任公司|集团有限公司|有限公司|(?<=[\u4e00-\u9fffA-Za-z])集团公司")
# A company's name is not longer than this, and does not reach back over these characters.
_LONGEST_HAN = 26
_HAN_STOP = re.compile(
    r"[^\u4e00-\u9fffA-Za-z0-9（）()·]|的|了|与|和(?!记|黄|林)|及|或|由|对|向|从|被|将|把|为(?!华)|是|在|于|称|说|据|经|让|给|以|等|其|该|(?:公司|"
    r"企业|集团|客户|子公司|股东|机构|对手|厂商|供应商|包括|收购|投资|关于|旗下|其中|分别|名为|控股|参股|通过|根据|因为|由于|例如|比如|担任|成立|设立)(?=[\u4e00-\u9fff]{4})"
)
_LATIN_SUFFIX = re.compile(
    r"(?<=[\w.&)'’-] )(?:Inc|Corp|Corporation|Co\., Ltd|Co|Ltd|Limited|LLC|PLC|plc|GmbH|GmbH & Co\. KG|AG|SE|"
    r"S\.A|SA|SAS|S\.A\.S|N\.V|NV|B\.V|BV|S\.p\.A|SpA|S\.L|Oyj|Oy|AB|A/S|ASA|Pty Ltd|Sdn Bhd|Berhad|Bhd|KK|K\.K|"
    r"Pte\. Ltd|Holdings)\b\.?"
)
_LATIN_WORD = re.compile(r"(?:[A-ZÀ-Þ][\w'’.-]*|&|de|und|et|and|y|\d+[A-Z]\w*)[, ]? ?$")
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!Co)(?<!St)\. $")
_LONGEST_LATIN = 60
_JAPANESE = re.compile(
    r"株式会社[ァ-ヶー]{2,20}|株式会社[A-Za-z][A-Za-z0-9&.-]{1,20}|株式会社[一-龥]{2,8}(?=[はがのをにと、。（(「])|(?:[ァ-ヶー]{2,20}|"
    r"(?<![A-Za-z])[A-Z][A-Za-z0-9&.-]{1,20}|(?<![一-龥])[一-龥]{2,8})株式会社"
)
_WORD_STARTS = {
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "And",
    "But",
    "Le",
    "La",
    "Les",
    "Die",
    "Der",
    "Das",
    "El",
    "Los",
    "Las",
    "Of",
    "and",
    "of",
    "de",
    "und",
    "et",
    "y",
    "&",
}

# （下称“屹唐股份”）, (hereinafter "the Fund"), （以下「東エレ」）
_DEFINED = re.compile(
    r"[(（](?:以下|下稱|下称|简称|簡稱|以下简称|以下簡稱|下同|hereinafter|referred to as|"
    r"以下、)[^“\"「『)）\n]{0,12}[“\"「『](?P<short>[^”\"」』)）\n]{2,20})[”\"」』][^)）\n]{0,12}[)）]"
)
# Bureau of Industry and Security (BIS)
_INITIALS = re.compile(r"[(（](?P<short>[A-Z][A-Za-z&]{0,6}[A-Z])[)）]")
# 屹唐股份（688729.SH）: what may stand before such a bracket
_HAN_BEFORE = re.compile(r"(?:[\u4e00-\u9fffA-Za-z·]{2,12})$")
_HAN_BREAK = re.compile(
    r"的|了|与|和(?!记|黄|林)|及|或|由|对|向|从|被|将|把|是|在|于|称|据|让|给|等|其|该|股东|公司|包括|收购|投资|旗下"
)
_LATIN_BEFORE = re.compile(r"(?:(?:[A-ZÀ-Þ][\w&'’.-]*|&|of)[ ]){0,5}[A-ZÀ-Þ][\w&'’.-]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Found):
    """A short form introduced in a bracket right behind a name that ends at ``name_end``."""

    name_end: int
    short: str


def find_companies(text: str) -> Iterator[Found]:
    """Names with a company's legal form."""
    yield from _han_companies(text)
    yield from _latin_companies(text)
    for match in _JAPANESE.finditer(text):
        yield Found(start=match.start(), end=match.end())


def _han_companies(text: str) -> Iterator[Found]:
    last = 0
    for suffix in _HAN_SUFFIX.finditer(text):
        if suffix.start() < last:
            continue
        first = max(last, suffix.start() - _LONGEST_HAN)
        stops = [stop.end() for stop in _HAN_STOP.finditer(text, first, suffix.start())]
        start = stops[-1] if stops else first
        last = suffix.end()
        if suffix.start() - start >= 2 and (stops or start == 0 or start == first == suffix.start() - _LONGEST_HAN + 1):
            yield Found(start=start, end=suffix.end())


def _latin_companies(text: str) -> Iterator[Found]:
    for suffix in _LATIN_SUFFIX.finditer(text):
        start = suffix.start()
        first = max(0, start - _LONGEST_LATIN)
        while (word := _LATIN_WORD.search(text, first, start)) and not _SENTENCE_END.search(word[0]):
            start = word.start()
        start = _skip_little_words(text, start, suffix.start())
        if suffix.start() - start >= 3:
            yield Found(start=start, end=suffix.end())


def _skip_little_words(text: str, start: int, end: int) -> int:
    """Where the first word that belongs to the name begins."""
    while start < end:
        word = text[start:end].split(" ", 1)[0]
        if word.rstrip(",") not in _WORD_STARTS and word:
            return start
        start += len(word) + 1
    return start


def find_definitions(text: str) -> Iterator[Definition]:
    """Short forms that the text introduces itself."""
    for match in _DEFINED.finditer(text):
        short = match["short"].strip()
        yield Definition(start=match.start("short"), end=match.end("short"), name_end=match.start(), short=short)
    for match in _INITIALS.finditer(text):
        end = match.start() - 1 if text[match.start() - 1 : match.start()] == " " else match.start()
        yield Definition(start=match.start("short"), end=match.end("short"), name_end=end, short=match["short"])


def name_before(text: str, end: int) -> Found | None:
    """The name that ends at ``end``, right before a bracket with a stock code."""
    window = max(0, end - _LONGEST_LATIN)
    latin = _LATIN_BEFORE.search(text, window, end)
    if latin:
        start = _skip_little_words(text, latin.start(), end)
        return Found(start=start, end=end) if end - start >= 2 else None
    han = _HAN_BEFORE.search(text, max(0, end - 12), end)
    if han is None:
        return None
    breaks = [match.end() for match in _HAN_BREAK.finditer(text, han.start(), end - 1)]
    start = max([han.start(), *breaks])
    if end - start > 8:
        start = end - 4  # the short names of listed companies have four characters
    return Found(start=start, end=end) if end - start >= 2 else None


def initials_of(text: str, short: str, end: int) -> int | None:
    """Where the words begin whose initials are ``short``, if those words end at ``end``."""
    letters = [letter for letter in short if letter.isupper()]
    words = list(re.finditer(r"[A-Za-zÀ-ÿ][\w'’-]*", text[max(0, end - 120) : end]))
    position = len(words)
    for letter in reversed(letters):
        position -= 1
        while (
            position >= 0
            and words[position][0][0].islower()
            and words[position][0] in _WORD_STARTS | {"for", "the", "on", "in"}
        ):
            position -= 1
        if position < 0 or words[position][0][0].upper() != letter:
            return None
    return max(0, end - 120) + words[position].start() if letters else None
