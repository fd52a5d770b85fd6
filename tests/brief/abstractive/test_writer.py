"""The writer with the real checker and a model that answers by a script."""

import json
from dataclasses import replace

import pytest

from groundwire.brief.abstractive.notes import notes_of
from groundwire.brief.abstractive.options import WriterOptions
from groundwire.brief.abstractive.sentences import left_out, prepared
from groundwire.brief.abstractive.writer import ModelWriter
from groundwire.brief.check.checker import Checker
from groundwire.brief.extractive.writer import write_brief
from groundwire.models import Brief, CompletionError, Document, Request, Span, Statement, Verdict
from tests.brief.abstractive.writer_fakes import (
    Model,
    annotations_of,
    assigned,
    in_json,
    known,
    rewritten,
    texts,
    write,
)
from tests.brief.brief_documents import EN, ZH, make_document

RIGHT_CORE = ("China's Ministry of Commerce announced export controls on rare earths, effective November 8.", [1])
RIGHT_SHARE = ("China accounts for about 92% of global rare earth smelting and separation output.", [2])
WRONG_SHARE = ("China accounts for about 29% of global rare earth smelting and separation output.", [2])
RIGHT_FORD = ("Ford Motor closed its Chicago plant for a week in May because of a magnet shortage.", [5])


def shown(brief: Brief) -> list[Statement]:
    return list(brief.statements())


def all_hold(brief: Brief) -> bool:
    return all(each.verdict.outcome == "supported" for each in brief.statements())


def test_a_brief_that_holds_is_published_as_it_is() -> None:
    model = Model(in_json([RIGHT_CORE], ("Rare earth output", [RIGHT_SHARE]), ("Magnet shortage", [RIGHT_FORD])))
    brief = write(ZH, model)
    assert (brief.engine, brief.model, brief.language, brief.kind) == ("model-1", "test-model", "en", "insights")
    assert texts(brief.core) == [RIGHT_CORE[0]]
    assert [(group.heading, texts(group.statements)) for group in brief.groups] == [
        ("Rare earth output", [RIGHT_SHARE[0]]),
        ("Magnet shortage", [RIGHT_FORD[0]]),
    ]
    assert all_hold(brief)
    assert brief.withheld == ()
    assert len(model.requests) == 1


def test_what_fails_goes_back_with_its_reason_and_is_mended() -> None:
    model = Model(in_json([RIGHT_CORE], ("Output", [WRONG_SHARE, RIGHT_FORD])), rewritten(s2=RIGHT_SHARE))
    brief = write(ZH, model)
    assert texts(brief.groups[0].statements) == [RIGHT_SHARE[0], RIGHT_FORD[0]]
    assert brief.withheld == ()
    asked = model.asked(1)
    assert [request.task for request in model.requests] == ["brief", "revise"]
    assert "29%" in asked
    assert RIGHT_FORD[0] not in asked  # only what failed
    assert "[5] " not in asked


def test_what_fails_again_is_withheld_and_the_document_stands_in() -> None:
    model = Model(in_json([RIGHT_CORE], ("Output", [WRONG_SHARE, RIGHT_FORD])), rewritten(s2=WRONG_SHARE))
    brief = write(ZH, model)
    assert len(model.requests) == 2  # what did not change is not asked again
    assert WRONG_SHARE[0] not in texts(shown(brief))
    assert [each.statement.text for each in brief.withheld] == [WRONG_SHARE[0]]
    assert brief.withheld[0].group == 0
    stand_ins = [each for each in shown(brief) if each.stands_in]
    assert all(each.text in ZH.paragraph(each.citations[0]).text for each in stand_ins)
    assert all_hold(brief)


def test_rounds_can_be_set() -> None:
    answer = in_json([RIGHT_CORE], ("Output", [WRONG_SHARE]))
    model = Model(answer)
    assert write(ZH, model, rounds=0).withheld
    assert len(model.requests) == 1


