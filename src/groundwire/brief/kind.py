"""A document in, whether it argues one thing or reports several out."""

import re

from groundwire.brief.candidates import Candidate, is_dense
from groundwire.brief.rules import Rules
from groundwire.models import BriefKind, Document
from groundwire.text.scripts import fold
from groundwire.text.words import fold_words, plain_words

_QUOTED = re.compile(r"[“「『«„][^”」』»“]{0,300}[”」』»“]|\"[^\"]{0,300}\"")
_ENOUGH = 1.0  # points more for arguing than for reporting; reached by about three markers in a short text


def decide_kind(document: Document, candidates: list[Candidate], rules: Rules) -> BriefKind:
    """``viewpoint`` for opinion and analysis that argues, ``insights`` for what reports."""
    return "viewpoint" if _argument(document, candidates, rules) >= _ENOUGH else "insights"


def _argument(document: Document, candidates: list[Candidate], rules: Rules) -> float:
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.role in ("text", "item")]
    own = fold(_QUOTED.sub(" ", " ".join(texts)))
    words = plain_words(own, document.language)
    size = max(1.0, len(words) / 100)
    argues = _count(own, words, rules.argues) / size
    reports = sum(word in rules.reports for word in words) / size
    numbers = sum(word[0].isdigit() for word in words) / size
    questions = sum(mark in "?？" for mark in own) / size
    first = len(rules.first_person.findall(own)) / size
    title = fold(document.title)
    titled = any(marker in title if not marker.isascii() else marker in title.split() for marker in rules.argue_titles)
    value = 0.8 * argues + 0.8 * questions + 0.4 * first - 0.9 * reports - 0.22 * numbers
    return value + 0.8 * titled


def _count(text: str, words: list[str], markers: tuple[str, ...]) -> int:
    dense = [marker for marker in markers if is_dense(marker)]
    spaced = {fold_words(marker) for marker in markers if not is_dense(marker)}
    return sum(word in spaced for word in words) + sum(text.count(marker) for marker in dense)
