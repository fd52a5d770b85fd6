"""Who wrote a brief, in one sentence, in both languages."""

import pytest

from groundwire.app.authorship import nothing_held, told_author
from groundwire.app.locale import load_locale
from groundwire.models import Brief, Check, Statement, Verdict, Withheld

SAID = Statement(text="Exports fell.", citations=(1,), verdict=Verdict(outcome="supported"))


def failed(detail: str) -> Withheld:
    check = Check(name="numbers", passed=False, detail=detail)
    verdict = Verdict(outcome="unsupported", checks=(check,))
    return Withheld(statement=Statement(text="Exports rose.", citations=(1,), verdict=verdict))


def brief(*said: Statement, withheld: tuple[Withheld, ...] = (), model: str = "small") -> Brief:
    return Brief(
        kind="insights", core=said, groups=(), language="en", engine="model-1", model=model, withheld=withheld
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Written by small (model-1); 3 statements withheld: a ×2, b ×1."),
        ("zh", "由 small（model-1）撰写；3 条陈述未予显示：a ×2、b ×1。"),
    ],
)
def test_the_reasons_that_hold_for_most_come_first(lang: str, told: str) -> None:
    made = brief(SAID, withheld=(failed("b"), failed("a"), failed("a")))
    assert told_author(made, load_locale(lang)) == told
    assert not nothing_held(made)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (brief(SAID), "Written by small (model-1)."),
        (brief(), "Nothing that the model wrote could be shown: none of it checked."),
        (brief(SAID, model=""), ""),
    ],
)
def test_where_there_is_nothing_more_to_say(made: Brief, told: str) -> None:
    assert told_author(made, load_locale("en")) == told
