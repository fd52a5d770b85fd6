"""Digests and answers over the bundled samples, as a user gets them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from groundwire.brief.digest.digest import Known, Wish, write_digest
from groundwire.brief.extractive.verbatim import check_statement
from groundwire.desk import Desk
from groundwire.facts.alike import alike
from groundwire.facts.timeline import timeline
from groundwire.models import Digest, Query, Record, Said, Statement, TopicId, Verdict
from groundwire.stories.origins import origins

SINCE = datetime(2025, 10, 1, tzinfo=UTC)
TOPIC = Query(topic=TopicId("technology-sovereignty"))

ANSWERED = [
    ("中芯国际三季度的产能利用率是多少？", "95.8%"),
    ("商务部第70号公告什么时候发布？", "11月7日"),
    ("10月中国稀土永磁体出口多少吨？", "5473吨"),
    ("大基金三期的注册资本是多少？", "3440亿元"),
    ("鸿蒙6什么时候发布？", "10月22日"),
    ("屹唐股份起诉了谁？", "应用材料公司"),
    ("阿斯麦三季度净利润是多少？", "21.25亿欧元"),
    ("北方华创2024年收入是多少？", "298.38亿元"),
    ("哪家公司收购了Northvolt？", "Lyten"),
    ("How much revenue did SMIC report for the third quarter?", "23.82亿美元"),
    ("What share of ASML's sales came from China?", "42%"),
    ("What did Lyten buy from Northvolt?", "most of what remains of Northvolt"),
    ("When did the Dutch minister invoke the Goods Availability Act?", "September 30"),
    ("What share of Intel does the US government own?", "9.9 percent"),
    ("How many chip projects has India approved?", "Ten projects"),
    ("What share of gallium is produced in China?", "98%"),
    ("Which company owns Nexperia?", "Wingtech"),
]
NOT_HELD = [
    "比亚迪10月卖了多少辆汽车？",
    "苹果公司什么时候发布iPhone 17？",
    "台积电三季度净利润是多少？",
    "谁是英伟达的首席财务官？",
    "日本央行什么时候加息？",
    "2026年世界杯在哪里举行？",
    "小米汽车的交付量是多少？",
    "华为2024年的净利润是多少？",
    "How much did Apple pay for Beats?",
    "Who is the prime minister of Japan?",
    "When did Samsung open its Texas fab?",
    "What was Nvidia's revenue in the third quarter?",
    "When did Intel open its plant in Ohio?",
    "How many employees does SMIC have?",
    "How much lithium does Australia export?",
    "When will the James Webb telescope be retired?",
]


@pytest.mark.parametrize(("question", "words"), ANSWERED)
def test_an_answer_is_a_cited_sentence_that_says_it(sample_desk: Desk, question: str, words: str) -> None:
    answer = sample_desk.ask(question, language="zh" if question[0] > "z" else "en")

    assert words in "".join(said.text for said in answer.said[:2])
    assert all(_is_verbatim(sample_desk, said) for said in answer.said)


@pytest.mark.parametrize("question", NOT_HELD)
def test_the_desk_does_not_say_what_it_does_not_hold(sample_desk: Desk, question: str) -> None:
    answer = sample_desk.ask(question, language="en")

    assert answer.said == ()
    assert answer.sought


@pytest.mark.parametrize("question", ["", "？", "what", "谁", 'AND "((', "a" * 9_000, "\u0000\ud7ff", "什么" * 3_000])
def test_any_text_may_be_asked(sample_desk: Desk, question: str) -> None:
    assert sample_desk.ask(question, language="zh").said == ()


def test_an_empty_desk_says_nothing(desk: Desk) -> None:
    assert desk.ask("Who owns Nexperia?", language="en").documents == 0
    assert _statements(desk.digest(Query(), None, language="en")) == []


def test_a_question_is_answered_from_the_query_only(sample_desk: Desk) -> None:
    everywhere = sample_desk.ask("Which company owns Nexperia?", language="en")
    chinese = sample_desk.ask("Which company owns Nexperia?", Query(language="zh"), language="en")

    assert {said.language for said in everywhere.said} == {"en"}
    assert {said.language for said in chinese.said} <= {"zh-Hans", "zh-Hant"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_statement_of_a_digest_is_checked_and_stands_where_it_is_cited(sample_desk: Desk, language: str) -> None:
    digest = sample_desk.digest(TOPIC, SINCE, language=language)

    assert 2 <= len(digest.core) <= 3
    assert len(digest.groups) >= 5
    assert all(_is_verbatim(sample_desk, said) for said in _statements(digest))
    assert len({said.text for said in _statements(digest)}) == len(_statements(digest))
    assert all(said.cited == tuple(sorted(said.cited, key=lambda each: each.time)) for said in _statements(digest))
    assert all(cited.time >= SINCE for said in _statements(digest) for cited in said.cited)


def test_who_else_reports_it_is_cited_whatever_the_language(sample_desk: Desk) -> None:
    digest = sample_desk.digest(TOPIC, SINCE, language="zh")
    [magnets] = [said for said in _statements(digest) if "94%" in said.text or "94 percent" in said.text]

    assert magnets.origins == 2
    assert {cited.source_name for cited in magnets.cited} == {"临港产业观察", "Harbour Ledger"}


def test_what_is_in_another_language_is_glossed(sample_desk: Desk) -> None:
    digest = sample_desk.digest(TOPIC, SINCE, language="en")

    assert all(not said.gloss for said in _statements(digest) if said.language == "en")
    assert any(said.gloss for said in _statements(digest) if said.language == "zh-Hans")


def test_a_digest_is_the_same_in_whatever_order_documents_come(sample_desk: Desk) -> None:
    records = [found.record for found in sample_desk.search(replace(TOPIC, since=SINCE, limit=100)).items]
    known = Known(
        origins=origins(records),
        timeline=timeline(records, origins(records), sample_desk.entities, total=len(records)),
        disagreements=(),
        alike=alike({record.document.id: record for record in records}),
        entities=sample_desk.entities,
    )
    first = write_digest(records, known, Wish(language="zh", since=SINCE))
    assert write_digest(records[::-1], known, Wish(language="zh", since=SINCE)) == first
    assert write_digest(sorted(records, key=_title), known, Wish(language="zh", since=SINCE)) == first


def test_nothing_new_is_an_empty_digest(sample_desk: Desk) -> None:
    digest = sample_desk.digest(TOPIC, datetime(2026, 1, 1, tzinfo=UTC), language="en")

    assert (digest.core, digest.groups, digest.documents) == ((), (), 0)


def _title(record: Record) -> str:
    return record.document.title


def _statements(digest: Digest) -> list[Said]:
    return list(digest.said())


def _is_verbatim(desk: Desk, said: Said) -> bool:
    """Whether one of the cited paragraphs has these words."""
    [cited] = [each for each in said.cited if each.verbatim]
    record = desk.record(cited.document, cited.revision)
    statement = Statement(text=said.text, citations=(cited.paragraph,), verdict=Verdict(outcome="unchecked"))
    return check_statement(statement, record.document).outcome == said.verdict.outcome == "supported"
