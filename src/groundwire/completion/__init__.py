"""Requests in, a language model's answers out, from the archive where they were paid for before.

Central names: `Completer`, `CompletionOptions`, `EndpointOptions`, `BudgetOptions`, `Answers`, `Spending`.
"""

from groundwire.completion.answers import Answers, MemoryAnswers
from groundwire.completion.budget import Budget, MemorySpending, Spending, Spent
from groundwire.completion.completer import Completer, Estimate, Surroundings
from groundwire.completion.embeddings import EndpointEmbedder
from groundwire.completion.options import (
    BudgetOptions,
    CompletionOptions,
    EndpointOptions,
    OutputMode,
    TaskOptions,
)
from groundwire.completion.request_hash import request_hash

__all__ = [
    "Answers",
    "Budget",
    "BudgetOptions",
    "Completer",
    "CompletionOptions",
    "EndpointEmbedder",
    "EndpointOptions",
    "Estimate",
    "MemoryAnswers",
    "MemorySpending",
    "OutputMode",
    "Spending",
    "Spent",
    "Surroundings",
    "TaskOptions",
    "request_hash",
]
