"""ETags and Last-Modified for conditional GET, kept only once what they vouch for is safe in the archive.

A validator that is stored too early loses documents: after a crash the site would say "unchanged" for ever.
"""

from collections.abc import Iterable, Iterator

from groundwire.library.state import State
from groundwire.pipeline.intake import Arrival

Seen = tuple[str | None, str | None]


class HeldValidators:
    """Answers from the state; holds what is new until `keep` is called at the end of a run."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._seen: dict[str, Seen] = {}
        self._arrived: set[str] = set()
        self._failed = False

    def get(self, url: str) -> Seen | None:
        """(ETag, Last-Modified) of an earlier run."""
        return self._state.validators(url)

    def put(self, url: str, validators: Seen) -> None:
        """Holds what this run saw."""
        self._seen[url] = validators

    def noting(self, arrivals: Iterable[Arrival]) -> Iterator[Arrival]:
        """The same arrivals, each noted as it passes."""
        for arrival in arrivals:
            self.note(arrival)
            yield arrival

    def note(self, arrival: Arrival) -> None:
        """Remembers that an item arrived or failed."""
        if arrival.failure is None:
            self._arrived.add(arrival.item)
        else:
            self._failed = True

    def keep(self) -> None:
        """Stores what is vouched for. After a failure only pages that arrived: a feed must be read again then."""
        for url, (etag, modified) in self._seen.items():
            if url in self._arrived or not self._failed:
                self._state.put_validators(url, etag, modified)
