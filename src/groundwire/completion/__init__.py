"""Requests in, a language model's answers out, from the archive where they were paid for before.

Central names: `Completer`, `CompletionOptions`, `EndpointOptions`, `BudgetOptions`, `Answers`, `Spending`.
"""
