"""What figures mean: golden sentences by language, and what holds for every text.

A golden line is a sentence, then each figure as ``words: measure @owner =thing ^scope ~period !role change``. A change
is ``+`` or ``-`` (up, down), ``Δ`` for the difference or ``V`` for the value after it (``Vx``: with the value before),
and its base. What a line leaves out is not looked at, save the role (then "actual") and the change (then none).
"""

import re
import time
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.focus import About
from groundwire.annotate.meaning.understand import understand_figures
from groundwire.annotate.names.entity_files import load_entities
from groundwire.annotate.passage import Passage
from groundwire.annotate.sentence import read_sentences
from groundwire.models import Annotations, EntityId, Figure, Reference, Span
from tests.annotate.meaning_pairs import EN, OTHERS, ZH

DAY = date(2025, 12, 1)
ANNOTATOR = Annotator(load_entities().values())
CHANGE = re.compile(r"([+-])([ΔV])(x?)(\w*)")


def golden_lines() -> Iterator[tuple[str, str, str]]:
    for language, block in (("zh", ZH), ("en", EN), ("", OTHERS)):
        for line in block.strip().splitlines():
            text, *figures = line.split(" | ")
            own = language or text[:2]
            for figure in figures:
                yield own, text if language else text[3:], figure


def figures_of(text: str, language: str) -> tuple[Figure, ...]:
    return ANNOTATOR.annotate_text(text, language, DAY).figures


def words_of(text: str, what: Reference | Span | None) -> str:
    span = what.span if isinstance(what, Reference) else what
    return text[span.start : span.end] if span else ""


def problems(text: str, language: str, golden: str) -> list[str]:
    words, _, rest = golden.rpartition(":") if golden.endswith(":") else golden.partition(": ")
    start = text.index(words)
    over = (f for f in figures_of(text, language) if f.span.start < start + len(words) and start < f.span.end)
    figure = next(over, None)
    if figure is None:
        return [f"no figure {words}"]
    wrong = []
    expected = [part for part in re.split(r" (?=[@=^~!]|[+-][ΔV])", rest) if part]
    if expected and expected[0][0] not in "@=^~!+-" and figure.measure != expected.pop(0):
        wrong.append(f"measure {figure.measure}")
    role, changed = "actual", False
    found = {"@": words_of(text, figure.owner), "=": words_of(text, figure.thing), "^": words_of(text, figure.scope)}
    found["~"] = words_of(text, figure.period.span if figure.period else None)
    for part in expected:
        sign, value = part[0], part[1:].strip()
        if sign in found and (value not in found[sign] or not found[sign]):
            wrong.append(f"{sign} {found[sign] or None}")
        elif sign == "!":
            role = value
        elif sign in "+-":
            changed = True
            wrong += change_problems(figure, part.strip())
    if figure.role != role:
        wrong.append(f"role {figure.role}")
    if figure.change and not changed:
        wrong.append(f"change {figure.change}")
    return wrong


def change_problems(figure: Figure, golden: str) -> list[str]:
    match = CHANGE.fullmatch(golden)
    assert match is not None, golden
    change = figure.change
    if change is None:
        return ["no change"]
    wrong = []
    if change.direction != ("up" if match[1] == "+" else "down") or change.difference != (match[2] == "Δ"):
        wrong.append(f"change {change}")
    if match[4] and change.base != match[4]:
        wrong.append(f"base {change.base}")
    if match[3] and change.start is None:
        wrong.append("no start")
    return wrong


@pytest.mark.parametrize(("language", "text", "golden"), list(golden_lines()))
def test_meaning(language: str, text: str, golden: str) -> None:
    assert problems(text, language, golden) == []


def test_the_company_is_the_one_spoken_of() -> None:
    text = "中芯国际公布年报。公司全年营收80亿美元。"
    (figure,) = figures_of(text, "zh")
    assert figure.owner is not None
    assert words_of(text, figure.owner) == "中芯国际"