@pytest.mark.parametrize("answer", ["", "I am sorry, I cannot do that.", "{}", '{"core": "', "💥" * 50])
def test_a_model_that_says_nothing_leaves_the_documents_own_brief(answer: str) -> None:
    model = Model(answer)
    brief = write(ZH, model)
    extractive = write_brief(ZH, annotations_of(ZH))
    assert extractive
    assert texts(shown(brief)) == texts(shown(extractive))
    assert all(each.stands_in for each in shown(brief))
    assert (brief.language, brief.engine) == ("zh-Hans", "model-1")
    assert [request.schema is None for request in model.requests] == [False, True]  # asked again for lines


def test_lines_do_where_json_does_not() -> None:
    lines = f"Core Insights\n- {RIGHT_CORE[0]} [1]\nGroup 1: Rare earth output\n- {RIGHT_SHARE[0]} [2]"
    brief = write(ZH, Model("no json", lines))
    assert texts(shown(brief)) == [RIGHT_CORE[0], RIGHT_SHARE[0]]


def test_a_statement_in_the_documents_language_is_not_the_readers() -> None:
    copied = "公告明确，向境外军事用户出口的申请原则上不予许可。"
    brief = write(ZH, Model(in_json([RIGHT_CORE], ("Scope", [(copied, [2])])), "{}"))
    assert copied not in [each.text for each in shown(brief) if not each.stands_in]
    assert [each.statement.verdict.checks[-1].reason for each in brief.withheld] == ["other-language"]


def test_numbers_left_in_the_documents_words_are_written_by_code() -> None:
    document = make_document("t", ["中芯国际第三季度营收34.5亿元。公司计划扩大产能，预计明年投产。"], "zh-Hans")
    brief = write(document, Model(in_json([("SMIC's third-quarter revenue was 34.5亿元.", [1])])))
    assert texts(shown(brief)) == ["SMIC's third-quarter revenue was 3.45 billion CNY."]


def test_the_same_said_twice_is_shown_once() -> None:
    brief = write(ZH, Model(in_json([RIGHT_CORE], ("Output", [RIGHT_SHARE, RIGHT_SHARE, RIGHT_CORE]))))
    assert texts(shown(brief)) == [RIGHT_CORE[0], RIGHT_SHARE[0]]


@pytest.mark.parametrize("heading", ["SMIC is bankrupt", "Buy these shares now", "98% loss", "", "x" * 300])
def test_a_heading_claims_nothing_of_its_own(heading: str) -> None:
    brief = write(ZH, Model(in_json([RIGHT_CORE], (heading, [RIGHT_SHARE]))))
    assert brief.groups[0].heading != heading


def test_a_brief_without_a_core_gets_one() -> None:
    brief = write(ZH, Model(in_json([], ("Output", [RIGHT_SHARE, RIGHT_FORD]))))
    assert len(brief.core) == 1
    assert all_hold(brief)


def test_chinese_readers_get_english_documents() -> None:
    said = ("Kestrel Deposition获得6.1亿美元订单，为2018年以来最好的季度。", [3])
    model = Model(in_json([("三家芯片设备制造商表示，新的出口许可平均需要140天。", [1])], ("订单", [said])), "{}")
    brief = write(EN, model, language="zh")
    assert "用" in model.requests[0].messages[0].text
    assert "6.1亿美元" in model.asked(0)
    assert brief.language == "zh" or all(each.stands_in for each in shown(brief))


def test_other_readers_are_written_for_by_name() -> None:
    model = Model("{}")
    write(EN, model, language="pt")
    assert "Write in Portuguese" in model.asked(0)


def test_a_document_without_text_is_not_asked_about() -> None:
    model = Model("{}")
    brief = write(replace(EN, paragraphs=()), model)
    assert (model.requests, shown(brief)) == ([], [])


def test_errors_of_the_model_pass_through() -> None:
    def fail(request: Request) -> str:
        raise CompletionError("nobody answers")

    with pytest.raises(CompletionError):
        write(ZH, Model(fail))


