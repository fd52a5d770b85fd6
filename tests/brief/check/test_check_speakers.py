"""Who says it, and whether all is told of what is so of a part."""

import pytest

from tests.brief.check.checked import check, checker_with, source, unchecked

TALKS = (
    "华泽电机董事长周明远表示，新工厂的订单已经排到明年三月。"
    "工会主席林晓峰则指出，工人每周加班超过二十小时，食堂的饭菜也在涨价。"
)
LINES = "凌云造纸公司10月停掉了四条产线中的一条，其中涉及工人一百二十名。另外三条产线照常运行。"
YEAR = "凌云造纸公司去年四季度单季实现盈利，主要原因是木浆价格下跌。"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Zhou Mingyuan, the chairman, said orders for the new factory already reached into March next year.", True),
        ("Union head Lin Xiaofeng said workers did more than twenty hours of overtime a week.", True),
        ("Zhou Mingyuan said workers did more than twenty hours of overtime a week.", False),
        ("Workers did more than twenty hours of overtime a week, said Zhou Mingyuan.", False),
        ("Zhou Mingyuan, the chairman, says workers do more than twenty hours of overtime a week.", False),
        ("Workers did more than twenty hours of overtime a week.", True),
    ],
)
def test_who_says_it(text: str, right: bool) -> None:
    verdict = check(text, source(TALKS))
    assert (verdict.outcome == "supported") is right
    assert right or any(one.reason == "actors-swapped" for one in verdict.checks)


@pytest.mark.parametrize(
    ("paragraph", "text", "right"),
    [
        (LINES, "The paper maker stopped one of its four production lines in October.", True),
        (LINES, "The paper maker stopped all four of its production lines in October.", False),
        (YEAR, "The paper maker made a profit in the fourth quarter of last year.", True),
        (YEAR, "The paper maker made a profit in the whole of last year.", False),
    ],
)
def test_all_is_more_than_a_part(paragraph: str, text: str, right: bool) -> None:
    verdict = check(text, source(paragraph))
    assert any(one.reason == "more-than-said" for one in verdict.checks) is not right


def test_all_of_what_the_source_tells_of_all() -> None:
    told = source("凌云造纸公司10月停掉了全部四条产线，其中涉及工人一百二十名。")
    verdict = check("The paper maker stopped all four of its production lines in October.", told)
    assert not any(one.reason == "more-than-said" for one in verdict.checks)


def test_what_is_planned_is_not_told_as_so_of_something_else() -> None:
    told = source("星河航运上季收入12亿元，同比增长三成，占集团的四成。公司考虑将第二艘新船提前到明年春天交付。")
    right = check("The unit earned 1.2 billion yuan in the quarter, 30% more than a year earlier.", told)
    wrong = check("The company has brought the second new ship forward to next spring.", told)
    assert not any(one.reason == "more-certain" for one in right.checks)
    assert any(one.reason == "more-certain" for one in wrong.checks)


def test_that_no_judge_gave_an_opinion_is_told() -> None:
    silent = checker_with(judges=[lambda premise, hypothesis: None])
    told = source("国家电网10月开工建设一条特高压线路。")
    right = unchecked("The State Grid began building an ultra-high-voltage line in October.", 1)
    assert "no-judge" in silent.check(right, told, language="en").verdict.unseen
    asked = checker_with(judges=[lambda premise, hypothesis: "entailed"])
    assert "no-judge" not in asked.check(right, told, language="en").verdict.unseen
