"""`brief` and `topic` with `--engine model`: what it would cost, progress while models write, then what they wrote."""

from collections.abc import Sequence
from dataclasses import replace

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from groundwire.app.authorship import nothing_held, told_author
from groundwire.app.cli import reading
from groundwire.app.cli.output import complain, err, remark, say, say_json
from groundwire.app.locale import Locale, load_locale
from groundwire.completion import Estimate
from groundwire.desk import Desk
from groundwire.models import CompletionError, Failure, Query, Record, TopicPage

OK, SOME_FAILED, INTERRUPTED = 0, 3, 130


def brief(desk: Desk, inputs: Sequence[str], *, lang: str, as_json: bool, dry_run: bool) -> int:
    """Briefs by a model, without storing them; where none answers, the document's own sentences. The exit status."""
    t, failed = load_locale(lang), 0
    if dry_run:
        read = list(desk.brief(*inputs))
        for failure in (each for each in read if isinstance(each, Failure)):
            complain(f"{failure.item}: {failure.reason}")
        _tell(desk.model_briefs.estimate([each for each in read if isinstance(each, Record)], lang), t, as_json=as_json)
        return SOME_FAILED if any(isinstance(each, Failure) for each in read) else OK

    def write(record: Record) -> Record:
        nonlocal failed
        try:
            written = desk.model_briefs.write(record, lang, keep=False)
        except CompletionError as error:
            if not desk.model_briefs.ready:
                raise
            failed += 1
            complain(t("model-failed", reason=error))
            return record
        if nothing_held(written):
            failed += 1
            if as_json:  # elsewhere it is said with the brief
                complain(told_author(written, t))
        return replace(record, brief=written)

    status = reading.brief(desk, inputs, lang=lang, as_json=as_json, with_model=write)
    return SOME_FAILED if failed and status == OK else status


def topic(desk: Desk, name: str, query: Query, *, style: str | None, lang: str, dry_run: bool) -> int:
    """Has a model write about what is in other languages, then prints the page; gives the exit status."""
    page, t = desk.topic(name, query), load_locale(lang)
    missing = desk.model_briefs.missing([found.record for found in page.found.items], lang)
    estimate = desk.model_briefs.estimate(missing, lang)
    if dry_run:
        _tell(estimate, t, as_json=style == "json")
        return OK
    if missing:
        remark(_said(estimate, t))
    status = _write(desk, missing, lang, t)
    if status != INTERRUPTED:
        reading.print_page(desk, _with_written(desk, page, lang), style=style, lang=lang)
    return status


def _write(desk: Desk, missing: Sequence[Record], lang: str, t: Locale) -> int:
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn(),
        TimeElapsedColumn(),
    )  # fmt: skip
    reasons: list[str] = []
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(t("writing"), total=len(missing))
        try:
            for written in desk.model_briefs.write_all(missing, lang):
                progress.advance(task)
                if written.brief is None:
                    reasons.append(written.reason)
        except KeyboardInterrupt:
            complain(t("writing-stopped"))
            return INTERRUPTED
    for reason in dict.fromkeys(reasons):
        complain(t("model-failed", reason=reason))
    if reasons:
        complain(t("writing-remains", n=len(reasons), total=len(missing)))
    return SOME_FAILED if reasons else OK


def _with_written(desk: Desk, page: TopicPage, lang: str) -> TopicPage:
    items = (replace(found, record=desk.model_briefs.shown(found.record, lang)) for found in page.found.items)
    return replace(page, found=replace(page.found, items=tuple(items)))


def _tell(estimate: Estimate, t: Locale, *, as_json: bool) -> None:
    if as_json:
        say_json(estimate)
    else:
        say(_said(estimate, t))


def _said(estimate: Estimate, t: Locale) -> str:
    """What it would cost, in one sentence."""
    usd = t("price-unknown") if estimate.usd is None else t("price-most", usd=f"{estimate.usd:.4f}")
    return t(
        "estimate", questions=estimate.requests, answered=estimate.answered, input=f"{estimate.input_tokens:,}",
        output=f"{estimate.output_tokens:,}", price=usd,
    )  # fmt: skip
