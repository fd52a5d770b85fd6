"""A statement and many values in: it is run for each row of them, or its answers for any of them come out.

A statement is the same for every database: rows and values go in as its driver takes them, where that is known, because
SQLAlchemy's handling of every single value costs three times what SQLite takes to find or write it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, text

_AT_ONCE = 500  # values in one query; SQLite before 3.32 took 999
_NAME = re.compile(r":(\w+)")


def write_many(connection: Connection, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run the statement for each row, whose values stand in the order in which it names them, each once."""
    if not rows:
        return
    if _takes_marks(connection):
        connection.exec_driver_sql(_NAME.sub("?", sql), list(rows))
        return
    names = _NAME.findall(sql)
    connection.execute(text(sql), [dict(zip(names, row, strict=True)) for row in rows])


def read_many(connection: Connection, sql: str, values: Sequence[Any]) -> Iterator[Any]:
    """What the query, which has ``IN :values``, answers for any of these; a few hundred of them at a time."""
    for start in range(0, len(values), _AT_ONCE):
        part = tuple(values[start : start + _AT_ONCE])
        if _takes_marks(connection):
            marks = ", ".join("?" * len(part))
            yield from connection.exec_driver_sql(sql.replace(":values", f"({marks})"), part)
        else:
            statement = text(sql).bindparams(bindparam("values", expanding=True))
            yield from connection.execute(statement, {"values": part})


def _takes_marks(connection: Connection) -> bool:
    return connection.dialect.paramstyle == "qmark"
