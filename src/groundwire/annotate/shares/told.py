"""Sentences and their shares in, the same sentences out, with what a share tells of its figure said there too."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from groundwire.annotate.sentence import Sentence
from groundwire.models import Figure, Reference, Share, Shared, Span

_PARTS = (None, "share", "market-share", "stake", "import-dependence", "localisation-rate")
_MEASURES: dict[Shared, str] = {"market": "market-share", "ownership": "stake", "localisation": "localisation-rate"}
_TURNED: tuple[Shared, ...] = ("imports", "revenue")  # their owner is not whom the clause is about


def tell_shares(sentences: Sequence[Sentence], shares: Sequence[Share]) -> list[Sentence]:
    """The sentences; a share knows more of what its percentage measures, and whose it is, than the words beside it."""
    found = {share.figure.span: share for share in reversed(shares)}
    if not found:
        return list(sentences)
    told = {share.figure.span.paragraph for share in shares}
    return [_told(sentence, found) if sentence.paragraph in told else sentence for sentence in sentences]


def _told(sentence: Sentence, found: Mapping[Span, Share]) -> Sentence:
    figures = tuple(found[figure.span].figure if figure.span in found else figure for figure in sentence.figures)
    return sentence if figures == sentence.figures else replace(sentence, figures=figures)


def told_figure(share: Share) -> Figure:
    """The figure of a share with what the share tells of it."""
    figure = share.figure
    if figure.measure not in _PARTS:
        return figure
    measure = _measure(figure, share)
    owner = _owner(share, measure)
    if figure.owner is not None and share.shared not in _TURNED:
        owner = figure.owner  # the clause of the figure says it more surely than the share, which may be from another
    of = None if share.shared in ("revenue", "ownership") else share.of
    return replace(
        figure,
        measure=measure,
        owner=owner or figure.owner,
        thing=figure.thing or of,
        scope=figure.scope or share.scope,
    )


def _measure(figure: Figure, share: Share) -> str:
    if share.shared == "imports":
        return "import-dependence" if share.holder is None else figure.measure or "share"
    return _MEASURES.get(share.shared, "share")


def _owner(share: Share, measure: str) -> Reference | None:
    """Who holds it; whose revenue it is; who depends on imports."""
    if share.shared == "revenue":
        return share.of
    return share.scope if measure == "import-dependence" else share.holder
