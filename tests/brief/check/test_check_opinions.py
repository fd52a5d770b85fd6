"""How sure it is where another clause speaks of something else, and judges that hold nothing."""

from tests.brief.check.checked import check, checker_with, source, unchecked


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
