"""Where documents differ: conflicts are kept apart from what only looks like one."""

import random
from dataclasses import replace
from datetime import date

import pytest

from groundwire.facts.disagreements import disagreements
from groundwire.models import Disagreement, EntityId, Mention, Record, Why
from tests.facts.operations import growth
from tests.facts.records import span_of
from tests.facts.told import ENTITIES, Told, disagreements_of, tell

REVENUE = Told(written="8.03 billion", value="8030000000", currency="USD", measure="revenue", owner="SMIC", year=2024)
OUTPUT = Told(
    written="600 tonnes", value="600", unit="t", measure="production", owner="China", thing="gallium", year=2024
)


def revenue(name: str, written: str, value: str, *, days: int = 0, source: str | None = None, near: str = "",
            **changes: object) -> Record:  # fmt: skip
    told = replace(REVENUE, written=written, value=value, **changes)  # type: ignore[arg-type]  # a test's own words
    return tell(
        f"SMIC reported {near} revenue of {written} dollars in China.", told, name=name, days=days, source=source
    )


def output(name: str, written: str, value: str, *, verb: str = "produced", days: int = 0, **changes: object) -> Record:
    told = replace(OUTPUT, written=written, value=value, **changes)  # type: ignore[arg-type]  # a test's own words
    return tell(f"China {verb} {written} of gallium worldwide.", told, name=name, days=days)


def only(*records: Record, origins: dict[str, int] | None = None) -> Disagreement:
    found = disagreements_of(*records, origins=origins).found
    assert len(found) == 1
    return found[0]


def whys(one: Disagreement) -> set[Why]:
    return {explanation.why for explanation in one.explanations}


def test_two_values_of_one_measure_are_a_conflict_first_reported_first() -> None:
    one = only(revenue("b", "7.51 billion", "7510000000", days=1), revenue("a", "8.03 billion", "8030000000"))
    assert one.conflict
    assert one.explanations == ()
    assert [point.quote.document for point in one.points] == ["a", "b"]
    assert one.origins == 2


def test_equal_values_are_no_disagreement() -> None:
    chinese = tell(
        "中芯国际营收80.3亿美元。",
        replace(REVENUE, written="80.3亿", owner="中芯国际"),
        name="zh",
        language="zh-Hans",
    )
    assert disagreements_of(revenue("a", "8.03 billion", "8030000000"), chinese).found == ()


def test_independent_origins_are_counted_not_outlets() -> None:
    records = [revenue(name, "8.03 billion", "8030000000") for name in "abc"]
    other = revenue("d", "7.51 billion", "7510000000", days=1)
    one = only(*records, other, origins={"a": 1, "b": 1, "c": 1, "d": 2})
    assert one.conflict
    assert one.origins == 2
    assert len(one.points) == 2


@pytest.mark.parametrize(
    ("why", "left", "right"),
    [
        ("period", revenue("a", "8.03 billion", "8030000000"), revenue("b", "7.51 billion", "7510000000", year=2023)),
        ("period", revenue("a", "8.03 billion", "8030000000"),
         revenue("b", "2.21 billion", "2210000000", period=(date(2024, 10, 1), date(2024, 12, 31)))),
        ("scope", revenue("a", "8.03 billion", "8030000000"),
         revenue("b", "6.81 billion", "6810000000", scope="China")),
        ("scope", revenue("a", "8.03 billion", "8030000000"),
         revenue("b", "6.81 billion", "6810000000", near="adjusted")),
        ("stage", output("a", "600 tonnes", "600", verb="mined"), output("b", "450 tonnes", "450", verb="refined")),
        ("stage", output("a", "600 tonnes", "600"), output("b", "450 tonnes", "450", verb="refined")),
        ("role", output("a", "600 tonnes", "600"), output("b", "800 tonnes", "800", role="target")),
        ("role", output("a", "700 tonnes", "700", role="estimate"), output("b", "800 tonnes", "800", role="estimate")),
        ("rounding", revenue("a", "8.03 billion", "8030000000"), revenue("b", "8 billion", "8000000000")),
        ("rounding", revenue("a", "1.18 billion", "1180000000"), revenue("b", "1.2 billion", "1200000000")),
        ("rounding", output("a", "3000 tonnes", "3000"), output("b", "2990 tonnes", "2990")),
        ("qualifier", output("a", "600 tonnes", "600", qualifier="over"), output("b", "655 tonnes", "655")),
        ("qualifier", output("a", "600 tonnes", "600", qualifier="about"), output("b", "571 tonnes", "571")),
        ("qualifier", output("a", "600 tonnes", "600", qualifier="nearly"), output("b", "571 tonnes", "571")),
        ("currency", revenue("a", "8.03 billion", "8030000000", usd="8030000000"),
         revenue("b", "57.8 billion", "57800000000", currency="CNY", usd="8100000000")),
        ("change", revenue("a", "8.03 billion", "8030000000"),
         revenue("b", "1.71 billion", "1710000000", direction="up")),
        ("revised", revenue("a", "8.03 billion", "8030000000", source="Gazette"),
         revenue("b", "7.51 billion", "7510000000", source="Gazette", days=1)),
        ("revised", revenue("a", "8.03 billion", "8030000000"),
         revenue("b", "7.51 billion", "7510000000", near="restated", days=1)),
    ],
)  # fmt: skip
def test_what_makes_both_right_is_no_conflict(why: Why, left: Record, right: Record) -> None:
    one = only(left, right)
    assert not one.conflict
    assert why in whys(one)


