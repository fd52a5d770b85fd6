"""The tables of the date data against its patterns: every alternative that a pattern names must be in its table."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from groundwire.annotate.dates import DateLanguage, Resolver
from groundwire.annotate.language_data import language_data
from groundwire.text.scripts import fold

LANGUAGES = ["zh", "en", "fr", "de", "ja", "es", "und"]
DAY = date(2025, 3, 6)
NAMED = re.compile(r"\(\?P<(part|relative|month|weekday|q)>([^()]*)\)")


def alternatives(language: str) -> Iterator[tuple[str, str]]:
    """Every alternative written out in a pattern, and every word of the tables."""
    data = language_data("dates", language)
    for pattern in data["patterns"]:
        for name, written in NAMED.findall(pattern):
            pieces = re.sub(r"\[([^\]]*)\]", lambda match: "|".join(spelled(match[1])), written)
            yield from ((name, piece) for piece in pieces.split("|") if "{" not in piece)
    for name, table in (("part", "parts"), ("relative", "relative"), ("month", "months"), ("weekday", "weekdays")):
        yield from ((name, word) for word in data.get(table, {}))


def spelled(characters: str) -> list[str]:
    return list("1234" + characters[3:]) if characters.startswith("1-4") else list(characters.replace("1-4", "1234"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alternative_of_every_pattern_resolves(language: str) -> None:
    resolver = Resolver(DateLanguage(language), DAY)
    for name, word in alternatives(language):
        written = {name: fold(word)}
        tries = [written, {**written, "year": "2024"}, {**written, "year": "2024", "m": "3"}]
        assert any(resolver.resolve(parts) for parts in tries), (name, word)


def test_a_part_that_no_table_knows_is_no_date() -> None:
    resolver = Resolver(DateLanguage("zh"), DAY)
    for name in ("part", "relative", "month", "weekday", "q"):
        assert resolver.resolve({name: "?", "year": "2024"} if name != "relative" else {name: "?"}) is None
