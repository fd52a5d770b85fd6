"""What keeps a desk, printed: numbers, findings, and what was copied."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from groundwire.app.cli import filling
from groundwire.app.cli.output import remark, say, say_json, say_table
from groundwire.app.locale import Locale, choose_locale, load_locale
from groundwire.app.settings import read_settings
from groundwire.app.wiring import open_configured
from groundwire.desk import Desk, open_desk
from groundwire.models import InputError, SettingsError
from groundwire.pipeline.backup import restore as put_back
from groundwire.pipeline.doctor import Finding, is_clean
from groundwire.pipeline.stats import DeskStats

OK, BROKEN, WARNED = 0, 1, 3
_STYLES = {"ok": "green", "warning": "yellow", "broken": "red"}
_UNITS = ("B", "kB", "MB", "GB", "TB")


def stats(desk: Desk, *, lang: str, as_json: bool) -> None:
    """How much there is of everything."""
    found = desk.keeper.stats()
    if as_json:
        say_json(found)
    else:
        t = load_locale(lang)
        say_table((t("what"), t("count")), _stats_rows(found, t))


def _stats_rows(found: DeskStats, t: Locale) -> Iterator[tuple[str, str]]:
    yield t("stats.archive"), t("stats.in-files", size=_size(found.archive_bytes), n=found.archive_files)
    yield t("stats.answers"), _size(found.answer_bytes)
    yield t("stats.state"), _size(found.state_bytes)
    yield t("stats.library"), _size(found.library_bytes)
    if found.state:
        for name in ("captures", "documents", "revisions", "copies", "failures"):
            yield t(f"stats.{name}"), f"{getattr(found.state, name):,}"
        yield t("stats.mark"), "{}:{}".format(*found.state.mark) if found.state.mark else ""
    yield t("stats.unfinished"), _size(found.unfinished)
    if found.vectors:
        done = found.vectors.documents - found.vectors.waiting
        yield t("stats.vectors"), t("stats.waiting", n=f"{done:,}", waiting=f"{found.vectors.waiting:,}")
    for table in found.tables:
        rows = t("stats.rows", rows=f"{table.rows:,}", files=table.files, versions=table.versions)
        yield f"{t('stats.table')} {table.name}", f"{rows}, {_size(table.bytes)}"
        for index in table.indexes:
            state = t("stats.indexed", n=f"{index.rows:,}", unindexed=f"{index.unindexed:,}", segments=index.segments)
            yield f"{t('stats.index')} {table.name}.{index.name.removesuffix('_idx')}", state


def doctor(folder: Path, *, lang: str | None, repair: bool, quick: bool, as_json: bool) -> int:
    """Every finding in a line; gives the exit status."""
    settings = Finding(check="settings")
    try:
        desk, spoken = open_configured(folder), read_settings(folder).language
    except SettingsError as error:
        desk, spoken = open_desk(folder), ""
        settings = Finding(check="settings", status="broken", says="unreadable", places=(str(error),))
    t = choose_locale([lang or "", spoken])
    with desk:
        if repair:
            desk.keeper.repair()
        findings = []
        for finding in (*desk.keeper.doctor(quick=quick), settings):
            findings.append(finding)
            if not as_json:
                _tell(finding, t)
    if as_json:
        say_json([asdict(finding) | {"told": _told(finding, t)} for finding in findings])
    return OK if is_clean(findings) else BROKEN if any(each.status == "broken" for each in findings) else WARNED


def _tell(finding: Finding, t: Locale) -> None:
    say(f"{t('doctor.' + finding.status)}  {_told(finding, t)}", _STYLES[finding.status])
    for place in finding.places:
        say(f"    {place}")


def _told(finding: Finding, t: Locale) -> str:
    size = _size(finding.number)
    return f"{t('check.' + finding.check)}: {t('doctor.says.' + finding.says, n=f'{finding.number:,}', size=size)}"


def optimize(desk: Desk, *, lang: str, as_json: bool) -> None:
    """Upkeep now, then what it came to."""
    desk.keeper.optimize()
    stats(desk, lang=lang, as_json=as_json)


def backup(desk: Desk, target: Path, *, lang: str, with_library: bool, as_json: bool) -> None:
    """Copies, and says how much."""
    report = desk.keeper.backup(target, with_library=with_library)
    if as_json:
        say_json(asdict(report) | {"path": str(report.path)})
        return
    t = load_locale(lang)
    say(t("backed-up", path=report.path, files=report.files, size=_size(report.bytes), written=_size(report.written)))


def restore(folder: Path, source: Path, *, lang: str, as_json: bool) -> int:
    """Puts a backup in place and makes the library anew; gives the exit status."""
    if not source.exists():
        raise InputError(f"There is no backup at {source}.")
    with_library = put_back(source, folder)
    t = load_locale(lang)
    with open_configured(folder) as desk:
        if not with_library and any((folder / "archive").glob("groundwire-*")):
            status = filling.rebuild(desk, as_json=as_json)
            if status != OK:
                return status
        elif as_json:
            say_json({"path": str(folder)})
    (remark if as_json else say)(t("restored", path=folder))
    return OK


def _size(number: int) -> str:
    """Bytes as people read them."""
    value, units = float(number), list(_UNITS)
    while value >= 1_000 and len(units) > 1:
        value, units = value / 1_000, units[1:]
    return f"{value:.0f} {units[0]}" if units[0] == _UNITS[0] else f"{value:.1f} {units[0]}"