@pytest.mark.parametrize(
    ("why", "left", "right"),
    [
        ("unit slip", revenue("a", "8.03 billion", "8030000000"), revenue("b", "8.03 million", "8030000")),
        ("unit slip", output("a", "612 tonnes", "612"), output("b", "612 kilos", "612", unit="kg")),
        ("currency", revenue("a", "8.03 billion", "8030000000", usd="8030000000"),
         revenue("b", "8.03 billion", "8030000000", currency="CNY", usd="1100000000")),
    ],
)  # fmt: skip
def test_how_one_went_wrong_is_said_of_a_conflict(why: Why, left: Record, right: Record) -> None:
    one = only(left, right)
    assert one.conflict
    assert whys(one) == {why}


def test_a_copy_that_differs_from_its_origin_is_an_error() -> None:
    left, right = revenue("a", "8.03 billion", "8030000000"), revenue("b", "8.30 billion", "8300000000")
    one = only(left, right, origins={"a": 1, "b": 1})
    assert one.conflict
    assert whys(one) == {"same origin"}
    assert one.origins == 1


def test_rounding_explains_no_more_than_the_digits_shown() -> None:
    assert only(revenue("a", "1.2 billion", "1200000000"), revenue("b", "1.3 billion", "1300000000")).conflict
    assert only(revenue("a", "5 billion", "5000000000"), revenue("b", "5.9 billion", "5900000000")).conflict


def test_a_qualifier_does_not_excuse_everything() -> None:
    assert only(output("a", "600 tonnes", "600", qualifier="over"), output("b", "450 tonnes", "450")).conflict
    assert only(output("a", "600 tonnes", "600", qualifier="about"), output("b", "450 tonnes", "450")).conflict


def test_a_document_that_gives_both_values_disagrees_with_neither() -> None:
    text = "SMIC reported revenue of 8.03 billion dollars, not 7.51 billion."
    both = tell(text, REVENUE, Told(written="7.51 billion", value="7510000000", currency="USD"), name="both")
    assert disagreements_of(both, revenue("b", "7.51 billion", "7510000000")).found == ()


def test_a_document_with_two_values_of_its_own_is_compared_with_nobody() -> None:
    text = "SMIC reported revenue of 8.03 billion dollars and revenue of 3.1 billion dollars."
    unsure = tell(text, REVENUE, replace(REVENUE, written="3.1 billion", value="3100000000"), name="unsure")
    assert not any(one.conflict for one in disagreements_of(unsure, revenue("b", "7.51 billion", "7510000000")).found)


def test_what_is_true_now_may_change() -> None:
    def headcount(name: str, value: str, days: int) -> Record:
        told = Told(written=value, value=value, unit="people", kind="count", measure="headcount", owner="SMIC")
        return tell(f"SMIC employs {value} people.", told, name=name, days=days)

    assert disagreements_of(headcount("a", "21512", 0), headcount("b", "19186", 400)).found == ()
    assert only(headcount("a", "21512", 0), headcount("b", "19186", 2)).conflict


