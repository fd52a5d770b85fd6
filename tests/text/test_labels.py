"""Every word of the vocabulary has a name in both interface languages."""

from typing import get_args

import pytest

from groundwire.models import annotation, facts
from groundwire.text.labels import label, labels

CLOSED = {
    "state": annotation.EventState, "role": annotation.FigureRole, "actor": annotation.ActorRole,
    "shared": annotation.Shared, "stage": annotation.ShareStage, "why": facts.Why, "kind": annotation.FigureKind,
    "base": annotation.Base, "sum": facts.SumKind, "name": annotation.EntityKind, "code": annotation.CodeKind,
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("prefix", CLOSED)
def test_every_word_of_a_closed_set_has_a_name(language: str, prefix: str) -> None:
    names = labels(language)
    assert all(names[f"{prefix}.{word}"].strip() for word in get_args(CLOSED[prefix]))


def test_both_languages_have_the_same_words() -> None:
    assert labels("en").keys() == labels("zh").keys()


def test_a_language_without_names_speaks_english() -> None:
    assert label("measure.revenue", "fr") == "revenue"
    assert label("measure.revenue", "zh-Hant") == "营收"


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"measure\.nothing"):
        label("measure.nothing", "zh")
