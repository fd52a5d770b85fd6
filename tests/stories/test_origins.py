"""Which documents go back to one origin: copies, rewrites, and what only repeats another outlet's report."""

import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from groundwire.models import (
    Annotations,
    CaptureId,
    Document,
    DocumentId,
    Figure,
    Moment,
    Paragraph,
    Record,
    RevisionId,
    Span,
)
from groundwire.stories.origins import origins

DAY = datetime(2025, 3, 4, 9, tzinfo=UTC)

ZH = (
    "商务部和海关总署周二发布公告，决定对镓、锗、锑等相关物项实施出口管制，出口经营者应当依照规定办理许可手续，未经许可不得出口。"
    "公告自发布之日起正式实施，业内人士认为此举将影响全球半导体和光纤产业链的供应，相关企业需要提前申请并说明最终用户和最终用途。"
    "分析人士指出，中国的镓产量占全球的九成以上，短期内其他国家很难补上缺口，价格可能继续走高，下游厂商已经开始寻找替代来源。"
)
EN = (
    "The ministry said on Tuesday that exporters of gallium, germanium and antimony must apply for licences before "
    "shipping the metals abroad, a step that traders expect to squeeze chip makers and fibre producers everywhere. "
    "Analysts noted that China refines more than nine tenths of the gallium used outside the country and that plants "
    "in Europe and Canada will take years to come on stream, so that buyers have begun to look for other sources, to "
    "build up stocks while prices keep rising on the spot market."
)


def record(name: str, *texts: str, source: str = "", hours: int = 0, language: str = "zh-Hans", title: str = "",
           copy_of: str | None = None, figures: tuple[Figure, ...] = ()) -> Record:  # fmt: skip
    at = DAY + timedelta(hours=hours)
    document = Document(
        id=DocumentId(name),
        revision=RevisionId("1"),
        capture=CaptureId("c"),
        url=None,
        title=title or name,
        source_name=source or name,
        authors=(),
        published=Moment(at=at),
        fetched_at=at,
        language=language,
        image=None,
        paragraphs=tuple(Paragraph(number=n, role="text", text=text) for n, text in enumerate(texts, 1)),
    )
    return Record(
        document=document,
        annotations=Annotations(figures=figures),
        matches=(),
        brief=None,
        copy_of=DocumentId(copy_of) if copy_of else None,
    )


def money(amount: str) -> Figure:
    value = Decimal(amount)
    return Figure(span=Span(paragraph=1, start=0, end=1), kind="money", low=value, high=value, currency="USD")


def groups(*records: Record) -> set[frozenset[str]]:
    numbers = origins(records)
    return {frozenset(name for name in numbers if numbers[name] == number) for number in numbers.values()}


def test_a_copy_has_the_origin_of_what_it_copies() -> None:
    assert groups(record("a", "x"), record("b", "y", copy_of="a"), record("c", "z")) == {
        frozenset("ab"), frozenset("c")
    }  # fmt: skip


def test_the_same_text_under_two_addresses_is_one_origin() -> None:
    assert groups(record("a", ZH), record("b", ZH)) == {frozenset("ab")}


@pytest.mark.parametrize(("language", "text"), [("zh-Hans", ZH), ("en", EN)])
def test_a_rewrite_with_light_edits_is_one_origin(language: str, text: str) -> None:
    edited = "Updated 10:15. " + text.replace("周二", "4日").replace("九成", "90%").replace("Tuesday", "March 4")
    assert groups(record("a", text, language=language), record("b", edited, language=language)) == {frozenset("ab")}


def test_an_excerpt_has_the_origin_of_the_whole() -> None:
    other = "欧盟委员会同日表示，将评估这一措施的影响。" * 1 + "".join(chr(0x4E00 + i * 7) for i in range(900))
    assert groups(record("whole", ZH + other), record("part", ZH)) == {frozenset({"whole", "part"})}


def test_other_words_about_the_same_thing_are_another_origin() -> None:
    other = (
        "镓价在消息公布后一天内上涨一成。记者走访了三家贸易商，他们都说手里的货不多了，客户一早就打电话来问，"
        "有人愿意当场付全款。一位不愿具名的经理说，他自己也是看了新闻才知道，仓库里的存货大概够卖两个月，之后只能等许可证批下来。"
        "德国一家芯片厂的采购负责人则表示，公司早在去年就签了长期合同，眼下并不着急，但明年的价格肯定要重新谈。"
    )
    assert groups(record("a", ZH), record("b", other)) == {frozenset("a"), frozenset("b")}