def test_a_toll_moves_while_it_is_counted() -> None:
    def deaths(name: str, value: str, days: int) -> Record:
        told = Told(
            written=value, value=value, unit="people", kind="count", measure="deaths", owner="China", thing="flood"
        )
        return tell(f"China said the flood killed {value} people.", told, name=name, days=days)

    assert whys(only(deaths("a", "12", 0), deaths("b", "15", 1))) == {"revised"}
    assert whys(only(deaths("a", "15", 0), deaths("b", "12", 1))) == {"revised"}


def test_words_that_name_nobody_are_not_compared() -> None:
    told = replace(REVENUE, owner="The company", written="7.51 billion", value="7510000000")
    one = tell("The company had revenue of 8.03 billion.", replace(REVENUE, owner="The company"), name="a")
    other = tell(
        "The company sells quarry stones and closed last year with 7.51 billion, mostly abroad.", told, name="b"
    )
    assert disagreements_of(one, other).found == ()


def test_one_story_told_alike_may_leave_the_name_out() -> None:
    left = revenue("a", "8.03 billion", "8030000000")
    text = "In its results the chip maker from Shanghai reported revenue of 7.51 billion dollars in China."
    right = tell(text, replace(REVENUE, written="7.51 billion", value="7510000000", owner=None, year=None), name="b")
    titled = [replace(one, document=replace(one.document, title="SMIC revenue falls short, shares tumble in Hong Kong"))
              for one in (left, right)]  # fmt: skip
    assert only(*titled).conflict


def test_another_owner_measure_or_unit_is_not_compared() -> None:
    base = output("a", "600 tonnes", "600")
    assert disagreements_of(base, output("b", "450 tonnes", "450", measure="exports")).found == ()
    other = tell("In Kazakhstan 450 tonnes of gallium came out of old plants.", replace(
        OUTPUT, written="450 tonnes", value="450", owner=None), name="b")  # fmt: skip
    assert disagreements_of(base, other).found == ()
    assert disagreements_of(base, output("b", "450 tonnes", "450", unit=None, kind="count")).found == ()


def test_the_place_stands_for_the_owner_where_none_is_named() -> None:
    one = only(output("a", "600 tonnes", "600"), output("b", "450 tonnes", "450", owner=None, scope="China"))
    assert one.conflict


def test_a_vague_measure_needs_sentences_that_are_alike() -> None:
    told = Told(written="40", value="40", kind="count", unit="units", measure="number", owner="SMIC", thing="tools")
    one = tell("SMIC has bought 40 lithography tools for its new plant.", told, name="a")
    same = tell(
        "SMIC has bought 55 lithography tools for its plant.", replace(told, written="55", value="55"), name="b"
    )
    other = tell("SMIC engineers repaired 55 old tools last spring.", replace(told, written="55", value="55"), name="c")
    assert only(one, same).conflict
    assert disagreements_of(one, other).found == ()


def test_conflicts_come_first_and_the_order_of_records_does_not_matter() -> None:
    records = [
        revenue("a", "8.03 billion", "8030000000"), revenue("b", "7.51 billion", "7510000000"),
        output("c", "600 tonnes", "600"), output("d", "800 tonnes", "800", role="target"),
        output("e", "450 tonnes", "450", verb="refined"),
    ]  # fmt: skip
    expected = disagreements_of(*records)
    assert [one.conflict for one in expected.found] == sorted((one.conflict for one in expected.found), reverse=True)
    origins = {record.document.id: place for place, record in enumerate(records)}
    for seed in range(4):
        shuffled = random.Random(seed).sample(records, len(records))  # noqa: S311 an order, not a secret
        assert disagreements(shuffled, origins, ENTITIES, total=5) == expected


def test_the_work_grows_with_the_records_and_no_faster() -> None:
    def compared(size: int) -> None:  # all of one measure: the worst there is
        records = [revenue(str(n), f"{n + 100}", f"{n + 100}", days=n % 40, year=2000 + n % 20) for n in range(size)]
        origins = {record.document.id: place for place, record in enumerate(records)}
        disagreements(records, origins, ENTITIES, total=size)

    assert growth(compared, 100) < 2.6


