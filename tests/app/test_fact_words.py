"""Facts in words: a day that no text gives is said to be the report's."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from groundwire.app.fact_words import FactWords
from groundwire.app.locale import load_locale
from groundwire.desk import open_desk
from groundwire.models import Query
from tests.app.fact_desk import fact_desk


@pytest.mark.parametrize(("language", "told"), [("en", "reported on 2025-07-14"), ("zh", "2025-07-14 报道")])
def test_a_state_whose_day_no_text_gives_is_reported_on_that_day(tmp_path: Path, language: str, told: str) -> None:
    with open_desk(fact_desk(tmp_path)) as desk:
        found = desk.timeline(Query())
        event = next(each for each in found.events if len(each.states) > 1)
        last = replace(event.states[-1], day=date(2025, 7, 14))
        for dated in (False, True):
            states = (*event.states[:-1], replace(last, dated=dated))
            said = FactWords(desk, load_locale(language)).states(replace(event, states=states))
            assert "2025-07-14" in said
            assert (told in said) is not dated
