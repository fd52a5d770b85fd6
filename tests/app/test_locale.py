"""The interface says everything in every language it speaks."""

import json
import re
import string
from pathlib import Path
from typing import Any, get_args

import groundwire.app
from groundwire.annotate.language_data import language_data
from groundwire.app.locale import choose_locale, load_locale, locale_names
from groundwire.desk import Desk
from groundwire.models import (
    ActorRole,
    Base,
    Direction,
    EventState,
    FailureKind,
    FigureKind,
    FigureRole,
    Qualifier,
    Shared,
    ShareStage,
    SumKind,
    Why,
)

APP = Path(groundwire.app.__file__).parent


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_all_languages_have_the_same_keys_and_fields() -> None:
    english = dict(load_locale("en").texts)
    for name in locale_names():
        other = dict(load_locale(name).texts)
        assert other.keys() == english.keys()
        assert all(fields(other[key]) == fields(english[key]) for key in english)


def test_every_key_that_a_template_asks_for_exists() -> None:
    keys = dict(load_locale("en").texts).keys()
    asked = {
        key
        for path in (APP / "templates").glob("*.html")
        for key in re.findall(r'\bt\("([a-z-]+)"[,)]', path.read_text("utf-8"))
    }
    assert asked
    assert asked <= keys


def test_every_kind_and_failure_has_a_name(desk: Desk) -> None:
    english = load_locale("en")
    assert all(english.kind(kind) for kind in desk.kinds)
    assert [kind for kind in get_args(FailureKind) if f"failed-{kind}" not in english.texts] == []


def test_everything_that_facts_say_has_a_name() -> None:
    closed: list[tuple[str, Any]] = [
        ("state", EventState),
        ("role", FigureRole),
        ("actor", ActorRole),
        ("shared", Shared),
        ("stage", ShareStage),
        ("why", Why),
        ("sum", SumKind),
        ("kind", FigureKind),
        ("qualifier", Qualifier),
        ("direction", Direction),
        ("base", Base),
    ]
    wanted = {f"{group}.{each}" for group, literal in closed for each in get_args(literal)}
    wanted |= {f"measure.{measure}" for measure in language_data("measures", "und")["takes"]}
    assert wanted - load_locale("en").texts.keys() == set()


def test_no_key_stands_twice_in_a_file() -> None:
    for path in (APP / "locales").glob("*.json"):
        pairs: list[tuple[str, str]] = json.loads(path.read_text("utf-8"), object_pairs_hook=list)
        assert len(pairs) == len(dict(pairs))


def test_the_first_spoken_language_is_chosen() -> None:
    assert choose_locale(["fr-FR", "zh-TW", "en"]).language == "zh"
    assert choose_locale([]).language == "en"
    assert choose_locale(["../../etc"]).language == "en"


def test_one_is_told_as_one() -> None:
    english, chinese = load_locale("en"), load_locale("zh")
    assert english("digest-lede", n=1, day="2025-01-01").startswith("What one document since 2025-01-01 says")
    assert english("digest-lede", n=2, day="2025-01-01").startswith("What 2 documents since 2025-01-01 say")
    assert "一" in chinese("digest-lede", n=1, day="2025-01-01")
