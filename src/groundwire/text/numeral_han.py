"""Numerals of Chinese characters, alone or mixed with digits (三亿五千万, 1.4亿, 5万4千): a run in, values out."""

import heapq
import re
from collections import deque
from collections.abc import Iterable, Iterator
from decimal import Decimal

from groundwire.text.alternatives import one_of
from groundwire.text.numeral_digits import DigitMarks, read_digits
from groundwire.text.numeral_han_sum import HanNumerals, HanSum
from groundwire.text.numeral_powers import find_powers
from groundwire.text.numeral_values import Numeral

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3}){1,7}(?![\d])(?:\.\d{1,20})?|\d+(?:\.\d{1,20})?|.", re.DOTALL)
_LONGEST_RUN = 60
_USUAL = DigitMarks(group=frozenset(","), decimal=frozenset("."))
_DIGITS = re.compile(r"\d*")
_FRACTION_GAP = 8  # characters between numerator and denominator
_HAN = "\u4e00-\u9fff"


class HanReader:
    """Finds such numerals in folded text."""

    def __init__(self, numerals: HanNumerals, marks: DigitMarks) -> None:
        self._data = numerals
        self._marks = marks
        self._units = tuple(numerals.units)
        self._sign_ends = frozenset(sign[-1] for sign in numerals.negative)
        chars = "".join([*numerals.digits, *numerals.places, *numerals.tens, *numerals.scales])
        inner = chars + numerals.more + numerals.half
        dozens = "".join(word[0] for word in numerals.dozen)
        self._run = re.compile(
            rf"[\d{chars}](?: {{0,2}}[\d{inner}]|[.,](?=\d)|(?<=\d) ?[kmgt](?![a-z])|"
            rf" ?[{numerals.point}](?= ?[\d{chars}])){{0,{_LONGEST_RUN}}}"
        )
        self._plain = re.compile(
            rf"(\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,10}})?|\d{{1,20}}(?:\.\d{{1,10}})?)([万亿]?)"
            rf"(?![\d{inner}{numerals.point}{dozens}]|[.,]\d| ?[kmgt\d{inner}{numerals.point}]| {{2}}[\d{inner}])"
        )
        self._usual = marks == _USUAL and {"万", "亿"} <= numerals.scales.keys()
        self._lone = re.compile(rf"(?<![{_HAN}]){numerals.alone}(?![{_HAN}])") if numerals.alone else None
        self._words = re.compile(one_of(numerals.words))
        fixed = {**numerals.fixed}
        self._fixed = re.compile(rf"(?:{one_of(fixed)})(?!{numerals.over}|[{chars}])")
        self._dozens = frozenset(dozens)
        self._single = self._alone_values(set(chars) - set(numerals.financial) - {word[0] for word in fixed})

    def _alone_values(self, characters: Iterable[str]) -> dict[str, Decimal]:
        """What each of the characters is worth where no other part of a number stands beside it, as most do."""
        read = ((character, self._read(character, 0, 1)) for character in characters)
        return {character: numeral.value for character, numeral in read if numeral and numeral.scale == 1}

    def find(self, text: str) -> Iterator[Numeral]:
        """Every numeral, fractions joined, in the order of the text."""
        whole: Numeral | None = None  # what a fraction behind it may be added to
        held: Numeral | None = None
        for numeral in self._simple(text, self._word_places(text)):
            if held is None:
                held = numeral
                continue
            near = numeral.start - held.end <= _FRACTION_GAP
            if near and (joined := self._fraction(text, held, numeral)):
                held = joined
                continue
            mixed = self._mixed(text, whole, held) if whole is not None else None
            if whole is not None and mixed is None:
                yield whole
            whole = mixed or held
            held = numeral
        yield from self._last(text, whole, held)

    def _last(self, text: str, whole: Numeral | None, held: Numeral | None) -> Iterator[Numeral]:
        """What is left at the end of a text."""
        mixed = self._mixed(text, whole, held) if whole is not None and held is not None else None
        if mixed is not None:
            yield mixed
            return
        if whole is not None:
            yield whole
        if held is not None:
            yield held

    def _word_places(self, text: str) -> bytearray:
        taken = bytearray(len(text))
        for word in self._words.finditer(text):
            taken[word.start() : word.end()] = b"\1" * len(word[0])
        return taken

    def _simple(self, text: str, taken: bytearray) -> Iterator[Numeral]:
        position = 0
        special = deque(self._special(text))
        while run := self._run.search(text, position):
            start = run.start()
            while special and special[0].start < position:
                special.popleft()
            if special and special[0].start <= start:
                position = special[0].end
                yield special.popleft()
                continue
            if taken[start] and text[start - 1 : start] == "第":
                position = self._behind_ordinal(text, start, run.end())
                continue
            if text[start].isdigit() or not taken[start]:
                stop = run.end()
                lone = self._single.get(text[start]) if stop == start + 1 else None
                if lone is not None and text[stop : stop + 1] not in self._dozens:
                    numeral: Numeral | None = Numeral(start, stop, lone, False)
                else:
                    numeral = self._read(text, start, stop)
                if numeral is not None:
                    yield self._signed(text, numeral)
                    position = numeral.end
                    continue
                digits = _DIGITS.match(text, start, stop)
                position = max(start + 1, digits.end() if digits else 0)
                continue
            position = start + 1

    def _special(self, text: str) -> Iterator[Numeral]:
        """Numbers of forms that no run has: 2e5, .5 and those that must stand alone."""
        lone = (self._alone(match) for match in self._lone.finditer(text)) if self._lone else iter(())
        return heapq.merge(find_powers(text), lone, key=lambda numeral: numeral.start)

    def _alone(self, match: re.Match[str]) -> Numeral:
        """百三 is 130, 半百 is 50."""
        data, written = self._data, match[0]
        fixed = data.fixed.get(written)
        if fixed is None:
            place = {**data.scales, **data.places}[written[0]]
            fixed = place + data.digits[written[1]] * place // 10
        return Numeral(start=match.start(), end=match.end(), value=Decimal(fixed), digits=False)

    def _behind_ordinal(self, text: str, start: int, stop: int) -> int:
        """Where the ordinal ends whose first character stands at ``start``: all of 第八十一."""
        numeral = self._read(text, start, stop)
        return numeral.end if numeral else start + 1

    def _signed(self, text: str, numeral: Numeral) -> Numeral:
        start = numeral.start
        if text[start - 1 : start] in self._sign_ends:
            for sign in self._data.negative:
                if text.startswith(sign, start - len(sign)) and start >= len(sign):
                    return numeral.negated(start - len(sign))
        if not start or text[start - 1] not in "-−" or not text[start].isdigit():
            return numeral
        before = text[start - 2] if start > 1 else " "
        signed = before in self._data.sign_after or not (before.isalnum() or before in ")%-")
        return numeral.negated(start - 1) if signed else numeral

    def _read(self, text: str, start: int, stop: int) -> Numeral | None:
        if text[start].isdigit() and self._usual and (usual := self._plain.match(text, start)):
            return self._read_plain(usual)
        fixed = self._fixed.match(text, start)
        if fixed:
            return Numeral(start=start, end=fixed.end(), value=Decimal(self._data.fixed[fixed[0]]), digits=False)
        if not text[start].isdigit():
            plain = self._read_positional(text, start, stop)
            if plain is not None:
                return plain
        state = HanSum()
        end = skip = start
        for token in _TOKEN.finditer(text, start, stop):
            if token[0] == " " or token.start() < skip:
                continue
            if token.start() > start and self._units and text.startswith(self._units, token.start()):
                break
            if token[0] in self._data.point and (skip := self._take_decimals(state, text, token.end(), stop)):
                end = skip
                continue
            if not self._take(state, token[0], text, token.start()):
                break
            end = token.end()
        return self._finish(text, start, end, state)

    def _read_plain(self, match: re.Match[str]) -> Numeral:
        """1,234.5 and 1.4亿: what most numbers are, without a look at each character."""
        digits, scale = match[1], match[2]
        grouped = "," in digits
        value = Decimal(digits.replace(",", "") if grouped else digits)
        if not scale:
            return Numeral(match.start(), match.end(), value, True, grouped)
        times = Decimal(self._data.scales[scale])
        return Numeral(match.start(), match.end(), value * times, True, grouped, times)

    def _finish(self, text: str, start: int, end: int, state: HanSum) -> Numeral | None:
        if end == start or (end == start + 1 and text[start] in self._data.financial and not self._counts(text, start)):
            return None
        value = state.value(self._data.short_tail)
        for word, times in self._data.dozen.items():
            if text.startswith(word, end):
                value, end = value * times, end + len(word)
        return Numeral(
            start=start,
            end=end,
            value=value,
            digits=state.written_digits,
            grouped=state.grouped,
            scale=Decimal(state.scale),
            more=state.more,
        )

    def _counts(self, text: str, start: int) -> bool:
        """Whether a single 壹 or 贰 is a number here: in a fraction, behind a sign, before a dozen."""
        data, before, after = (
            self._data,
            text[max(0, start - 6) : start].rstrip(" "),
            text[start + 1 : start + 6].lstrip(" "),
        )
        return (
            before.endswith((data.over, data.mixed, *data.negative))
            or after.startswith((data.over, *data.dozen))
            or (after.startswith(data.mixed) and data.over in after)
        )

    def _read_positional(self, text: str, start: int, stop: int) -> Numeral | None:
        """二零二五, 三点一四: digits one after the other, at least two of them or with a point."""
        digits, end, point = "", start, False
        for position in range(start, stop):
            character = text[position]
            if character in self._data.digits and not (point and character in self._data.not_decimals):
                digits += str(self._data.digits[character])
            elif character in self._data.point and digits and not point:
                point, digits = True, digits + "."
            elif character != " ":
                break
            else:
                continue
            end = position + 1
        follow = text[end : end + 2].lstrip(" ")[:1]
        if len(digits) == 2 and digits.isdigit() and follow and follow in self._data.pairs_before:
            return Numeral(start=start, end=end, value=Decimal(digits), digits=False)
        return self._positional(text, start, end, digits)

    def _positional(self, text: str, start: int, end: int, digits: str) -> Numeral | None:
        if digits.endswith("."):
            return None
        whole = digits.split(".")[0]
        if len(digits) < 2 or ("." not in digits and len(whole) < 3 and "0" not in digits):
            return None  # 三四 is "three or four", not 34
        value, scale = Decimal(digits), 1
        follow = text[end : end + 1]
        if "." in digits and (follow in self._data.scales or follow in self._data.places) and follow:
            scale = {**self._data.scales, **self._data.places}[follow]
            value, end = value * scale, end + 1
            if text[end : end + 1] in self._data.scales and text[end : end + 1]:
                more = self._data.scales[text[end]]
                value, scale, end = value * more, scale * more, end + 1
        elif follow and (follow in self._data.places or follow in self._data.scales):
            return None
        return Numeral(start=start, end=end, value=value, digits=False, scale=Decimal(scale))

    def _take(self, state: HanSum, token: str, text: str, position: int) -> bool:
        """Add one token; False where the number ends before it."""
        data = self._data
        if token[0].isdigit():
            return self._take_digits(state, token)
        if token in data.digits:
            return self._take_digit(state, data.digits[token])
        if token in data.places:
            return self._take_place(state, data.places[token])
        if token in data.tens:
            return self._take_digit(state, 0) and self._set_tens(state, data.tens[token])
        if token in data.scales:
            return self._take_scale(state, data.scales[token])
        if token in data.letters:
            return self._take_letter(state, data.letters[token])
        if token in data.more:
            return self._take_more(state, text, position)
        return token in data.half and self._take_half(state)

    def _take_digits(self, state: HanSum, token: str) -> bool:
        number = read_digits(token, self._marks)
        if number is None or number.length != len(token) or state.digit is not None:
            return False
        state.digit, state.written_digits, state.grouped = number.value, True, number.grouped
        return True

    def _take_digit(self, state: HanSum, digit: int) -> bool:
        if digit == 0:
            if state.digit is not None and state.digit != 0:
                return False
            state.zero = True
            if state.total == 0 and state.section == 0:
                state.digit = Decimal(0)
            return True
        if state.digit:
            return False
        state.digit = Decimal(digit)
        return True

    def _take_decimals(self, state: HanSum, text: str, start: int, stop: int) -> int:
        """Digits behind the point; where they end, 0 if there are none."""
        digits, end = "", start
        for position in range(start, stop):
            character = text[position]
            if character in self._data.digits and character not in self._data.not_decimals:
                digits += str(self._data.digits[character])
                end = position + 1
            elif character != " ":
                break
        if not digits or state.written_digits:
            return 0
        before = state.value(self._data.short_tail) - state.total
        state.digit, state.section, state.place = before + Decimal(f"0.{digits}"), Decimal(0), 0
        return end

    def _set_tens(self, state: HanSum, tens: int) -> bool:
        state.section, state.digit, state.place, state.last_place = state.section + tens, None, 10, 10
        return True

    def _take_place(self, state: HanSum, place: int) -> bool:
        if state.digit is None:
            bare = place == 10 or (self._data.bare_places and not state.last_place)
            if not bare or (state.last_place and place >= state.last_place):
                return False
            state.digit = Decimal(1)
        if state.last_place and place >= state.last_place:
            return False
        state.section += state.digit * place
        state.digit, state.place, state.last_place, state.zero = None, place, place, False
        if state.scale == 1:
            state.scale = 1
        return True

    def _take_scale(self, state: HanSum, scale: int) -> bool:
        if state.digit is None and state.section == 0 and not (state.total and state.last_scale):
            return False
        section = state.section + (state.digit or 0)
        if section == 0:  # 万亿: the scale multiplies what stands before
            state.total *= scale
        elif state.last_scale and scale > state.last_scale:
            state.total = (state.total + section) * scale
        elif state.last_scale == scale:
            return False
        else:
            state.total += section * scale
        state.scale = state.scale * scale if section == 0 else scale
        state.section, state.digit, state.zero = Decimal(0), None, False
        state.place, state.last_place, state.last_scale = scale, 0, scale
        return True

    def _take_letter(self, state: HanSum, scale: int) -> bool:
        if state.digit is None or not state.written_digits or state.total or state.section:
            return False
        state.total, state.digit, state.scale, state.last_scale = state.digit * scale, None, scale, 1
        return True

    def _take_more(self, state: HanSum, text: str, position: int) -> bool:
        """余 and 多 stay inside the number only where a scale follows: 十余万."""
        rest = text[position + 1 : position + 3].lstrip(" ")
        if not rest or rest[0] not in self._data.scales or state.more:
            return False
        state.more = True
        return True

    def _take_half(self, state: HanSum) -> bool:
        """三万半 is 35,000; a half after anything else belongs to what follows."""
        if state.digit is not None or state.place < 100:
            return False
        state.total += Decimal(state.place) / 2
        state.place = 0
        return True

    def _fraction(self, text: str, left: Numeral, right: Numeral) -> Numeral | None:
        """五分之一, 1/5."""
        if right.start - left.end > _FRACTION_GAP:
            return None
        gap = text[left.end : right.start].replace(" ", "")
        if gap == self._data.over and left.value:
            return right.over(left)
        alone = "/" not in (text[left.start - 1 : left.start], text[right.end : right.end + 1])
        if gap == "/" and alone and left.plain and right.plain and right.value:
            return left.by(right)
        return None

    def _mixed(self, text: str, left: Numeral, right: Numeral) -> Numeral | None:
        """三又五分之一."""
        if right.denominator is None or right.start - left.end > 4:
            return None
        gap = text[left.end : right.start].replace(" ", "")
        return (
            left.plus(right)
            if gap == self._data.mixed or (not gap and left.digits and "/" in text[right.start : right.end])
            else None
        )