def test_a_period_holds_in_the_next_clauses() -> None:
    text = "2024年，公司营收80亿元，净利润12亿元。"
    periods = {words_of(text, figure.period.span) for figure in figures_of(text, "zh") if figure.period}
    assert periods == {"2024年"}


def test_what_was_is_no_target_behind_a_plan() -> None:
    said = "如果这些计划全部按期实现，合计产量为100吨，而中国2019年的镓产量为300吨。"
    assert [figure.role for figure in figures_of(said, "zh")] == ["target", "actual"]


def test_money_in_a_bracket_is_the_same_money() -> None:
    text = "台积电营收达255亿美元（约合人民币1850亿元）。"
    first, second = figures_of(text, "zh")
    assert (second.measure, second.owner) == ("revenue", first.owner)


@pytest.mark.parametrize("folder", ["measures", "changes", "roles", "owners"])
@pytest.mark.parametrize("language", ["zh", "en", "fr", "de", "ja", "es"])
def test_the_words_of_the_data_are_words(folder: str, language: str) -> None:
    data = language_data(folder, language)
    lists = data | data.get("measures", {}) | data.get("bases", {})
    for name, words in lists.items():
        for word in words if isinstance(words, list) else ():
            assert isinstance(word, str), f"{name}: {word!r} needs quotes"
            assert '"' not in word, f"{name}: {word!r} has quotes inside"


def test_without_figures_nothing_changes() -> None:
    sentences = read_sentences([Passage("没有数字。", "zh")], Annotations())
    assert understand_figures(sentences, DAY) == sentences


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["zh", "en", "fr", "de", "ja", "es", "ru"]))
def test_any_text_is_read(text: str, language: str) -> None:
    for figure in figures_of(text + " 12% 3亿元", language):
        for what in (figure.owner, figure.thing, figure.scope):
            assert what is None or 0 <= what.span.start < what.span.end <= len(text) + 9


@pytest.mark.parametrize(
    "unit", ["营收12亿元、", "增长12%，", "revenue rose 12% to $5bn and ", "A和B分别为1亿元、2亿元", "(1%("]
)
def test_long_texts_take_no_longer(unit: str) -> None:
    language = "en" if unit.startswith("rev") else "zh"
    figures_of(unit * 20, language)
    times = []
    for count in (300, 2400):
        start = time.process_time()
        figures_of(unit * count, language)
        times.append(time.process_time() - start)
    assert times[1] < 24 * times[0] + 0.5


def sentences_of(text: str, language: str, about: About | None) -> list[Figure]:
    found = ANNOTATOR.annotate_text(text, language, DAY)
    sentences = read_sentences([Passage(text, language)], found)
    return [figure for sentence in understand_figures(sentences, DAY, lambda: about) for figure in sentence.figures]


def test_the_company_is_the_one_of_the_title_where_no_other_was_spoken_of() -> None:
    text = "截至2024年12月31日，公司员工总数为19186人。"
    (figure,) = sentences_of(text, "zh", About(words="中芯国际", entity=EntityId("smic")))
    assert figure.owner is not None
    assert (words_of(text, figure.owner), figure.owner.entity) == ("公司", "smic")


def test_a_title_with_an_unlisted_name_gives_no_owner_that_is_another() -> None:
    text = "产品主要供应给华为、华为云。公司总资产19亿元。"
    assert sentences_of(text, "zh", About(words="华曜半导体", entity=None))[-1].owner is None


@pytest.mark.parametrize("word", ["营收12亿元、", "的产能1吨", "分别为1%和2%，", "its revenue rose 12% to $5bn "])
def test_a_sentence_of_many_figures_takes_no_longer_than_its_length(word: str) -> None:
    language = "en" if word.startswith("its") else "zh"
    unit = word * 79 + ("，" if language == "zh" else ", ")
    times = []
    for length in (2000, 16000):
        text = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        figures_of(text, language)
        times.append(time.process_time() - start)
    assert times[1] < 24 * times[0] + 0.5
