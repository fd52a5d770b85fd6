"""A statement over many documents in, its verdict out: every document that it cites must bear it by itself."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from groundwire.brief.check.checker import Checker
from groundwire.brief.check.source import Source
from groundwire.brief.digest.pack import Pack
from groundwire.models import DocumentId, Outcome, Statement

_WORST: tuple[Outcome, ...] = ("contradicted", "unsupported", "unchecked")


class AcrossChecker(Checker):
    """Checks statements that cite the paragraphs of a pack, each in its own document and language.

    A checker to whoever holds one, but made of another: its rules are built once, and a pack for every question.
    """

    def __init__(self, checker: Checker, pack: Pack) -> None:
        self._checker = checker
        self._pack = pack
        self._sources: Mapping[DocumentId, Source] = {
            document: checker.source(pack.records[document].document, pack.records[document].annotations)
            for document in dict.fromkeys(document for document, _ in pack.places)
        }

    def source(self, document: object, annotations: object) -> Source:
        """The pack as a whole; statements are looked up in the documents it is made of."""
        return self._checker.source(self._pack.document, self._pack.annotations)

    def check(self, statement: Statement, source: Source, *, language: str) -> Statement:
        """The statement with its verdict, citing those of its paragraphs whose documents bear it."""
        places = {number: self._pack.place(number) for number in statement.citations}
        if not places or None in places.values():
            return self._checker.check(statement, source, language=language)
        by_document: defaultdict[DocumentId, dict[int, int]] = defaultdict(dict)
        for number, place in places.items():
            if place:
                by_document[place[0]][place[1]] = number
        checked = [self._in(document, own, statement, language) for document, own in by_document.items()]
        borne = [each for each in checked if each.verdict.outcome == "supported"]
        if not borne:
            return min(checked, key=lambda each: (_WORST.index(each.verdict.outcome), -each.verdict.score))
        citations = tuple(number for each in borne for number in each.citations)
        return replace(statement, citations=citations, verdict=borne[0].verdict)

    def _in(self, document: DocumentId, own: Mapping[int, int], statement: Statement, language: str) -> Statement:
        """The statement held against one of its documents; what only another paragraph of it says does not count."""
        alone = replace(statement, citations=tuple(own), spans=())
        checked = self._checker.check(alone, self._sources[document], language=language)
        if any(number not in own for number in checked.citations):
            verdict = replace(checked.verdict, outcome="unsupported", repaired=())
            return replace(statement, citations=tuple(own.values()), verdict=verdict)
        return replace(checked, citations=tuple(own[number] for number in checked.citations), spans=statement.spans)
