"""A question and documents in, the answer that they give out: their own sentences, or nothing where none says it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundwire.brief.digest.digest import Known
from groundwire.brief.digest.passages import Passage, Pool, find_passages
from groundwire.brief.digest.question import Question, Sought
from groundwire.brief.digest.reports import Reports
from groundwire.brief.digest.said import Speaker
from groundwire.brief.digest.tellings import Telling, likeness, make_telling, repeats, sentence
from groundwire.brief.digest.told import event_places, paragraph_span, values_of, within
from groundwire.brief.extractive.candidates import sentences_of, without_stop
from groundwire.brief.extractive.rules import rules_for
from groundwire.models import Answer, Cited, EntityKind, Record, Span, Wanted
from groundwire.text.scripts import fold

ENGINE = "extractive-answer-1"
ENOUGH = 0.54  # of what is asked for: less is about something else (chosen on the odd questions of benchmarks/ask)
_SURE = 0.5  # of a name or figure: it stands in the paragraph or title, not just somewhere in the document
_SOMEWHERE = 0.3  # of a day or period: the document tells of it, or is of it
_OTHERS = 0.4  # of what is asked of those names: a passage that only has them is about something else of theirs
_NEAR_BEST = 0.88  # of the best passage's score: what is further off says less
_MOST = 4
_SAME = 0.6  # of the words: two sentences that share so many say the same
_DOCUMENTS = 12  # of the best passages, whose facts are compared
_PARAGRAPH_ONLY, _ABSENT = 0.92, 0.7  # of a passage whose paragraph has the wanted kind of thing, or nothing has
_ASKS = 0.5  # a question answers none
_FORMS = {"heading": 0.8, "caption": 0.9, "row": 0.9}  # they say less than a sentence that says it
_QUESTION = ("?", "？")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A passage and how well it answers, from 0 to 1."""

    passage: Passage
    score: float


def best_passages(records: Sequence[Record], question: Question) -> list[Scored]:
    """The passages that answer, the best first; none where the documents do not say it."""
    found = find_passages(records, question)
    total = sum(found.weights)
    if not total:
        return []
    scored = (Scored(passage=each, score=_score(each, found, question, total)) for each in found.passages)
    enough = [each for each in scored if each.score >= ENOUGH]
    return sorted(enough, key=lambda each: (-round(each.score, 6), each.passage.key))


def compared(scored: Sequence[Scored]) -> list[Record]:
    """The documents of the best passages: what they say together is worth asking."""
    records = {each.passage.record.document.id: each.passage.record for each in scored}
    return list(records.values())[:_DOCUMENTS]


def write_answer(
    question: Question, scored: Sequence[Scored], known: Known, *, language: str, documents: int
) -> Answer:
    """The best passages as cited statements, each thing said once with everybody who says it."""
    reports = Reports(compared(scored), known.origins, event_places(known.timeline))
    best = scored[0].score if scored else 0.0
    tellings: list[Telling] = []
    for order, each in enumerate(scored):
        if each.score < best * _NEAR_BEST or len(tellings) == _MOST:
            break
        _add(
            make_telling(each.passage.record, sentence(each.passage.record, _span(each.passage)), reports, order=order),
            tellings,
        )
    speaker = Speaker(entities=known.entities, disagreements=known.disagreements, language=language)
    return Answer(
        question=question.text,
        said=tuple(speaker.said(_counted(telling, reports)) for telling in tellings),
        language=language,
        engine=ENGINE,
        documents=documents,
        sought=tuple(_told(each, known, language) for each in question.sought),
        wanted=question.wanted,
    )


def _score(passage: Passage, found: Pool, question: Question, total: float) -> float:
    """The share of what is asked for that it has; nothing without every name and figure of the question."""
    pairs = list(zip(passage.shares, found.weights, question.sought, strict=True))
    if any(share < (_SURE if sought.sure else _SOMEWHERE) for share, _, sought in pairs if sought.sure or sought.date):
        return 0.0
    others = [(share, weight) for share, weight, sought in pairs if not sought.sure]
    if others and sum(share * weight for share, weight in others) < _OTHERS * sum(weight for _, weight in others):
        return 0.0
    share = sum(share * weight for share, weight, _ in pairs) / total
    return share * _answers(passage, question) * _form(passage)


