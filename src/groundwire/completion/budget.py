"""What each question may cost in, a clean stop out as soon as the next one would go over what may be spent."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from groundwire.completion.options import BudgetOptions
from groundwire.models import BudgetError


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Tokens and US dollars. Tokens of an unknown price are counted, their money is not."""

    tokens: int = 0
    usd: Decimal = Decimal(0)

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(tokens=self.tokens + other.tokens, usd=self.usd + other.usd)

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(tokens=self.tokens - other.tokens, usd=self.usd - other.usd)


class Spending(Protocol):
    """Where the spending of each day is kept between runs."""

    def spent(self, day: date) -> Spent:
        """What was spent on this day."""

    def add(self, day: date, spent: Spent) -> None:
        """Count what was spent, at once and for good."""


class MemorySpending:
    """Spending that ends with the process."""

    def __init__(self) -> None:
        self._days: dict[date, Spent] = {}

    def spent(self, day: date) -> Spent:
        """What was spent on this day."""
        return self._days.get(day, Spent())

    def add(self, day: date, spent: Spent) -> None:
        """Count what was spent."""
        self._days[day] = self.spent(day) + spent


class Budget:
    """What may be spent in this run and on this day; safe for threads."""

    def __init__(self, options: BudgetOptions, spending: Spending, now: Callable[[], datetime]) -> None:
        self._options = options
        self._spending = spending
        self._now = now
        self._lock = threading.Lock()
        self._run = Spent()
        self._open = Spent()  # of questions that are being asked

    @property
    def run(self) -> Spent:
        """What this run has spent."""
        return self._run

    @contextmanager
    def question(self, most: Spent, *, priced: bool, title: str) -> Iterator[Callable[[Spent], None]]:
        """Around one question that costs at most ``most``; what it did cost is told to what this gives.

        Raises:
            BudgetError: it would go over, so it must not be asked.
        """
        with self._lock:
            self._refuse(most, priced=priced, title=title)
            self._open += most
        try:
            yield self._count
        finally:
            with self._lock:
                self._open -= most

    def _count(self, spent: Spent) -> None:
        with self._lock:
            self._run += spent
            self._spending.add(self._now().date(), spent)

    def _refuse(self, most: Spent, *, priced: bool, title: str) -> None:
        options = self._options
        if options.in_money and not priced:
            raise BudgetError(
                f"The price of {title} is not known, so a budget in dollars cannot hold: "
                "set price_input and price_output, or a budget in tokens."
            )
        run = self._run + self._open + most
        day = self._spending.spent(self._now().date()) + self._open + most
        _within(run.usd, options.usd_per_run, "this run", "dollars")
        _within(day.usd, options.usd_per_day, "today", "dollars")
        _within(run.tokens, options.tokens_per_run, "this run", "tokens")
        _within(day.tokens, options.tokens_per_day, "today", "tokens")


def _within(value: Decimal | int, limit: Decimal | int | None, span: str, unit: str) -> None:
    if limit is not None and value > limit:
        raise BudgetError(
            f"The next question could go over the budget of {limit:,} {unit} for {span}; "
            "nothing more is asked. What is answered is kept."
        )