def long_document() -> Document:
    return make_document(
        "Long",
        [
            f"Plant number {n} in Harbour City produced {n * 100} tonnes of gallium in 2024. "
            f"Its output rose by {n}% on the year before, the company said."
            for n in range(1, 41)
        ],
    )


def parts_model(request: Request) -> str:
    """Takes the first two paragraphs of every part, one of them wrong; joins what is listed."""
    text = request.messages[-1].text
    lines = [line for line in text.splitlines() if line.startswith("[") and "] Plant" in line]
    if request.task == "merge":
        numbers = [int(line.split(".")[0]) for line in text.splitlines() if line.split(".")[0].isdigit()]
        groups = [{"heading": "Gallium", "statements": numbers[1:5]}]
        return json.dumps({"kind": "insights", "core": numbers[:1], "groups": groups})
    if request.task == "revise":
        return "{}"
    numbers = [int(line[1 : line.index("]")]) for line in lines[:2]]
    right = f"Plant number {numbers[0]} produced {numbers[0] * 100} tonnes of gallium in 2024."
    wrong = f"Plant number {numbers[-1]} produced 77777 tonnes of gallium in 2024."
    return in_json([], ("Gallium", [(right, [numbers[0]]), (wrong, [numbers[-1]])]))


def test_a_long_document_is_read_in_parts_and_joined_with_its_citations() -> None:
    model = Model(parts_model)
    brief = write(long_document(), model, context=1_900, max_output=600)
    tasks = [request.task for request in model.requests]
    assert tasks.count("brief") > 2
    assert tasks[-1] == "merge"
    assert all_hold(brief)
    assert len(shown(brief)) > 2
    for statement in shown(brief):
        assert statement.text.startswith(f"Plant number {statement.citations[0]} ")
    assert len(brief.withheld) == tasks.count("brief")


def test_parts_are_joined_in_order_where_the_model_cannot_choose() -> None:
    def answer(request: Request) -> str:
        return "no" if request.task == "merge" else parts_model(request)

    brief = write(long_document(), Model(answer), context=1_900, max_output=600)
    assert all_hold(brief)
    assert len(shown(brief)) > 2


def test_progress_is_told_while_parts_are_read() -> None:
    document = long_document()
    entities, annotator = known()
    seen: list[int] = []
    writer = ModelWriter(
        complete=Model(parts_model), checker=Checker(annotate=annotator.annotate, entities=entities),
        entities=entities, options=WriterOptions(context=1_900, max_output=600),
    )  # fmt: skip
    writer.write(assigned(document, own=False), watch=lambda brief: seen.append(len(shown(brief))))
    assert seen == sorted(seen)
    assert len(seen) > 2


def test_what_holds_is_told_before_the_rest_is_asked_again() -> None:
    entities, annotator = known()
    model = Model(in_json([RIGHT_CORE], ("Output", [WRONG_SHARE, RIGHT_FORD])), rewritten(s2=RIGHT_SHARE))
    writer = ModelWriter(
        complete=model, checker=Checker(annotate=annotator.annotate, entities=entities), entities=entities
    )
    seen: list[tuple[int, list[str]]] = []
    brief = writer.write(
        assigned(ZH, own=False), watch=lambda part: seen.append((len(model.requests), texts(shown(part))))
    )
    assert seen == [(1, [RIGHT_CORE[0], RIGHT_FORD[0]])]
    assert texts(shown(brief)) == [RIGHT_CORE[0], RIGHT_SHARE[0], RIGHT_FORD[0]]


def test_requests_are_those_that_would_be_asked_first() -> None:
    entities, annotator = known()
    model = Model(in_json([RIGHT_CORE], ("Output", [RIGHT_SHARE])))
    for document, options in ((ZH, WriterOptions()), (long_document(), WriterOptions(context=1_900, max_output=600))):
        writer = ModelWriter(
            complete=model, checker=Checker(annotate=annotator.annotate, entities=entities), entities=entities,
            options=options,
        )  # fmt: skip
        first = writer.requests(assigned(document, own=False))
        begin = len(model.requests)
        writer.write(assigned(document, own=False))
        assert set(map(str, first)) <= set(map(str, model.requests[begin:]))
        assert str(first[0]) == str(model.requests[begin])


