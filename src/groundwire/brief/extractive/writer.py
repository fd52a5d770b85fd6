"""A document and its annotations in, the extractive brief out: the document's own sentences, chosen and grouped."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundwire.brief.extractive.candidates import Candidate, candidates_of
from groundwire.brief.extractive.choice import Chooser, Pick
from groundwire.brief.extractive.headings import Headings
from groundwire.brief.extractive.kind import decide_kind
from groundwire.brief.extractive.rules import Rules, rules_for
from groundwire.brief.extractive.scoring import Facts, score_candidates
from groundwire.brief.extractive.sections import Section, find_sections
from groundwire.brief.extractive.verbatim import check_statement
from groundwire.models import Annotations, Brief, BriefKind, Document, Group, Span, Statement, Verdict

ENGINE = "extractive-1"
FEWEST = 3  # informative sentences: a core statement and two groups
_FEWEST_GROUPS = 2
_MARKS = re.compile(r"[\W_]+")
_MOST_CORE = 3
_MOST = 16  # statements, however long the document is


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
    candidates = _distinct(candidates_of(document, rules), document.title)
    if len(candidates) < FEWEST:
        return None
    kind = decide_kind(document, rules)
    scored = score_candidates(document, candidates, Facts(annotations), rules)
    headed = len({each.section for each in candidates if each.section})
    size = _size(len(candidates), kind, headed)
    chooser = Chooser(scored, rules)
    core = chooser.choose_core(size.core)
    free = [each for each in scored if chooser.is_new(each)]
    if len(free) < 2:
        return None
    sections = find_sections(document, free, min(size.groups, len(free)))
    chosen = chooser.choose(sections, size.statements)
    if kind == "insights":
        chosen = _without_weak(chosen)
    groups = _groups(document, sections, chosen, candidates=candidates, rules=rules)
    if len(groups) < 2:
        return None
    core_statements = tuple(_statement(pick, document) for pick in core)
    return Brief(kind=kind, core=core_statements, groups=groups, language=document.language, engine=ENGINE)


def _without_weak(chosen: list[list[Pick]]) -> list[list[Pick]]:
    """Without single statements that have no figure, no name and no consequence, as long as two groups are left."""
    left = sum(1 for picks in chosen if picks)
    kept: list[list[Pick]] = []
    for picks in chosen:
        weak = len(picks) == 1 and not any(each.facts for each in picks[0])
        kept.append([] if weak and left > _FEWEST_GROUPS else picks)
        left -= bool(picks) and not kept[-1]
    return kept


def _distinct(candidates: list[Candidate], title: str) -> list[Candidate]:
    """Without sentences that repeat the title or an earlier one, as pull quotes and summaries do."""
    headline = _bare(title)
    seen: set[str] = set()
    kept = []
    for each in candidates:
        key = _bare(each.text)
        if key not in seen and key not in headline:
            seen.add(key)
            kept.append(each)
    return kept


def _bare(text: str) -> str:
    return _MARKS.sub("", text.casefold())


def _size(count: int, kind: BriefKind, headed: int) -> _Size:
    """Grows with the root of the number of informative sentences; a document's own sections all have their say."""
    total = max(FEWEST, min(_MOST, count, round(1.8 * math.sqrt(count))))
    core = 1 if total < 6 else 2 if total < 11 or kind == "viewpoint" else 3
    core += headed > 1 and core < _MOST_CORE  # it also tells what stands before the first heading
    groups = max(2, min(5, max(headed, math.ceil((total - core) / 2.5))))
    return _Size(core=core, statements=max(total - core, min(groups * 3 // 2, count - core)), groups=groups)


def _groups(
    document: Document,
    sections: Sequence[Section],
    chosen: Sequence[Sequence[Pick]],
    *,
    candidates: Sequence[Candidate],
    rules: Rules,
) -> tuple[Group, ...]:
    headings = Headings(document.title, document.language, candidates, rules)
    groups: list[Group] = []
    for section, picks in zip(sections, chosen, strict=True):
        statements = tuple(_statement(pick, document) for pick in picks)
        picked = [each.candidate for pick in picks for each in pick]
        members = [each.candidate for each in section.members]
        heading = headings.find(section.heading, members, picked) if statements else None
        if heading:
            groups.append(Group(heading=heading, statements=statements))
        elif statements and groups:
            groups[-1] = Group(heading=groups[-1].heading, statements=groups[-1].statements + statements)
    return tuple(groups)


def _statement(pick: Pick, document: Document) -> Statement:
    """The sentences of a pick, which are neighbours in one paragraph, as one piece of its text."""
    first, last = pick[0].candidate, pick[-1].candidate
    spans = (Span(paragraph=first.paragraph, start=first.start, end=last.end),)
    draft = Statement(
        text=join_spans(document, spans),
        citations=(first.paragraph,),
        verdict=Verdict(outcome="unchecked"),
        spans=spans,
    )
    return replace(draft, verdict=check_statement(draft, document))


def join_spans(document: Document, spans: Sequence[Span]) -> str:
    """The text of a statement: the words of its spans, with a space between two of them."""
    return " ".join(document.paragraph(span.paragraph).text[span.start : span.end] for span in spans)
