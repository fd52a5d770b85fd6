"""Arrivals in, how many there were of each kind out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from groundwire.pipeline.intake import Arrival


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What came of an `add`, in numbers of items."""

    new: int = 0
    revisions: int = 0
    copies: int = 0
    same: int = 0
    failed: int = 0

    def counting(self, arrival: Arrival) -> "AddReport":
        """This report with one more arrival."""
        name = {"new": "new", "revision": "revisions", "copy": "copies", "same": "same", "failed": "failed"}
        counter = name[arrival.status]
        return replace(self, **{counter: getattr(self, counter) + 1})


def counted(arrivals: Iterable[Arrival], report: Callable[[Arrival], None] | None) -> AddReport:
    """All arrivals, counted; each is told to ``report`` as it comes."""
    total = AddReport()
    for arrival in arrivals:
        total = total.counting(arrival)
        if report:
            report(arrival)
    return total