def test_small_models_say_the_extractive_brief_sentence_by_sentence() -> None:
    def answer(request: Request) -> str:
        asked = request.messages[-1].text.rsplit("\n\n", 1)[-1]
        if "92%" in asked:
            return "China accounts for about 92% of global rare earth smelting and separation output.\n\nChinese: x"
        return "The price is 999 dollars."

    model = Model(answer)
    brief = write(ZH, model, method="sentences", rounds=1)
    assert {request.task for request in model.requests} == {"say"}
    assert all(request.stop == ("\n",) for request in model.requests)
    assert all_hold(brief)
    own = [each.text for each in shown(brief) if not each.stands_in]
    assert own in ([], ["China accounts for about 92% of global rare earth smelting and separation output."])
    assert "999" not in " ".join(texts(shown(brief)))


def test_a_small_model_sees_names_and_figures_as_they_are_to_be_written() -> None:
    document = make_document(
        "t",
        [
            "商务部9日宣布对稀土实施出口管制，涉及34.5亿元贸易额。",
            "福特汽车5月因磁体短缺关闭芝加哥工厂一周。",
            "分析人士认为，新建产能至少需要3年才能投产。",
        ],
        "zh-Hans",
    )
    model = Model("x")
    write(document, model, method="sentences", rounds=0)
    asked = "\n".join(map(model.asked, range(len(model.requests))))
    assert "MOFCOM 9日宣布对 rare earths 实施出口管制，涉及 3.45 billion CNY 贸易额" in asked


@pytest.mark.parametrize(
    ("source", "said", "missing"),
    [
        ("欧洲现货在年中站上每公斤3000美元。", "The oil market in Europe was at a record high.", "3000"),
        ("希腊的Metlen计划到2028年产镓约50吨。", "Australia's Metlen is to start in 2028.", "Greece"),
        ("公告规定，把原产于中国的物项转移给美国将被追究。", "Transfers to the United States are liable.", "China"),
        ("美国拟投资34.5亿元。", "The United States plans to invest 3.45 billion CNY.", ""),
        ("2025年12月9日，欧盟委员会对3家企业调查。", "On December 9, 2025 the Commission began to look into 3.", ""),
        ("产量为1,200吨。", "Output was 1200 tonnes.", ""),
        ("产量为１２００吨。", "Output was 1,200 tonnes.", ""),
    ],
)  # fmt: skip
def test_one_sentence_in_other_words_carries_its_figures_and_names(source: str, said: str, missing: str) -> None:
    document = make_document("t", [source], "zh-Hans")
    notes = notes_of(document, annotations_of(document), known()[0], "en").get(1, ())
    whole = Statement(
        text=source, citations=(1,), verdict=Verdict(outcome="unchecked"),
        spans=(Span(paragraph=1, start=0, end=len(source)),),
    )  # fmt: skip
    assert left_out(said, prepared(whole, notes), notes).replace(",", "") == missing


def test_a_question_is_asked_with_its_words() -> None:
    entities, annotator = known()
    model = Model(in_json([RIGHT_SHARE]))
    writer = ModelWriter(
        complete=model, checker=Checker(annotate=annotator.annotate, entities=entities), entities=entities
    )
    brief = writer.write(assigned(ZH, own=False, purpose="answer", question="How much does China smelt?"))
    assert "How much does China smelt?" in model.asked(0)
    assert texts(brief.core) == [RIGHT_SHARE[0]]
    assert model.requests[0].task == "answer"
    empty = ModelWriter(
        complete=Model("{}"), checker=Checker(annotate=annotator.annotate, entities=entities), entities=entities
    ).write(assigned(ZH, own=False, purpose="answer", question="Who won?"))
    assert shown(empty) == []
