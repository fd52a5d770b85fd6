"""A telling in, what a page shows of it out: its words with citations, gloss, and what others hold against it."""

from collections.abc import Mapping, Sequence

from groundwire.brief.digest.tellings import Telling
from groundwire.brief.gloss import gloss
from groundwire.models import Cited, Disagreement, Entity, EntityId, LedgerPoint, Said


class Speaker:
    """Turns tellings into statements for one reader."""

    def __init__(
        self, *, entities: Mapping[EntityId, Entity], disagreements: Sequence[Disagreement], language: str
    ) -> None:
        self._entities = entities
        self._conflicts = [each for each in disagreements if each.conflict]
        self._language = language

    def said(self, telling: Telling) -> Said:
        """The statement as it is shown."""
        foreign = telling.language.split("-")[0] != self._language.split("-")[0]
        statement, annotations = telling.statement, telling.record.annotations
        return Said(
            text=statement.text,
            language=telling.language,
            cited=telling.cited,
            verdict=statement.verdict,
            origins=telling.origins,
            gloss=gloss(statement, annotations, self._entities, self._language) if foreign else (),
            disputed=tuple(each for each in self._conflicts if any(_is_of(p, telling.cited) for p in each.points)),
        )


def _is_of(point: LedgerPoint, cited: Sequence[Cited]) -> bool:
    """Whether the figure stands in the words that are cited."""
    return any(
        each.document == point.quote.document
        and span.paragraph == point.quote.span.paragraph
        and span.start <= point.quote.span.start
        and point.quote.span.end <= span.end
        for each in cited
        for span in each.spans
    )