def _form(passage: Passage) -> float:
    paragraph = passage.record.document.paragraph(passage.number)
    asks = paragraph.text[passage.start : passage.end].rstrip("”\"'」』 ").endswith(_QUESTION)
    return _ASKS if asks else _FORMS.get(paragraph.role, 1.0)


def _answers(passage: Passage, question: Question) -> float:
    """Whether it has the kind of thing that is asked for, besides what the question gives."""
    if question.wanted is None:
        return 1.0
    here = Span(paragraph=passage.number, start=passage.start, end=passage.end)
    if _holds(passage.record, here, question.wanted, question.sought):
        return 1.0
    whole = paragraph_span(passage.record, passage.number)
    return _PARAGRAPH_ONLY if _holds(passage.record, whole, question.wanted, question.sought) else _ABSENT


_KINDS: dict[Wanted, frozenset[EntityKind]] = {
    "person": frozenset({"person", "organisation"}),
    "organisation": frozenset({"organisation"}),
    "place": frozenset({"place"}),
}


def _holds(record: Record, span: Span, wanted: Wanted, sought: Sequence[Sought]) -> bool:
    found = record.annotations
    if wanted == "time":
        return any(True for _ in within(found.dates, span))
    if wanted in ("amount", "share"):
        given = {value for each in sought if each.figure for value in values_of(each.figure)}
        figures = within(found.figures, span)
        kinds = ("percent", "points", "multiple") if wanted == "share" else ()
        return any(not set(values_of(each)) <= given and (not kinds or each.kind in kinds) for each in figures)
    named = {each.entity for each in sought if each.entity}
    words = {each.folded for each in sought if each.named}
    text = record.document.paragraph(span.paragraph).text
    return any(
        each.kind in _KINDS[wanted]
        and (each.entity not in named if each.entity else fold(text[each.span.start : each.span.end]) not in words)
        for each in within(found.mentions, span)
    )


def _span(passage: Passage) -> Span:
    """The sentence, with the one before where it leans on it."""
    document = passage.record.document
    text = document.paragraph(passage.number).text
    rules = rules_for(document.language.split("-")[0].lower())
    start, said = passage.start, text[passage.start : passage.end]
    before = [place for place, end in sentences_of(text, document.language) if end <= passage.start]
    if before and rules.is_dangling(fold(said) if rules.headings == "tagged" else said):
        start = before[-1]
    return Span(paragraph=passage.number, start=start, end=passage.start + len(without_stop(said)))


def _add(telling: Telling, tellings: list[Telling]) -> None:
    """Adds a statement, or its place to the statement that says the same."""
    if telling.statement.verdict.outcome != "supported":
        return
    for place, other in enumerate(tellings):
        same = likeness(telling, other) >= _SAME and telling.language == other.language
        if same and other.told.values <= telling.told.values:
            tellings[place] = replace(other, cited=_joined(other.cited, telling.cited))
            return
        if repeats(telling, other, 1.0) or (same and telling.told.values <= other.told.values):
            return
    tellings.append(telling)


def _joined(one: Sequence[Cited], other: Sequence[Cited]) -> tuple[Cited, ...]:
    known = {(each.document, each.paragraph) for each in one}
    new = [replace(each, verbatim=False) for each in other if (each.document, each.paragraph) not in known]
    return tuple(sorted((*one, *new), key=lambda cited: (cited.time, cited.document, cited.paragraph)))


def _counted(telling: Telling, reports: Reports) -> Telling:
    return replace(telling, origins=reports.origins(telling.cited))


def _told(sought: Sought, known: Known, language: str) -> str:
    """What was looked for: a known name in the reader's language, else the question's words."""
    entity = known.entities.get(sought.entity) if sought.entity else None
    return entity.label(language) if entity else sought.text
