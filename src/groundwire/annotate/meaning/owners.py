"""A measured figure in its clause in, whose it is out: who stands before the measure, else who the clause is about."""

import functools
import re
from dataclasses import dataclass

from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.clauses import Clause, Spot
from groundwire.annotate.meaning.cues import Cue
from groundwire.annotate.meaning.focus import Subject, is_after_preposition, refer, refold, starts_with_verb
from groundwire.models import EntityKind, Mention, Reference

_OWNERS: frozenset[EntityKind] = frozenset({"organisation", "place", "person"})
_OBJECTS = frozenset({"fine", "valuation"})
_PARTS = frozenset({"share", "market-share", "stake"})
_LONGEST_GAP = 30  # characters between a possessor and what it has


@dataclass(frozen=True, slots=True)
class _Words:
    genitive: re.Pattern[str]  # between a possessor and the measure behind it
    direct: re.Pattern[str]  # between a holder and its figure: Xiaomi with 14 %
    source: re.Pattern[str]  # before whoever a share comes from: 来自中国
    gives: re.Pattern[str]  # verbs of giving a stake away
    dative: re.Pattern[str]  # before whom a stake is given to, ahead of it: sell the government a 9.9% stake
    given_to: re.Pattern[str]  # between the stake and whom it goes to
    behind: re.Pattern[str]  # between a measure and the possessor behind it


@functools.cache
def _words(base: str) -> _Words:
    data = language_data("owners", base)
    return _Words(
        genitive=re.compile(data.get("genitive_gap", "(?!)")),
        source=re.compile(rf"(?:{refold(data.get('source', []))})\s*(?:the\s)?$"),
        gives=re.compile(rf"(?<!\w)(?:{refold(data.get('gives', []))})(?!\w)"),
        dative=re.compile(rf"(?<!\w)(?:{refold(data.get('gives', []))}) (?:the )?$"),
        given_to=re.compile(data.get("given_to", "(?!)")),
        direct=re.compile(rf"\s*(?:{refold(data.get('direct', []))})?\s*"),
        behind=re.compile(
            rf"\s*(?:{refold(data.get('genitive_after', []))})\s+(?:(?:{refold(data.get('articles', []))})\s+)?"
        ),
    )


@dataclass(slots=True, kw_only=True)
class Possessor:
    """Whose a measure is by the words beside it: a name, or a word that stands for one."""

    reference: Reference
    stands_for: str | None = None


def possessor(spot: Spot, measure: Cue) -> Possessor | None:
    """Who stands right before the measure (华为的营收, its revenue), else right behind it (the revenue of TSMC)."""
    clause = spot.clause
    words = _words(clause.base)
    named = _mention_before(clause, measure, words)
    stand_in = _stand_in_before(clause, measure, words)
    if stand_in is not None and (named is None or stand_in.start > named.span.start):
        span = clause.sentence.span(stand_in.start, stand_in.end)
        return Possessor(reference=Reference(span=span), stands_for=stand_in.word.stands_for)
    if named is not None and measure.word.measure == "fine" and (fined := _object(clause, measure)):
        named = fined
    if named is not None:
        return Possessor(reference=_whole_group(clause, named, measure))
    behind = _object(clause, measure) if measure.word.measure in _OBJECTS else None
    behind = behind or _mention_behind(clause, measure, words)
    if behind is not None and behind.kind == "place" and measure.word.measure in _PARTS:
        return None  # where the market is does not hold a share of it
    return Possessor(reference=refer(behind)) if behind else None


def _object(clause: Clause, measure: Cue) -> Mention | None:
    """Who stands right behind a verb: fined Qualcomm, valued OpenAI."""
    found = next((m for m in clause.mentions if m.span.start >= measure.end and m.kind in _OWNERS), None)
    if found is None or not _WHAT_IT_IS.fullmatch(clause.text, measure.end, found.span.start):
        return None
    return found


_WHAT_IT_IS = re.compile(r" ?(?:(?!(?:of|for|by|in|on|from|with|and|to|at|over|as|after)\b)[a-z-]+ ){0,3}")


def _whole_group(clause: Clause, mention: Mention, measure: Cue) -> Reference:
    """欧洲国家, where the name of a place only begins who is meant; else the name."""
    groups = tuple(language_data("owners", clause.base).get("group_heads", ()))
    end = mention.span.end
    between = clause.text[end : measure.start].split("的", 1)[0]
    if mention.kind == "place" and between and between.isalnum() and between.endswith(groups):
        return Reference(span=clause.sentence.span(mention.span.start, end + len(between)))
    return refer(mention)


def _mention_before(clause: Clause, measure: Cue, words: _Words) -> Mention | None:
    for mention in reversed(clause.mentions):
        if mention.span.end > measure.start or mention.kind not in _OWNERS:
            continue
        if measure.start - mention.span.end > _LONGEST_GAP or is_after_preposition(clause, mention.span.start):
            return None
        gap = _bare_gap(clause, mention.span.end, measure.start)
        return _at_head(clause, mention) if words.genitive.fullmatch(gap) else None
    return None


