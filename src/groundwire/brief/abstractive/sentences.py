"""An extractive brief in, the same in the reader's language out, sentence by sentence: for models too small for more.

The model is shown examples and one sentence, in which figures and known names already stand as they are to be written.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from groundwire.brief.abstractive.assembly import Held
from groundwire.brief.abstractive.holding import Grounds, is_shown, judge, refused
from groundwire.brief.abstractive.notes import Note
from groundwire.models import Brief, Completion, Request, Span, Statement, Verdict
from groundwire.text.hashing import short_hash
from groundwire.text.scripts import fold
from groundwire.text.tokens import estimate_tokens

_STOP = ("\n",)
_NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
_WORD = re.compile(r"\w+")
_MOST_OF_A_DATE = 31  # smaller numbers may be days and months, which have names
_LONGER = 3  # times as many tokens as the sentence has, at most
_ROOM = 40  # tokens, however short the sentence is


def say_brief(
    grounds: Grounds, extractive: Brief, *, language: str, told: Callable[[Held], None]
) -> tuple[Held, Completion | None]:
    """The extractive brief in the reader's language; ``language`` is the document's.

    ``told`` is given what there is of it after every sentence.
    """
    answers: list[Completion] = []
    core: list[Statement] = []
    groups: list[list[Statement]] = []

    def held() -> Held:
        return Held(kind=extractive.kind, core=tuple(core), groups=tuple((None, tuple(each)) for each in groups))

    def say(statements: Sequence[Statement], into: list[Statement]) -> None:
        for each in statements:
            into.append(_said(grounds, each, language=language, answers=answers))
            told(held())

    say(extractive.core, core)
    for group in extractive.groups:
        groups.append([])
        say(group.statements, groups[-1])
    return held(), answers[0] if answers else None


def say_requests(grounds: Grounds, extractive: Brief, *, language: str) -> Iterator[Request]:
    """What would be asked first."""
    for statement in extractive.statements():
        yield _request(grounds, statement, language=language, attempt=0)


def _said(grounds: Grounds, statement: Statement, *, language: str, answers: list[Completion]) -> Statement:
    """The statement in the reader's language with its verdict; tried again, less strictly, where it fails."""
    best: Statement | None = None
    for attempt in range(grounds.options.rounds + 1):
        answer = grounds.complete(_request(grounds, statement, language=language, attempt=attempt))
        answers.append(answer)
        draft = replace(
            statement, text=_first_line(answer.text), verdict=Verdict(outcome="unchecked"), spans=(), stands_in=False
        )
        said = _whole(judge(grounds, draft), statement, grounds)
        if best is None or said.verdict.score > best.verdict.score or is_shown(said):
            best = said
        if is_shown(said):
            break
    return best or statement


def _whole(said: Statement, source: Statement, grounds: Grounds) -> Statement:
    """What is one sentence in other words carries its figures and names; what does not says something else."""
    notes = _notes(grounds, source)
    missing = left_out(said.text, prepared(source, notes), notes) if is_shown(said) else ""
    if missing:
        return refused(said, "left-out", wanted=missing)
    added = _first_of(said.text, prepared(source, notes)) if is_shown(said) else ""
    return refused(said, "value-missing", wanted=added) if added else said


def left_out(text: str, source: str, notes: Sequence[Note]) -> str:
    """The first figure or known name of the sentence that ``text`` does not have; "" where it has all."""
    folded = text.casefold()
    for note in notes:
        words = [word for word in _WORD.findall(note.said.casefold()) if len(word) > 3] if note.figure is None else []
        if note.figure is None and not any(each in folded for each in (*words, note.said.casefold())):
            return note.said
    return _first_of(source, text)


def _first_of(text: str, other: str) -> str:
    """The first number of ``text`` that ``other`` does not have; those that a date may be made of are not looked at."""
    known = set(map(_bare, _NUMBER.findall(fold(other))))
    numbers = map(_bare, _NUMBER.findall(fold(text)))
    return next((n for n in numbers if n not in known and ("." in n or int(n) > _MOST_OF_A_DATE)), "")


def _bare(number: str) -> str:
    return number.replace(",", "").rstrip(".")


def _notes(grounds: Grounds, statement: Statement) -> list[Note]:
    """The notes inside the sentence."""
    cited = [note for number in statement.citations for note in grounds.notes.get(number, ())]
    return [note for note in cited if any(_inside(note, span) for span in statement.spans)]


def _request(grounds: Grounds, statement: Statement, *, language: str, attempt: int) -> Request:
    text = prepared(statement, _notes(grounds, statement))
    temperature = grounds.options.temperature + attempt * 0.3  # the same question gives the same answer
    return Request(
        task="say",
        messages=grounds.prompts.say(text, language),
        max_tokens=min(grounds.options.max_output, estimate_tokens(text) * _LONGER + _ROOM),
        temperature=temperature,
        stop=_STOP,
        subject=short_hash("say", grounds.language, language, statement.text, str(temperature)),
    )


def prepared(statement: Statement, notes: Sequence[Note]) -> str:
    """The sentence with its figures and known names as they are to be written."""
    said = {note.words: note.said for note in notes}
    if not said:
        return statement.text
    longest_first = sorted(said, key=len, reverse=True)
    text = statement.text

    def spaced(match: re.Match[str]) -> str:
        """With a space where Latin letters would grow into what stands beside them: MOFCOM9日."""
        words = said[match[0]]
        before = " " if _grows(text[match.start() - 1 : match.start()], words[:1]) else ""
        behind = " " if _grows(words[-1:], text[match.end() : match.end() + 1]) else ""
        return f"{before}{words}{behind}"

    return re.sub("|".join(map(re.escape, longest_first)), spaced, text)


def _grows(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum() and (left.isascii() or right.isascii())


def _inside(note: Note, span: Span) -> bool:
    return note.span.paragraph == span.paragraph and span.start <= note.span.start and note.span.end <= span.end


def _first_line(text: str) -> str:
    """What stands before the model goes on with an example of its own."""
    return next((line.strip().strip('"“”') for line in text.splitlines() if line.strip()), "")
