"""A document and its annotations in, the extractive brief out: the document's own sentences, chosen and grouped."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from groundwire.brief.candidates import Candidate, candidates_of
from groundwire.brief.check import check_statement
from groundwire.brief.headings import Headings
from groundwire.brief.kind import decide_kind
from groundwire.brief.rules import Rules, rules_for
from groundwire.brief.scoring import Facts, Scored, score_candidates, similarity
from groundwire.brief.sections import Section, find_sections
from groundwire.models import Annotations, Brief, BriefKind, Document, Group, Span, Statement, Verdict

ENGINE = "extractive-1"
FEWEST = 3  # informative sentences: a core statement and two groups
_MOST = 16  # statements, however long the document is
_SAME = 0.62  # share of words in common above which two sentences say the same
_MOST_IN_GROUP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Size:
    """How long the brief will be."""

    core: int
    statements: int  # in groups
    groups: int


def write_brief(document: Document, annotations: Annotations) -> Brief | None:
    """The brief of a document, every statement checked; None for a document of too little substance.

    Too little is fewer than three sentences that could stand alone and say different things: a brief would then be no
    shorter than its document, and could not have a core and two groups.
    """
    rules = rules_for(document.language.split("-")[0].lower())
    candidates = _distinct(candidates_of(document, rules))
    if len(candidates) < FEWEST:
        return None
    kind = decide_kind(document, candidates, rules)
    scored = score_candidates(document, candidates, Facts(annotations), rules)
    size = _size(len(candidates), kind)
    core = _choose_core(scored, size.core)
    rest = [each for each in scored if not _repeats(each, core)] or [each for each in scored if each not in core]
    sections = find_sections(document, rest, min(size.groups, len(rest)))
    chosen = _choose(sections, size.statements, core)
    groups = _groups(document, sections, chosen, candidates=candidates, rules=rules)
    if len(groups) < 2:
        return None
    core_statements = tuple(_statement([each.candidate], document) for each in sorted(core, key=_order))
    return Brief(kind=kind, core=core_statements, groups=groups, language=document.language, engine=ENGINE)


def _distinct(candidates: list[Candidate]) -> list[Candidate]:
    """Without sentences that repeat an earlier one, as pull quotes and summaries do."""
    seen: set[str] = set()
    kept = []
    for each in candidates:
        key = "".join(filter(str.isalnum, each.folded.lower()))
        if key not in seen:
            seen.add(key)
            kept.append(each)
    return kept


def _size(count: int, kind: BriefKind) -> _Size:
    """Grows with the root of the number of informative sentences."""
    total = max(FEWEST, min(_MOST, count, round(2.0 * math.sqrt(count))))
    core = 1 if total < 6 else 2 if total < 11 or kind == "viewpoint" else 3
    return _Size(core=core, statements=total - core, groups=max(2, min(5, round((total - core) / 2.3))))


def _order(scored: Scored) -> int:
    return scored.candidate.order


def _choose_core(scored: Sequence[Scored], count: int) -> list[Scored]:
    core: list[Scored] = []
    for each in sorted(
        scored, key=lambda each: (-(each.score + each.lead - 0.4 * each.candidate.dangling), _order(each))
    ):
        if len(core) < count and not _repeats(each, core):
            core.append(each)
    return core


def _repeats(scored: Scored, others: Sequence[Scored]) -> bool:
    return any(similarity(scored.candidate, other.candidate) >= _SAME for other in others)


def _choose(sections: Sequence[Section], count: int, core: Sequence[Scored]) -> dict[int, list[Scored]]:
    """For each section (by index) what is taken from it: its best first, then the best of all."""
    chosen: dict[int, list[Scored]] = {index: [] for index in range(len(sections))}
    taken = list(core)
    open_sections = list(range(len(sections)))
    for index in open_sections:
        _take(sections[index], chosen[index], taken)
    while sum(map(len, chosen.values())) < count:
        best = max(
            (index for index in open_sections if len(chosen[index]) < _MOST_IN_GROUP),
            key=lambda index: _next_value(sections[index], chosen[index], taken),
            default=None,
        )
        if best is None or _next_value(sections[best], chosen[best], taken) == -math.inf:
            break
        _take(sections[best], chosen[best], taken)
    return chosen


def _value(scored: Scored, taken: Sequence[Scored]) -> float:
    nearest = max((similarity(scored.candidate, other.candidate) for other in taken), default=0.0)
    return -math.inf if nearest >= _SAME else scored.score - 0.8 * nearest


def _next(section: Section, taken: Sequence[Scored]) -> Scored | None:
    free = [each for each in section.members if each not in taken]
    best = max(free, key=lambda each: (_value(each, taken), -_order(each)), default=None)
    return best if best and _value(best, taken) > -math.inf else None


def _next_value(section: Section, chosen: Sequence[Scored], taken: Sequence[Scored]) -> float:
    best = _next(section, taken)
    return _value(best, taken) - 0.25 * len(chosen) if best else -math.inf


def _take(section: Section, chosen: list[Scored], taken: list[Scored]) -> None:
    best = _next(section, taken)
    if best:
        chosen.append(best)
        taken.append(best)


def _groups(
    document: Document,
    sections: Sequence[Section],
    chosen: dict[int, list[Scored]],
    *,
    candidates: Sequence[Candidate],
    rules: Rules,
) -> tuple[Group, ...]:
    headings = Headings(document.title, document.language, candidates, rules)
    groups: list[Group] = []
    for index, section in enumerate(sections):
        picked = [each.candidate for each in sorted(chosen[index], key=_order)]
        statements = tuple(_statement([each], document) for each in picked)
        members = [each.candidate for each in section.members]
        heading = headings.find(section.heading, members, picked) if statements else None
        if heading:
            groups.append(Group(heading=heading, statements=statements))
        elif statements and groups:
            groups[-1] = Group(heading=groups[-1].heading, statements=groups[-1].statements + statements)
    return tuple(groups)


def _statement(candidates: Sequence[Candidate], document: Document) -> Statement:
    spans = tuple(each.span for each in candidates)
    draft = Statement(
        text=join_spans(document, spans),
        citations=tuple(dict.fromkeys(span.paragraph for span in spans)),
        verdict=Verdict(outcome="unchecked"),
        spans=spans,
    )
    return Statement(
        text=draft.text, citations=draft.citations, verdict=check_statement(draft, document), spans=draft.spans
    )


def join_spans(document: Document, spans: Sequence[Span]) -> str:
    """The text of a statement: the words of its spans, with a space between two of them."""
    return " ".join(document.paragraph(span.paragraph).text[span.start : span.end] for span in spans)
