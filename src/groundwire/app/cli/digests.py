"""Digests and answers from a desk in, lines for reading or JSON out; every statement ends with where it stands."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from rich.text import Text

from groundwire.app.cli.estimates import tell_estimate
from groundwire.app.cli.output import complain, out, remark, safe, say, say_json, write
from groundwire.app.fact_words import FactWords
from groundwire.app.locale import Locale, load_locale
from groundwire.desk import Desk
from groundwire.models import Answer, Cited, CompletionError, Digest, LedgerPoint, Query, Said
from groundwire.pipeline.digester import Engine

W = TypeVar("W", Digest, Answer)
_SHORT = 8  # characters of an id that tell documents of one desk apart
_GLOSS = 8  # parts of a gloss that are printed


def digest(
    desk: Desk, query: Query, *, documents: int, lang: str, as_json: bool, engine: Engine = "extractive"
) -> None:
    """Prints what happened since the query's time; in the documents' own sentences where no model answers."""
    found = _by(lambda by: desk.digest(query, None, language=lang, documents=documents, engine=by), engine, lang)
    if as_json:
        say_json(found)
        return
    t, words = load_locale(lang), FactWords(desk, load_locale(lang))
    if found.core:
        say(t("core-insights"), "green bold")
    for said in found.core:
        _statement(said, t, words)
    for group in found.groups:
        say(group.heading, "bold")
        for said in group.said:
            _statement(said, t, words)
    _tell(found, t, desk)


def ask(desk: Desk, question: str, query: Query, *, lang: str, as_json: bool, engine: Engine = "extractive") -> None:
    """Prints what the desk says to a question, or that it does not say."""
    answer = _by(lambda by: desk.ask(question, query, language=lang, engine=by), engine, lang)
    if as_json:
        say_json(answer)
        return
    t, words = load_locale(lang), FactWords(desk, load_locale(lang))
    if not answer.said:
        say(t("not-said"), "yellow")
    for said in answer.said:
        _statement(said, t, words)
    remark(_looked(answer, t))


def digest_cost(desk: Desk, query: Query, *, documents: int, lang: str, as_json: bool) -> None:
    """Prints what that digest by a model would cost at most."""
    estimate = desk.digest_cost(query, None, language=lang, documents=documents)
    tell_estimate(estimate, load_locale(lang), as_json=as_json)


def answer_cost(desk: Desk, question: str, query: Query, *, lang: str, as_json: bool) -> None:
    """Prints what that answer by a model would cost at most; nothing where the documents do not say it."""
    tell_estimate(desk.answer_cost(question, query, language=lang), load_locale(lang), as_json=as_json)


def _by(write: Callable[[Engine], W], engine: Engine, lang: str) -> W:
    """What is written by this engine; where a model is asked and none answers, it is said, and nothing is worse."""
    try:
        return write(engine)
    except CompletionError as error:
        complain(load_locale(lang)("model-failed", reason=error))
        return write("extractive")


def _statement(said: Said, t: Locale, words: FactWords) -> None:
    """One statement: its words, its citations, what is known of it in the reader's language, who contradicts it."""
    line = Text(f"  - {safe(said.text)} ")
    line.append(_cites(said), style="cyan")
    if said.stands_in:
        line.append(f" · {t('stands-in')}", style="dim")
    if said.origins > 1:
        line.append(f" ({t('origins', n=said.origins)})", style="green")
    if out.is_terminal:
        out.print(line, soft_wrap=False)
    else:
        write(line.plain + "\n")
    if said.gloss:
        say("    " + " · ".join(part.text for part in said.gloss[:_GLOSS]), "dim")
    for against in _against(said, t, words):
        say(f"    {against}", "yellow")


def _cites(said: Said) -> str:
    return " ".join(f"[{cited.source_name} {place_of(cited)}]" for cited in said.cited)


def place_of(cited: Cited) -> str:
    """``document#paragraph``, the document as `groundwire show` takes it."""
    return f"{cited.document[:_SHORT]}#{cited.paragraph}"


def _against(said: Said, t: Locale, words: FactWords) -> Iterator[str]:
    for each in said.disputed:
        sides = [f"{words.value(point)} [{point.quote.source_name} {_place(point)}]" for point in each.points]
        yield f"{t('disputed')}: {words.measure(each.measured)}: {' ≠ '.join(sides)}"


def _place(point: LedgerPoint) -> str:
    return f"{point.quote.document[:_SHORT]}#{point.quote.span.paragraph}"


def _tell(found: Digest, t: Locale, desk: Desk) -> None:
    since = found.since.strftime("%Y-%m-%d %H:%M") if found.since else None
    said = [t("read-of", n=found.documents, total=found.matching)]
    if found.documents < found.matching:
        said.append(t("read-hint"))
    if found.withheld:
        said.append(t("withheld-one") if len(found.withheld) == 1 else t("withheld", n=len(found.withheld)))
    if not found.core and desk.exists:
        said.insert(0, t("nothing-since", day=since) if since else t("nothing-found"))
    remark(" ".join(said))


def _looked(answer: Answer, t: Locale) -> str:
    sought = t("list-separator").join(answer.sought)
    return " ".join(
        filter(None, [t("sought", words=sought) if sought else "", t.looked(answer.documents, answer.matching)])
    )
