"""Each statement of a brief is checked in the language it is written in."""

from typing import cast

import pytest

from groundwire.brief.check.checker import Checker
from groundwire.models import Annotations, Document, Record, Statement
from groundwire.pipeline.checking import check_against
from tests.brief.brief_documents import make_document

MIXED = "中国对稀土实施出口管制。[1]\nFord closed its Chicago plant for a week in May. [2]"
NAMES = "Merz, Macron, Meloni met. [2]"  # of no language by its letters


class _Heard:
    """Notes in which language it is asked to check."""

    def __init__(self) -> None:
        self.languages: list[str] = []

    def source(self, document: Document, annotations: Annotations) -> None:
        """Nothing is prepared."""

    def check(self, statement: Statement, source: None, *, language: str) -> Statement:
        """The statement as it is."""
        self.languages.append(language.split("-")[0])
        return statement


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        (MIXED, None, ["zh", "en"]),
        (MIXED, "en", ["en", "en"]),
        (f"Exports of gallium fell by 12.4 percent this year. [1]\n{NAMES}", None, ["en", "en"]),
        ('{"language": "zh", "core": [{"text": "Ford closed its plant in May.", "citations": [2]}]}', None, ["en"]),
        ('{"language": "en", "core": [{"text": "12.4%", "citations": [2]}]}', None, ["en"]),
    ],
)
def test_every_statement_in_its_own_language(text: str, language: str | None, wanted: list[str]) -> None:
    heard = _Heard()
    document = make_document("Rare earths", ["One.", "Two."])
    record = Record(document=document, annotations=Annotations(), matches=(), brief=None)
    check_against(text, record, cast(Checker, heard), language=language)
    assert heard.languages == wanted
