"""Things that words narrow are one in every language; what is not wholly understood stays as it is."""

from datetime import date

import pytest

from groundwire.app.locale import load_locale, locale_names
from groundwire.facts.qualified import narrowings, qualified_key
from groundwire.models import EntityId, EntityKind, Mention, Record, Span
from tests.facts.event_records import record

RARE, MAGNETS, GALLIUM = "material/rare-earths", "material/permanent-magnets", "material/gallium"


def told(words: str, named: str, entity: str, kind: EntityKind = "material") -> tuple[Span, Record]:
    made = record("one", words, day=date(2025, 1, 1))
    start = words.index(named)
    span = Span(paragraph=1, start=start, end=start + len(named))
    mention = Mention(span=span, entity=EntityId(entity), kind=kind)
    annotations = type(made.annotations)(mentions=(mention,))
    return Span(paragraph=1, start=0, end=len(words)), Record(
        document=made.document, annotations=annotations, matches=(), brief=None
    )


@pytest.mark.parametrize(
    ("words", "named", "entity", "key"),
    [
        ("磁材用稀土", "稀土", RARE, f"{RARE}#magnet"),
        ("magnet rare earths", "rare earths", RARE, f"{RARE}#magnet"),
        ("rare earths for magnets", "rare earths", RARE, f"{RARE}#magnet"),
        ("terres rares pour aimants", "terres rares", RARE, f"{RARE}#magnet"),
        ("烧结永磁体", "永磁体", MAGNETS, f"{MAGNETS}#sintered"),
        ("Sintered  permanent magnets", "permanent magnets", MAGNETS, f"{MAGNETS}#sintered"),
        ("初级低纯镓", "镓", GALLIUM, f"{GALLIUM}#low-purity+primary"),
        ("low-purity primary gallium", "gallium", GALLIUM, f"{GALLIUM}#low-purity+primary"),
        ("稀土磁体", "稀土", RARE, None),  # magnets are no rare earths
        ("graphite anodes", "graphite", "material/graphite", None),
        ("人造石墨负极", "石墨", "material/graphite", None),
        ("稀土", "稀土", RARE, None),
        ("Chinese gallium", "gallium", GALLIUM, None),
        ("x" * 80 + " gallium", "gallium", GALLIUM, None),
    ],
)
def test_a_narrowed_thing_has_one_key_in_every_language(words: str, named: str, entity: str, key: str | None) -> None:
    assert qualified_key(*told(words, named, entity)) == key


def test_only_things_are_narrowed() -> None:
    assert qualified_key(*told("battery Samsung", "Samsung", "org/samsung", kind="organisation")) is None


def test_every_narrowing_has_a_name() -> None:
    for language in locale_names():
        texts = load_locale(language).texts
        assert [each for each in narrowings() if "{n}" not in texts.get(f"qualified.{each}", "")] == []
