"""Text in, about how many tokens a language model makes of it out: an estimate that is rather too high than too low."""

import math
import re

# Tokenizers of current models make 0.6 to 1.1 tokens of a CJK character, and one token of 3.5 to 4.5 Latin letters;
# digits and signs are nearly a token each, and a space mostly joins the word behind it.
_CJK = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_PER_LETTER = 1 / 3.5
_PER_OTHER = 1 / 2


def estimate_tokens(text: str) -> int:
    """The tokens of ``text``, rounded up."""
    cjk = _length(_CJK, text)
    rest = _CJK.sub(" ", text)
    letters = _length(_LETTERS, rest)
    return math.ceil(cjk + letters * _PER_LETTER + (len(rest) - letters) * _PER_OTHER)


def _length(pattern: re.Pattern[str], text: str) -> int:
    return sum(match.end() - match.start() for match in pattern.finditer(text))
