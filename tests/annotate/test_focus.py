"""Whom a sentence is about."""

from datetime import date

import pytest

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.meaning.focus import resolve_subject
from groundwire.annotate.names.entity_files import load_entities
from groundwire.annotate.passage import Passage
from groundwire.annotate.sentence import Sentence, read_sentences

ANNOTATOR = Annotator(load_entities().values())


def sentences_of(text: str, language: str) -> list[Sentence]:
    found = ANNOTATOR.annotate_text(text, language, date(2025, 3, 6))
    return read_sentences([Passage(text, language)], found)


@pytest.mark.parametrize(
    ("language", "text", "subject"),
    [
        ("zh", "3月5日，中芯国际公布年报，营收增长27%。", "中芯国际"),
        ("zh", "中芯国际公布年报。该公司全年营收增长27%。", "中芯国际"),
        ("zh", "据IDC数据，华为手机出货量增长。", "华为"),
        ("zh", "云南锗业表示，锗产量增长。", "云南锗业"),
        ("zh", "2024年，中国出口增长7%。", "中国"),
        ("en", "In 2024, TSMC reported revenue of $90 billion.", "TSMC"),
        ("en", "TSMC raised its forecast. The company expects growth.", "TSMC"),
        ("en", "Fabtronix Devices said sales rose 4%.", "Fabtronix Devices"),
        ("en", "Prices rose 4% in March.", None),
    ],
)
def test_subject(language: str, text: str, subject: str | None) -> None:
    sentences = sentences_of(text, language)
    reference = resolve_subject(sentences, len(sentences) - 1)
    assert (reference and text[reference.span.start : reference.span.end]) == subject