def test_a_name_narrows_nothing() -> None:
    def told(written: str, value: str, name: str, text: str) -> Record:
        figure = replace(REVENUE, written=written, value=value, currency="CNY", owner="中芯国际")
        record = tell(text.format(written), figure, name=name, language="zh-Hans")
        mention = Mention(span=span_of(text, "中芯国际"), entity=EntityId("org/smic"), kind="organisation")
        return replace(record, annotations=replace(record.annotations, mentions=(mention,)))

    left = told("577.96亿元", "57796000000", "a", "中芯国际发布的年报显示，公司在整个二〇二四财政年度实现营业收入{}。")
    right = told("577.96万元", "5779600", "b", "中芯国际营业收入{}。")  # 国际 is of the name, and not a market
    one = only(left, right)
    assert one.conflict
    assert whys(one) == {"unit slip"}


def test_a_rise_and_a_fall_of_one_size_are_a_conflict() -> None:
    up = revenue("a", "12 %", "12", kind="percent", unit="%", currency=None, direction="up")
    down = revenue("b", "12 %", "12", kind="percent", unit="%", currency=None, direction="down")
    one = only(up, down)
    assert one.conflict
    assert whys(one) == {"change"}


def test_figures_of_sentences_that_give_other_hours_are_not_compared() -> None:
    assert disagreements_of(
        tell("At 10:00 SMIC had revenue of 8.03 billion dollars.", REVENUE, name="a"),
        tell("At 18:00 SMIC had revenue of 7.51 billion dollars.",
             replace(REVENUE, written="7.51 billion", value="7510000000"), name="b"),
    ).found == ()  # fmt: skip


@pytest.mark.parametrize("near", ["year-earlier", "underlying"])
def test_a_word_that_sets_a_figure_apart_settles_the_difference(near: str) -> None:
    left, right = revenue("a", "8.03 billion", "8030000000"), revenue("b", "7.51 billion", "7510000000", near=near)
    assert not any(one.conflict for one in disagreements_of(left, right).found)


def titled(record: Record, title: str) -> Record:
    return replace(record, document=replace(record.document, title=title))


def test_reports_in_two_scripts_are_one_story_by_how_names_sound() -> None:
    told = Told(written="45亿元", value="4500000000", currency="CNY", measure="investment")
    left = tell("星驰轮胎将在罗勇建设工厂，投资45亿元。", told, name="zh", language="zh-Hans")
    other = replace(told, written="3.6 billion yuan", value="3600000000")
    right = tell("Xingchi Tyre will invest 3.6 billion yuan in the factory.", other, name="en")
    found = only(titled(left, "星驰轮胎投资建厂"), titled(right, "Xingchi to build factory"))
    assert found.conflict
    unlike = tell("Dorval Tyre will invest 3.6 billion yuan in the factory.", other, name="en")
    assert disagreements_of(titled(left, "星驰轮胎投资建厂"), titled(unlike, "Dorval to build factory")).found == ()


def test_words_that_reports_leave_out_set_nothing_apart_where_all_else_is_alike() -> None:
    left = revenue("a", "8.03 billion", "8030000000")
    text = "SMIC reported cumulative revenue of 7.51 billion dollars in China."
    right = tell(text, replace(REVENUE, written="7.51 billion", value="7510000000"), name="b")
    assert only(titled(left, "SMIC revenue falls"), titled(right, "SMIC revenue falls")).conflict


def test_versions_of_a_product_have_prices_of_their_own() -> None:
    told = Told(written="2499元", value="2499", currency="CNY", kind="price", measure="price", owner="中芯国际")
    left = tell("中芯国际眼镜Pro售价2499元，今天开卖。", told, name="a", language="zh-Hans")
    other = replace(told, written="1699元", value="1699")
    right = tell("中芯国际眼镜标准版售价1699元，今天开卖。", other, name="b", language="zh-Hans")
    found = disagreements_of(titled(left, "中芯国际眼镜开卖"), titled(right, "中芯国际眼镜开卖")).found
    assert not any(one.conflict for one in found)
    same = tell("中芯国际眼镜Pro售价1699元，今天开卖。", other, name="b", language="zh-Hans")
    assert only(titled(left, "中芯国际眼镜开卖"), titled(same, "中芯国际眼镜开卖")).conflict
