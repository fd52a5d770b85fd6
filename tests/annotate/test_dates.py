"""The tables of the date data against its patterns: every alternative that a pattern names must be in its table."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from groundwire.annotate.annotator import Annotator
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


@pytest.mark.parametrize(
    ("language", "text", "year"),
    [
        ("zh", "新规自8月1日起施行。", 2025),
        ("zh", "自8月1日起对进口汽车加征关税。", 2025),
        ("zh", "新规已于8月1日起施行。", 2024),
        ("en", "The rule is effective August 1.", 2025),
        ("fr", "La règle s'applique à compter du 1er août.", 2025),
        ("es", "La norma se aplica a partir del 1 de agosto.", 2025),
    ],
)
def test_what_comes_into_force_lies_ahead(language: str, text: str, year: int) -> None:
    annotations = Annotator([]).annotate_text(text, language, DAY)
    assert [each.first for each in annotations.dates] == [date(year, 8, 1)]
