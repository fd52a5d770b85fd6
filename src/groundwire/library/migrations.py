"""The state's tables, as an ordered list of steps; each runs once, in a transaction together with its record.

A step that has been released is never changed; a change is a new step. SQL that SQLite and PostgreSQL both take.
"""

from sqlalchemy import Connection, Engine, text

_FIRST = (
    """
    CREATE TABLE captures (
        capture TEXT PRIMARY KEY,
        file TEXT NOT NULL,
        position BIGINT NOT NULL,
        document TEXT,
        revision TEXT
    )
    """,
    """
    CREATE TABLE revisions (
        document TEXT NOT NULL,
        revision TEXT NOT NULL,
        number INTEGER NOT NULL,
        text_hash TEXT NOT NULL,
        copy_of TEXT,
        file TEXT NOT NULL,
        position BIGINT NOT NULL,
        PRIMARY KEY (document, revision)
    )
    """,
    "CREATE INDEX revisions_by_text ON revisions (text_hash, file, position)",
    """
    CREATE TABLE failures (
        item TEXT PRIMARY KEY,
        stage TEXT NOT NULL,
        kind TEXT NOT NULL,
        reason TEXT NOT NULL,
        at TEXT NOT NULL,
        capture TEXT
    )
    """,
    "CREATE INDEX failures_by_time ON failures (at, item)",
    "CREATE TABLE validators (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT)",
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
# What language models cost by day of UTC, in whole numbers, so that sums are exact: tokens, billionths of a dollar.
_SPENDING = ("CREATE TABLE spending (day TEXT PRIMARY KEY, tokens BIGINT NOT NULL, nano_usd BIGINT NOT NULL)",)
# Briefs that language models wrote, as JSON: made again from the answers in the archive.
_BRIEFS = (
    """
    CREATE TABLE briefs (
        document TEXT NOT NULL,
        revision TEXT NOT NULL,
        language TEXT NOT NULL,
        brief TEXT NOT NULL,
        PRIMARY KEY (document, revision, language)
    )
    """,
)
# Near copies: the signatures of first reports, found by any of their bands (BYTEA are bytes in PostgreSQL, and any
# name will do in SQLite), and under which first report each revision is folded.
_SIGNATURES = (
    """
    CREATE TABLE signatures (
        number BIGINT PRIMARY KEY,
        document TEXT NOT NULL,
        revision TEXT NOT NULL,
        signature BYTEA NOT NULL
    )
    """,
    "CREATE INDEX signatures_by_document ON signatures (document)",
    "CREATE TABLE bands (band BIGINT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (band, number))",
    "ALTER TABLE revisions ADD COLUMN first TEXT",
    "ALTER TABLE revisions ADD COLUMN likeness DOUBLE PRECISION",
    "UPDATE revisions SET first = copy_of",
    "CREATE INDEX revisions_by_first ON revisions (first) WHERE first IS NOT NULL",
)
# Parts of bulk inputs: when a run first took one up, and whether all of it is kept.
_SHARDS = ("CREATE TABLE shards (shard TEXT PRIMARY KEY, begun TEXT NOT NULL, done INTEGER NOT NULL)",)
_BY_KEY = " WITHOUT ROWID"  # a table that is its own index; only SQLite has such, and for others it is left out
# A row of a band stands once, where it is looked up, and not in the order in which it came as well.
_BANDS = (
    f"CREATE TABLE bands_by_key (band BIGINT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (band, number)){_BY_KEY}",
    "INSERT INTO bands_by_key (band, number) SELECT band, number FROM bands ORDER BY band, number",
    "DROP TABLE bands",
    "ALTER TABLE bands_by_key RENAME TO bands",
)
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SPENDING, _BRIEFS, _SIGNATURES, _SHARDS, _BANDS)


def migrate(engine: Engine, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Bring the tables to the newest form."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY)"))
        done = _done(connection)
    by_key = _BY_KEY if engine.dialect.name == "sqlite" else ""
    for number, statements in enumerate(migrations[done:], done + 1):
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO migrations (number) VALUES (:number)"), {"number": number})
            for statement in statements:
                connection.execute(text(statement.replace(_BY_KEY, by_key)))


def _done(connection: Connection) -> int:
    return int(connection.execute(text("SELECT COALESCE(MAX(number), 0) FROM migrations")).scalar_one())
