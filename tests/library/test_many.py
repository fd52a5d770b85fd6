"""Many rows and values go through as the driver takes them, or, where that is not known, as SQLAlchemy does."""

import pytest
from sqlalchemy import create_engine, text

from groundwire.library.many import read_many, write_many


@pytest.mark.parametrize("style", ["qmark", "named"])
def test_rows_are_written_and_found_by_any_of_many_values(style: str) -> None:
    engine = create_engine("sqlite://", paramstyle=style)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER, b BLOB, c TEXT)"))
        sql = "INSERT INTO t (a, b, c) VALUES (:a, :b, :c)"
        write_many(connection, sql, [(n, bytes([n % 256]), None if n % 2 else "?:a") for n in range(1_300)])
        write_many(connection, sql, [])
        rows = list(read_many(connection, "SELECT a, b, c FROM t WHERE a IN :values ORDER BY a", range(4, 3_000, 5)))
        assert [row.a for row in rows] == list(range(4, 1_300, 5))
        assert tuple(rows[1]) == (9, b"\t", None)
        assert rows[2].c == "?:a"
        assert list(read_many(connection, "SELECT a FROM t WHERE a IN :values", [])) == []
        write_many(connection, "DELETE FROM t WHERE a = :a", [(4,), (9,)])
        assert [row.a for row in read_many(connection, "SELECT a FROM t WHERE a IN :values", [4, 9, 14])] == [14]
    engine.dispose()
