"""Digests and answers by a model that answers by a script: every document that is cited must bear the statement."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from groundwire.brief.abstractive.writer import ModelWriter
from groundwire.brief.check.checker import Checker
from groundwire.brief.digest.across import AcrossChecker
from groundwire.brief.digest.answer import best_passages, write_answer
from groundwire.brief.digest.composed import Composer
from groundwire.brief.digest.digest import Known, Wish, write_digest
from groundwire.brief.digest.pack import make_pack
from groundwire.brief.digest.question import read_question
from groundwire.brief.extractive.writer import write_brief
from groundwire.facts.timeline import timeline
from groundwire.models import (
    Annotations,
    Answer,
    Digest,
    Document,
    DocumentId,
    Moment,
    Paragraph,
    Record,
    Statement,
    Verdict,
)
from groundwire.stories.origins import origins
from groundwire.text.hashing import short_hash
from tests.brief.abstractive.writer_fakes import Model, in_json, known
from tests.brief.brief_documents import make_document

ZH = [
    "商务部10月9日发布第61号公告，对境外制造的稀土磁体实施出口管制，自12月1日起施行。",
    "按照公告，含有中国稀土且价值占比达到0.1%的物项，出口前须取得许可。",
    "国际能源署的数据显示，2024年中国占全球磁材用稀土开采量的60%，占全球烧结永磁体产量的94%。",
]
EN = [
    "China's Ministry of Commerce put export controls on magnets made abroad on October 9, in Announcement No. 61.",
    "The International Energy Agency says China mined 60 percent of magnet rare earths in 2024 and made 94 percent of "
    "the world's sintered permanent magnets.",
    "Ford closed its Chicago plant for a week in May because it had no magnets.",
]


def record(name: str, paragraphs: Sequence[str], language: str, day: int) -> Record:
    made = make_document(name, paragraphs, language)
    document: Document = replace(
        made,
        id=DocumentId(short_hash(name)),
        source_name=name,
        published=Moment(at=datetime(2025, 10, day, tzinfo=UTC)),
        paragraphs=tuple(Paragraph(number=n, role="text", text=text) for n, text in enumerate(paragraphs, 1)),
    )
    annotations: Annotations = known()[1].annotate(document)
    return Record(document=document, annotations=annotations, matches=(), brief=write_brief(document, annotations))


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [record("云帆", ZH, "zh-Hans", 9), record("Ledger", EN, "en", 10)]


def together(records: Sequence[Record]) -> Known:
    numbers = origins(records)
    entities = known()[0]
    return Known(
        origins=numbers,
        timeline=timeline(records, numbers, entities, total=len(records)),
        disagreements=(),
        alike={},
        entities=entities,
    )


def checker() -> Checker:
    entities, annotator = known()
    return Checker(annotate=annotator.annotate, entities=entities)


def composer(records: Sequence[Record], model: Model, language: str = "en") -> Composer:
    entities = known()[0]

    def writer(across: Checker) -> ModelWriter:
        return ModelWriter(complete=model, checker=across, entities=entities)

    return Composer(
        make_writer=writer, checker=checker(), entities=entities, origins=origins(records), language=language
    )


def digest_by(records: Sequence[Record], model: Model) -> Digest:
    extractive = write_digest(records, together(records), Wish(language="en"))
    return composer(records, model).digest(extractive, records, title="Rare earths")


def number_of(model_text: str, words: str) -> int:
    """The number that the prompt gives a paragraph."""
    line = next(line for line in model_text.split("\n") if words in line and line.startswith("["))
    return int(line[1 : line.index("]")])


def test_a_statement_cites_every_document_that_bears_it(records: list[Record]) -> None:
    def answer(request: object) -> str:
        text = "\n".join(message.text for message in request.messages)  # type: ignore[attr-defined]  # a Request
        both = [number_of(text, "烧结永磁体"), number_of(text, "94 percent")]
        return in_json([("China made 94 percent of the world's sintered permanent magnets in 2024.", both)])

    digest = digest_by(records, Model(answer))

    [said] = digest.core
    assert (digest.engine, digest.model) == ("model-1", "test-model")
    assert {cited.source_name for cited in said.cited} == {"云帆", "Ledger"}
    assert (said.origins, said.verdict.outcome, said.language) == (2, "supported", "en")


def test_a_document_that_does_not_bear_it_is_not_cited(records: list[Record]) -> None:
    pack = make_pack([(records[0].document.id, 3), (records[1].document.id, 3)], records, title="", language="en")
    across = AcrossChecker(checker(), pack)
    statement = Statement(
        text="China made 94 percent of the world's sintered permanent magnets in 2024.",
        citations=(1, 2),
        verdict=Verdict(outcome="unchecked"),
    )

    checked = across.check(statement, across.source(pack.document, pack.annotations), language="en")

    assert (checked.citations, checked.verdict.outcome) == ((1,), "supported")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("China made 49 percent of the world's sintered permanent magnets in 2024.", (1,)),
        ("China made 94 percent of the world's sintered permanent magnets in 2024.", (2,)),
        ("China made 94 percent of the world's sintered permanent magnets in 2024.", (7,)),
        ("China made 94 percent of the world's sintered permanent magnets in 2024.", ()),
    ],
)
def test_what_no_cited_document_bears_does_not_hold(records: list[Record], text: str, cited: tuple[int, ...]) -> None:
    pack = make_pack([(records[0].document.id, 3), (records[1].document.id, 3)], records, title="", language="en")
    across = AcrossChecker(checker(), pack)
    statement = Statement(text=text, citations=cited, verdict=Verdict(outcome="unchecked"))

    checked = across.check(statement, across.source(pack.document, pack.annotations), language="en")

    assert checked.verdict.outcome in ("unsupported", "contradicted")


def test_what_does_not_hold_is_withheld_and_the_documents_stand_in(records: list[Record]) -> None:
    wrong = in_json([("China made 49 percent of the world's magnets in 2024.", [1])])

    digest = digest_by(records, Model(wrong))

    assert "49" not in "".join(said.text for said in digest.said())
    assert digest.core
    assert all(said.verdict.outcome == "supported" for said in digest.said())


def test_a_model_that_says_nothing_leaves_the_extractive_digest(records: list[Record]) -> None:
    extractive = write_digest(records, together(records), Wish(language="en"))

    assert digest_by(records, Model("I cannot help with that.")) == extractive


def ask(records: Sequence[Record], question: str, model: Model) -> Answer:
    entities, annotator = known()
    asked = read_question(question, "en", annotator.annotate_text(question, "en", None), entities)
    scored = best_passages(records, asked)
    extractive = write_answer(asked, scored, together(records), language="en", documents=len(records))
    places = [(each.passage.record.document.id, each.passage.number) for each in scored]
    return composer(records, model).answer(extractive, places, records)


def test_an_answer_is_checked_too(records: list[Record]) -> None:
    def answer(request: object) -> str:
        text = "\n".join(message.text for message in request.messages)  # type: ignore[attr-defined]  # a Request
        return in_json([("China made 94 percent of sintered permanent magnets in 2024.", [number_of(text, "94")])])

    found = ask(records, "What share of permanent magnets does China make?", Model(answer))

    assert found.engine == "model-1"
    assert [said.text for said in found.said] == ["China made 94 percent of sintered permanent magnets in 2024."]


def test_a_model_is_not_asked_what_the_documents_do_not_say(records: list[Record]) -> None:
    model = Model(in_json([("Tesla sold 5 cars.", [1])]))

    assert ask(records, "How many cars did Tesla sell?", model).said == ()
    assert model.requests == []


def test_a_pack_keeps_what_is_known_of_each_paragraph(records: list[Record]) -> None:
    pack = make_pack([(records[1].document.id, 2), (records[0].document.id, 3)], records, title="", language="en")

    assert [paragraph.text for paragraph in pack.document.paragraphs] == [EN[1], ZH[2]]
    assert pack.document.language == "zh-Hans"
    for figure in pack.annotations.figures:
        text = pack.document.paragraph(figure.span.paragraph).text
        assert text[figure.span.start : figure.span.end][:2] in ("60", "94")
    assert len(pack.annotations.figures) == 4
