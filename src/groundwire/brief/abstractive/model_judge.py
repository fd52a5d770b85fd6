"""A text and a statement in, what a language model holds of the one by the other out: a second opinion of a checker.

It fills the port `groundwire.brief.check.Judge`. It is asked only of statements that pass every other check, and its
answer can only lower a verdict; its answers are kept like all others, and count in the budget.
"""

from typing import get_args

from groundwire.brief.abstractive.fence import as_data, fence_for
from groundwire.brief.abstractive.loose_json import read_json
from groundwire.brief.abstractive.ports import Complete
from groundwire.brief.abstractive.prompts import judge_words
from groundwire.brief.abstractive.schemas import JUDGEMENT
from groundwire.brief.check.ports import Judgement
from groundwire.models import Message, Request
from groundwire.text.tokens import estimate_tokens

_ANSWER = 200  # tokens: one word, and room for a model that thinks aloud
_LEAST = 200  # tokens of the source that are shown, however small the context is


class ModelJudge:
    """Asks a model whether a statement follows from the paragraphs it cites. ``context``: tokens that the model takes.

    Raises, when called:
        CompletionError: no model answers. BudgetError: what may be spent is spent.
    """

    def __init__(self, complete: Complete, *, context: int) -> None:
        self._complete = complete
        self._context = context

    def __call__(self, premise: str, hypothesis: str) -> Judgement | None:
        """None where the answer is none of the three words: that is no opinion, and lowers nothing.

        A source too long for the model is no opinion either: half of a source says nothing about what it lacks.
        """
        source = as_data(premise)
        room = max(_LEAST, self._context - _ANSWER - estimate_tokens(judge_words()["rules"]) - _ANSWER)
        if estimate_tokens(source) + estimate_tokens(hypothesis) > room:
            return None
        return read_judgement(self._complete(_request(source, as_data(hypothesis))).text)


def _request(source: str, statement: str) -> Request:
    words = judge_words()
    fence = fence_for(f"{source}\n{statement}")
    asked = str(words["asked"]).format(source=fence.around(source), statement=fence.around(statement))
    return Request(
        task="judge",
        messages=(
            Message(role="system", text=str(words["rules"]).format(open=fence.open, close=fence.close).strip()),
            Message(role="user", text=asked.strip()),
        ),
        schema=JUDGEMENT,
        plain=str(words["plain"]).strip(),
        max_tokens=_ANSWER,
        temperature=0.0,
    )


def read_judgement(text: str) -> Judgement | None:
    """One of the three words: as JSON, or alone with at most quotes and a full stop. None for all else."""
    value = read_json(text)
    word = value.get("judgement") if isinstance(value, dict) else text
    bare = word.strip().strip("\"'`*.").casefold() if isinstance(word, str) else ""
    return next((each for each in get_args(Judgement) if each == bare), None)
