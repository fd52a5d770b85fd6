"""A document in, whether it argues one thing or reports several out."""

import re

from groundwire.brief.extractive.rules import Rules
from groundwire.brief.extractive.trim import weigh
from groundwire.models import BriefKind, Document
from groundwire.text.scripts import fold

_QUOTED = re.compile(r"[“「『«„][^”」』»“]{0,300}[”」』»“]|‘[^’]{0,300}’|\"[^\"]{0,300}\"")
_NUMBER = re.compile(r"\d[\d.,]*")
_ENOUGH = 1.5  # points more for arguing than for reporting; reached by about three markers in a short text

_STANCE = 1.0  # a report has none outside its quotations; two open the brief of a text that also gives figures


def decide_kind(document: Document, rules: Rules) -> BriefKind:
    """``viewpoint`` for opinion and analysis that argues, ``insights`` for what reports."""
    return "viewpoint" if _argument(document, rules) >= _ENOUGH else "insights"


def _argument(document: Document, rules: Rules) -> float:
    """Points for arguing less points for reporting; quotations are others' words and count for neither."""
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.role in ("text", "item")]
    written = _QUOTED.sub(" ", " ".join(texts))
    own = fold(written)
    cased = own if rules.headings == "tagged" else written  # patterns of Chinese are of simplified characters
    size = max(100.0, weigh(own)) / 200  # about a hundred words
    argues = len(rules.argues.findall(own)) / size
    reports = len(rules.reports.findall(own)) / size
    numbers = len(_NUMBER.findall(own)) / size
    questions = (own.count("?") + own.count("？")) / size
    first = len(rules.first_person.findall(cased)) / size
    stances = min(2, len(rules.stance.findall(cased)))
    titled = bool(rules.argue_titles.search(fold(document.title)))
    value = 0.8 * argues + 0.4 * questions + 0.25 * first - 0.8 * reports - 0.2 * numbers
    return value + 1.5 * titled + _STANCE * stances
