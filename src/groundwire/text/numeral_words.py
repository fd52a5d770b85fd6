"""Numbers in languages with spaces (two hundred and six, 1.5 million, vingt et un): text in, values out."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from groundwire.text.numeral_digits import DIGITS, DigitMarks, read_digits
from groundwire.text.numeral_values import Numeral, divide, power
from groundwire.text.numeral_words_sum import Sum

Kind = Literal[
    "digits",
    "value",
    "hundred",
    "scale",
    "letter",
    "dozen",
    "article",
    "joiner",
    "denominator",
    "half",
    "mixed",
    "point",
]

_TOKEN = re.compile(
    r"(?<![\d/.,])(?P<slash>(?:(?P<whole>\d{1,4})[ \u00a0]{1,3})?(?P<top>\d{1,4})/(?P<under>\d{1,4})(?![\d/]))"
    rf"|(?P<digits>{DIGITS})(?P<power>(?:e[+-]?|\^[+-]{{0,2}})\d{{1,2}}(?![\w.]))?"
    r"|(?P<vulgar>[¼-¾⅐-⅞])"
    r"|[^\W\d_]{1,80}"
)
_MOST_DECIMALS = 12
_MOST_WORDS = 50_000  # that are remembered as no numbers
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_RUN = 40  # words in one number; longer runs are lists or hostile
_GAP = re.compile(r"(?:[ \u00a0\u202f]{0,3}(?:[-‐‑] ?)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordNumerals:
    """What one language's data file says of number words (see ``data/numerals/en.yaml``)."""

    values: dict[str, int]
    scales: dict[str, int]
    hundreds: dict[str, int] = field(default_factory=dict)
    dozens: dict[str, int] = field(default_factory=dict)
    letters: dict[str, int] = field(default_factory=dict)
    phrases: dict[str, int] = field(default_factory=dict)
    denominators: dict[str, int] = field(default_factory=dict)
    halves: dict[str, int] = field(default_factory=dict)
    mixed: dict[str, float] = field(default_factory=dict)
    articles: list[str] = field(default_factory=list)
    joiners: list[str] = field(default_factory=list)
    bare_scales: list[str] = field(default_factory=list)
    over: list[str] = field(default_factory=list)
    over_digits: list[str] = field(default_factory=list)
    point: list[str] = field(default_factory=list)
    negative: list[str] = field(default_factory=list)
    no_sign_after: list[str] = field(default_factory=list)  # au moins 5 is not minus five
    teens_after: list[int] = field(default_factory=list)
    plural: str = ""
    denominator_endings: list[str] = field(default_factory=list)  # longest first
    most_hundreds: int = 1000  # what can stand before a hundred; in French deux cents, but 50 cents are money
    compound: bool = False
    units_before_tens: bool = False
    joins_tens: bool = False
    joins_units: bool = False  # every unit follows its tens so: treinta y dos
    loose_plural: bool = False  # trois cinquième, as often written
    joins_after_hundreds: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or one number in digits, that can be part of a number."""

    start: int
    end: int
    kinds: Mapping[Kind, Decimal]
    word: str = ""
    grouped: bool = False


_NOTHING: Mapping[Kind, Decimal] = {}


class WordReader:
    """Finds such numbers in text; the case of letters counts only for one-letter scales (10M, 10m)."""

    def __init__(self, numerals: WordNumerals, marks: DigitMarks) -> None:
        self._data = numerals
        self._marks = marks
        self._kinds = _kinds(numerals)
        pieces = sorted(
            {*numerals.values, *numerals.hundreds, *numerals.scales, *numerals.joiners}, key=len, reverse=True
        )
        self._piece = re.compile("|".join(map(re.escape, pieces)))
        phrases = sorted((re.escape(p).replace(r"\ ", "[- ]") for p in numerals.phrases), key=len, reverse=True)
        self._phrase = re.compile(rf"(?:{'|'.join(phrases)})(?!\w)") if phrases else None
        over = "|".join(map(re.escape, numerals.over))
        self._over = re.compile(rf" (?:{over}) ") if over else None
        self._negative = tuple(f"{word} " for word in numerals.negative)
        self._phrase_starts = frozenset(word for phrase in numerals.phrases for word in _LETTERS.findall(phrase)[:1])
        self._others: set[str] = set()  # words that are no number, of which texts are full

    def find(self, text: str, folded: str) -> Iterator[Numeral]:
        """Every number of ``text`` (``folded`` is the same text in lower case), in order, none overlapping."""
        held: Numeral | None = None
        for numeral in self._simple(text, folded):
            joined = self._fraction_of(folded, held, numeral) if held else None
            if held and not joined:
                yield held
            held = joined or numeral
        if held:
            yield held

    def _simple(self, text: str, folded: str) -> Iterator[Numeral]:
        for run in self._runs(text, folded):
            at = 0
            while at < len(run):
                state = Sum(self._data)
                after = self._read(run, at, state)
                if after > at:
                    yield self._signed(self._numeral(run[at], run[after - 1], state), folded)
                at = max(after, at + 1)

    def _fraction_of(self, folded: str, left: Numeral, right: Numeral) -> Numeral | None:
        """One over three, 1 sur 3."""
        if not (self._over and left.plain and right.plain and right.start - left.end < 12):
            return None
        if not (self._over.fullmatch(folded, left.end, right.start) and abs(left.value) < right.value):
            return None
        return Numeral(
            start=left.start,
            end=right.end,
            value=divide(left.value, right.value),
            digits=left.digits,
            denominator=right.value,
        )

    def _runs(self, text: str, folded: str) -> Iterator[list[Token]]:
        """Tokens with nothing but a space or a hyphen between them."""
        run: list[Token] = []
        for token in self._tokens(text, folded):
            gap = _GAP.match(folded, run[-1].end) if run else None
            if run and (not (gap and gap.end() == token.start) or len(run) >= _LONGEST_RUN):
                yield run
                run = []
            run.append(token)
        if run:
            yield run

    def _tokens(self, text: str, folded: str) -> Iterator[Token]:
        position = 0
        before = -1  # where the digits before ended
        while match := _TOKEN.search(folded, position):
            position = match.end()
            if match.lastindex is None:
                if match[0] in self._others:
                    continue
                tokens = self._word_tokens(match, text, folded, before)
                if tokens:
                    position = tokens[-1].end
                    yield from tokens
                else:
                    self._note(match[0])
            elif match["slash"]:
                yield self._slash_token(match)
            elif match["vulgar"]:
                yield Token(match.start(), match.end(), {"digits": _vulgar(match[0])}, "/")
            else:
                token = self._digit_token(match)
                position = token.end if token else match.start() + 1  # the mark of ",08" may be none
                if token:
                    before = position
                    yield token

    def _note(self, word: str) -> None:
        """Remember a word that is no number wherever it stands: a short one may be a letter behind digits."""
        if len(word) > 2 and word not in self._phrase_starts and len(self._others) < _MOST_WORDS:
            self._others.add(word)

    def _slash_token(self, match: re.Match[str]) -> Token:
        under = Decimal(match["under"])
        part = divide(Decimal(match["top"]), under) if under else Decimal(0)
        return Token(match.start(), match.end(), {"digits": Decimal(match["whole"] or 0) + part}, "/")

    def _digit_token(self, match: re.Match[str]) -> Token | None:
        number = read_digits(match["digits"], self._marks)
        if number is None:
            return None
        whole = number.length == len(match["digits"])
        if match["power"] and whole:
            return Token(match.start(), match.end(), {"digits": power(number.value, match["power"])}, "^")
        return Token(match.start(), match.start() + number.length, {"digits": number.value}, "", number.grouped)

    def _word_tokens(self, match: re.Match[str], text: str, folded: str, before: int) -> list[Token]:
        start, end, word = match.start(), match.end(), match[0]
        if self._phrase and (phrase := self._phrase.match(folded, start)):
            value = self._data.phrases[phrase[0].replace("-", " ")]
            return [Token(start, phrase.end(), {"value": Decimal(value)}, phrase[0])]
        if len(word) <= 2 and before >= start - 1 and text[start:end] in self._data.letters:
            return [Token(start, end, {"letter": Decimal(self._data.letters[text[start:end]])}, word)]
        kinds = self._kinds.get(word)
        if kinds:
            return [Token(start, end, kinds, word)]
        if self._data.denominator_endings and (under := self._part_of(word)):
            return [Token(start, end, {"denominator": under}, word)]
        return self._pieces(start, word) if self._data.compound else []

    def _pieces(self, start: int, word: str) -> list[Token]:
        """The parts of a compound such as einhundertneunundneunzig; none if any part is not a number."""
        tokens: list[Token] = []
        position = 0
        while piece := self._piece.match(word, position):
            tokens.append(Token(start + position, start + piece.end(), self._kinds[piece[0]], piece[0]))
            position = piece.end()
        return tokens if position == len(word) else []

    def _part_of(self, word: str) -> Decimal | None:
        """The denominator that a word ends as: 21 of veintiunavo, 2000 of dosmilésimos."""
        ending = next((e for e in self._data.denominator_endings if word.endswith(e)), None)
        stem = word.removesuffix(ending) if ending else ""
        return next((value for full in (stem, stem + "a") if stem and (value := self._stem(full))), None)

    def _stem(self, stem: str) -> Decimal | None:
        state, position = Sum(self._data), 0
        if "scale" in self._kinds.get(stem, _NOTHING):
            return self._kinds[stem]["scale"]
        while piece := self._piece.match(stem, position) or self._piece.match(stem, position + 1):
            linked = piece.start() > position
            if (linked and (not position or stem[position] not in "iy")) or "joiner" in self._kinds[piece[0]]:
                return None
            if not state.take(self._kinds[piece[0]], following=_NOTHING, joined=linked, word=piece[0]):
                return None
            position = piece.end()
        return state.value() if position == len(stem) else None

    def _read(self, run: list[Token], at: int, state: Sum) -> int:
        """Take tokens from ``at`` while they make one number; the place behind the last one taken."""
        position = self._read_start(run, at, state)
        while at < position < len(run):
            token = run[position]
            following = run[position + 1] if position + 1 < len(run) else None
            if state.take(token.kinds, token.grouped, following=following.kinds if following else _NOTHING):
                position += 1
            elif state.value() == 1 and following and self._halves(token.kinds, following.kinds):
                state.start(Decimal("0.5"))
                position += 1
            elif fraction := self._read_fraction(run, position, state) or self._read_half_more(run, position, state):
                position = fraction
            elif "point" in token.kinds and (decimals := self._read_decimals(run, position + 1, state)):
                position = decimals
            elif "joiner" in token.kinds and following and self._take_joined(run, position + 1, state):
                position += 2
            else:
                break
        return position

    def _read_start(self, run: list[Token], at: int, state: Sum) -> int:
        token = run[at]
        following = run[at + 1].kinds if at + 1 < len(run) else _NOTHING
        if "half" in token.kinds:
            return self._read_half(run, at, state)
        if "article" in token.kinds:
            if not {"hundred", "scale", "dozen", "denominator"} & following.keys():
                return at
            state.start(Decimal(1))
            return at + 1
        if self._halves(token.kinds, following):
            state.start(Decimal("0.5"))
            return at + 1
        if "mixed" in token.kinds:
            state.start(token.kinds["mixed"])
            return at + 1
        return at + 1 if state.take(token.kinds, token.grouped, following=following, word=token.word) else at

    def _halves(self, kinds: Mapping[Kind, Decimal], following: Mapping[Kind, Decimal]) -> bool:
        """Medio millón, eine halbe Million, une demi-douzaine."""
        return kinds.get("denominator") == 2 and bool({"scale", "dozen"} & following.keys())

    def _read_half(self, run: list[Token], at: int, state: Sum) -> int:
        """Half a million, half a dozen, half."""
        state.start(Decimal("0.5"))
        ahead = at + 1
        if ahead < len(run) and "article" in run[ahead].kinds:
            ahead += 1
        if ahead < len(run) and {"hundred", "scale", "dozen"} & run[ahead].kinds.keys():
            return ahead
        state.denominator = Decimal(2)
        return at + 1

    def _read_fraction(self, run: list[Token], at: int, state: Sum) -> int | None:
        """``thirds`` behind a numerator, or ``and a half``, ``and two thirds`` behind a whole number."""
        token = run[at]
        if "denominator" in token.kinds:
            return at + 1 if self._divide(token, state) else None
        if not {"joiner", "point"} & token.kinds.keys() or at + 2 >= len(run):
            return None
        numerator, denominator = run[at + 1], run[at + 2]
        top = numerator.kinds.get("value", Decimal(1) if "article" in numerator.kinds else None)
        if top is None or top >= 20 or not self._is_denominator(denominator, top) or state.denominator:
            return None
        if self._data.joins_units and "joiner" in token.kinds and state.goes_on(top):
            return None  # treinta y dos quintos is 32/5
        return self._add_fraction(run, at + 3, state, divide(top, denominator.kinds["denominator"]))

    def _add_fraction(self, run: list[Token], at: int, state: Sum, fraction: Decimal) -> int:
        """Add a fraction, of the scale behind it if that is a smaller one: a billion and a half million."""
        scale = run[at].kinds.get("scale", Decimal(0)) if at < len(run) else Decimal(0)
        if 0 < scale < state.scale:
            state.add(fraction * scale)
            return at + 1
        state.add_fraction(fraction)
        return at

    def _read_half_more(self, run: list[Token], at: int, state: Sum) -> int | None:
        """Un million et demi, un millón y medio: the half of one, without an article."""
        if at + 1 >= len(run) or "joiner" not in run[at].kinds or run[at + 1].kinds.get("denominator") != 2:
            return None
        if self._data.articles or state.denominator or state.last == "denominator":
            return None
        return self._add_fraction(run, at + 2, state, Decimal("0.5"))

    def _is_denominator(self, token: Token, top: Decimal) -> bool:
        """Two thirds, but the twenty-third is not a fraction: the form must agree with the numerator."""
        if "denominator" not in token.kinds:
            return False
        plural = self._data.plural
        loose = self._data.loose_plural and top < 10
        return not plural or top == 1 or loose or token.word.endswith(plural)

    def _divide(self, token: Token, state: Sum) -> bool:
        value = state.value()
        if not self._is_denominator(token, value) or state.denominator or value != int(value):
            return False
        state.divide(token.kinds["denominator"])
        return True

    def _read_decimals(self, run: list[Token], at: int, state: Sum) -> int | None:
        """Five point five, point oh seven, two hundred point seventy-one, con quinientos doce."""
        written, position = "", at
        while position < len(run) and self._begins_whole(run[position]) and len(written) < _MOST_DECIMALS:
            part = Sum(self._data)
            position = self._read_whole(run, position, part)
            written += str(int(part.value()))
        if not written or state.last not in ("value", "hundred", "scale"):
            return None
        state.add_fraction(Decimal(f"0.{written}"))
        return position

    def _begins_whole(self, token: Token) -> bool:
        return "value" in token.kinds or token.word in self._data.bare_scales

    def _read_whole(self, run: list[Token], at: int, part: Sum) -> int:
        """Take the words of one whole number; the place behind them."""
        position = at
        while position < len(run) and "denominator" not in run[position].kinds:
            token = run[position]
            following = run[position + 1].kinds if position + 1 < len(run) else _NOTHING
            if part.take(token.kinds, token.grouped, following=following, word=token.word):
                position += 1
            elif "joiner" in token.kinds and position > at and following and self._take_joined(run, position + 1, part):
                position += 2
            else:
                break
        return max(position, at + 1)

    def _take_joined(self, run: list[Token], at: int, state: Sum) -> bool:
        token = run[at]
        following = run[at + 1].kinds if at + 1 < len(run) else _NOTHING
        return state.take(token.kinds, token.grouped, following=following, joined=True)

    def _numeral(self, first: Token, last: Token, state: Sum) -> Numeral:
        return Numeral(
            start=first.start,
            end=last.end,
            value=state.value(),
            digits="digits" in first.kinds,
            grouped=state.grouped,
            scale=state.scale,
            letter=state.letter,
            denominator=state.denominator,
        )

    def _is_sign(self, folded: str, at: int) -> bool:
        before = folded[max(0, at - 8) : at].split()
        return not before or before[-1] not in self._data.no_sign_after

    def _signed(self, numeral: Numeral, folded: str) -> Numeral:
        start = numeral.start
        for word in self._negative:
            at = start - len(word)
            if folded.endswith(word, 0, start) and not folded[at - 1 : at].isalpha() and self._is_sign(folded, at):
                return numeral.negated(start - len(word))
        if numeral.digits:
            sign = start - 2 if folded[start - 1 : start] == " " and start > 1 else start - 1  # "- 10" as well as "-10"
            before = folded[sign - 1] if sign > 0 else " "
            further = folded[sign - 2] if sign > 1 else " "
            lone = before in "(（:\n" or (before == " " and not (sign == start - 2 and further.isalnum()))
            lone = lone and not (before == " " and further.isdigit())  # 75 -300mm is a range
            if sign >= 0 and folded[sign] in "-−" and lone:
                return numeral.negated(sign)
        return numeral


def _vulgar(character: str) -> Decimal:
    """The value of ⅔."""
    top, _, under = unicodedata.normalize("NFKD", character).partition("\u2044")
    return divide(Decimal(top), Decimal(under or 1))


def _kinds(data: WordNumerals) -> dict[str, dict[Kind, Decimal]]:
    kinds: dict[str, dict[Kind, Decimal]] = {}
    tables: list[tuple[Kind, Mapping[str, float]]] = [
        ("value", data.values),
        ("hundred", data.hundreds),
        ("scale", data.scales),
        ("dozen", data.dozens),
        ("denominator", data.denominators),
        ("half", data.halves),
        ("mixed", data.mixed),
        ("article", dict.fromkeys(data.articles, 1)),
        ("joiner", dict.fromkeys(data.joiners, 0)),
        ("point", dict.fromkeys(data.point, 0)),
    ]
    for kind, table in tables:
        for word, value in table.items():
            kinds.setdefault(word, {})[kind] = Decimal(str(value))
    for word, value in data.denominators.items():
        kinds.setdefault(word + data.plural, {}).setdefault("denominator", Decimal(value))
    return kinds
