"""What checking a brief found, printed: blocks in a terminal, a line for each check in a pipe, JSON where asked."""

from collections.abc import Iterator

from rich.padding import Padding
from rich.text import Text

from groundwire.app.cli.output import out, remark, safe, say, say_json, say_table
from groundwire.app.locale import Locale, load_locale
from groundwire.app.verdict_words import ToldCheck, told_verdict
from groundwire.desk import Desk
from groundwire.models import Outcome, Statement
from groundwire.pipeline.checking import CheckedBrief

OK, SOME_FAILED = 0, 3  # as for `add`: all went well; done, but some statements are not supported
_STYLES: dict[Outcome, str] = {
    "supported": "green", "unsupported": "yellow", "contradicted": "red", "unchecked": "yellow",
}  # fmt: skip
_COLUMNS = ("statement", "verdict", "check", "passed", "why", "wanted", "found", "where", "text")


def check(
    desk: Desk, text: str, document: str, *, brief_language: str | None, lang: str, as_json: bool, judged: bool = False
) -> int:
    """Checks and prints; gives the exit status."""
    checked = desk.check(text, document, language=brief_language, judged=judged)
    t = load_locale(lang)
    if as_json:
        say_json({"document": checked.record.document.id, "supported": checked.holds, "brief": checked.brief})
    elif out.is_terminal:
        _blocks(checked, t)
    else:
        say_table(_COLUMNS, _rows(checked, t))
    statements = list(checked.brief.statements())
    unseen = [key for each in statements for key in each.verdict.unseen]
    for key in dict.fromkeys(unseen):
        remark(t.texts.get(f"unseen.{key}", key))
    supported = sum(each.verdict.outcome == "supported" for each in statements)
    remark(t("check-counts", supported=supported, total=len(statements)))
    return OK if checked.holds else SOME_FAILED


def _rows(checked: CheckedBrief, t: Locale) -> Iterator[tuple[object, ...]]:
    for number, statement in enumerate(checked.brief.statements(), 1):
        told = told_verdict(statement, t)
        head = (number, told.outcome)
        for each in told.checks:
            where = " ".join(f"¶{paragraph}" for paragraph in each.paragraphs)
            passed = "yes" if each.passed else "no"
            yield (*head, each.name, passed, each.reason, each.wanted, each.found, where, _cited(statement))
        for note in told.changed:
            yield (*head, "", "", note, "", "", "", _cited(statement))


def _blocks(checked: CheckedBrief, t: Locale) -> None:
    say(t("check-of", title=checked.record.document.title), "bold")
    for statement in checked.brief.statements():
        told = told_verdict(statement, t)
        line = Text(f"\n{told.said}  ", style=_STYLES[told.outcome])
        out.print(line + Text(safe(_cited(statement)), style="default"), soft_wrap=False)
        for each in told.checks:
            _line(f"{'✓' if each.passed else '✗'} {_words(each, t)}", "dim" if each.passed else "")
        for note in told.changed:
            _line(note, "dim")


def _line(text: str, style: str) -> None:
    out.print(Padding(Text(safe(text), style=style), (0, 0, 0, 4)), soft_wrap=False)


def _words(check: ToldCheck, t: Locale) -> str:
    """The check in one line: its name, why, what was looked for, what was found and where."""
    parts = [f"{check.name}: {check.reason}" if check.reason else check.name]
    if check.wanted:
        parts.append(t("looked-for", words=check.wanted))
    if check.found:
        parts.append(t("found-words", words=check.found))
    elif check.wanted and not check.passed:
        parts.append(t("found-nothing"))
    parts += [t("in-paragraph", n=number) for number in check.paragraphs]
    return t("list-separator").join(parts)


def _cited(statement: Statement) -> str:
    return statement.text + " " + "".join(f"[{number}]" for number in statement.citations)
