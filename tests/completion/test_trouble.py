"""Every error of the libraries that reach models is known here: an unknown one would show itself raw."""

import inspect

import openai
import pytest
from pydantic_ai import exceptions

from groundwire.completion.trouble import Trouble, of_status, read_trouble

# What only a program that is wrong raises, or what agents, tools and runs raise, which are not used here.
_NOT_OURS = {"RunCancelled", "RunTimedOut", "UndrainedPendingMessagesError"}


def _classes(module: object, root: type[BaseException]) -> list[type[BaseException]]:
    found = [each for _, each in inspect.getmembers(module, inspect.isclass) if issubclass(each, root)]
    return [each for each in found if each.__name__ not in _NOT_OURS]


@pytest.mark.parametrize(
    "kind", [*_classes(exceptions, exceptions.AgentRunError), *_classes(openai, openai.APIError), TimeoutError]
)
def test_every_error_of_the_libraries_is_known(kind: type[BaseException]) -> None:
    error = kind.__new__(kind)
    for name, value in {
        "status_code": 503,
        "retry_after": 2.0,
        "message": "m",
        "model_name": "m",
        "body": None,
    }.items():
        if not isinstance(getattr(type(error), name, None), property):
            error.__dict__[name] = value
    trouble = read_trouble(error)
    assert trouble
    assert trouble.sentence("first").startswith(("first ", "The question "))


def test_a_bug_is_not_taken_for_trouble() -> None:
    assert read_trouble(KeyError("x")) is None
    assert read_trouble(exceptions.UserError("x")) is None


@pytest.mark.parametrize(
    ("status", "kind", "again"),
    [
        (400, "rejected", False),
        (401, "key", False),
        (404, "model", False),
        (413, "too-long", False),
        (422, "rejected", False),
        (429, "busy", True),
        (500, "unavailable", True),
        (529, "unavailable", True),
    ],
)
def test_statuses_say_whether_to_ask_again(status: int, kind: str, again: bool) -> None:
    trouble = Trouble(of_status(status))
    assert (trouble.kind, trouble.again) == (kind, again)
