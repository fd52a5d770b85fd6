"""The tables and indexes made from the archive, all of which can be made anew, and what became of each capture.

`Library` keeps `Record`s and answers `Query`s; `State` keeps what is known about captures, failures and sources.
"""

from groundwire.library.library import Library
from groundwire.library.rows import Rows, rows_of
from groundwire.library.state import Noted, Outcome, State
from groundwire.library.table import IndexState, TableState, Upkeep

__all__ = ["IndexState", "Library", "Noted", "Outcome", "Rows", "State", "TableState", "Upkeep", "rows_of"]
