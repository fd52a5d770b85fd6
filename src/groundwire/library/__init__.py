"""The tables and indexes made from the archive, all of which can be made anew, and what became of each capture.

`Library` keeps `Record`s and answers `Query`s; `State` keeps what is known about captures, failures and sources.
"""

from groundwire.library.audit import StateAudit, StateCounts
from groundwire.library.library import Library
from groundwire.library.meaning import Meaning
from groundwire.library.outcomes import Noted, Outcome
from groundwire.library.rows import Rows, rows_of
from groundwire.library.state import KnownShard, State
from groundwire.library.table import INTERACTIVE, IndexState, TableState, Upkeep
from groundwire.library.vectors import Backlog, Embedded, copy_vectors

__all__ = [
    "INTERACTIVE",
    "Backlog",
    "Embedded",
    "IndexState",
    "KnownShard",
    "Library",
    "Meaning",
    "Noted",
    "Outcome",
    "Rows",
    "State",
    "StateAudit",
    "StateCounts",
    "TableState",
    "Upkeep",
    "copy_vectors",
    "rows_of",
]
