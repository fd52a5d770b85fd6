"""A number and the text around it in, the number with its currency, unit and qualifier out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from groundwire.annotate.figures.tails import Tail
from groundwire.annotate.figures.words import FigureWords
from groundwire.annotate.passage import Passage
from groundwire.models import Qualifier
from groundwire.text.numeral_values import Numeral
from groundwire.text.scripts import is_cjk

SPACES = " \u00a0\u202f\u2009"
HYPHENS = "-‐‑"
_FAR = 36  # characters between a qualifier and its number: 约占…的八成
_CLAUSE = 24  # characters before a number in which the goods stand that it counts
_COMMA = re.compile(r"[,，。；;、]")
_COMMA_GROUPS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_BRACKETS = frozenset(" ([{<")  # what a unit in brackets begins with
_BEFORE_TAIL = frozenset(f"{SPACES}{HYPHENS}.([{{<")  # what may stand between a number and its unit
_NOTHING = Decimal(0), 0
_ELISIONS = ("'", "’", ".")
_BRACKETED_UNIT = re.compile(
    r" ?(?:\((?P<round>[^()\s]{1,6})\)|\[(?P<square>[^][\s]{1,6})\]|[{<](?P<other>[^{}<>\s]{1,6})[}>])"
)


@dataclass(slots=True, kw_only=True)  # not frozen: never changed, but made for every number, and thrice as fast so
class Candidate:
    """A number with what was found beside it; without a tail it can still be one end of a range."""

    start: int
    end: int
    numeral: Numeral
    low: Decimal
    high: Decimal
    tail: Tail | None
    qualifier: Qualifier | None
    valid: bool = True  # False for a number glued to letters: only a range with a unit saves it
    article: bool = False  # un, eine, una: a number only where its own unit follows
    prefixed: bool = False  # its currency stands before it, where one writing serves both ends: $30 to 70

    def in_cell(self, tail: Tail, factor: Decimal) -> "Candidate":
        """The same as a number of the unit that its table gives."""
        return replace(self, tail=tail, low=plain(self.low * factor), high=plain(self.high * factor), valid=True)


def is_letter(text: str, at: int) -> bool:
    """Whether a letter of a script with spaces stands at ``at``."""
    return 0 <= at < len(text) and text[at].isalpha() and not is_cjk(text[at])


def _digit(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isdigit()


class NumberReader:
    """Reads what stands beside the numbers of one passage."""

    def __init__(self, passage: Passage, words: FigureWords) -> None:
        self._wide = passage.wide
        self._folded = passage.folded
        self._words = words
        self._local = bool(words.local_script) and passage.language.startswith(words.local_script)

    def is_idle(self, numeral: Numeral) -> bool:
        """Whether nothing stands beside this number (一直, a year) that could make it a part of a figure."""
        start, end = numeral.start, numeral.end
        if numeral.grouped or numeral.scale != 1 or numeral.denominator is not None:
            return False
        if not numeral.digits and (end - start > 1 or not is_cjk(self._folded[start])):
            return False
        before, behind = self._folded[start - 1 : start], self._folded[end : end + 1]
        idle = behind not in self._words.beside[1] and before not in self._words.beside[0]
        return idle and not behind.isnumeric()

    def candidate(self, numeral: Numeral, floor: int) -> Candidate:
        """The number with currency, unit and qualifier, if there are any, none of them before ``floor``."""
        start, currency = self._currency_before(numeral.start, floor)
        numeral, after, letters = self._with_letters(numeral, money=currency is not None)
        after, between = self._between(numeral, after)
        tail, end = self._tail(numeral, after)
        if currency is None and (percent := self._percent_before(numeral)):
            start, tail, end = percent[0], percent[1], numeral.end
        if currency and (tail is None or tail.type != "money"):
            tail, end = Tail("money", currency), after
        elif tail and tail.type == "money":
            tail = self._told(tail, self._folded[after:end].strip(), currency)
        if tail and tail.type in ("count", "generic") and numeral.denominator and 0 < numeral.value < 1:
            tail, end = None, numeral.end  # a third of jobs is no third of a job
        counted = tail is not None and tail.type in ("count", "generic")
        if counted and numeral.letter and self._wide[numeral.end - 1] not in self._words.letters:
            tail, end = None, numeral.end  # 5G smartphones
        if letters and (tail is None or tail.type not in ("money", "count")):
            tail, end = None, numeral.end
        if self._words.comma_groups and tail and tail.type in ("money", "count"):
            numeral = self._regrouped(numeral, tail)
        extra, length = self._extra(numeral, tail, end) if tail else _NOTHING
        value = self._value(numeral, tail, extra)
        end += length
        qualifier = self.qualifier(start, end) or between or self._own_qualifier(numeral)
        if (
            qualifier
            and tail
            and tail.type == "duration"
            and self._words.no_extent.search(self._folded, max(0, start - 16), start)
        ):
            qualifier = None  # spent over five years, 近十年
        valid = self._stands_alone(numeral, end, currency is not None)
        return Candidate(
            start=start,
            end=end,
            numeral=numeral,
            low=value,
            high=value,
            tail=tail,
            qualifier=qualifier,
            valid=valid,
            article=self._folded[numeral.start : numeral.end] in self._words.articles,
            prefixed=currency is not None,
        )

    def _currency_before(self, start: int, floor: int) -> tuple[int, str | None]:
        at = start - 1 if start and self._wide[start - 1] in SPACES else start
        found = self._words.exact_before.ends(self._wide, at), self._words.before.ends(self._folded, at)
        longest = max((one for one in found if one), key=lambda one: one[1], default=None)
        if longest is None or at - longest[1] < floor:
            return start, None
        return at - longest[1], longest[0]

    def _percent_before(self, numeral: Numeral) -> tuple[int, Tail] | None:
        """百分之五, 千分之三."""
        found = self._words.percent_before.ends(self._folded, numeral.start)
        if found is None or numeral.denominator is not None:
            return None
        start = numeral.start - found[1]
        return start, Tail("percent", "%", found[0])

    def _with_letters(self, numeral: Numeral, *, money: bool) -> tuple[Numeral, int, bool]:
        """The number times bn, m or k right behind it; those letters are units unless money or things are counted."""
        at = numeral.end
        if money and self._wide[at : at + 1] in SPACES and self._wide[at : at + 1]:
            at += 1
        for length in (3, 2, 1):
            written = self._wide[at : at + length]
            scale = self._words.letters.get(written)
            if scale is None or is_letter(self._wide, at + length) or _digit(self._wide, at + length):
                continue
            if not money and length == 2 and self._words.exact_tails.begins(self._wide, at):
                continue  # 300mm wafers
            if is_cjk(written[0]):  # 两个亿
                return numeral._replace(end=at + length, value=numeral.value * scale, scale=scale), at + length, False
            scaled = numeral._replace(end=at + length, value=numeral.value * scale, scale=scale, letter=True)
            tail = None if money else self._tail(scaled, scaled.end)[0]
            if money or (tail is not None and tail.type in ("money", "count")):
                return scaled, scaled.end, not money
        return numeral, numeral.end, False

    def _between(self, numeral: Numeral, at: int) -> tuple[int, Qualifier | None]:
        """余 and 多 between number and unit."""
        found = self._words.qualifiers_between.begins(self._folded, at)
        if found and self._tail(numeral, at + found[1])[0]:
            return at + found[1], found[0]
        return at, None

    def _tail(self, numeral: Numeral, at: int) -> tuple[Tail | None, int]:
        """The unit or currency behind the number: at once, behind a space, a hyphen or a word like ``de``."""
        here = self._wide[at : at + 1]
        words = self._words
        if not (here in _BEFORE_TAIL or here in words.exact_firsts or self._folded[at : at + 1] in words.tail_firsts):
            return None, numeral.end
        spaced = self._words.spaced_tails.begins(self._folded, at) if here == " " else None
        if spaced:
            return spaced[0], at + spaced[1]
        abbreviated = numeral.scale > 1 and self._wide[at : at + 1] == "."  # 1,2 Mrd. Euro
        for begin in (*self._begins(at), *(self._begins(at + 1) if abbreviated else ())):
            found = self._words.exact_tails.begins(self._wide, begin)
            longer = self._words.tails.begins(self._folded, begin)
            if longer and (not found or longer[1] > found[1]):
                found = longer
            if found:
                tail, length = found
                word = self._folded[begin : begin + length]
                if self._refused(word, begin + length):
                    continue
                if word in self._words.colloquial_counts and self._counted(begin + length):
                    return Tail("count", self._words.colloquial_counts[word]), begin + length
                if self._colloquial(numeral, word, begin + length):
                    continue
                if tail.type == "money" and word in self._words.both and numeral.scale < 1_000_000:
                    tail = self._words.both[word]
                return tail, begin + length
        return self._bracketed_tail(numeral, at)

    def _bracketed_tail(self, numeral: Numeral, at: int) -> tuple[Tail | None, int]:
        """20 (kg), 20 [kg]."""
        match = _BRACKETED_UNIT.match(self._wide, at) if self._wide[at : at + 1] in _BRACKETS else None
        if match is None:
            return None, numeral.end
        begin, end = match.span(match.lastgroup or 0)
        found = self._words.exact_tails.begins(self._wide, begin) or self._words.tails.begins(self._folded, begin)
        if found is None or found[1] != end - begin or found[0].type != "unit":
            return None, numeral.end
        return found[0], match.end()

    def _begins(self, at: int) -> Iterator[int]:
        yield at
        here = self._wide[at : at + 1]
        if here in SPACES and here:
            yield at + 1
            for word in self._words.of:
                if self._folded.startswith(word, at + 1):
                    yield at + 1 + len(word)
            if self._wide[at + 1 : at + 2] in HYPHENS and self._wide[at + 2 : at + 3] == " ":
                yield at + 3
            elif self._wide[at + 1 : at + 2] == " ":
                yield at + 2
        elif here in HYPHENS and here:
            yield at + 1

    def _refused(self, word: str, end: int) -> bool:
        """Whether what follows shows that the word is not the unit it looks like (台 in 台湾)."""
        if not word[-1].isalnum() and word in "$€£¥₹₩" and _digit(self._folded, end):
            return True  # 1 $10
        if (
            len(word) == 1
            and word.isalpha()
            and self._folded[end : end + 1] in HYPHENS
            and _digit(self._folded, end + 1)
        ):
            return True  # 24703 L-202
        if (
            len(word) == 1
            and word.isalpha()
            and self._folded[end : end + 1] in _ELISIONS
            and is_letter(self._folded, end + 1)
        ):
            return True  # l'année, t.métrique
        nexts = self._words.not_followed.get(word)
        return bool(nexts) and self._folded.startswith(nexts or (), end)

    def _counted(self, end: int) -> bool:
        """Whether a word that is money in speech counts things here: 2048块显卡, 产量4514亿块."""
        after = self._folded[end : end + 1]
        if after.isalpha():
            return after not in self._words.colloquial_after_money
        near = self._words.near.get(self._folded[end - 1], {})
        clause = _COMMA.split(self._folded[max(0, end - _CLAUSE) : end])[-1]
        return any(word in clause for word in near)

    def _colloquial(self, numeral: Numeral, word: str, end: int) -> bool:
        """Whether a word that is money only in speech is none here: 三块屏幕, 长三角, but 5角 and 三元五角."""
        if word not in self._words.colloquial:
            return False
        after = self._folded[end : end + 1]
        before = self._folded[max(0, numeral.start - 1) : numeral.start]
        small = numeral.digits or (bool(before) and before in self._words.colloquial_after)
        return not small or is_cjk(after or " ") or after.isalpha()

    def _value(self, numeral: Numeral, tail: Tail | None, extra: Decimal) -> Decimal:
        if numeral.denominator is not None and tail is None:
            return plain(numeral.value * 100)
        if tail is None:
            return plain(numeral.value)
        factor = tail.factor
        if tail.type == "percent" and factor == 10 and numeral.value > 10:
            factor = Decimal(1)  # 75折
        if factor == 1 and numeral.scale == 1 and not extra:
            return numeral.value  # as written: 12.50 stays 12.50
        return plain(numeral.value * factor + extra)

    def _extra(self, numeral: Numeral, tail: Tail, end: int) -> tuple[Decimal, int]:
        """What is added behind the unit, and its length: 三成半, 七成五, 一吨半."""
        if tail.type == "percent" and tail.factor == 10:
            table = self._words.percent_tail
        elif tail.type in ("unit", "duration") and numeral.scale == 1:
            table = self._words.unit_tail
        else:
            return _NOTHING
        begin = end + 1 if table is self._words.percent_tail and self._folded[end : end + 1] == " " else end
        word = next((word for word in table if self._folded.startswith(word, begin)), None)
        if word is None:
            return _NOTHING
        length = begin - end + len(word)
        if self._folded.startswith(self._words.unit_tail_not_followed, end + length):
            return _NOTHING  # 三年半导体
        follows = self._folded[end + length : end + length + 1]
        if (
            word not in self._words.unit_tail
            and is_cjk(follows or " ")
            and follows not in self._words.percent_tail_before
        ):
            return _NOTHING
        return table[word], length

    def qualifier(self, start: int, end: int) -> Qualifier | None:
        """What stands right before or behind and says how exact the value is."""
        at = start - 1 if start and self._wide[start - 1] in SPACES else start
        before = self._words.qualifiers_before.ends(self._folded, at) or self._before_gap(at)
        if before and before[0]:
            return before[0]
        if self._folded[start - 1 : start] in self._words.far_marks and (
            far := self._words.far_qualifier.search(self._folded, max(0, start - _FAR), start)
        ):
            found = self._words.qualifiers_before.ends(self._folded, far.end(1))
            return found[0] if found else None
        begin = end + 1 if self._wide[end : end + 1] in SPACES and self._wide[end : end + 1] else end
        after = self._words.qualifiers_after.begins(self._folded, begin)
        return after[0] if after else None

    def _told(self, tail: Tail, word: str, before: str | None) -> Tail:
        """The currency that is meant where its word alone does not tell: 新台币5元."""
        if before and word in self._words.vague_currencies:
            return replace(tail, name=before)
        local = self._words.local_currencies.get(word) if self._local else None
        code = next((code for name, code in (local or {}).items() if name in self._folded), None)
        return replace(tail, name=code) if code else tail

    def _own_qualifier(self, numeral: Numeral) -> Qualifier | None:
        """十余万, une centaine."""
        if numeral.more:
            return "over"
        words = self._folded[numeral.start : numeral.end].split() if self._words.approximate else ()
        return "about" if any(word.rstrip("s") in self._words.approximate for word in words) else None

    def _regrouped(self, numeral: Numeral, tail: Tail) -> Numeral:
        """60,001 soles, 12,500 personas: nothing is paid or counted in thousandths."""
        written = self._wide[numeral.start : numeral.end]
        if tail.name in self._words.comma_decimals or not _COMMA_GROUPS.fullmatch(written):
            return numeral
        return numeral._replace(value=Decimal(written.replace(",", "")), grouped=True)

    def _before_gap(self, at: int) -> tuple[Qualifier | None, int] | None:
        """More than *a total of* 500, 超过*了*500: the qualifier before words that may stand between."""
        gap = self._words.qualifier_gaps.ends(self._folded, at)
        if gap is None:
            return None
        at -= gap[1]
        return self._words.qualifiers_before.ends(self._folded, at - 1 if self._wide[at - 1 : at] == " " else at)

    def _stands_alone(self, numeral: Numeral, end: int, money: bool) -> bool:
        """Not H100, F-35, v1.2, 10:30, 3rd, 第三, No. 5."""
        text, start = self._folded, numeral.start
        if not money and numeral.digits and self._glued_before(start) and numeral.scale == 1:
            return False
        if (is_letter(text, end) and is_letter(text, end - 1)) or (
            end == numeral.end and numeral.digits and is_letter(text, end)
        ):
            return False
        if text[start - 1 : start] in ".:/" and _digit(text, start - 2):
            return False
        if text[end : end + 1] in (".", ":", "/") and _digit(text, end + 1):
            return text[end : end + 1] == "/" and end > numeral.end
        if not money and text[start - 1 : start] in self._words.vague_before and not numeral.digits:
            return False
        return not self._ordinal(start, end)

    def _glued_before(self, start: int) -> bool:
        text = self._wide
        return is_letter(text, start - 1) or (
            text[start - 1 : start] in HYPHENS and start > 0 and is_letter(text, start - 2)
        )

    def _ordinal(self, start: int, end: int) -> bool:
        text = self._folded
        before = text[max(0, start - 12) : start].rstrip(" ")
        for word in self._words.ordinal_before if before.endswith(self._words.ordinal_before) else ():
            at = len(before) - len(word)
            if before.endswith(word) and not (is_letter(before, at) and is_letter(before, at - 1)):
                return True
        return bool(self._words.ordinal_after) and text.startswith(self._words.ordinal_after, end)


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if normal == normal.to_integral() and abs(normal) < Decimal(10) ** 20 else normal
