"""Numbers with an exponent or without a whole part (2e5, 1.1^-23, .5): a folded text in, the numerals out."""

import re
from collections.abc import Iterator
from decimal import Decimal

from groundwire.text.numeral_values import Numeral, power

_FORMS = re.compile(
    r"(?<![\d.a-z^])(?P<sign>-(?<![a-z\d%)][-]))?(?P<base>\d{1,20}(?:\.\d{1,20})?(?=[e^])|\.\d{1,20})"
    r"(?P<power>(?:e[+-]?|\^[+-]{0,2})\d{1,2})?(?![\d.a-z^])"
)

_HINT = re.compile(r"\d[e^][-+\d]|(?<!\d)\.\d")  # most texts have none, and this is quicker


def find_powers(text: str) -> Iterator[Numeral]:
    """Each such number, in order."""
    for match in _FORMS.finditer(text) if _HINT.search(text) else ():
        base = Decimal(match["base"])
        value = power(base, match["power"]) if match["power"] else base
        numeral = Numeral(start=match.start("base"), end=match.end(), value=value, digits=True)
        yield numeral.negated(match.start()) if match["sign"] else numeral
