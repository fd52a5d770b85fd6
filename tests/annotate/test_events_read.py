"""Events in full, against golden sentences; and what is no event."""

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.names.entity_files import load_entities
from groundwire.models import DateMention, Event, Reference
from tests.annotate.event_goldens import SENTENCES, Told

ANNOTATOR = Annotator(load_entities().values())
DAY = date(2025, 3, 6)
LANGUAGES = ("zh", "en", "fr", "de", "ja", "es")


def events_of(text: str, language: str) -> tuple[Event, ...]:
    return ANNOTATOR.annotate_text(text, language, DAY).events


def told(event: Event, text: str) -> Told:
    def words(reference: Reference | None) -> str:
        return text[reference.span.start : reference.span.end] if reference else ""

    def day(when: DateMention | None) -> str:
        return when.first.isoformat() if when else ""

    return Told(
        type=event.type,
        state=event.state,
        negated=event.negated,
        actors=joined(f"{actor.role}={words(actor.who)}" for actor in event.actors),
        object=words(event.object),
        place=words(event.place),
        scope=words(event.scope),
        amount=text[event.amount.span.start : event.amount.span.end] if event.amount else "",
        items="; ".join(map(words, event.items)),
        when=day(event.when),
        dates="; ".join(f"{each.state}={day(each.when)}" for each in event.dates),
    )


def joined(parts: Iterable[str]) -> str:
    return "; ".join(sorted(parts))


def in_order(expected: Told) -> Told:
    return replace(expected, actors=joined(expected.actors.split("; ")))


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES, ids=[f"{s[0]}-{s[1][:40]}" for s in SENTENCES])
def test_an_event_is_read_in_full(language: str, text: str, expected: list[Told]) -> None:
    assert [told(event, text) for event in events_of(text, language)] == [in_order(each) for each in expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "收购案专家认为关税政策学家的观点并不重要。"),
        ("zh", "《反垄断调查》一书介绍了制裁的历史。"),
        ("zh", "投资者应当关注投资风险。"),
        ("zh", "如果华为收购荣耀，市场将会改变。"),
        ("en", "Tariff policy experts met in Geneva."),
        ("en", "The history of sanctions is long."),
        ("en", "If Nvidia acquires Arm, prices may change."),
        ("en", "He has a close relationship with the plant manager."),
        ("en", "Newly acquired skills are rare."),
        ("fr", "Il étudie le droit des contrats."),
        ("de", "Er studiert die Geschichte der Zölle."),
        ("es", "Estudia la historia de los aranceles."),
        ("ja", "投資家は関税の歴史を学んだ。"),
    ],
)
def test_a_topic_word_is_no_event(language: str, text: str) -> None:
    assert events_of(text, language) == ()


def test_the_same_event_told_twice_in_a_sentence_is_one() -> None:
    text = "Nvidia agreed to acquire Arm for $40 billion, and the acquisition will be completed in May."
    assert [event.type for event in events_of(text, "en")] == ["acquisition"]


def test_two_deals_of_one_sentence_are_two() -> None:
    found = events_of("联想收购摩托罗拉，华为收购荣耀。", "zh")
    assert [event.type for event in found] == ["acquisition", "acquisition"]


def test_the_company_is_whom_the_sentence_before_is_about() -> None:
    text = "中芯国际周二发布公告。该公司拟收购中芯宁波47%的股权。"
    event = events_of(text, "zh")[-1]
    buyer = next(actor.who for actor in event.actors if actor.role == "buyer")
    assert (buyer.entity, text[buyer.span.start : buyer.span.end]) == ("org/smic", "中芯国际")


def test_an_event_lies_inside_its_text() -> None:
    for language, text, _ in SENTENCES:
        for event in events_of(text, language):
            assert 0 <= event.span.start < event.span.end <= len(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "收购" * 3000, "acquired " * 3000, "(" * 3000 + "tariff" + ")" * 3000, "将把被对向与" * 2000 + "收购", "", " ",
        "a's " * 3000 + "sued", "Übernahme, " * 2000, "😀收购", "政府" * 3000 + "制裁", "Ab Cd " * 3000 + "sued",
    ],
)  # fmt: skip
def test_hostile_text_costs_little(language: str, text: str) -> None:
    began = time.process_time()
    ANNOTATOR.annotate_text(text, language, DAY)
    assert time.process_time() - began < 5  # what is quadratic takes minutes


WORDS = (
    "收购",
    "华为",
    "被",
    "将",
    "对",
    "，",
    "。",
    "没有",
    "acquired ",
    "Nvidia ",
    "by ",
    "will ",
    "not ",
    ", ",
    ". ",
    "$5bn ",
    "3月4日",
    "(",
    "《",
    "」",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from(LANGUAGES))
def test_any_mixture_of_words_is_read_without_an_exception(words: list[str], language: str) -> None:
    text = "".join(words)
    for event in events_of(text, language):
        assert text[event.span.start : event.span.end].strip()


def test_a_plea_is_no_ruling() -> None:
    text = "屹唐股份向北京知识产权法院起诉应用材料，请求判令被告停止侵权并赔偿9999万元。"
    assert "ruling" not in {event.type for event in events_of(text, "zh-Hans")}
