"""A model's statements in, each with its verdict out: those that fail go back to the model with what is wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from groundwire.brief.abstractive.fence import as_data
from groundwire.brief.abstractive.links import leads_elsewhere
from groundwire.brief.abstractive.notes import Note
from groundwire.brief.abstractive.numbers import mend_numbers
from groundwire.brief.abstractive.options import WriterOptions
from groundwire.brief.abstractive.outline import read_rewrites
from groundwire.brief.abstractive.parts import Piece, pieces_of
from groundwire.brief.abstractive.ports import Complete
from groundwire.brief.abstractive.prompts import Prompts
from groundwire.brief.abstractive.schemas import REWRITES
from groundwire.brief.abstractive.script import is_in_script_of
from groundwire.brief.check.checker import Checker
from groundwire.brief.check.source import Source
from groundwire.models import Check, Outcome, Request, Statement
from groundwire.text.tokens import estimate_tokens

# Of 100 right English statements about Chinese documents none scores less than .66; one that says nothing checkable of
# another thing altogether ("the ministry is run by aliens") scores .5.
_LEAST = 0.65
_MOST_AT_ONCE = 12  # failed statements in one question
_ROOM = 600  # tokens of a prompt's own words
_PER_STATEMENT = 150  # tokens of a failed statement with its reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a document's statements are held against, and how the model is reached."""

    complete: Complete
    checker: Checker
    source: Source
    notes: Mapping[int, tuple[Note, ...]]
    prompts: Prompts
    language: str  # the reader's
    foreign: bool  # the document is in another language
    options: WriterOptions
    orders: frozenset[int] = frozenset()  # paragraphs that speak to models: nothing rests on them


def is_shown(statement: Statement) -> bool:
    """Whether the statement may be published."""
    return statement.verdict.outcome == "supported"


def hold(
    grounds: Grounds, statements: Sequence[Statement], told: Callable[[list[Statement]], None] | None = None
) -> list[Statement]:
    """The statements in their order, checked, and mended as far as the model can.

    ``told`` is given them as they are before they go back to the model, if any does.
    """
    held = [judge(grounds, statement) for statement in statements]
    if told and not all(map(is_shown, held)):
        told(held)
    asked: set[Statement] = set()  # the same question has the same answer
    for _ in range(grounds.options.rounds):
        failed = {n: each for n, each in enumerate(held, 1) if not is_shown(each) and each not in asked}
        asked.update(failed.values())
        if not failed:
            break
        for batch in _batches(failed):
            for number, statement in _rewritten(grounds, batch).items():
                held[number - 1] = _better(held[number - 1], judge(grounds, statement))
    return held


def judge(grounds: Grounds, statement: Statement) -> Statement:
    """The statement with its numbers written by code and its verdict."""
    text = statement.text
    if grounds.foreign:
        cited = [note for number in statement.citations for note in grounds.notes.get(number, ())]
        text = mend_numbers(text, cited, grounds.language)
    citations = tuple(number for number in statement.citations if number not in grounds.orders)
    draft = replace(statement, text=text, citations=citations or statement.citations)
    checked = grounds.checker.check(draft, grounds.source, language=grounds.language)
    paragraphs = grounds.source.document.paragraphs
    cited_words = [paragraphs[n - 1].text for n in checked.citations if 1 <= n <= len(paragraphs)]
    if address := leads_elsewhere(checked.text, cited_words):
        return refused(checked, "address-missing", wanted=address)
    if grounds.orders.intersection(checked.citations):
        return refused(checked, "speaks-to-models")
    if is_shown(checked) and checked.verdict.score < _LEAST and "no-dictionary" not in checked.verdict.unseen:
        return refused(checked, "clause-uncovered", wanted=checked.text)
    if grounds.foreign and not is_in_script_of(checked.text, grounds.language):
        # What is left in the document's language is the document's to say, as a sentence that stands in.
        return refused(checked, "other-language")
    return checked


def refused(statement: Statement, reason: str, *, wanted: str = "") -> Statement:
    """The statement, not to be published for a reason of the writer's own."""
    verdict = statement.verdict
    check = Check(name="source", passed=False, detail=f"{reason}: {wanted}", reason=reason, wanted=wanted)
    outcome: Outcome = "contradicted" if verdict.outcome == "contradicted" else "unsupported"
    return replace(statement, verdict=replace(verdict, outcome=outcome, checks=(*verdict.checks, check), score=0.0))


def _better(before: Statement, after: Statement) -> Statement:
    """The rewritten statement, unless it is worse than what it was made of."""
    return after if is_shown(after) or after.verdict.score >= before.verdict.score else before


def _batches(failed: Mapping[int, Statement]) -> Iterator[dict[int, Statement]]:
    items = list(failed.items())
    for begin in range(0, len(items), _MOST_AT_ONCE):
        yield dict(items[begin : begin + _MOST_AT_ONCE])


def _rewritten(grounds: Grounds, failed: Mapping[int, Statement]) -> dict[int, Statement]:
    pieces = _pieces(grounds, failed)
    request = Request(
        task="revise",
        messages=grounds.prompts.revise(pieces, failed),
        schema=REWRITES,
        plain=grounds.prompts.revise_plain,
        max_tokens=min(grounds.options.max_output, _PER_STATEMENT * len(failed) + _ROOM),
        temperature=grounds.options.temperature,
    )
    answer = grounds.complete(request)
    read = read_rewrites(answer.text, {piece.number for piece in pieces})
    return {number: each for number, each in read.items() if each and number in failed}


def _pieces(grounds: Grounds, failed: Mapping[int, Statement]) -> list[Piece]:
    """The paragraphs that the statements cite and those where the checks looked, as many as there is room for."""
    document = grounds.source.document
    room = grounds.options.context - grounds.options.max_output - _ROOM - _PER_STATEMENT * len(failed)
    kept: dict[int, Piece] = {}
    for number in _wanted(failed.values()):
        unseen = number not in kept and number not in grounds.orders
        for piece in pieces_of(document, grounds.notes, [number]) if unseen else ():
            if piece.tokens <= room:
                room -= piece.tokens
                kept[number] = piece
    return [kept[number] for number in sorted(kept)] or _cut(grounds, failed)


def _wanted(statements: Iterable[Statement]) -> Iterator[int]:
    for statement in statements:
        yield from statement.citations
    for statement in statements:
        yield from (span.paragraph for check in statement.verdict.checks for span in check.spans)


def _cut(grounds: Grounds, failed: Mapping[int, Statement]) -> list[Piece]:
    """The beginning of the first cited paragraph, where not even that fits."""
    paragraphs = grounds.source.document.paragraphs
    there = (n for n in _wanted(failed.values()) if 1 <= n <= len(paragraphs) and n not in grounds.orders)
    first = next(there, None)
    if first is None:
        return []
    text = as_data(paragraphs[first - 1].text)
    room = max(200, grounds.options.context // 3)
    while estimate_tokens(text) > room:
        text = text[: len(text) * 3 // 4]
    return [Piece(number=first, line=f"[{first}] {text}")]
