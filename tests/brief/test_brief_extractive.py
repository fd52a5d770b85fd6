"""The extractive brief: its shape, its statements, and that every word can be followed to the document."""
# ruff: noqa: E501  (sample sentences stay whole; wide characters count twice)

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.brief.extractive.writer import join_spans, write_brief
from groundwire.brief.lines import render_brief
from groundwire.models import Annotations, Brief, Document, Role
from tests.brief.brief_documents import EN, HEADED, OPINION, ZH, make_document

ALL = pytest.mark.parametrize("document", [ZH, EN, HEADED, OPINION], ids=["zh", "en", "headed", "opinion"])


BODY_OF_ALL: list[str | tuple[Role, str]] = [
    paragraph.text
    for document in (EN, OPINION, HEADED)
    for paragraph in document.paragraphs
    if paragraph.role == "text"
]


def brief_of(document: Document) -> Brief:
    brief = write_brief(document, Annotations())
    assert brief is not None
    return brief


def texts(brief: Brief) -> str:
    return " | ".join(statement.text for statement in brief.statements())


@ALL
def test_every_statement_stands_in_its_paragraph_and_is_supported(document: Document) -> None:
    for statement in brief_of(document).statements():
        assert statement.verdict.outcome == "supported"
        assert all(statement.text in document.paragraph(number).text for number in statement.citations)
        assert join_spans(document, statement.spans) == statement.text


@ALL
def test_it_has_a_core_and_two_to_five_groups_with_distinct_headings(document: Document) -> None:
    brief = brief_of(document)
    headings = [group.heading for group in brief.groups]
    assert 1 <= len(brief.core) <= 3
    assert 2 <= len(headings) <= 5
    assert len(set(headings)) == len(headings)
    assert all(headings)
    assert document.title not in headings
    assert brief.engine == "extractive-1"
    assert brief.language == document.language


@ALL
def test_nothing_is_said_twice_and_groups_follow_the_document(document: Document) -> None:
    brief = brief_of(document)
    said = [statement.text for statement in brief.statements()]
    assert len(set(said)) == len(said)
    for group in brief.groups:
        places = [statement.spans[0] for statement in group.statements]
        assert places == sorted(places)


@ALL
def test_it_is_the_same_every_time(document: Document) -> None:
    assert brief_of(document) == brief_of(document)


def test_datelines_fillers_and_boilerplate_are_gone() -> None:
    chinese, english = texts(brief_of(ZH)), texts(brief_of(EN))
    assert not re.search("新华社|据悉|责任编辑|？", chinese)
    assert not re.search(r"Reuters|Read more|Could the rules", english)
    assert "商务部9日发布公告" in chinese
    assert "Three chip toolmakers said" in english


def test_an_attributed_claim_keeps_its_attribution() -> None:
    brief = texts(brief_of(ZH))
    assert "短期内西方难以找到替代来源" not in brief or "分析人士认为，短期内西方难以找到替代来源" in brief


def test_a_headed_document_gives_its_own_headings() -> None:
    headings = [group.heading for group in brief_of(HEADED).groups]
    assert headings[-3:] == ["Procurement moves first", "Hardware lags behind", "Standards divide members"]


def test_opinion_argues_and_news_reports() -> None:
    assert brief_of(OPINION).kind == "viewpoint"
    assert {brief_of(document).kind for document in (ZH, EN, HEADED)} == {"insights"}


def test_chinese_headings_are_words_of_the_document() -> None:
    body = "".join(paragraph.text for paragraph in ZH.paragraphs)
    for group in brief_of(ZH).groups:
        assert group.heading is not None
        assert group.heading in body
        assert 2 <= len(group.heading) <= 14


def test_length_grows_with_substance() -> None:
    short, long = brief_of(EN), brief_of(make_document("Export licences", BODY_OF_ALL))
    assert len(list(short.statements())) < len(list(long.statements())) < 16


@pytest.mark.parametrize(
    "document",
    [
        make_document("Empty", []),
        make_document("Two", ["The ministry hired 60 licensing officers in March. Orders rose 40 percent in spring."]),
        make_document("Only headings", [("heading", "First things first"), ("caption", "A photo of a chip plant.")]),
        make_document("Questions", ["Is this a long question about chips and licences?"] * 5),
        make_document("Repeats", ["The ministry hired 60 licensing officers in March."] * 8),
    ],
    ids=lambda document: document.title,
)
def test_too_little_substance_gives_no_brief(document: Document) -> None:
    assert write_brief(document, Annotations()) is None


def test_a_dangling_sentence_comes_with_the_one_before_it() -> None:
    for statement in brief_of(EN).statements():
        assert not statement.text.startswith(("However", "It had"))


def test_traditional_chinese_and_unknown_languages_work() -> None:
    traditional = make_document(
        "台積電擴大海外產能",
        ["台積電宣布在亞利桑那州追加1000億美元投資。", "公司表示第二座晶圓廠將於2028年投產。", "日本熊本廠去年底開始量產，月產能5.5萬片。",
         "德國德勒斯登廠已經動工，獲得50億歐元補貼。", "分析師預期海外產能占比將升至20%。"],
        "zh-Hant",
    )  # fmt: skip
    assert len(brief_of(traditional).groups) >= 2
    swedish = dataclasses.replace(EN, language="sv")
    assert len(brief_of(swedish).groups) >= 2


WORDS = st.sampled_from(
    [
        "芯片",
        "The firm",
        "管制",
        " - ",
        "[3]",
        "“",
        "”",
        '"',
        "。",
        ". ",
        "，",
        "3.5%",
        "Group 2:",
        "不",
        "if",
        "…",
        "；",
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=40).map("".join), max_size=8), st.sampled_from(["zh-Hans", "en", "ja", "und"]))
def test_any_document_gives_a_sound_brief_or_none(paragraphs: list[str], language: str) -> None:
    document = make_document("T", [" ".join(text.split()) for text in paragraphs], language)
    brief = write_brief(document, Annotations())
    if brief is not None:
        assert all(statement.verdict.outcome == "supported" for statement in brief.statements())
        assert "\n" not in render_brief(brief)
