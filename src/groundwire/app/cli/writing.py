"""`brief` and `topic` with `--engine model`: what it would cost, progress while models write, then what they wrote."""

from collections.abc import Sequence
from dataclasses import replace

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from groundwire.app.authorship import nothing_held, told_author
from groundwire.app.cli import reading
from groundwire.app.cli.estimates import tell_estimate, told_estimate
from groundwire.app.cli.output import complain, err, remark
from groundwire.app.locale import Locale, load_locale
from groundwire.desk import Desk
from groundwire.models import CompletionError, Failure, Query, Record, TopicPage
from groundwire.pipeline.model_briefs import Written

OK, FAILED, SOME_FAILED, INTERRUPTED = 0, 1, 3, 130


def brief(desk: Desk, inputs: Sequence[str], *, lang: str, as_json: bool, dry_run: bool) -> int:
    """Briefs by a model, without storing them; where none answers, the document's own sentences. The exit status."""
    t, failed = load_locale(lang), 0
    if dry_run:
        read = list(desk.brief(*inputs))
        for failure in (each for each in read if isinstance(each, Failure)):
            complain(f"{failure.item}: {failure.reason}")
        records = [each for each in read if isinstance(each, Record)]
        tell_estimate(desk.model_briefs.estimate(records, lang), t, as_json=as_json)
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
    """Has a model write about what is in other languages, then prints the page; gives the exit status.

    1 where a model was asked and nothing that it wrote is shown of any document, 3 where not all were asked; some that
    fail are told and are no error, for the documents' own sentences stand there.
    """
    page, t = desk.topic(name, query), load_locale(lang)
    missing = desk.model_briefs.missing([found.record for found in page.found.items], lang)
    estimate = desk.model_briefs.estimate(missing, lang)
    if dry_run:
        tell_estimate(estimate, t, as_json=style == "json")
        return OK
    if missing:
        remark(told_estimate(estimate, t))
    status = _write(desk, missing, lang, t)
    if status != INTERRUPTED:
        reading.print_page(desk, _with_written(desk, page, lang), style=style, lang=lang)
    return status


def _write(desk: Desk, missing: Sequence[Record], lang: str, t: Locale) -> int:
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn(),
        TimeElapsedColumn(),
    )  # fmt: skip
    written: list[Written] = []
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(t("writing"), total=len(missing))
        try:
            for each in desk.model_briefs.write_all(missing, lang):
                progress.advance(task)
                written.append(each)
        except KeyboardInterrupt:
            complain(t("writing-stopped"))
            return INTERRUPTED
    return _told(written, t)


def _told(written: Sequence[Written], t: Locale) -> int:
    """What became of the batch, in words and as an exit status."""
    for reason in dict.fromkeys(each.reason for each in written if each.reason):
        complain(t("model-failed", reason=reason))
    asked = [each for each in written if each.asked]
    failed = [each for each in asked if each.brief is None or nothing_held(each.brief)]
    if failed and len(failed) == len(asked):
        complain(t("all-failed", total=len(asked)))
        return FAILED
    if remaining := sum(each.brief is None for each in written):
        complain(t("writing-remains", n=remaining, total=len(written)))
    if nothing := sum(each.brief is not None for each in failed):
        remark(t("some-failed", n=nothing, total=len(written)))
    return SOME_FAILED if len(asked) < len(written) else OK


def _with_written(desk: Desk, page: TopicPage, lang: str) -> TopicPage:
    items = (replace(found, record=desk.model_briefs.shown(found.record, lang)) for found in page.found.items)
    return replace(page, found=replace(page.found, items=tuple(items)))