def test_the_same_form_with_other_numbers_on_another_day_is_no_copy() -> None:
    form = (
        "今日国产{0}市场报价{1}元每公斤，较前一交易日上涨{2}元，市场成交清淡，持货商惜售情绪较浓，下游按需采购为主，预计短期价格以稳为主，"
        "后市关注出口许可审批进度以及海外库存变化情况，仅供参考，不构成投资建议，据此操作风险自担，更多行情请关注本站。"
    )
    monday, tuesday = form.format("镓", "1850", "25"), form.format("镓", "1915", "65")
    one, other = record("a", monday, source="s"), record("b", tuesday, source="s", hours=24)
    assert groups(one, other) == {frozenset("a"), frozenset("b")}


def test_furniture_of_one_site_makes_no_copies() -> None:
    def page(number: int) -> str:
        return ZH + "".join(chr(0x4E00 + (number * 977 + i * 31) % 20000) for i in range(150))

    pages = [record(str(n), page(n), source="site", hours=30 * n) for n in range(8)]
    assert len(groups(*pages)) == 8


@pytest.mark.parametrize(
    ("language", "left", "right"),
    [
        ("zh-Hans", "据路透社报道，该公司拟投资120亿美元建厂。", "路透社3月4日报道称，这家企业将斥资120亿美元。"),
        ("en", "A plant is planned, according to Reuters.", "Reuters reported the firm's 12 billion plan."),
        ("fr", "Selon l'agence Reuters, le groupe investira.", "Le groupe investira 12 milliards, selon Reuters."),
        ("de", "Laut Reuters will der Konzern bauen.", "Der Konzern will bauen, wie Reuters berichtet."),
        ("es", "Según Reuters, el grupo invertirá.", "El grupo invertirá mucho, informó Reuters."),
        ("ja", "ロイター通信によると、同社は120億ドルを投資する。", "同社は120億ドルを投資すると、ロイターが報じた。"),
    ],
)  # fmt: skip
def test_reports_that_repeat_the_same_agency_are_one_origin(language: str, left: str, right: str) -> None:
    title = "Chip maker plans a 12 billion dollar plant 芯片 建厂"
    amount = (money("12000000000"),)
    pair = [
        record("a", left, language=language, title=title, figures=amount),
        record("b", right, language=language, title=title, figures=amount, hours=5),
    ]
    assert groups(*pair) == {frozenset("ab")}


def test_a_report_joins_the_agency_s_own_and_not_an_independent_one() -> None:
    title = "Chip maker plans a 12 billion dollar plant"
    amount = (money("12000000000"),)
    own = record("own", "The plant will cost 12 billion.", source="Reuters", language="en", title=title, figures=amount)
    credit = record(
        "credit", "据路透社报道，工厂将耗资120亿美元。", title=title, source="某网", figures=amount, hours=3
    )
    alone = record(
        "alone", "The mayor told us of the plant.", source="Gazette", language="en", title=title, figures=amount
    )
    assert groups(own, credit, alone) == {frozenset({"own", "credit"}), frozenset({"alone"})}


def test_the_same_agency_on_another_matter_or_much_later_is_another_origin() -> None:
    first = record("a", "据路透社报道，该公司拟投资120亿美元建厂。", title="芯片厂", figures=(money("12000000000"),))
    matter = record("b", "据路透社报道，两国领导人将于下周会谈。", title="外交", hours=1)
    later = record("c", "据路透社报道，该公司仍打算投资120亿美元。", title="芯片厂", hours=24 * 30)
    assert groups(first, matter, later) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_knowing_sources_are_not_outlets() -> None:
    left = record("a", "据知情人士消息，交易额为120亿美元。", title="交易", figures=(money("12000000000"),))
    right = record("b", "据知情人士消息，交易额为120亿美元左右吧。", title="交易", figures=(money("12000000000"),))
    assert groups(left, right) == {frozenset("a"), frozenset("b")}


def test_the_order_of_the_records_does_not_matter() -> None:
    records = [
        record("a", ZH), record("b", ZH + "完", hours=1), record("c", EN, language="en"), record("d", "短", hours=2),
        record("e", EN + " More.", language="en", hours=3), record("f", "y", copy_of="d"),
    ]  # fmt: skip
    expected = origins(records)
    assert [expected[DocumentId(name)] for name in "abcdef"] == [0, 0, 1, 2, 1, 2]
    for seed in range(5):
        random.Random(seed).shuffle(records)  # noqa: S311 an order, not a secret
        assert origins(records) == expected


def test_of_several_revisions_the_newest_counts() -> None:
    old, new = record("a", "x"), replace(record("a", ZH), revision_number=2)
    assert origins([new, old, record("b", ZH)]) == {"a": 0, "b": 0}


def test_hostile_texts_cost_neither_an_exception_nor_much_time() -> None:
    started = time.process_time()
    texts = ["", "\x00", "据" * 50_000, "a " * 50_000, "据路透社" * 20_000, "（" * 50_000]
    assert len(origins([record(str(n), text) for n, text in enumerate(texts)])) == len(texts)
    assert len(origins([record("none"), *(record(f"x{n}", "报道" * 300) for n in range(50))])) == 51
    assert time.process_time() - started < 5