def _at_head(clause: Clause, mention: Mention) -> Mention:
    """特斯拉 of 特斯拉上海工厂: the organisation right before the place that belongs to it."""
    if mention.kind != "place":
        return mention
    for other in clause.mentions:
        gap = clause.text[other.span.end : mention.span.start]
        if other.kind == "organisation" and other.span.end <= mention.span.start and gap in ("", "'s ", "’s ", "' "):
            return other
    return mention


def _stand_in_before(clause: Clause, measure: Cue, words: _Words) -> Cue | None:
    for cue in reversed(clause.cues):
        if cue.end > measure.start or not cue.word.stands_for:
            continue
        if measure.start - cue.end > _LONGEST_GAP:
            return None
        gap = _bare_gap(clause, cue.end, measure.start)
        return cue if words.genitive.fullmatch(gap) else None
    return None


def _bare_gap(clause: Clause, start: int, end: int) -> str:
    """What stands between two places without the dates, scopes and goods there, each of which leaves a mark."""
    places = [(date.span.start, date.span.end) for date in clause.dates]
    places += [(m.span.start, m.span.end) for m in clause.mentions if m.kind not in _OWNERS]
    places += [(cue.start, cue.end) for cue in clause.cues if cue.word.scope or cue.word.measure]
    gap, at = "", start
    for begin, stop in sorted(places):
        if at <= begin and stop <= end:
            gap += clause.text[at:begin] + "~"
            at = stop
    return gap + clause.text[at:end]


def _mention_behind(clause: Clause, measure: Cue, words: _Words) -> Mention | None:
    for mention in clause.mentions:
        if mention.span.start >= measure.end:
            found = words.behind.fullmatch(clause.text, measure.end, mention.span.start)
            if not found or mention.kind not in _OWNERS:
                return None
            genitive = clause.text[mention.span.end : mention.span.end + 2] in ("'s", "’s")
            return None if genitive else mention
    return None


def segment_owner(spot: Spot) -> Possessor | None:
    """Who stands between the figure before and this one: 华为占18%、小米占15%; Xiaomi with 14%."""
    clause = spot.clause
    within = [m for m in clause.mentions if spot.floor <= m.span.start and m.span.end <= spot.start]
    for mention in reversed(within):
        if mention.kind not in _OWNERS:
            continue
        direct = _words(clause.base).direct.fullmatch(clause.text, mention.span.end, spot.start)
        if direct or not is_after_preposition(clause, mention.span.start):
            if mention.kind == "place" and not direct and not _acts(clause, mention):
                continue
            return Possessor(reference=refer(mention))
    return _unlisted(spot)


def _acts(clause: Clause, mention: Mention) -> bool:
    """Whether a verb stands right behind the name: and China processes 65%."""
    return clause.text[mention.span.end : mention.span.end + 1] == " " and starts_with_verb(
        clause, mention.span.end + 1
    )


_NAME = re.compile(r"(?:[,\s]|and\b|und\b|et\b|y\b)*(?P<name>[A-ZÀ-Þ][\w&-]*(?: [A-ZÀ-Þ][\w&-]*){0,3}) $")


def _unlisted(spot: Spot) -> Possessor | None:
    """A name in no list that stands alone between two figures: Xiaomi 13% and Oppo 15%."""
    clause = spot.clause
    if not spot.index:
        return None
    found = _NAME.match(clause.sentence.passage.wide[spot.floor : spot.start])
    if found is None:
        return None
    start, end = found.span("name")
    return Possessor(reference=Reference(span=clause.sentence.span(spot.floor + start, spot.floor + end)))


_ARTICLE = re.compile(r"(?: government)? (?:(?:a|an|its|some|about|another) )*")


def given_to(spot: Spot) -> Reference | None:
    """Whom a stake goes to: sell a 9.9% stake to the U.S. government."""
    clause = spot.clause
    words = _words(clause.base)
    if not words.gives.search(clause.text, spot.floor, spot.start):
        return None
    for mention in clause.mentions:
        if spot.floor <= mention.span.start and mention.span.end <= spot.start and mention.kind in _OWNERS:
            before = clause.text[max(spot.floor, mention.span.start - _LONGEST_GAP) : mention.span.start]
            if words.dative.search(before) and _ARTICLE.fullmatch(clause.text, mention.span.end, spot.start):
                return refer(mention)
        ahead = spot.end <= mention.span.start < spot.ceiling and mention.kind in _OWNERS
        if ahead and words.given_to.fullmatch(clause.text, spot.end, mention.span.start):
            return refer(mention)
    return None


def behind_owner(spot: Spot) -> Reference | None:
    """Who a share comes from, behind it: 全球九成的镓来自中国, 98% of which comes from China."""
    clause = spot.clause
    source = _words(clause.base).source
    for mention in clause.mentions:
        if spot.end <= mention.span.start < spot.ceiling and mention.kind in _OWNERS:
            found = source.search(clause.text[max(spot.end, mention.span.start - 12) : mention.span.start])
            return refer(mention) if found else None
    return None


def subject_owner(subject: Subject) -> Possessor:
    """The subject of a clause as the owner of what is measured in it."""
    return Possessor(reference=subject.reference, stands_for=subject.stands_for)
