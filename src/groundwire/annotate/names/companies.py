"""Companies by their legal form, in any language: half-width text in, places out."""

import functools
import re
from collections.abc import Iterator

from groundwire.annotate.language_data import language_data
from groundwire.annotate.passage import Found

_LONGEST_HAN = 26  # a company's name is not longer than this, and does not reach back over these characters
# What stands before is asked for last, so that the search skips from one first character to the next.
_HAN_SUFFIX = re.compile(
    r"股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司(?<=[\u4e00-\u9fffA-Za-z]集团公司)|有限合伙"
)
_HAN_STOP = re.compile(
    r"[^\u4e00-\u9fffA-Za-z0-9（）()·]|的|了|与|和(?!记|黄|林)|及|或|由|对|向|从|被|将|把|为(?!华)|是|在|于|称|说|据|经|让|给|以|等|其|该|(?:公司|"
    r"企业|集团|客户|子公司|股东|机构|对手|厂商|供应商|包括|收购|投资|关于|旗下|其中|分别|名为|控股|参股|通过|根据|因为|由于|例如|比如|担任|成立|设立)(?=[\u4e00-\u9fff]{4})"
)
# A date in front is no part of the name; a bare number may be one (360数科) unless it looks like a year of today.
_HAN_DATE = re.compile(
    r"(?:\d{4}|\d{2})年(?:度|初|末|底)?(?:\d{1,2}月份?(?:\d{1,2}日)?)?|\d{1,2}月份?(?:\d{1,2}日)?|20[0-4]\d(?=[\u4e00-\u9fff])"
)
_LATIN_WORD = re.compile(r"(?:[A-ZÀ-Þ][\w'’.-]*|&|de|del|du|des|dos|da|do|di|\d+[A-Z]\w*)[, ]? ?$")
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!Co)(?<!St)\. $")
LONGEST_LATIN = 60
_JAPANESE = re.compile(
    r"株式会社[ァ-ヶー]{2,20}|株式会社[A-Za-z][A-Za-z0-9&.-]{1,20}|株式会社[一-龥]{2,8}(?=[はがのをにと、。（(「])|(?:[ァ-ヶー]{2,20}|"
    r"(?<![A-Za-z])[A-Z][A-Za-z0-9&.-]{1,20}|(?<![一-龥])[一-龥]{2,8})株式会社"
)
WORD_STARTS = frozenset(language_data("names", "und")["little"])


def find_companies(text: str) -> Iterator[Found]:
    """Names with a company's legal form."""
    yield from _han_companies(text)
    yield from _latin_companies(text)
    if "株式会社" in text:
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
            date = _HAN_DATE.match(text, start, suffix.start())
            yield Found(start=date.end() if date else start, end=suffix.end())


@functools.cache
def _latin_suffix() -> re.Pattern[str]:
    forms = sorted(language_data("names", "und")["companies"], key=len, reverse=True)
    first = "".join(sorted({re.escape(form[0]) for form in forms}))
    return re.compile(rf" (?=[{first}])(?<=[\w.&)'’-] )({'|'.join(map(re.escape, forms))})(?![\w&])")


def _latin_companies(text: str) -> Iterator[Found]:
    for suffix in _latin_suffix().finditer(text):
        start = form = suffix.start(1)
        first = max(0, start - LONGEST_LATIN)
        while (word := _LATIN_WORD.search(text, first, start)) and not _SENTENCE_END.search(word[0]):
            start = word.start()
        start = skip_little_words(text, start, form)
        if form - start >= 3:
            yield Found(start=start, end=suffix.end())


def skip_little_words(text: str, start: int, end: int) -> int:
    """Where the first word that belongs to the name begins."""
    while start < end:
        word = text[start:end].split(" ", 1)[0]
        if word.rstrip(",") not in WORD_STARTS and word:
            return start
        start += len(word) + 1
    return start
